//! Where "Thoát nhanh" leads: a plain timetable that says nothing about where one came from. A document of its own, without our frame,
//! mark or name.

use crate::{assets, text::t};
use leptos::prelude::*;

const DAYS: [&str; 5] = ["Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6"];
const MORNING: [[&str; 5]; 4] = [
    ["Chào cờ", "Toán", "Tiếng Việt", "Toán", "Tiếng Việt"],
    ["Toán", "Tiếng Việt", "Toán", "Khoa học", "Toán"],
    [
        "Tiếng Việt",
        "Tin học",
        "Tiếng Anh",
        "Tiếng Việt",
        "Mĩ thuật",
    ],
    ["Đạo đức", "Thể dục", "Lịch sử", "Âm nhạc", "Thể dục"],
];
const AFTERNOON: [[&str; 5]; 2] = [
    ["Tiếng Anh", "Địa lí", "Tự học", "Công nghệ", "Tiếng Anh"],
    ["Tự học", "Tự học", "Câu lạc bộ", "Tự học", "Sinh hoạt lớp"],
];

/// The whole document.
pub fn document() -> String {
    let head = DAYS.map(|day| view! { <th scope="col">{day}</th> });
    let page = view! {
        <html lang="vi">
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{t("exit-title")}</title>
                <link rel="icon" href="data:," />
                <link rel="stylesheet" href=assets::url("timetable.css") />
            </head>
            <body>
                <h1>{t("exit-title")}</h1>
                <p>{t("exit-week")}</p>
                <table>
                    <thead><tr><td></td>{head}</tr></thead>
                    {part(t("exit-morning"), &MORNING)}
                    {part(t("exit-afternoon"), &AFTERNOON)}
                </table>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}

fn part(name: String, rows: &'static [[&'static str; 5]]) -> impl IntoView {
    let rows = rows
        .iter()
        .enumerate()
        .map(|(i, row)| {
            let name = (i == 0).then(|| view! { <th scope="rowgroup" rowspan=rows.len().to_string()>{name.clone()}</th> });
            view! { <tr>{name}{row.map(|lesson| view! { <td>{lesson}</td> })}</tr> }
        })
        .collect_view();
    view! { <tbody>{rows}</tbody> }
}
