//! Wrong secrets at a door that were not made good: by tile and browser, until a tap, or until the class opens its next door.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::{
    ids::{DoorId, PupilId},
    permission::{OpenDoor, Permit},
};

/// How much was missed and not made good.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Open {
    /// Wrong secrets at the tile that was asked for.
    pub at_tile: i64,
    /// Tiles of the door with any.
    pub tiles: i64,
}

const OPEN: &str =
    "select cast(coalesce(sum(case when pupil = $2 then misses else 0 end), 0) as bigint) as at_tile, count(distinct pupil) as tiles
     from door_try where door = $1";

/// How a tile and its door stand.
pub async fn open(db: &Db, door: DoorId, pupil: PupilId) -> Result<Open> {
    db.query(OPEN).bind(door).bind(pupil).one().await
}

/// The same inside a transaction that holds the door's lock.
pub async fn open_now(tx: &mut Tx, door: DoorId, pupil: PupilId) -> Result<Open> {
    tx.query(OPEN).bind(door).bind(pupil).one().await
}

/// How many tiles of a door have any.
pub async fn missed(db: &Db, door: DoorId) -> Result<i64> {
    let (n,): (i64,) = db
        .query("select count(distinct pupil) from door_try where door = $1")
        .bind(door)
        .one()
        .await?;
    Ok(n)
}

/// The tiles of a door with so many wrong secrets.
pub async fn held(db: &Db, door: DoorId, misses: i64) -> Result<Vec<PupilId>> {
    let rows: Vec<(PupilId,)> = db
        .query("select pupil from door_try where door = $1 group by pupil having sum(misses) >= $2")
        .bind(door)
        .bind(misses)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(pupil,)| pupil).collect())
}

/// Counts a wrong secret.
pub async fn miss(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &str) -> Result<()> {
    tx.query(
        "insert into door_try (door, pupil, browser, misses) values ($1, $2, $3, 1)
         on conflict (door, pupil, browser) do update set misses = door_try.misses + 1",
    )
    .bind(door)
    .bind(pupil)
    .bind(browser.to_owned())
    .execute()
    .await?;
    Ok(())
}

/// A right secret makes good what the same browser missed at that tile, and nothing else.
pub async fn make_good(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &str) -> Result<()> {
    tx.query("delete from door_try where door = $1 and pupil = $2 and browser = $3")
        .bind(door)
        .bind(pupil)
        .bind(browser.to_owned())
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
