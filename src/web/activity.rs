//! `/hoat-dong/{id}`: an activity on its day, its counts, closing and cancelling.

use super::{
    activities::address,
    activity_page::{answer, page},
    form::Typed,
    frame,
};
use crate::{
    auth::{Staff, cookie::Jar},
    error::{Error, Result},
    render,
    server::App,
    service::activities::{self, Counts, OpenActivity},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::shell::Tab;
use lachan_core::{
    activity::CancelReason,
    form::{Fields, Problems},
    ids::{ActivityId, UnitId},
};
use serde::Deserialize;

/// Which invited unit's roll is open.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default, rename = "don-vi")]
    unit: String,
}

/// `GET /hoat-dong/{id}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    headers: HeaderMap,
    Query(which): Query<Which>,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let tls = app.config.tls();
    let unit = match which.unit.parse::<UnitId>() {
        Ok(unit) => Some(unit),
        Err(_) => Jar::Roll
            .value(&headers, tls)
            .and_then(|last| last_open(&opened, &last)),
    };
    let page = page(&app, &me, opened, unit, None).await?;
    let here = page.sheet.as_ref().map(|sheet| sheet.unit);
    let frame = frame::staff(&app, &me, Tab::Activities, page.title.clone());
    let mut response = render::page(frame.with_island("roll"), move || page.view());
    if let Some(unit) = here {
        let cookie = Jar::Roll.set(&format!("{id}.{unit}"), tls);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The roll this person had open last, if it was of this activity: coming back one does not land on another.
fn last_open(opened: &OpenActivity, cookie: &str) -> Option<UnitId> {
    let (activity, unit) = cookie.split_once('.')?;
    let same = activity.parse::<ActivityId>().ok()? == opened.activity.id;
    let unit = unit.parse().ok()?;
    (same && opened.rolls.contains(&unit)).then_some(unit)
}

/// `POST /hoat-dong/{id}/so-luot`
pub async fn count(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let done = match counts(&typed) {
        Ok(counts) => {
            let confirmed = typed.ticked("confirmed", "1");
            activities::count(&app, &me, &opened, &counts, confirmed).await
        }
        Err(error) => Err(error),
    };
    if done.is_ok() {
        // Back to the numbers, not to the top of the page.
        let to = format!("{}#so-luot", address(opened.activity.id));
        return Ok(Redirect::to(&to).into_response());
    }
    answer(&app, &me, opened, None, done).await
}

/// More children than this do not walk in: their units are to be invited.
const MOST_WALK_INS: i64 = 500;

/// `POST /hoat-dong/{id}/chot`
pub async fn close(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let done = activities::close(&app, &me, &opened).await;
    answer(&app, &me, opened, None, done).await
}

/// `POST /hoat-dong/{id}/huy`
pub async fn cancel(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let reason = CancelReason::named(typed.text("reason"))
        .ok_or_else(|| Error::Invalid(Problems::one("reason", "field-required")))?;
    let confirmed = typed.ticked("confirmed", "1");
    let done = activities::cancel(&app, &me, &opened, reason, confirmed).await;
    answer(&app, &me, opened, None, done).await
}

fn counts(typed: &Fields) -> Result<Counts> {
    let wrong = || Error::Invalid(Problems::one("walk_ins", "wrong-invalid"));
    let number = |text: &str| match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<i64>()
            .ok()
            .filter(|n| (0..100_000).contains(n))
            .map(Some)
            .ok_or_else(wrong),
    };
    let more = match typed.text("more") {
        "-1" => -1,
        "1" => 1,
        _ => 0,
    };
    if more == 0 && number(typed.text("walk_ins"))?.is_some_and(|n| n > MOST_WALK_INS) {
        return Err(Error::Conflict("counts-too-many"));
    }
    let mut attended = Vec::new();
    for (name, _) in typed.iter() {
        if let Some(unit) = name.strip_prefix("n-") {
            let unit = unit.parse().map_err(|_| Error::NotFound)?;
            attended.push((unit, number(typed.text(name))?));
        }
    }
    Ok(Counts {
        // With − or + the number in the field is what the person saw, not what they want.
        walk_ins: match more {
            0 => number(typed.text("walk_ins"))?,
            _ => None,
        },
        more,
        attended,
    })
}
