//! One activity: the roll of an invited unit, counts, closing.

mod counts;
mod guests;
mod pack;

use super::activities::standing_pill;
use crate::{
    islands::roll::{RollSheet, Sheet, Words},
    text::{number, t, tr},
};
pub use counts::CountedUnit;
use counts::{cancelling, closing, counts, invited};
pub use guests::{GuestTab, Missed};
use guests::{everybody, guest_tab, missed, total};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Standing, Tally},
    words::Word,
};
use leptos::prelude::*;
use pack::pack;
pub use pack::{PackScript, PackView};

/// What this person may do here.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rights {
    pub plan: bool,
    pub roll: bool,
}

/// The page of one activity.
#[derive(Clone, Debug)]
pub struct ActivityPage {
    pub base: String,
    pub kind: ActivityKind,
    pub title: String,
    /// Day, hour, place.
    pub when: String,
    pub host: String,
    pub pack: Option<PackView>,
    pub note: Option<String>,
    pub standing: Standing,
    pub cancel_reason: Option<CancelReason>,
    /// Whether a change rewrites the past.
    pub past: bool,
    pub may: Rights,
    pub guests: Vec<GuestTab>,
    pub counted: Vec<CountedUnit>,
    pub all: Tally,
    /// How many came, when nobody knows any more who.
    pub forgotten: Option<i64>,
    pub sheet: Option<Sheet>,
    /// Who was not there or late, unit by unit, once it is closed.
    pub missed: Vec<Missed>,
    pub walk_ins: i64,
    /// A made-up id for the copy, so that a second tap makes no second copy.
    pub copy_id: String,
    /// Why what was just sent was not taken.
    pub trouble: Option<Word>,
}

impl ActivityPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let base = self.base.clone();
        let running = matches!(self.standing, Standing::Open | Standing::Closed);
        let takes_counts = running && self.may.plan;
        let counts = takes_counts.then(|| counts(&base, self.past, self.walk_ins, &self.counted));
        let uncounted = (!takes_counts && !self.counted.is_empty()).then(|| invited(&self.counted));
        let closing = (self.standing == Standing::Open && self.may.plan)
            .then(|| closing(&base, &self.all, !self.counted.is_empty()));
        let roll = self.roll(running);
        // On its day the roll comes first; before it, the script.
        let pack = || self.pack.clone().map(pack);
        let (before, after) = if running {
            (None, pack())
        } else {
            (pack(), None)
        };
        view! {
            {self.head(!running)}
            {before}
            {self.trouble.map(|word| view! { <p class="notice warn" role="alert">{t(word)}</p> })}
            {roll}
            {uncounted}
            {counts}
            {closing}
            {(!self.missed.is_empty()).then(|| missed(&self.missed))}
            {after}
            {running.then(|| self.tools())}
            {(self.may.plan && self.standing != Standing::Cancelled).then(|| cancelling(&base, self.past))}
        }
    }

    fn head(&self, with_tools: bool) -> impl IntoView + use<> {
        let kind = self.kind.word();
        let kind = (self.title != kind).then(|| format!("{kind} · "));
        let reason = self
            .cancel_reason
            .map(|reason| format!(" {}", reason.word()));
        view! {
            <div class="head">
                <div>
                    <p class="crumbs"><a href="/hoat-dong">{t("nav-activities")}</a>" › "{self.host.clone()}</p>
                    <h1>{self.title.clone()}</h1>
                    <p>{kind}{self.when.clone()}</p>
                    {self.note.clone().map(|note| view! { <p>{note}</p> })}
                    <p class="how">{standing_pill(self.standing)}{reason}</p>
                </div>
                {with_tools.then(|| self.tools())}
            </div>
        }
    }

    /// Changing and repeating: not what one came for while children wait.
    fn tools(&self) -> impl IntoView + use<> {
        let changeable =
            self.may.plan && matches!(self.standing, Standing::Planned | Standing::Open);
        let weeks = [1, 2, 4, 8].map(|n| {
            let words = tr("activity-weeks", &[("n", &n.to_string())]);
            view! { <option value=n>{words}</option> }
        });
        view! {
            <div class="actions">
                {changeable.then(|| view! { <a class="button quiet" href=format!("{}/sua", self.base)>{t("activity-change-short")}</a> })}
                {self
                    .may
                    .plan
                    .then(|| {
                        view! {
                            <form method="post" action=format!("{}/lap-lai", self.base) class="in-line">
                                <input type="hidden" name="id" value=self.copy_id.clone() />
                                <select name="tuan" aria-label=t("activity-repeat-for")>{weeks}</select>
                                <button class="quiet">{t("activity-repeat")}</button>
                            </form>
                        }
                    })}
            </div>
        }
    }

    fn roll(&self, running: bool) -> impl IntoView + use<> {
        if !self.may.roll {
            return ().into_any();
        }
        if self.standing == Standing::Planned {
            let n = number(self.all.all().into());
            return view! { <p class="notice">{tr("activity-roll-waits", &[("n", &n)])}</p> }
                .into_any();
        }
        if self.standing == Standing::Cancelled {
            return ().into_any();
        }
        if let Some(n) = self.forgotten {
            let text = tr("activity-forgotten", &[("n", &number(n))]);
            return view! { <p class="notice">{text}</p> }.into_any();
        }
        let several = self.guests.len() > 1;
        let tabs = self
            .guests
            .clone()
            .into_iter()
            .map(guest_tab)
            .collect_view();
        // What is over is put right child by child.
        let everybody = (several && running && !self.past && self.all.open > 0)
            .then(|| everybody(&self.base, self.all.open));
        let sheet = self.sheet.clone().filter(|_| running);
        let empty = sheet
            .as_ref()
            .is_some_and(|sheet| sheet.children.is_empty());
        let body = match sheet {
            Some(_) if empty => {
                view! { <div class="empty"><p>{t("activity-roll-empty")}</p></div> }.into_any()
            }
            Some(sheet) => view! { <RollSheet sheet=sheet /> }.into_any(),
            None => ().into_any(),
        };
        view! {
            <section class="attendance" aria-label=t("roll-title")>
                {several.then(|| view! { <p class="total" inner_html=total(&self.all)></p> })}
                {several.then(|| view! { <nav aria-label=t("activity-targets")><ul class="tabs guests">{tabs}</ul></nav> })}
                {body}
                {everybody}
            </section>
        }
        .into_any()
    }
}

/// The words of the roll sheet.
pub fn words() -> Words {
    Words {
        everybody: t("roll-everybody"),
        then: t("roll-then"),
        open: t("roll-open"),
        reason: t("roll-reason"),
        no_reason: t("roll-no-reason"),
        save: t("roll-save"),
        saved: t("roll-saved"),
        unsent: t("roll-unsent"),
        unsent_days: t("roll-unsent-days"),
        undo: t("roll-undo"),
        agree: t("activity-agree"),
        sign_in: t("roll-sign-in"),
        keys: t("roll-keys"),
        find: t("roll-find"),
        agree_first: t("roll-agree-first"),
    }
}
