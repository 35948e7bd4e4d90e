//! What an administrator looks after: school years, settings, the server, and a new unit.

use crate::{
    parts::field::{Field, form_notice, select},
    text::{t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A school year in the list.
#[derive(Clone, Debug)]
pub struct YearLine {
    pub href: String,
    pub name: String,
    /// First day, first day of học kỳ II, last day.
    pub days: [String; 3],
}

/// The page.
#[component]
pub fn AdminPage(
    years: Vec<YearLine>,
    /// Name and words of every way to end a month.
    rules: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
    about: Vec<(String, String)>,
) -> impl IntoView {
    view! {
        <div class="head">
            <h1>{t("nav-admin")}</h1>
            <div class="actions">
                <a class="button quiet" href="/quan-tri/luu-giu">{t("admin-retention")}</a>
                <a class="button quiet" href="/quan-tri/nhat-ky">{t("admin-log")}</a>
            </div>
        </div>
        <section class="stack">
            <h2>{t("admin-years")}</h2>
            {if years.is_empty() {
                view! { <p class="notice">{t("admin-no-year")}</p> }.into_any()
            } else {
                year_table(years).into_any()
            }}
            <a class="button" href="/quan-tri/nam-hoc">{t("admin-year-add")}</a>
        </section>
        <section class="card">
            <h2>{t("admin-rule")}</h2>
            {form_notice(&problems)}
            <form method="post" action="/quan-tri/ky-bao-cao" class="stack">
                {select("rule", t("admin-rule-month"), rules, &typed, &problems)}
                <p class="soft">{t("admin-rule-about")}</p>
                <button class="quiet">{t("admin-save")}</button>
            </form>
        </section>
        <section class="card">
            <h2>{t("admin-about")}</h2>
            <dl>{about.into_iter().map(|(name, value)| view! { <dt class="soft">{name}</dt><dd>{value}</dd> }).collect_view()}</dl>
        </section>
    }
}

fn year_table(years: Vec<YearLine>) -> impl IntoView {
    const DAYS: [&str; 3] = ["admin-year-starts", "admin-year-term2", "admin-year-ends"];
    let heads = [&["admin-year"], &DAYS[..]].concat();
    let heads = heads
        .into_iter()
        .map(|key| view! { <th scope="col">{t(key)}</th> })
        .collect_view();
    let rows = years
        .into_iter()
        .map(|year| {
            view! {
                <tr>
                    <th scope="row"><a href=year.href>{year.name}</a></th>
                    {DAYS
                        .into_iter()
                        .zip(year.days)
                        .map(|(key, day)| view! { <td data-head=t(key)>{day}</td> })
                        .collect_view()}
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table stacked" tabindex="0" role="group" aria-label=t("admin-years")>
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
    /// A commune can be made together with its Đoàn xã.
    may_bring_youth: bool,
    typed: Fields,
    problems: Problems,
) -> impl IntoView {
    let bring = typed.ticked("doan", "1");
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
            {may_bring_youth.then(|| view! {
                <label class="choice"><input type="checkbox" name="doan" value="1" checked=bring /><span>{t("unit-bring-youth")}</span></label>
            })}
            <button>{t("unit-add")}</button>
        </form>
    }
}
