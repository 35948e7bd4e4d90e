//! `/hoat-dong`: the calendar of activities, and planning them.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::{App, Server},
    service::{
        meeting,
        planning::{self, Offer},
    },
    store::{
        activities::{self, Line, Window},
        units,
    },
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{Datelike, Days, Months, NaiveDate};
use lachan_app::{
    pages::{
        activities::{ActivitiesPage, ActivityLine, Filter},
        activity_form::{ActivityForm, Nothing, PackChoice},
    },
    parts::ask::Done,
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{
    activity::Course,
    day,
    form::{Fields, Problems},
    ids::{ActivityId, UnitId},
    permission::CompleteYouthUnits,
};
use serde::Deserialize;
use uuid::Uuid;

const MOST: i64 = 200;

/// What the list is narrowed to, as the address says it.
#[derive(Debug, Default, Deserialize)]
pub struct Narrow {
    #[serde(default)]
    thang: String,
    #[serde(default, rename = "don-vi")]
    unit: String,
    /// How many were just added by repeating, and the days that had one already.
    them: Option<u64>,
    #[serde(default)]
    trung: String,
}

/// What a new form begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Beginning {
    #[serde(default, rename = "chu-tri")]
    host: String,
    #[serde(default)]
    loai: String,
    #[serde(default)]
    goi: String,
}

/// `GET /hoat-dong`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Query(narrow): Query<Narrow>,
) -> Result<Response> {
    if planning::hosts(&app, &me).await?.is_empty() {
        return Err(Error::Forbidden);
    }
    let today = app.clock.today();
    let month = month(&narrow.thang).unwrap_or(today.with_day(1).unwrap_or(today));
    let unit = narrow.unit.parse::<UnitId>().ok();
    let list = async |from: NaiveDate, to: NaiveDate, unit| {
        let window = Window { from, to, unit };
        activities::within_reach(&app.db, &me, today, window, MOST).await
    };
    let month_end = (month + Months::new(1)) - Days::new(1);
    let yesterday = today - Days::new(1);
    let current = list(today, today, unit).await?;
    let coming = list(today + Days::new(1), today + Months::new(4), unit).await?;
    let mut past = list(month, month_end.min(yesterday), unit).await?;
    past.reverse();
    let nothing_yet = current.is_empty()
        && coming.is_empty()
        && past.is_empty()
        && list(today - Months::new(24), today + Months::new(24), None)
            .await?
            .is_empty();
    let page = ActivitiesPage {
        done: repeated(&narrow),
        today: lines(&app, current, today).await?,
        coming: lines(&app, coming, today).await?,
        past: lines(&app, past, today).await?,
        filter: filter(&app, &me, month, today, unit).await?,
        nothing_yet,
    };
    let frame = frame::staff(&app, &me, Tab::Activities, t("nav-activities"));
    Ok(render::page(frame, move || page.view()))
}

