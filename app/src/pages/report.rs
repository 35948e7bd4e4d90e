//! A unit's participation for a period: the indicators, a small chart, and the tables behind it.

use crate::{
    parts::table::{Chart, TableView, Tiles},
    text::{t, tr},
};
use lachan_core::{
    ids::UnitId,
    report::{forms, table::Table},
};
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
    /// The numbers one looks for first.
    pub headline: Table,
    pub indicators: Table,
    /// From when to when the columns to date count.
    pub to_date: String,
    /// The units directly below: their shares, and the numbers behind them.
    pub below: Option<(Table, Table)>,
    pub grades: Table,
    /// Whether the reader has reports of more than one unit.
    pub several: bool,
}

/// The report.
#[component]
pub fn ReportPage(shown: Shown) -> impl IntoView {
    let export = format!("{}/bao-cao.xlsx?ky={}", shown.base, shown.period);
    let back = shown
        .several
        .then(|| view! { <p class="crumbs"><a href="/bao-cao">{t("report-title")}</a></p> });
    let choose = choose(&shown);
    let period = shown.period;
    let link = move |unit: UnitId| format!("/bao-cao/{unit}?ky={period}");
    let below = shown.below.map(|(shares, numbers)| {
        view! {
            <Chart table=shares/>
            <TableView table=numbers link=link.clone()/>
        }
    });
    view! {
        <div class="head">
            <div>
                {back}
                <h1>{shown.name}</h1>
                <p>{t(shown.line)}" · "{shown.span}</p>
            </div>
            <div class="actions"><a class="button" href=export download>{t("report-export")}</a></div>
        </div>
        {shown.warning.map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
        {choose}
        {shown.notices.into_iter().map(|text| view! { <p class="notice kind">{text}</p> }).collect_view()}
        <Tiles table=shown.headline/>
        <TableView table=shown.indicators link=link.clone()/>
        <p class="soft">{shown.to_date}</p>
        {not_yet()}
        {below}
        <TableView table=shown.grades link=link/>
        <details class="card">
            <summary>{t("report-how")}</summary>
            {["report-how-once", "report-how-day", "report-how-tests", "report-how-overlap"].map(|key| view! { <p>{t(key)}</p> })}
            <TableView table=forms::definitions() link=|_| String::new()/>
        </details>
    }
}

/// What nobody can say yet, out of the way of what one can.
fn not_yet() -> impl IntoView {
    let table = forms::not_yet();
    let n = table.rows.len().to_string();
    view! {
        <details class="card">
            <summary>{tr("report-not-yet-n", &[("n", &n)])}</summary>
            <TableView table=table link=|_| String::new()/>
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
