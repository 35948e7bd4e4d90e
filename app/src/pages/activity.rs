//! One activity: the roll of an invited unit, counts, closing.

use super::activities::standing_pill;
use crate::{
    islands::roll::{RollSheet, Sheet, Words},
    text::{number, t, tr},
};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Standing, Tally},
    words::Word,
};
use leptos::prelude::*;

/// An invited unit as a tab above the roll.
#[derive(Clone, Debug)]
pub struct GuestTab {
    pub href: String,
    pub name: String,
    pub tally: Tally,
    pub here: bool,
}

/// An invited unit above the schools, of which only a count is kept.
#[derive(Clone, Debug)]
pub struct CountedUnit {
    pub id: String,
    pub name: String,
    pub attended: Option<i64>,
}

/// The ready pack of a meeting: its script, or one for each age, and its modules.
#[derive(Clone, Debug)]
pub struct PackView {
    pub title: String,
    pub scripts: Vec<PackScript>,
    /// Address and title of each module.
    pub modules: Vec<(String, String)>,
}

/// A script as whoever leads the meeting takes it up.
#[derive(Clone, Debug)]
pub struct PackScript {
    /// Whom it is for, where a pack has two.
    pub label: Option<String>,
    pub minutes: u16,
    /// `/bai-hoc/G3`
    pub base: String,
    /// The query that leads back here.
    pub from: String,
}

/// What a class teacher wants to know of one unit.
#[derive(Clone, Debug)]
pub struct Missed {
    pub unit: String,
    /// "Vắng: Lê An (ốm), Lê Bình."
    pub lines: Vec<String>,
}

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

fn total(tally: &Tally) -> String {
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
fn live(what: &str, n: u32) -> String {
    format!("<b data-live=\"{what}\">{}</b>", number(n.into()))
}

fn pack(pack: PackView) -> impl IntoView {
    let scripts = pack
        .scripts
        .into_iter()
        .map(|script| {
            let link = |page: &str| format!("{}{page}{}", script.base, script.from);
            view! {
                <div class="pack-script">
                    {script.label.clone().map(|label| view! { <h3>{label}</h3> })}
                    <p class="soft">{tr("activity-script-minutes", &[("n", &number(script.minutes.into()))])}</p>
                    <div class="actions">
                        <a class="button" href=link("/day")>{t("guide-lead")}</a>
                        <a class="button quiet" href=link("/trinh-chieu")>{t("guide-project")}</a>
                        <a class="button quiet" href=link("/in")>{t("guide-print")}</a>
                        <a class="button plain" href=link("")>{t("guide-prepare")}</a>
                    </div>
                </div>
            }
        })
        .collect_view();
    let modules = pack
        .modules
        .into_iter()
        .map(|(href, title)| view! { <li><a href=href>{title}</a></li> })
        .collect_view();
    view! {
        <section class="card pack">
            <h2>{tr("activity-script", &[("title", &pack.title)])}</h2>
            {scripts}
            <ul class="modules" aria-label=t("activity-script-modules")>{modules}</ul>
        </section>
    }
}

fn guest_tab(guest: GuestTab) -> impl IntoView {
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

fn everybody(base: &str, open: u32) -> impl IntoView + use<> {
    let words = tr("roll-everybody-everywhere", &[("n", &live("open", open))]);
    view! {
        <form method="post" action=format!("{base}/diem-danh") class="in-line" data-while="open">
            <input type="hidden" name="everybody" value="1" />
            <button class="quiet" inner_html=words></button>
        </form>
    }
}

fn missed(units: &[Missed]) -> impl IntoView + use<> {
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

fn agree() -> impl IntoView {
    view! { <label class="choice"><input type="checkbox" name="confirmed" value="1" required=true /><span>{t("activity-agree")}</span></label> }
}

fn counts(base: &str, past: bool, walk_ins: i64, counted: &[CountedUnit]) -> impl IntoView + use<> {
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

fn invited(counted: &[CountedUnit]) -> impl IntoView + use<> {
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

fn closing(base: &str, all: &Tally, counted: bool) -> impl IntoView + use<> {
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

fn cancelling(base: &str, past: bool) -> impl IntoView + use<> {
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