/// `GET /hoat-dong/moi`
pub async fn new(
    State(app): State<App>,
    me: Staff,
    Query(begin): Query<Beginning>,
) -> Result<Response> {
    let hosts = planning::hosts(&app, &me).await?;
    let first = hosts.first().ok_or(Error::Forbidden)?.id;
    let host = begin.host.parse().unwrap_or(first);
    let (_, offer) = planning::offer(&app, &me, host).await?;
    let pack = app.content.packs.get(&begin.goi);
    let typed = Fields::default()
        .with("id", Uuid::now_v7().to_string())
        .with("held_on", app.clock.today().format("%Y-%m-%d").to_string());
    let typed = match pack {
        Some(pack) => planning::propose(typed, pack, &offer),
        None => typed.with("kind", begin.loai),
    };
    let form = form(&app, &me, offer, typed, Problems::default(), None).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Activities, t("activity-plan")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong`
pub async fn create(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    let host = typed.text("host").parse().map_err(|_| Error::NotFound)?;
    let (permit, offer) = planning::offer(&app, &me, host).await?;
    let mut problems = Problems::default();
    let Some(plan) = planning::read(&typed, &offer, &app.content.packs, &mut problems) else {
        let form = form(&app, &me, offer, typed.0, problems, None).await?;
        return Ok(render::again(
            frame::staff(&app, &me, Tab::Activities, t("activity-plan")),
            move || form.view(),
        ));
    };
    let id = made_up(typed.text("id"));
    planning::create(&app, &me, &permit, id, &plan).await?;
    Ok(Redirect::to(&address(id)).into_response())
}

/// `GET /hoat-dong/{id}/sua`
pub async fn edit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let (_, offer) = planning::offer(&app, &me, meeting.host.id).await?;
    let before = &meeting.activity;
    let mut typed = Fields::default()
        .with("kind", before.kind.name())
        .with("pack", before.pack.clone().unwrap_or_default())
        .with("title", before.title.clone())
        .with("held_on", before.held_on.format("%Y-%m-%d").to_string())
        .with("starts_at", before.starts_at.clone().unwrap_or_default())
        .with("place", before.place.clone().unwrap_or_default())
        .with("note", before.note.clone().unwrap_or_default());
    for guest in &offer.guests {
        let invited = |(unit, _): &(UnitId, _)| meeting.targets.iter().any(|t| t.unit == *unit);
        if guest.same.iter().any(invited) {
            typed.push("targets", guest.unit.to_string());
        }
    }
    let form = form(&app, &me, offer, typed, Problems::default(), Some(id)).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Activities, t("activity-change")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong/{id}`
pub async fn change(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let (permit, offer) = planning::offer(&app, &me, meeting.host.id).await?;
    let mut problems = Problems::default();
    if let Some(plan) = planning::read(&typed, &offer, &app.content.packs, &mut problems) {
        match planning::change(&app, &me, &permit, &meeting, &plan).await? {
            Ok(()) => return Ok(Redirect::to(&address(id)).into_response()),
            Err(found) => problems = found,
        }
    }
    let form = form(&app, &me, offer, typed.0, problems, Some(id)).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Activities, t("activity-change")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong/{id}/lap-lai`: the same again a week later, or for some weeks.
pub async fn repeat(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let first = made_up(typed.text("id"));
    let weeks = typed.text("tuan").parse().unwrap_or(1);
    let repeated = planning::repeat(&app, &me, &meeting, first, weeks).await?;
    if let ([only], []) = (&repeated.made[..], &repeated.twins[..]) {
        return Ok(Redirect::to(&address(*only)).into_response());
    }
    let twins: Vec<String> = repeated.twins.iter().map(NaiveDate::to_string).collect();
    let to = format!(
        "/hoat-dong?them={}&trung={}",
        repeated.made.len(),
        twins.join(".")
    );
    Ok(Redirect::to(&to).into_response())
}

/// "Đã lên lịch thêm 3 buổi.", and on which days there was one already.
fn repeated(narrow: &Narrow) -> Option<Done> {
    let n = narrow.them?;
    let made = match n {
        0 => t("activity-repeated-none"),
        n => tr("activity-repeated", &[("n", &n.to_string())]),
    };
    let days = narrow.trung.split('.').filter_map(|day| day.parse().ok());
    let days: Vec<String> = days.map(day::short).collect();
    let said = match days.is_empty() {
        true => made,
        false => tr(
            "activity-twin",
            &[("days", &days.join(", ")), ("made", &made)],
        ),
    };
    Some(Done { said, undo: None })
}

/// Where an activity is found.
pub fn address(id: ActivityId) -> String {
    format!("/hoat-dong/{id}")
}

/// Day and hour as people say them.
pub fn when(held_on: NaiveDate, starts_at: Option<&str>) -> String {
    let hour = starts_at.map_or_else(String::new, |hour| format!(" · {hour}"));
    format!("{}, {}{hour}", day::weekday(held_on), day::written(held_on))
}

/// The id the form was given, so that sending it twice makes one activity; a new one when it was tampered with.
fn made_up(text: &str) -> ActivityId {
    text.parse().unwrap_or_else(|_| ActivityId(Uuid::now_v7()))
}

async fn form(
    app: &Server,
    me: &Staff,
    offer: Offer,
    typed: Fields,
    problems: Problems,
    standing: Option<ActivityId>,
) -> Result<ActivityForm> {
    let hosts = planning::hosts(app, me).await?;
    let guests = |offer: &Offer| {
        let guest = |g: &planning::Guest| (g.unit.to_string(), g.name.clone(), g.grade);
        offer.guests.iter().map(guest).collect()
    };
    Ok(ActivityForm {
        action: standing.map_or_else(|| "/hoat-dong".to_owned(), address),
        new: standing.is_none(),
        hosts: hosts
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        host: offer.host.id.to_string(),
        nothing: nothing(app, me, &offer).await?,
        kinds: offer.kinds(),
        packs: planning::packs(&app.content.packs, &offer)
            .into_iter()
            .map(|pack| PackChoice {
                id: pack.id.clone(),
                title: format!("{} · {} ({})", pack.id, pack.title, pack.audience),
            })
            .collect(),
        guests: guests(&offer),
        typed,
        problems,
    })
}

/// Why nobody can be invited, for whoever can mend it and for whoever has to ask.
async fn nothing(app: &Server, me: &Staff, offer: &Offer) -> Result<Option<Nothing>> {
    if !offer.kinds().is_empty() {
        return Ok(None);
    }
    let host = [("host", offer.host.name.as_str())];
    let Some(school) = offer.host.school else {
        return Ok(Some(Nothing {
            why: tr("activity-nothing-above", &host),
            go: None,
        }));
    };
    let place = units::place(&app.db, school, app.clock.today()).await?;
    let may = place.is_some_and(|place| me.may(&CompleteYouthUnits::at(&place)));
    Ok(Some(Nothing {
        why: tr("activity-nothing-school", &host),
        go: may.then(|| format!("/don-vi/{school}")),
    }))
}

async fn filter(
    app: &Server,
    me: &Staff,
    month: NaiveDate,
    today: NaiveDate,
    unit: Option<UnitId>,
) -> Result<Filter> {
    let mut units: Vec<(String, String)> = Vec::new();
    for host in planning::hosts(app, me).await? {
        let (_, offer) = planning::offer(app, me, host.id).await?;
        units.extend(
            offer
                .guests
                .into_iter()
                .map(|g| (g.unit.to_string(), g.name)),
        );
    }
    units.dedup();
    let unit = unit.map(|unit| unit.to_string()).unwrap_or_default();
    let other =
        |month: NaiveDate| format!("/hoat-dong?thang={}&don-vi={unit}", month.format("%Y-%m"));
    let next = month + Months::new(1);
    Ok(Filter {
        month: month.format("%Y-%m").to_string(),
        month_word: tr(
            "activity-month-name",
            &[
                ("month", &month.month().to_string()),
                ("year", &month.year().to_string()),
            ],
        ),
        before: other(month - Months::new(1)),
        after: (next <= today).then(|| other(next)),
        units,
        unit,
    })
}

/// `2026-10` as the first day of that month.
fn month(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(&format!("{text}-01"), "%Y-%m-%d")
        .ok()
        .filter(|day| (2020..2100).contains(&day.year()))
}

async fn lines(app: &Server, lines: Vec<Line>, today: NaiveDate) -> Result<Vec<ActivityLine>> {
    let mut shown_lines = Vec::new();
    for line in lines {
        let guests = match line.targets {
            0 => line.host_name.clone(),
            1 => line.first_target.clone().unwrap_or_default(),
            _ => {
                let targets = activities::targets(&app.db, line.id).await?;
                together(targets.into_iter().map(|target| target.name).collect())
            }
        };
        shown_lines.push(shown(line, guests, today));
    }
    Ok(shown_lines)
}

/// So many names stand on a line of the list.
const NAMED: usize = 6;

/// "Chi đội 4A, 4B, 4C": what names begin with alike is said once; of many the first.
fn together(names: Vec<String>) -> String {
    let first = names.first().cloned().unwrap_or_default();
    let begin = first.rfind(' ').map_or("", |at| &first[..=at]);
    let alike = names.iter().all(|name| name.starts_with(begin));
    let own = |name: &String| match alike {
        true => name[begin.len()..].to_owned(),
        false => name.clone(),
    };
    let shown: Vec<String> = names.iter().take(NAMED).map(own).collect();
    let start = if alike { begin } else { "" };
    let list = format!("{start}{}", shown.join(", "));
    match names.len().saturating_sub(NAMED) {
        0 => list,
        n => tr(
            "activity-and-more",
            &[("name", &list), ("n", &number(n as i64))],
        ),
    }
}

fn shown(line: Line, guests: String, today: NaiveDate) -> ActivityLine {
    let course = Course {
        held_on: line.held_on,
        closed_at: line.closed_at,
        cancelled_at: line.cancelled_at,
    };
    ActivityLine {
        href: address(line.id),
        kind: line.kind,
        title: line.title,
        when: when(line.held_on, line.starts_at.as_deref()),
        place: line.place,
        guests,
        standing: course.standing(today),
        attended: line.attended,
        invited: line.invited,
    }
}
