//! What of single children is forgotten, and when.

use crate::{
    parts::field::{form_notice, select},
    text::{number, t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// What will be forgotten next.
#[derive(Clone, Debug)]
pub struct OutlookView {
    /// Which school year, up to which day, and when.
    pub says: String,
    /// What and how much of it.
    pub counts: Vec<(String, String)>,
    pub counted_at: String,
    /// Schools that have to bring in the list of the new year first.
    pub waiting: Vec<String>,
}

/// What is forgotten already.
#[derive(Clone, Debug)]
pub struct DoneLine {
    pub until: String,
    pub schools: String,
    pub days: String,
}

/// The page.
#[component]
pub fn RetentionPage(
    outlook: Option<OutlookView>,
    done: Vec<DoneLine>,
    /// Name and last day of every month to whose end a year may be kept.
    choices: Vec<(String, String)>,
    /// The last day that is chosen.
    last_day: String,
    typed: Fields,
    problems: Problems,
    /// Whether it was chosen just now.
    chosen: bool,
) -> impl IntoView {
    let chosen = chosen.then(|| tr("retention-chosen", &[("day", &last_day)]));
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href="/quan-tri">{t("nav-admin")}</a></p>
                <h1>{t("retention")}</h1>
                <p>{tr("retention-about", &[("day", &last_day)])}</p>
            </div>
        </div>
        {chosen.map(|text| view! { <p class="notice done" role="status">{text}</p> })}
        <section class="stack">
            <h2>{t("retention-next")}</h2>
            {match outlook {
                Some(outlook) => next(outlook).into_any(),
                None => view! { <p class="notice">{t("retention-none")}</p> }.into_any(),
            }}
        </section>
        <section class="stack">
            <h2>{t("retention-stays")}</h2>
            <p>{t("retention-stays-about")}</p>
        </section>
        {(!done.is_empty()).then(|| history(done))}
        {choice(choices, typed, problems)}
    }
}

fn choice(choices: Vec<(String, String)>, typed: Fields, problems: Problems) -> impl IntoView {
    // What is wrong with the whole is that somebody has to be sure.
    let ask = problems.of("").is_some();
    view! {
        <section class="card">
            <h2>{t("retention-choice")}</h2>
            {form_notice(&problems)}
            <form method="post" action="/quan-tri/luu-giu" class="stack">
                {select("last", t("retention-last"), choices, &typed, &problems)}
                <p class="soft">{t("retention-choice-about")}</p>
                {ask.then(|| view! {
                    <label class="choice"><input type="checkbox" name="sure" value="1" /><span>{t("retention-sure")}</span></label>
                })}
                <button class="quiet">{t("admin-save")}</button>
            </form>
        </section>
    }
}

fn next(outlook: OutlookView) -> impl IntoView {
    let waiting = outlook.waiting;
    view! {
        <p>{outlook.says}</p>
        <ul class="numbers">
            {outlook
                .counts
                .into_iter()
                .map(|(what, n)| view! { <li><b>{n}</b><span>{what}</span></li> })
                .collect_view()}
        </ul>
        <p class="soft">{outlook.counted_at}</p>
        {(!waiting.is_empty())
            .then(|| {
                view! {
                    <details class="notice kind">
                        <summary>{tr("retention-waiting", &[("n", &number(waiting.len() as i64))])}</summary>
                        <p>{t("retention-waiting-about")}</p>
                        <ul>{waiting.into_iter().map(|school| view! { <li>{school}</li> }).collect_view()}</ul>
                    </details>
                }
            })}
    }
}

fn history(done: Vec<DoneLine>) -> impl IntoView {
    const HEADS: [&str; 3] = ["retention-until", "retention-schools", "retention-days"];
    let heads = HEADS.map(|key| view! { <th scope="col">{t(key)}</th> });
    let rows = done
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <th scope="row">{line.until}</th>
                    <td class="num" data-head=t(HEADS[1])>{line.schools}</td>
                    <td data-head=t(HEADS[2])>{line.days}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{t("retention-done")}</h2>
            <div class="table stacked" tabindex="0" role="group" aria-label=t("retention-done")>
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
}
