//! Where "Thoát nhanh" leads: a plain timetable that says nothing about where one came from. A document of its own, without our frame,
//! mark or name.

use crate::{assets, text::t};
use leptos::prelude::*;

const DAYS: [&str; 5] = ["Thứ 2", "Thứ 3", "Thứ 4", "Thứ 5", "Thứ 6"];

type HalfDay = &'static [[&'static str; 5]];

/// The week of a school level: morning and afternoon.
fn week(level: u8) -> (HalfDay, HalfDay) {
    match level {
        1 => (&PRIMARY.0, &PRIMARY.1),
        3 => (&HIGH.0, &HIGH.1),
        _ => (&SECONDARY.0, &SECONDARY.1),
    }
}

const PRIMARY: ([[&str; 5]; 4], [[&str; 5]; 2]) = (
    [
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
    ],
    [
        ["Tiếng Anh", "Địa lí", "Tự học", "Công nghệ", "Tiếng Anh"],
        ["Tự học", "Tự học", "Câu lạc bộ", "Tự học", "Sinh hoạt lớp"],
    ],
);
const SECONDARY: ([[&str; 5]; 5], [[&str; 5]; 2]) = (
    [
        ["Chào cờ", "Toán", "Ngữ văn", "Tiếng Anh", "Toán"],
        ["Ngữ văn", "Toán", "Ngữ văn", "KHTN", "Toán"],
        ["Toán", "Tiếng Anh", "LS và ĐL", "KHTN", "Ngữ văn"],
        ["KHTN", "GDCD", "Tin học", "LS và ĐL", "Tiếng Anh"],
        [
            "LS và ĐL",
            "Công nghệ",
            "KHTN",
            "Nghệ thuật",
            "Sinh hoạt lớp",
        ],
    ],
    [
        ["Thể dục", "Tự học", "Trải nghiệm", "Tự học", "Câu lạc bộ"],
        ["Tự học", "Thể dục", "Nghệ thuật", "Tự học", "Câu lạc bộ"],
    ],
);
const HIGH: ([[&str; 5]; 5], [[&str; 5]; 2]) = (
    [
        ["Chào cờ", "Toán", "Vật lí", "Ngữ văn", "Hóa học"],
        ["Toán", "Toán", "Hóa học", "Ngữ văn", "Tiếng Anh"],
        ["Ngữ văn", "Tiếng Anh", "Toán", "Lịch sử", "Toán"],
        ["Vật lí", "Lịch sử", "Tin học", "Vật lí", "Ngữ văn"],
        ["Tin học", "Hóa học", "Địa lí", "Tiếng Anh", "Sinh hoạt lớp"],
    ],
    [
        ["Thể dục", "Tự học", "GDQP và AN", "Trải nghiệm", "Tự học"],
        ["Tự học", "Thể dục", "Tự học", "Trải nghiệm", "Câu lạc bộ"],
    ],
);

/// The whole document, with the timetable of a school level (1, 2 or 3; anything else is 2).
pub fn document(level: u8) -> String {
    let (morning, afternoon) = week(level);
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
                    {part(t("exit-morning"), morning)}
                    {part(t("exit-afternoon"), afternoon)}
                </table>
            </body>
        </html>
    };
    format!("<!DOCTYPE html>{}", page.to_html())
}

fn part(name: String, rows: HalfDay) -> impl IntoView {
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
