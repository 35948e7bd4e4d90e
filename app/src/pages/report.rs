//! A unit's participation for a period: the indicators, a small chart, and the tables behind it.

use crate::text::{number, t, tr};
use lachan_core::report::{Cell, Column, GradeRow, Indicator, Report, Row, Split, Value};
use leptos::prelude::*;

/// The units somebody reads reports of.
#[component]
pub fn ReportsPage(
    /// Address and name.
    units: Vec<(String, String)>,
) -> impl IntoView {
    let empty = units.is_empty();
    view! {
        <div class="head"><h1>{t("report-title")}</h1></div>
        {empty.then(|| view! { <div class="empty"><p>{t("report-none")}</p></div> })}
        {(!empty).then(|| view! { <h2>{t("report-choose-unit")}</h2> })}
        <ul class="class-cards">
            {units
                .into_iter()
                .map(|(href, name)| view! { <li><a class="card class-card" href=href><b>{name}</b></a></li> })
                .collect_view()}
        </ul>
    }
}

/// A report with everything said about it.
#[derive(Clone, Debug)]
pub struct Shown {
    pub base: String,
    pub name: String,
    pub line: &'static str,
    /// Code and words of every period one can choose.
    pub periods: Vec<(String, String)>,
    pub period: String,
    pub span: String,
    /// What the reader has to know: the period is running, small numbers are hidden.
    pub notices: Vec<String>,
    pub warning: Option<String>,
    pub report: Report,
    /// From the first day of the school year, and of the reporting year.
    pub school_year: Option<Row>,
    pub year: Row,
    /// From when to when both count.
    pub to_date: String,
    /// Whether small numbers are hidden.
    pub veiled: bool,
    /// Whether the rows lead to reports of their own.
    pub several: bool,
}

