//! Activities and the units they are for. A child's attendance stands in `attendance`.

mod counts;
mod guests;
mod list;

use super::{Db, Result, Tx, figures::marks};
use chrono::{DateTime, NaiveDate, Utc};
pub use counts::{add_walk_ins, set_attended, set_walk_ins};
use guests::invite;
pub use guests::{Invitable, Target, invitable, targets};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Course},
    actor::Actor,
    ids::{ActivityId, UnitId},
    permission::{Permit, PlanActivity},
};
pub use list::{CalendarLine, Window, within_reach};

/// An activity as it was planned and as it went.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Activity {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub title: String,
    pub host: UnitId,
    pub pack: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: Option<String>,
    pub place: Option<String>,
    pub note: Option<String>,
    pub walk_ins: i64,
    pub closed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancel_reason: Option<CancelReason>,
}

impl Activity {
    /// The dates that decide what may still be done with it.
    pub fn course(&self) -> Course {
        Course {
            held_on: self.held_on,
            closed_at: self.closed_at,
            cancelled_at: self.cancelled_at,
        }
    }
}

/// What an organizer says about an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub kind: ActivityKind,
    pub title: String,
    pub pack: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: Option<String>,
    pub place: Option<String>,
    pub note: Option<String>,
    pub targets: Vec<UnitId>,
}

/// Whether a host has another activity of this name on a day that was not called off.
pub async fn has_twin(
    db: &Db,
    host: UnitId,
    title: &str,
    held_on: NaiveDate,
    not: ActivityId,
) -> Result<bool> {
    let (n,): (i64,) = db
        .query(
            "select count(*) from activity
             where host = $1 and held_on = $2 and title = $3 and id <> $4 and cancelled_at is null",
        )
        .bind(host)
        .bind(held_on)
        .bind(title.to_owned())
        .bind(not)
        .one()
        .await?;
    Ok(n > 0)
}

/// An activity by its id.
pub async fn find(db: &Db, id: ActivityId) -> Result<Option<Activity>> {
    db.query(
        "select id, kind, title, host, pack, held_on, starts_at, place, note, walk_ins, closed_at, cancelled_at, cancel_reason
         from activity where id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// Writes an activity of the permit's unit down. An id that is already there changes nothing: a form sent twice makes one activity.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    plan: &Plan,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let made = tx
        .query(
            "insert into activity (id, kind, title, host, pack, held_on, starts_at, place, note, created_by, created_at, walk_ins)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0) on conflict (id) do nothing",
        )
        .bind(id)
        .bind(plan.kind)
        .bind(plan.title.clone())
        .bind(permit.place.unit)
        .bind(plan.pack.clone())
        .bind(plan.held_on)
        .bind(plan.starts_at.clone())
        .bind(plan.place.clone())
        .bind(plan.note.clone())
        .bind(by.staff())
        .bind(now)
        .execute()
        .await?
        == 1;
    if made {
        invite(tx, id, &plan.targets).await?;
    }
    Ok(made)
}

/// Changes what is planned, while the activity of the permit's unit is neither closed nor cancelled.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    plan: &Plan,
) -> Result<bool> {
    let changed = tx
        .query(
            "update activity set kind = $1, title = $2, pack = $3, held_on = $4, starts_at = $5, place = $6, note = $7
             where id = $8 and host = $9 and closed_at is null and cancelled_at is null",
        )
        .bind(plan.kind)
        .bind(plan.title.clone())
        .bind(plan.pack.clone())
        .bind(plan.held_on)
        .bind(plan.starts_at.clone())
        .bind(plan.place.clone())
        .bind(plan.note.clone())
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?
        == 1;
    if changed {
        let before: Vec<(UnitId,)> = tx
            .query("select unit from activity_target where activity = $1")
            .bind(id)
            .all()
            .await?;
        for (unit,) in before {
            if !plan.targets.contains(&unit) {
                tx.query("delete from activity_target where activity = $1 and unit = $2")
                    .bind(id)
                    .bind(unit)
                    .execute()
                    .await?;
            }
        }
        invite(tx, id, &plan.targets).await?;
    }
    Ok(changed)
}

/// Closes an activity of the permit's unit; closing it again changes nothing.
pub async fn close(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let closed = tx
        .query(
            "update activity set closed_at = $1, closed_by = $2
             where id = $3 and host = $4 and closed_at is null and cancelled_at is null",
        )
        .bind(now)
        .bind(by.staff())
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::activity(tx, id).await?;
    Ok(closed == 1)
}

/// Notes that an activity of the permit's unit does not take place. It stays in the list and counts nowhere.
pub async fn cancel(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    reason: CancelReason,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let cancelled = tx
        .query(
            "update activity set cancelled_at = $1, cancelled_by = $2, cancel_reason = $3
             where id = $4 and host = $5 and cancelled_at is null",
        )
        .bind(now)
        .bind(by.staff())
        .bind(reason)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::activity(tx, id).await?;
    Ok(cancelled == 1)
}

/// Holds an activity as it is until the transaction ends; whether it still takes place. A mark and a cancellation that meet come one after
/// the other.
pub async fn hold(tx: &mut Tx, id: ActivityId) -> Result<bool> {
    let held = tx.query("update activity set host = host where id = $1 and cancelled_at is null");
    Ok(held.bind(id).execute().await? == 1)
}
