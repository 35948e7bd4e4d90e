//! What an administrator looks after: school years, the log, and a new unit.

use crate::{
    parts::field::{Field, form_notice, select},
    text::{t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A line of the log.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub at: String,
    pub who: String,
    pub what: String,
    pub unit: String,
    pub detail: String,
}

/// The page.
#[component]
pub fn AdminPage(
    /// Name and dates.
    years: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
    log: Vec<LogLine>,
    /// Where older lines are.
    older: Option<String>,
    about: Vec<(String, String)>,
) -> impl IntoView {
    let date = |name, key: &str| {
        Field::new(name, t(key), &typed, &problems)
            .kind("date")
            .view()
    };
    let none = years.is_empty();
    view! {
        <div class="head"><h1>{t("nav-admin")}</h1></div>
        <section class="card">
            <h2>{t("admin-years")}</h2>
            {none.then(|| view! { <p class="notice">{t("admin-no-year")}</p> })}
            <ul>{years.into_iter().map(|(name, dates)| view! { <li><b>{name}</b>": "{dates}</li> }).collect_view()}</ul>
            {form_notice(&problems)}
            <form method="post" action="/quan-tri/nam-hoc" class="stack">
                <div class="in-line">
                    {date("starts_on", "admin-year-starts")} {date("term2_on", "admin-year-term2")} {date("ends_on", "admin-year-ends")}
                </div>
                <button>{t("admin-year-add")}</button>
            </form>
        </section>
        <section class="stack">
            <h2>{t("admin-log")}</h2>
            {log_table(log)}
            {older.map(|href| view! { <p><a class="button quiet" href=href>{t("admin-older")}</a></p> })}
        </section>
        <section class="card">
            <h2>{t("admin-about")}</h2>
            <dl>{about.into_iter().map(|(name, value)| view! { <dt class="soft">{name}</dt><dd>{value}</dd> }).collect_view()}</dl>
        </section>
    }
}

fn log_table(log: Vec<LogLine>) -> impl IntoView {
    let heads = [
        "admin-when",
        "admin-who",
        "admin-what",
        "staff-unit",
        "admin-detail",
    ]
    .map(|key| view! { <th scope="col">{t(key)}</th> });
    let rows = log
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <td>{line.at}</td>
                    <td>{line.who}</td>
                    <td>{line.what}</td>
                    <td>{line.unit}</td>
                    <td class="soft">{line.detail}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table" tabindex="0" role="group" aria-label=t("admin-log")>
            <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
}

/// A new unit below another.
#[component]
pub fn NewUnitPage(
    base: String,
    parent: String,
    kinds: Vec<(String, String)>,
    /// Of a unit inside a school: the Đoàn xã it can stand under.
    above: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
) -> impl IntoView {
    let inside_school = !above.is_empty();
    view! {
        <p class="crumbs"><a href=base.clone()>{parent.clone()}</a></p>
        <h1>{tr("unit-new", &[("name", &parent)])}</h1>
        {form_notice(&problems)}
        <form method="post" action=format!("{base}/them") class="stack">
            {select("kind", t("units-kind"), kinds, &typed, &problems)}
            {Field::new("name", t("units-name"), &typed, &problems).hint(t("unit-name-hint")).autocomplete("off").view()}
            {Field::new("code", t("units-code"), &typed, &problems).hint(t("unit-code-hint")).autocomplete("off").view()}
            {inside_school.then(|| select("above", t("unit-above"), above, &typed, &problems))}
            <button>{t("unit-add")}</button>
        </form>
    }
}
