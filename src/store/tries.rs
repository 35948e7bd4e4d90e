//! Wrong secrets at a door that were not made good: by tile and browser, until a tap, or until the class opens its next door.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::{
    door::Missed,
    ids::{DoorId, PupilId},
    permission::{OpenDoor, Permit},
};

/// Who tries: a browser that is new here, or a device at which a child of the school has come in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    pub id: String,
    pub known: bool,
}

impl Browser {
    /// As it is kept. The ids are base64url: a plus sign stands before none of them.
    fn kept(&self) -> String {
        let mark = if self.known { "+" } else { "" };
        format!("{mark}{}", self.id)
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    at_tile: i64,
    tiles: i64,
}

impl From<Row> for Missed {
    fn from(row: Row) -> Self {
        Self {
            at_tile: row.at_tile,
            tiles: row.tiles,
        }
    }
}

/// What counts for a known device: its own misses. For every other browser: those of all that are not known.
fn counted(browser: &Browser) -> &'static str {
    match browser.known {
        true => {
            "select cast(coalesce(sum(case when pupil = $2 then misses else 0 end), 0) as bigint) as at_tile, count(distinct pupil) as tiles
             from door_try where door = $1 and browser = $3"
        }
        false => {
            "select cast(coalesce(sum(case when pupil = $2 then misses else 0 end), 0) as bigint) as at_tile, count(distinct pupil) as tiles
             from door_try where door = $1 and browser not like '+%' and $3 <> ''"
        }
    }
}

/// How a tile and its door stand for a browser.
pub async fn missed(db: &Db, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<Missed> {
    let asked = db.query(counted(browser)).bind(door).bind(pupil);
    let row: Row = asked.bind(browser.kept()).one().await?;
    Ok(row.into())
}

/// The same inside a transaction that holds the door's lock.
pub async fn missed_now(
    tx: &mut Tx,
    door: DoorId,
    pupil: PupilId,
    browser: &Browser,
) -> Result<Missed> {
    let asked = tx.query(counted(browser)).bind(door).bind(pupil);
    let row: Row = asked.bind(browser.kept()).one().await?;
    Ok(row.into())
}

/// How many tiles of a door browsers that are not known have missed.
pub async fn tiles_missed(db: &Db, door: DoorId) -> Result<i64> {
    let (n,): (i64,) = db
        .query(
            "select count(distinct pupil) from door_try where door = $1 and browser not like '+%'",
        )
        .bind(door)
        .one()
        .await?;
    Ok(n)
}

/// The tiles of a door at which somebody has to wait: with so many wrong secrets of one known device or of all others together, or
/// missed by a known device that has missed so many tiles.
pub async fn held(db: &Db, door: DoorId, misses: i64, tiles: i64) -> Result<Vec<PupilId>> {
    let rows: Vec<(PupilId,)> = db
        .query(
            "select pupil from door_try where door = $1 group by pupil
             having sum(case when browser like '+%' then 0 else misses end) >= $2
                 or max(case when browser like '+%' then misses else 0 end) >= $2
             union
             select t.pupil from door_try t where t.door = $1 and t.browser like '+%'
               and (select count(*) from door_try x where x.door = t.door and x.browser = t.browser) >= $3",
        )
        .bind(door)
        .bind(misses)
        .bind(tiles)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(pupil,)| pupil).collect())
}

/// Counts a wrong secret.
pub async fn miss(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<()> {
    tx.query(
        "insert into door_try (door, pupil, browser, misses) values ($1, $2, $3, 1)
         on conflict (door, pupil, browser) do update set misses = door_try.misses + 1",
    )
    .bind(door)
    .bind(pupil)
    .bind(browser.kept())
    .execute()
    .await?;
    Ok(())
}

/// A right secret makes good what the same browser missed at that tile, and nothing else.
pub async fn make_good(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<()> {
    tx.query("delete from door_try where door = $1 and pupil = $2 and browser = $3")
        .bind(door)
        .bind(pupil)
        .bind(browser.kept())
        .execute()
        .await?;
    Ok(())
}

/// The adult's tap for one child of the class.
pub async fn forget_tile(tx: &mut Tx, permit: &Permit<OpenDoor>, pupil: PupilId) -> Result<u64> {
    tx.query(
        "delete from door_try where pupil = $2 and door in (select id from door where class = $1)",
    )
    .bind(permit.place.unit)
    .bind(pupil)
    .execute()
    .await
}

/// The adult's tap for the whole class.
pub async fn forget(tx: &mut Tx, permit: &Permit<OpenDoor>) -> Result<u64> {
    tx.query("delete from door_try where door in (select id from door where class = $1)")
        .bind(permit.place.unit)
        .execute()
        .await
}

/// Sweeps out the tries at doors that closed before an instant, of at most so many tiles.
pub async fn sweep(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.query(
        "delete from door_try where door in (
           select t.door from door_try t join door d on d.id = t.door where coalesce(d.closed_at, d.closes_at) < $1 limit $2)",
    )
    .bind(before)
    .bind(most)
    .execute()
    .await
}
