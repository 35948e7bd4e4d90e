//! All that is known of one child, for a parent who asks: to see it, to take it along, to have it deleted.

use crate::{
    parts::field::{Field, form_notice},
    text::{t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A child that was found.
#[derive(Clone, Debug)]
pub struct FoundLine {
    pub href: String,
    pub name: String,
    pub birth: String,
    /// Its class today, or that it left.
    pub class: String,
}

/// Looking for a child.
#[component]
pub fn RecordSearchPage(
    /// `/don-vi/{id}`
    base: String,
    school: String,
    typed: Fields,
    /// `None` before anything was asked.
    found: Option<Vec<FoundLine>>,
    /// Whether there are more than are shown.
    more: bool,
    /// A child was deleted just now.
    deleted: bool,
) -> impl IntoView {
    let none = Problems::default();
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href=base.clone()>{school}</a></p>
                <h1>{t("record-search")}</h1>
                <p>{t("record-search-about")}</p>
            </div>
        </div>
        {deleted.then(|| view! { <p class="notice done" role="status">{t("record-deleted")}</p> })}
        <form method="get" action=format!("{base}/em") class="stack">
            {Field::new("tim", t("record-search-for"), &typed, &none).autocomplete("off").view()}
            <button>{t("record-search-now")}</button>
        </form>
        {found.map(|found| results(found, more))}
    }
}

fn results(found: Vec<FoundLine>, more: bool) -> impl IntoView {
    if found.is_empty() {
        return view! { <div class="empty"><p>{t("record-search-none")}</p></div> }.into_any();
    }
    let rows = found
        .into_iter()
        .map(|child| {
            view! {
                <tr>
                    <th scope="row"><a href=child.href>{child.name}</a></th>
                    <td data-head=t("import-class")>{child.class}</td>
                    <td data-head=t("import-birth")>{child.birth}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table stacked" tabindex="0" role="region" aria-label=t("record-search")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("results-pupil")}</th>
                        <th scope="col">{t("import-class")}</th>
                        <th scope="col">{t("import-birth")}</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {more.then(|| view! { <p class="soft">{t("record-search-more")}</p> })}
    }
    .into_any()
}

/// A part of a record: its heading, the heads of its columns and its rows.
#[derive(Clone, Debug)]
pub struct Part {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<Vec<String>>,
}

/// One child's record.
#[component]
pub fn RecordPage(
    /// `/don-vi/{id}/em/{pupil}`
    base: String,
    search: String,
    name: String,
    /// What is written down of it: word and value.
    details: Vec<(String, String)>,
    parts: Vec<Part>,
    problems: Problems,
) -> impl IntoView {
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href=search>{t("record-search")}</a></p>
                <h1>{name}</h1>
                <p>{t("record-about")}</p>
            </div>
            <div class="actions no-print">
                <a class="button" href=format!("{base}/tep.json") download>{t("record-download")}</a>
                <button type="button" class="quiet" data-print="">{t("record-print")}</button>
            </div>
        </div>
        <script src=crate::assets::url("page.js") defer=true></script>
        <section class="card">
            <dl>{details.into_iter().map(|(what, value)| view! { <dt class="soft">{what}</dt><dd>{value}</dd> }).collect_view()}</dl>
        </section>
        {parts.into_iter().map(part).collect_view()}
        <section class="card no-print" id="xoa">
            <h2>{t("record-delete")}</h2>
            <p>{t("record-delete-about")}</p>
            {form_notice(&problems)}
            <form method="post" action=format!("{base}/xoa") class="stack">
                <label class="choice"><input type="checkbox" name="dong-y" value="1" required /><span>{t("record-delete-agree")}</span></label>
                <button class="warn">{t("record-delete-now")}</button>
            </form>
        </section>
    }
}

fn part(part: Part) -> impl IntoView {
    if part.rows.is_empty() {
        let none = tr("record-nothing", &[("what", &part.title)]);
        return view! { <p class="soft">{none}</p> }.into_any();
    }
    let heads = part.heads.clone();
    let rows = part
        .rows
        .into_iter()
        .map(|row| {
            let mut cells = row.into_iter().zip(heads.clone());
            let first = cells
                .next()
                .map(|(cell, _)| view! { <th scope="row">{cell}</th> });
            let rest = cells.map(|(cell, head)| view! { <td data-head=head>{cell}</td> });
            view! { <tr>{first}{rest.collect_view()}</tr> }
        })
        .collect_view();
    let heads = part
        .heads
        .into_iter()
        .map(|head| view! { <th scope="col">{head}</th> })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{part.title.clone()}</h2>
            <div class="table stacked" tabindex="0" role="region" aria-label=part.title>
                <table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>
            </div>
        </section>
    }
    .into_any()
}
