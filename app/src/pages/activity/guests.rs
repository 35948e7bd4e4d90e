//! The invited units of an activity as tabs, and who was missing.

use crate::text::{number, t, tr};
use lachan_core::activity::Tally;
use leptos::prelude::*;

/// An invited unit as a tab above the roll.
#[derive(Clone, Debug)]
pub struct GuestTab {
    pub href: String,
    pub name: String,
    pub tally: Tally,
    pub here: bool,
}

/// What a class teacher wants to know of one unit.
#[derive(Clone, Debug)]
pub struct Missed {
    pub unit: String,
    /// "Vắng: Lê An (ốm), Lê Bình."
    pub lines: Vec<String>,
}

pub(super) fn total(tally: &Tally) -> String {
    tr(
        "activity-total",
        &[
            ("n", &live("attended", tally.attended())),
            ("all", &number(tally.all().into())),
            ("open", &live("open", tally.open)),
        ],
    )
}

/// A number that goes along with every tap on the sheet.
pub(super) fn live(what: &str, n: u32) -> String {
    format!("<b data-live=\"{what}\">{}</b>", number(n.into()))
}

pub(super) fn guest_tab(guest: GuestTab) -> impl IntoView {
    let here = guest.here.then_some("page");
    let done = guest.tally.open == 0;
    let attended = match guest.here {
        true => live("here", guest.tally.attended()),
        false => number(guest.tally.attended().into()),
    };
    let counts = format!("{attended}/{}", number(guest.tally.all().into()));
    view! {
        <li>
            <a href=guest.href aria-current=here>
                {guest.name}" "
                <small class:done=done inner_html=counts></small>
            </a>
        </li>
    }
}

pub(super) fn everybody(base: &str, open: u32) -> impl IntoView + use<> {
    let words = tr("roll-everybody-everywhere", &[("n", &live("open", open))]);
    view! {
        <form method="post" action=format!("{base}/diem-danh") class="in-line" data-while="open">
            <input type="hidden" name="everybody" value="1" />
            <button class="quiet" inner_html=words></button>
        </form>
    }
}

pub(super) fn missed(units: &[Missed]) -> impl IntoView + use<> {
    let units = units
        .iter()
        .map(|unit| {
            let lines = unit
                .lines
                .iter()
                .map(|line| view! { <p>{line.clone()}</p> });
            view! { <h3>{unit.unit.clone()}</h3> {lines.collect_view()} }
        })
        .collect_view();
    view! {
        <section class="card missed">
            <h2>{t("activity-missed")}</h2>
            <p class="soft">{t("activity-missed-about")}</p>
            {units}
        </section>
    }
}