/// The report.
#[component]
pub fn ReportPage(shown: Shown) -> impl IntoView {
    let export = format!("{}/bao-cao.xlsx?ky={}", shown.base, shown.period);
    let parts = !shown.report.parts.is_empty();
    let back = shown
        .several
        .then(|| view! { <p class="crumbs"><a href="/bao-cao">{t("report-title")}</a></p> });
    view! {
        <div class="head">
            <div>
                {back}
                <h1>{shown.name.clone()}</h1>
                <p>{t(shown.line)}" · "{shown.span.clone()}</p>
            </div>
            <div class="actions"><a class="button" href=export download>{t("report-export")}</a></div>
        </div>
        {shown.warning.clone().map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
        {choose(&shown)}
        {shown.notices.iter().map(|text| view! { <p class="notice kind">{text.clone()}</p> }).collect_view()}
        {headline(&shown.report.total)}
        {indicators(&shown)}
        {parts.then(|| chart(&shown.report))}
        {parts.then(|| by_unit(&shown))}
        {by_grade(&shown.report)}
        <details class="card">
            <summary>{t("report-how")}</summary>
            {["report-how-once", "report-how-day", "report-how-tests", "report-how-overlap"].map(|key| view! { <p>{t(key)}</p> })}
        </details>
    }
}

fn choose(shown: &Shown) -> impl IntoView + use<> {
    let options = shown
        .periods
        .iter()
        .map(|(code, words)| {
            let selected = *code == shown.period;
            view! { <option value=code.clone() selected=selected>{words.clone()}</option> }
        })
        .collect_view();
    view! {
        <form class="choose" method="get" action=shown.base.clone()>
            <label for="ky">{t("report-choose-period")}</label>
            <select id="ky" name="ky">{options}</select>
            <button class="quiet">{t("report-show")}</button>
        </form>
    }
}

/// The four numbers one looks for first.
fn headline(total: &Row) -> impl IntoView + use<> {
    let tile = |indicator: Indicator| {
        let value = total.value(indicator);
        let (big, small) = match value {
            Value::Share { part, whole } => (
                shown_percent(value),
                tr(
                    "report-of",
                    &[
                        ("part", &cell(part)),
                        ("whole", &cell(whole)),
                        ("unit", indicator.unit()),
                    ],
                ),
            ),
            Value::Gain(means) | Value::Kept(means) => (
                compared(value),
                tr("report-children", &[("n", &cell(means.children))]),
            ),
            Value::Held {
                sessions,
                attendances,
            } => (
                number(sessions),
                tr(
                    "report-held",
                    &[
                        ("sessions", &number(sessions)),
                        ("attendances", &cell(attendances)),
                    ],
                ),
            ),
        };
        view! {
            <li class="card figure">
                <b>{big}</b>
                <span>{t(&format!("indicator-{}", indicator.code()))}</span>
                <span class="soft">{small}</span>
            </li>
        }
    };
    let tiles = [
        Indicator::Children,
        Indicator::Sets,
        Indicator::Classes,
        Indicator::Meetings,
    ]
    .map(tile);
    view! { <ul class="figures">{tiles}</ul> }
}

/// The period and the two years to date.
const SPAN_COLUMNS: [&str; 3] = [
    "report-in-period",
    "report-in-school-year",
    "report-in-year",
];

fn indicators(shown: &Shown) -> impl IntoView + use<> {
    let rows = Indicator::ALL
        .map(|indicator| {
            let spans = [
                Some(&shown.report.total),
                shown.school_year.as_ref(),
                Some(&shown.year),
            ];
            let cells = SPAN_COLUMNS
                .into_iter()
                .zip(spans)
                .map(|(key, row)| {
                    let value = row.map(|row| words(row.value(indicator)));
                    view! { <td class="num" data-head=t(key)>{value}</td> }
                })
                .collect_view();
            view! {
                <tr>
                    <td class="soft">{indicator.code()}</td>
                    <th scope="row">{t(&format!("indicator-{}", indicator.code()))}</th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    let heads = SPAN_COLUMNS.map(|key| view! { <th scope="col" class="num">{t(key)}</th> });
    view! {
        <div class="table stacked" tabindex="0" role="group" aria-label=t("report-indicators")>
            <table>
                <caption>{t("report-indicators")}</caption>
                <thead>
                    <tr>
                        <th scope="col">{t("report-code")}</th>
                        <th scope="col">{t("report-indicator")}</th>
                        {heads}
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        <p class="soft">{shown.to_date.clone()}</p>
    }
}

/// One bar a unit. The table below says the same in numbers.
fn chart(report: &Report) -> impl IntoView + use<> {
    let bars = report
        .parts
        .iter()
        .filter(|row| row.unit.is_some())
        .map(|row| {
            let value = row.value(Indicator::Children);
            let width = format!("width:{}%", value.percent().unwrap_or(0.0));
            view! {
                <li>
                    <span>{row.name.clone()}</span>
                    <span class="bar"><i style=width></i></span>
                    <b>{shown_percent(value)}</b>
                </li>
            }
        })
        .collect_view();
    view! {
        <figure class="card chart">
            <figcaption>{t("report-chart")}</figcaption>
            <ul>{bars}</ul>
        </figure>
    }
}

fn by_unit(shown: &Shown) -> impl IntoView + use<> {
    let query = shown.period.clone();
    let rows = shown
        .report
        .parts
        .iter()
        .map(|row| {
            // A row with a hidden number leads nowhere: on the page below it might stand open beside another.
            let leads = row
                .unit
                .filter(|_| !(shown.veiled && row.hides_something()));
            let name = match leads {
                Some(unit) => {
                    view! { <a href=format!("/bao-cao/{unit}?ky={query}")>{row.name.clone()}</a> }
                        .into_any()
                }
                None => row.name.clone().into_any(),
            };
            view! { <tr><th scope="row">{name}</th>{numbers(row)}</tr> }
        })
        .collect_view();
    let heads = UNIT_COLUMNS.map(|key| view! { <th scope="col" class="num">{t(key)}</th> });
    view! {
        <div class="table stacked wide" tabindex="0" role="group" aria-label=t("report-by-unit")>
            <table>
                <caption>{t("report-by-unit")}</caption>
                <thead><tr><th scope="col">{t("report-name")}</th>{heads}</tr></thead>
                <tbody>{rows}</tbody>
                <tfoot><tr><th scope="row">{t("report-total")}</th>{numbers(&shown.report.total)}</tr></tfoot>
            </table>
        </div>
    }
}

fn numbers(row: &Row) -> impl IntoView + use<> {
    let of = |(part, whole): (i64, i64)| format!("{}/{}", number(part), number(whole));
    let with = |sessions: i64, column: Column| match sessions {
        0 => "0".to_owned(),
        n => tr(
            "report-held",
            &[
                ("sessions", &number(n)),
                ("attendances", &cell(row[column])),
            ],
        ),
    };
    [
        cell(row[Column::Enrolled]),
        cell(row[Column::TookPart]),
        shown_percent(row.value(Indicator::Children)),
        shown_percent(row.value(Indicator::Sets)),
        compared(row.value(Indicator::Gain)),
        of(row.classes),
        number(row.sessions[0]),
        cell(row[Column::AtMeetings]),
        of(row.branches),
        with(row.sessions[1], Column::AtTalks),
        with(row.sessions[2], Column::AtTrainings),
    ]
    .into_iter()
    .zip(UNIT_COLUMNS)
    .map(|(text, key)| {
        let wrap = text.contains(';');
        view! { <td class="num" class:wrap=wrap data-head=t(key)>{text}</td> }
    })
    .collect_view()
}

/// What stands above the numbers of a unit.
const UNIT_COLUMNS: [&str; 11] = [
    "column-enrolled",
    "column-took-part",
    "column-share",
    "column-finished-set",
    "column-gain",
    "column-classes",
    "column-meetings",
    "column-at-meetings",
    "column-branches",
    "column-talks",
    "column-trainings",
];

fn by_grade(report: &Report) -> impl IntoView + use<> {
    // Where every child's gender is known the column would only be noise.
    let all = report.all_grades;
    let unknown = [all.enrolled, all.took_part, all.finished_set]
        .iter()
        .any(|split| split.unknown.seen() != Some(0));
    let row = move |row: &GradeRow| {
        let name = match row.grade {
            Some(grade) => tr("report-grade-n", &[("n", &grade.to_string())]),
            None => t("report-total"),
        };
        let splits = [row.enrolled, row.took_part, row.finished_set];
        let cells = GRADE_COLUMNS
            .into_iter()
            .zip(splits)
            .map(|(key, split)| sides(key, split, unknown))
            .collect_view();
        view! { <tr><th scope="row">{name}</th>{cells}</tr> }
    };
    let words: Vec<&str> = [
        "gender-male",
        "gender-female",
        "gender-unknown",
        "gender-total",
    ]
    .into_iter()
    .filter(|key| unknown || *key != "gender-unknown")
    .collect();
    let width = words.len().to_string();
    let groups =
        GRADE_COLUMNS.map(|key| view! { <th scope="colgroup" colspan=width.clone()>{t(key)}</th> });
    let heads = (0..3)
        .flat_map(|_| words.clone())
        .map(|key| view! { <th scope="col" class="num">{t(key)}</th> })
        .collect_view();
    let rows = report.grades.iter().map(row).collect_view();
    view! {
        <div class="table stacked close wide" tabindex="0" role="group" aria-label=t("report-by-grade")>
            <table>
                <caption>{t("report-by-grade")}</caption>
                <thead>
                    <tr><th scope="col" rowspan="2">{t("report-grade")}</th>{groups}</tr>
                    <tr>{heads}</tr>
                </thead>
                <tbody>{rows}</tbody>
                <tfoot>{row(&all)}</tfoot>
            </table>
        </div>
    }
}

/// What is counted of a grade, each by gender.
const GRADE_COLUMNS: [&str; 3] = ["column-enrolled", "column-took-part", "column-finished-set"];

fn sides(column: &str, split: Split, unknown: bool) -> impl IntoView + use<> {
    let mut cells = vec![("gender-male", split.male), ("gender-female", split.female)];
    if unknown {
        cells.push(("gender-unknown", split.unknown));
    }
    cells.push(("gender-total", split.total));
    let of = t(column);
    cells
        .into_iter()
        .map(|(side, n)| {
            let head = format!("{of}, {}", t(side).to_lowercase());
            view! { <td class="num" data-head=head>{cell(n)}</td> }
        })
        .collect_view()
}

fn words(value: Value) -> String {
    match value {
        Value::Share { part, whole } => {
            format!("{}/{} · {}", cell(part), cell(whole), shown_percent(value))
        }
        Value::Gain(means) | Value::Kept(means) => {
            let children = tr("report-children", &[("n", &cell(means.children))]);
            match (means.first(), means.second()) {
                (Some(first), Some(second)) => {
                    let both = format!("{} → {}", written(first), written(second));
                    format!("{both} % · {} · {children}", compared(value))
                }
                _ => format!("– · {children}"),
            }
        }
        Value::Held {
            sessions,
            attendances,
        } => tr(
            "report-held",
            &[
                ("sessions", &number(sessions)),
                ("attendances", &cell(attendances)),
            ],
        ),
    }
}

/// +18,4 điểm, or 92,3 %.
fn compared(value: Value) -> String {
    match value {
        Value::Gain(means) => means.gain().map_or_else(
            || "–".to_owned(),
            |points| {
                let sign = if points > 0.0 { "+" } else { "" };
                tr(
                    "report-points",
                    &[("n", &format!("{sign}{}", written(points)))],
                )
            },
        ),
        other => shown_percent(other),
    }
}

fn written(n: f64) -> String {
    format!("{n:.1}").replace('.', ",")
}

fn cell(cell: Cell) -> String {
    cell.seen().map_or_else(|| cell.to_string(), number)
}

/// 85,6 %; "–" where it is hidden or there is nothing to share.
fn shown_percent(value: Value) -> String {
    match value.percent() {
        Some(percent) => format!("{percent:.1} %").replace('.', ","),
        None => "–".to_owned(),
    }
}
