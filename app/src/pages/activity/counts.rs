//! Counts, closing and cancelling.

use super::guests::live;
use crate::text::{t, tr};
use lachan_core::activity::{CancelReason, Tally};
use leptos::prelude::*;

/// An invited unit above the schools, of which only a count is kept.
#[derive(Clone, Debug)]
pub struct CountedUnit {
    pub id: String,
    pub name: String,
    pub attended: Option<i64>,
}

pub(super) fn agree() -> impl IntoView {
    view! { <label class="choice"><input type="checkbox" name="confirmed" value="1" required=true /><span>{t("activity-agree")}</span></label> }
}

pub(super) fn counts(
    base: &str,
    past: bool,
    walk_ins: i64,
    counted: &[CountedUnit],
) -> impl IntoView + use<> {
    let rows = counted
        .iter()
        .map(|unit| {
            let id = format!("n-{}", unit.id);
            view! {
                <li class="field">
                    <label for=id.clone()>{unit.name.clone()}</label>
                    <input id=id.clone() name=id type="number" inputmode="numeric" min="0" max="99999" value=unit.attended.map(|n| n.to_string()) />
                </li>
            }
        })
        .collect_view();
    let form = view! {
        <form method="post" action=format!("{base}/so-luot") class="card walk-ins" id="so-luot">
            <h2>{t("counts-title")}</h2>
            {past.then(agree)}
            <ul class="counted">{rows}</ul>
            <div class="field">
                <label for="walk_ins">{t("counts-walk-ins")}</label>
                <p class="hint" id="walk-ins-about">{t("counts-walk-ins-hint")}</p>
                <div class="stepper">
                    <button class="quiet" name="more" value="-1" aria-label=t("counts-less")>"−"</button>
                    <input id="walk_ins" name="walk_ins" type="number" inputmode="numeric" min="0" max="500" value=walk_ins.to_string() aria-describedby="walk-ins-about" />
                    <button class="quiet" name="more" value="1" aria-label=t("counts-more")>"+"</button>
                </div>
            </div>
            <button name="more" value="0" class="quiet">{t("counts-save")}</button>
        </form>
    };
    // Of what is over one agreement is asked for at a time.
    if past {
        return view! { <details class="cancelling"><summary>{t("counts-change")}</summary>{form}</details> }.into_any();
    }
    form.into_any()
}

pub(super) fn invited(counted: &[CountedUnit]) -> impl IntoView + use<> {
    let names = counted
        .iter()
        .map(|unit| view! { <li>{unit.name.clone()}</li> })
        .collect_view();
    view! {
        <section class="card">
            <h2>{t("activity-targets")}</h2>
            <ul>{names}</ul>
        </section>
    }
}

pub(super) fn closing(base: &str, all: &Tally, counted: bool) -> impl IntoView + use<> {
    let open = (all.open > 0 && !counted).then(|| {
        let words = tr("activity-close-open", &[("n", &live("open", all.open))]);
        view! { <p data-while="open" inner_html=words></p> }
    });
    view! {
        <form method="post" action=format!("{base}/chot") class="card closing">
            <h2>{t("activity-close-title")}</h2>
            {open}
            <p class="soft">{t("activity-close-about")}</p>
            <div><button>{t("activity-close")}</button></div>
        </form>
    }
}

pub(super) fn cancelling(base: &str, past: bool) -> impl IntoView + use<> {
    let reasons = CancelReason::ALL
        .map(|reason| view! { <option value=reason.name()>{reason.word()}</option> });
    view! {
        <details class="cancelling">
            <summary>{t("activity-cancel-title")}</summary>
            <form method="post" action=format!("{base}/huy") class="stack">
                <p class="soft">{t("activity-cancel-about")}</p>
                <div class="field">
                    <label for="reason">{t("activity-cancel-reason")}</label>
                    <select id="reason" name="reason">{reasons}</select>
                </div>
                {past.then(agree)}
                <button class="warn">{t("activity-cancel")}</button>
            </form>
        </details>
    }
}
