//! Saying that what is kept of a school's past stays as it is.

use crate::store::{Result, Tx, units};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::ids::UnitId;

/// What is about to be forgotten, of which every figure is kept.
#[derive(Clone, Copy, Debug)]
pub struct Freeze {
    pub school: UnitId,
    pub until: NaiveDate,
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
}

/// Says that what is kept of a school's past stays as it is. Nothing, and `false`, when something is marked that is not counted yet.
pub async fn freeze(tx: &mut Tx, freeze: Freeze) -> Result<bool> {
    let Freeze {
        school,
        until,
        today,
        now,
    } = freeze;
    if !settle(tx, school, today).await? {
        return Ok(false);
    }
    tx.query(
        "insert into retained (school, until, as_of, forgotten_at) values ($1, $2, $3, $4)
         on conflict (school) do update set until = excluded.until, as_of = excluded.as_of, forgotten_at = excluded.forgotten_at, swept_on = null",
    )
    .bind(school)
    .bind(until)
    .bind(today)
    .bind(now)
    .execute()
    .await?;
    Ok(true)
}

/// Says the same of the periods that ran on, and forgets what was carried over for them.
pub async fn close(tx: &mut Tx, school: UnitId, today: NaiveDate) -> Result<bool> {
    if !settle(tx, school, today).await? {
        return Ok(false);
    }
    tx.query("update retained set as_of = $1 where school = $2")
        .bind(today)
        .bind(school)
        .execute()
        .await?;
    tx.query("delete from carried where pupil in (select id from pupil where school = $1)")
        .bind(school)
        .execute()
        .await?;
    Ok(true)
}

/// Whether nothing of a school's past waits to be counted. Whoever is counting it now begins anew.
async fn settle(tx: &mut Tx, school: UnitId, today: NaiveDate) -> Result<bool> {
    units::hold(tx, school).await?;
    let (waiting,): (i64,) = tx
        .query(
            "select count(*) from figure_mark m where m.since < $2
               and (m.unit = $1 or exists (select 1 from unit c where c.id = m.unit and c.school = $1))",
        )
        .bind(school)
        .bind(today)
        .one()
        .await?;
    if waiting > 0 {
        return Ok(false);
    }
    tx.query(
        "insert into figure_version (unit, version) values ($1, 1)
         on conflict (unit) do update set version = figure_version.version + 1",
    )
    .bind(school)
    .execute()
    .await?;
    Ok(true)
}
