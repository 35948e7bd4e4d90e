//! The log: who did what where.

use crate::{
    parts::field::{Field, choice},
    text::t,
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A line of the log.
#[derive(Clone, Debug)]
pub struct LogLine {
    pub day: String,
    pub hour: String,
    pub who: String,
    /// Everything this person did; nothing for the program itself.
    pub mine: Option<String>,
    pub what: String,
    pub unit: String,
    pub detail: String,
}

/// The page.
#[component]
pub fn AuditPage(
    /// Whether a person or days are chosen.
    narrowed: bool,
    typed: Fields,
    problems: Problems,
    /// Every action with its words, the empty one for all.
    actions: Vec<(String, String)>,
    log: Vec<LogLine>,
    /// Where older lines are.
    older: Option<String>,
) -> impl IntoView {
    let wrong = !problems.is_empty();
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href="/quan-tri">{t("nav-admin")}</a></p>
                <h1>{t("admin-log")}</h1>
                <p>{t("log-about")}</p>
            </div>
        </div>
        {filter(narrowed, actions, &typed, &problems)}
        {if log.is_empty() && !wrong {
            view! { <div class="empty"><p>{t(if narrowed { "log-none-here" } else { "log-none" })}</p></div> }.into_any()
        } else if log.is_empty() {
            ().into_any()
        } else {
            table(log).into_any()
        }}
        {older.map(|href| view! { <p><a class="button quiet" href=href>{t("admin-older")}</a></p> })}
    }
}

fn filter(
    narrowed: bool,
    actions: Vec<(String, String)>,
    typed: &Fields,
    problems: &Problems,
) -> impl IntoView + use<> {
    let day = |name, key: &str| {
        Field::new(name, t(key), typed, problems)
            .kind("date")
            .optional()
            .view()
    };
    view! {
        <form method="get" action="/quan-tri/nhat-ky" class="in-line">
            {Field::new("nguoi", t("staff-username"), typed, problems).autocomplete("off").optional().view()}
            {choice("viec", t("admin-what"), actions, typed, problems)}
            {day("tu", "log-from")}
            {day("den", "log-to")}
            <button>{t("log-narrow")}</button>
            {narrowed.then(|| view! { <a class="button quiet" href="/quan-tri/nhat-ky">{t("log-all")}</a> })}
        </form>
    }
}

fn table(log: Vec<LogLine>) -> impl IntoView {
    let heads = ["admin-when", "admin-who", "admin-what", "staff-unit"]
        .map(|key| view! { <th scope="col">{t(key)}</th> });
    view! {
        <div class="table stacked" tabindex="0" role="group" aria-label=t("admin-log")>
            <table class="log">
                <thead><tr>{heads}</tr></thead>
                <tbody>{log.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn row(line: LogLine) -> impl IntoView {
    let who = match line.mine {
        Some(href) => view! { <a href=href>{line.who}</a> }.into_any(),
        None => line.who.into_any(),
    };
    view! {
        <tr>
            <td class="when">{line.hour}<small>{line.day}</small></td>
            <td>{who}</td>
            <td>
                {line.what}
                {(!line.detail.is_empty()).then(|| view! { <small>{line.detail}</small> })}
            </td>
            <td class="soft">{line.unit}</td>
        </tr>
    }
}
