//! The list of activities: today, to come, and the month that was.

use crate::{
    parts::ask::Done,
    text::{number, t, tr},
};
use lachan_core::activity::{ActivityKind, Standing};
use leptos::prelude::*;

/// One activity of the list.
#[derive(Clone, Debug)]
pub struct ActivityLine {
    pub href: String,
    pub kind: ActivityKind,
    pub title: String,
    /// Day and hour as people say them.
    pub when: String,
    pub place: Option<String>,
    /// For whom.
    pub guests: String,
    pub standing: Standing,
    pub attended: i64,
    /// Children on the rolls; 0 where nobody is named.
    pub invited: i64,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// `2026-10`
    pub month: String,
    /// Month and year as people say them.
    pub month_word: String,
    /// Addresses of the month before and after.
    pub before: String,
    pub after: Option<String>,
    /// Id and name of each unit to choose from, and the chosen one.
    pub units: Vec<(String, String)>,
    pub unit: String,
}

/// The list.
#[derive(Clone, Debug, Default)]
pub struct ActivitiesPage {
    pub done: Option<Done>,
    pub today: Vec<ActivityLine>,
    pub coming: Vec<ActivityLine>,
    pub past: Vec<ActivityLine>,
    pub filter: Filter,
    /// Whether there was ever anything in reach.
    pub nothing_yet: bool,
}

impl ActivitiesPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let Self {
            done,
            today,
            coming,
            past,
            filter,
            nothing_yet,
        } = self;
        if nothing_yet {
            return view! {
                <div class="head"><h1>{t("nav-activities")}</h1></div>
                <div class="empty">
                    <p>{t("activities-empty")}</p>
                    <a class="button" href="/hoat-dong/moi">{t("activity-plan")}</a>
                </div>
            }
            .into_any();
        }
        view! {
            <div class="head">
                <h1>{t("nav-activities")}</h1>
                <div class="actions"><a class="button" href="/hoat-dong/moi">{t("activity-plan")}</a></div>
            </div>
            {done.map(Done::view)}
            {narrow(&filter)}
            <section class="activities">
                <h2>{t("activities-today")}</h2>
                {lines(today, "activities-today-none")}
            </section>
            {(!coming.is_empty())
                .then(|| {
                    view! {
                        <section class="activities">
                            <h2>{t("activities-coming")}</h2>
                            {lines(coming, "activities-past-none")}
                        </section>
                    }
                })}
            <section class="activities">
                <div class="head">
                    <h2>{tr("activities-past", &[("month", &filter.month_word)])}</h2>
                    <nav class="actions" aria-label=t("activities-months")>
                        <a class="button quiet small" href=filter.before>{t("activity-month-before")}</a>
                        {filter.after.map(|href| view! { <a class="button quiet small" href=href>{t("activity-month-after")}</a> })}
                    </nav>
                </div>
                {lines(past, "activities-past-none")}
            </section>
        }
        .into_any()
    }
}

fn narrow(filter: &Filter) -> impl IntoView + use<> {
    let chosen = filter.unit.clone();
    let options = filter
        .units
        .clone()
        .into_iter()
        .map(|(id, name)| {
            let selected = id == chosen;
            view! { <option value=id selected=selected>{name}</option> }
        })
        .collect_view();
    view! {
        <form method="get" action="/hoat-dong" class="in-line narrow">
            {(filter.units.len() > 1)
                .then(|| {
                    view! {
                        <div class="field">
                            <label for="don-vi">{t("activities-unit")}</label>
                            <select id="don-vi" name="don-vi">
                                <option value="">{t("activities-all-units")}</option>
                                {options}
                            </select>
                        </div>
                    }
                })}
            <div class="field">
                <label for="thang">{t("activities-month")}</label>
                <input id="thang" name="thang" type="month" value=filter.month.clone() />
            </div>
            <button class="quiet">{t("activities-show")}</button>
        </form>
    }
}

fn lines(lines: Vec<ActivityLine>, none: &'static str) -> AnyView {
    if lines.is_empty() {
        return view! { <p class="soft">{t(none)}</p> }.into_any();
    }
    view! { <ul class="activity-lines">{lines.into_iter().map(line).collect_view()}</ul> }
        .into_any()
}

fn line(line: ActivityLine) -> impl IntoView {
    let there = match line.standing {
        Standing::Open | Standing::Closed => {
            let n = number(line.attended);
            Some(match line.invited {
                // Walk-ins may be more than were invited: then it is no share.
                all if all >= line.attended && all > 0 => {
                    tr("activity-attended-of", &[("n", &n), ("all", &number(all))])
                }
                _ => tr("activity-attended", &[("n", &n)]),
            })
        }
        Standing::Planned | Standing::Cancelled => None,
    };
    let place = line.place.map(|place| format!(" · {place}"));
    let kind = line.kind.word();
    let kind = (line.title != kind).then_some(kind);
    view! {
        <li>
            <a class="card activity-line" href=line.href class:cancelled=line.standing == Standing::Cancelled>
                <span class="when">{line.when}{place}</span>
                <b>{line.title}</b>
                <span class="soft">{kind.map(|kind| format!("{kind} · "))}{line.guests}</span>
                <span class="how">{standing_pill(line.standing)}{there.map(|text| view! { " " <span class="soft">{text}</span> })}</span>
            </a>
        </li>
    }
}

/// Where an activity stands, as a small word.
pub fn standing_pill(standing: Standing) -> impl IntoView {
    let (key, look) = match standing {
        Standing::Planned => ("standing-planned", "pill"),
        Standing::Open => ("standing-open", "pill now"),
        Standing::Closed => ("standing-closed", "pill done"),
        Standing::Cancelled => ("standing-cancelled", "pill alert"),
    };
    view! { <span class=look>{t(key)}</span> }
}
