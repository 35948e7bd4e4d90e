//! Wrong secrets at a door that were not made good: by tile and browser, until a tap, or until the class opens its next door.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::{
    door::{Missed, STRANGERS_AT_A_TILE, TILES_OF_A_DEVICE, TRIES_AT_A_TILE},
    ids::{DoorId, PupilId},
    permission::{OpenDoor, Permit},
};

/// Who tries: a browser that is new here, or a device at which a child of the school has come in before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser {
    pub id: String,
    pub known: bool,
    /// Where it is: a word that stands for its address.
    pub place: String,
}

impl Browser {
    /// As it is kept. The ids are base64url: a plus sign stands before none of them.
    fn kept(&self) -> String {
        let mark = if self.known { "+" } else { "" };
        format!("{mark}{}", self.id)
    }
}

/// The rows of one door are few: the limits see to it. One without misses says that somebody came in there.
const MISSED: &str = "select
   cast(coalesce(sum(case when browser = $3 and pupil = $2 then misses end), 0) as bigint) as at_tile,
   count(case when browser = $3 and misses > 0 then 1 end) as tiles,
   cast(coalesce(sum(case when browser = $3 then misses end), 0) as bigint) as mine,
   cast(coalesce(sum(case when browser not like '+%' and pupil = $2 then misses end), 0) as bigint) as strangers_at_tile,
   cast(coalesce(sum(case when browser not like '+%' and place = $4 then misses end), 0) as bigint) as strangers_here,
   count(case when place = $4 and misses = 0 then 1 end) > 0 as came_in_here,
   cast(coalesce(sum(case when browser not like '+%' then misses end), 0) as bigint) as strangers
 from door_try where door = $1";

/// How a tile and its door stand for a browser.
pub async fn missed(db: &Db, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<Missed> {
    let asked = db.query(MISSED).bind(door).bind(pupil);
    let asked = asked.bind(browser.kept()).bind(browser.place.clone());
    asked.one().await
}

/// The same inside a transaction that holds the door's lock.
pub async fn missed_now(
    tx: &mut Tx,
    door: DoorId,
    pupil: PupilId,
    browser: &Browser,
) -> Result<Missed> {
    let asked = tx.query(MISSED).bind(door).bind(pupil);
    let asked = asked.bind(browser.kept()).bind(browser.place.clone());
    asked.one().await
}

/// How those stand at a door who are new there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Strangers {
    /// Their open misses.
    pub all: i64,
    /// The most from one address.
    pub most: i64,
    /// Whether anybody has come in at the door.
    pub came_in: bool,
}

/// How those stand at a door who are new there.
pub async fn strangers(db: &Db, door: DoorId) -> Result<Strangers> {
    db.query(
        "select cast(coalesce(sum(n), 0) as bigint) as \"all\", cast(coalesce(max(n), 0) as bigint) as most,
                coalesce(max(came_in), 0) > 0 as came_in
         from (select sum(case when browser like '+%' then 0 else misses end) as n,
                      max(case when misses = 0 then 1 else 0 end) as came_in
               from door_try where door = $1 group by place) places",
    )
    .bind(door)
    .one()
    .await
}

/// The tiles of a door at which somebody has to wait for a tap, when a new browser may have so many open misses.
pub async fn held(db: &Db, door: DoorId, tries_of_a_stranger: i64) -> Result<Vec<PupilId>> {
    let rows: Vec<(PupilId,)> = db
        .query(
            "select pupil from door_try where door = $1 group by pupil
             having max(case when browser like '+%' then misses else 0 end) >= $2 or sum(case when browser like '+%' then 0 else misses end) >= $3
             union
             select t.pupil from door_try t where t.door = $1 and t.browser like '+%' and t.misses > 0
               and (select count(*) from door_try x where x.door = t.door and x.browser = t.browser and x.misses > 0) >= $4
             union
             select t.pupil from door_try t where t.door = $1 and t.browser not like '+%' and t.misses > 0
               and (select sum(x.misses) from door_try x where x.door = t.door and x.browser = t.browser) >= $5",
        )
        .bind(door)
        .bind(TRIES_AT_A_TILE)
        .bind(STRANGERS_AT_A_TILE)
        .bind(TILES_OF_A_DEVICE)
        .bind(tries_of_a_stranger)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(pupil,)| pupil).collect())
}

/// Counts a wrong secret.
pub async fn miss(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<()> {
    let counted =
        "insert into door_try (door, pupil, browser, misses, place) values ($1, $2, $3, 1, $4)
         on conflict (door, pupil, browser) do update set misses = door_try.misses + 1";
    write(tx, counted, door, pupil, browser).await
}

/// A right secret makes good what the same browser missed at that tile, and nothing else; what stays says that somebody came in there.
pub async fn make_good(tx: &mut Tx, door: DoorId, pupil: PupilId, browser: &Browser) -> Result<()> {
    let in_there =
        "insert into door_try (door, pupil, browser, misses, place) values ($1, $2, $3, 0, $4)
         on conflict (door, pupil, browser) do update set misses = 0, place = excluded.place";
    write(tx, in_there, door, pupil, browser).await
}

async fn write(
    tx: &mut Tx,
    sql: &'static str,
    door: DoorId,
    pupil: PupilId,
    browser: &Browser,
) -> Result<()> {
    tx.query(sql)
        .bind(door)
        .bind(pupil)
        .bind(browser.kept())
        .bind(browser.place.clone())
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
