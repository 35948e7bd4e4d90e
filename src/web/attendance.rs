//! `/hoat-dong/{id}/diem-danh`: marks of a roll, from a plain form or tap by tap.

use super::{activity_page::answer, form::Typed};
use crate::{
    auth::Staff,
    error::{ApiError, Error, Result},
    server::App,
    service::{
        activities::{self},
        attendance::{self},
    },
};
use axum::{
    Json,
    extract::{Path, State},
    response::Response,
};
use chrono::DateTime;
use lachan_app::{
    islands::roll::{MarkRoll, RollState},
    text::t,
};
use lachan_core::{
    activity::{Reason, Status},
    form::{Fields, Problems},
    ids::{ActivityId, OperationId, UnitId},
};
use uuid::Uuid;

const MOST_TAPS: usize = 200;

/// `POST /hoat-dong/{id}/diem-danh`: the sheet as a plain form. Only lines that differ from what the form was shown with are taken, so that
/// two people with the same sheet do not undo each other.
pub async fn mark(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let unit = typed.text("unit").parse::<UnitId>().ok();
    let confirmed = typed.ticked("confirmed", "1");
    let done = async {
        let mut overtaken = 0;
        if let Some(unit) = unit {
            let taps = taps(&app, &typed)?;
            overtaken = attendance::mark(&app, &me, &opened, unit, &taps, confirmed).await?;
        }
        if typed.ticked("everybody", "1") {
            let units = unit.map_or_else(|| opened.rolls.clone(), |unit| vec![unit]);
            attendance::everybody(&app, &me, &opened, &units, confirmed).await?;
        }
        match overtaken {
            0 => Ok(()),
            _ => Err(Error::Conflict("roll-overtaken")),
        }
    };
    let done = done.await;
    answer(&app, &me, opened, unit, done).await
}

/// `POST /api/diem-danh`: the same from the island, tap by tap.
pub async fn mark_taps(
    State(app): State<App>,
    me: Result<Staff>,
    Json(batch): Json<MarkRoll>,
) -> Result<Json<RollState>, ApiError> {
    let me = me.map_err(ApiError)?;
    if batch.taps.len() > MOST_TAPS {
        return Err(ApiError(Error::Invalid(Problems::one(
            "taps",
            "wrong-invalid",
        ))));
    }
    let opened = activities::open(&app, &me, batch.activity)
        .await
        .map_err(ApiError)?;
    let mut taps = Vec::new();
    for tap in &batch.taps {
        taps.push(attendance::Tap {
            pupil: tap.pupil,
            status: tap.status,
            reason: tap.reason,
            at: DateTime::from_timestamp_millis(tap.at_ms).ok_or(Error::NotFound)?,
            client_id: tap.client_id,
            for_everybody: tap.everybody,
        });
    }
    let overtaken =
        attendance::mark(&app, &me, &opened, batch.unit, &taps, batch.confirmed).await?;
    let (_, lines) = attendance::roll(&app, &me, &opened, batch.unit).await?;
    let said = lines
        .into_iter()
        .map(|line| (line.pupil, (line.status, line.reason)))
        .collect();
    let notice = (overtaken > 0).then(|| t("roll-overtaken"));
    Ok(Json(RollState { said, notice }))
}

/// The lines of a plain form that somebody changed.
fn taps(app: &App, typed: &Fields) -> Result<Vec<attendance::Tap>> {
    let now = app.clock.now();
    let mut taps = Vec::new();
    for (name, _) in typed.iter() {
        let Some(id) = name.strip_prefix("s-") else {
            continue;
        };
        let pupil = id.parse().map_err(|_| Error::NotFound)?;
        let status = typed.text(name);
        let reason = typed.text(&format!("r-{id}"));
        let before = typed.text(&format!("was-{id}"));
        if format!("{status} {reason}").trim_end() == before {
            continue;
        }
        taps.push(attendance::Tap {
            pupil,
            status: Some(Status::named(status).ok_or(Error::NotFound)?),
            reason: Reason::named(reason),
            at: now,
            client_id: OperationId(Uuid::now_v7()),
            for_everybody: false,
        });
    }
    Ok(taps)
}
