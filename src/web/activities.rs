//! `/hoat-dong`: the calendar of activities.

use super::frame;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::{App, Server},
    service::activities::form::{self as forms},
    store::activities::{self as stored, CalendarLine, Window},
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use chrono::{Datelike, Days, Months, NaiveDate};
use lachan_app::{
    pages::activities::{ActivitiesPage, ActivityLine, Filter},
    parts::ask::Done,
    shell::Tab,
    text::{number, t, tr},
};
use lachan_core::{
    activity::Course,
    day,
    ids::{ActivityId, UnitId},
};
use serde::Deserialize;

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

/// `GET /hoat-dong`
pub async fn index(
    State(app): State<App>,
    me: Staff,
    Query(narrow): Query<Narrow>,
) -> Result<Response> {
    if forms::hosts(&app, &me).await?.is_empty() {
        return Err(Error::Forbidden);
    }
    let today = app.clock.today();
    let month = month(&narrow.thang).unwrap_or(today.with_day(1).unwrap_or(today));
    let unit = narrow.unit.parse::<UnitId>().ok();
    let list = async |from: NaiveDate, to: NaiveDate, unit| {
        let window = Window { from, to, unit };
        stored::within_reach(&app.db, &me, today, window, MOST).await
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

async fn filter(
    app: &Server,
    me: &Staff,
    month: NaiveDate,
    today: NaiveDate,
    unit: Option<UnitId>,
) -> Result<Filter> {
    let mut units: Vec<(String, String)> = Vec::new();
    for host in forms::hosts(app, me).await? {
        let (_, offer) = forms::offer(app, me, host.id).await?;
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

async fn lines(
    app: &Server,
    lines: Vec<CalendarLine>,
    today: NaiveDate,
) -> Result<Vec<ActivityLine>> {
    let mut shown_lines = Vec::new();
    for line in lines {
        let guests = match line.targets {
            0 => line.host_name.clone(),
            1 => line.first_target.clone().unwrap_or_default(),
            _ => {
                let targets = stored::targets(&app.db, line.id).await?;
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

fn shown(line: CalendarLine, guests: String, today: NaiveDate) -> ActivityLine {
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
