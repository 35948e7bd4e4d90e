//! Class doors: open for a lesson, closed by their time, by the teacher, or by a new opening.

use super::{Db, Result, Tx, units};
use chrono::{DateTime, Utc};
use lachan_core::{
    door::TOO_FAR,
    ids::{DoorId, StaffId, UnitId},
    permission::{OpenDoor, Permit},
};

/// A door that stands open.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Door {
    pub id: DoorId,
    pub class: UnitId,
    pub code: String,
    pub closes_at: DateTime<Utc>,
    /// How many tiles may be missed before it waits for an adult's tap.
    pub patience: i64,
}

/// A door as it is found by somebody who has been there.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Met {
    pub id: DoorId,
    pub class: UnitId,
    pub closes_at: DateTime<Utc>,
    pub closed_at: Option<DateTime<Utc>>,
    /// How many tiles may be missed before it waits for an adult's tap.
    pub patience: i64,
    /// The school of its class.
    pub school: Option<UnitId>,
}

impl Met {
    /// Whether children come in through it now.
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.closed_at.is_none() && self.closes_at > now && self.closes_at <= now + TOO_FAR
    }
}

/// Opens a door; doors of the class that were open are closed, so that an old code opens nothing.
pub async fn open(
    tx: &mut Tx,
    permit: &Permit<OpenDoor>,
    door: &Door,
    by: StaffId,
    now: DateTime<Utc>,
) -> Result<()> {
    // Two openings at once come one after the other, and the later one's code is the one that opens.
    units::hold(tx, permit.place.unit).await?;
    close(tx, permit, now).await?;
    tx.query("insert into door (id, class, code, opened_by, opened_at, closes_at, patience) values ($1, $2, $3, $4, $5, $6, $7)")
        .bind(door.id)
        .bind(permit.place.unit)
        .bind(door.code.clone())
        .bind(by)
        .bind(now)
        .bind(door.closes_at)
        .bind(door.patience)
        .execute()
        .await?;
    Ok(())
}

/// Closes what is open of a class; the children's sessions end with it.
pub async fn close(tx: &mut Tx, permit: &Permit<OpenDoor>, now: DateTime<Utc>) -> Result<u64> {
    tx.query("update door set closed_at = $1 where class = $2 and closed_at is null")
        .bind(now)
        .bind(permit.place.unit)
        .execute()
        .await
}

/// Lets what is open of a class close later; the children inside stay as long.
pub async fn extend(
    tx: &mut Tx,
    permit: &Permit<OpenDoor>,
    closes_at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let longer = tx
        .query("update door set closes_at = $1 where class = $2 and closed_at is null and closes_at > $3")
        .bind(closes_at)
        .bind(permit.place.unit)
        .bind(now)
        .execute()
        .await?;
    tx.query(
        "update session set ends_at = $1
         where door in (select d.id from door d where d.class = $2 and d.closed_at is null and d.closes_at = $1)",
    )
    .bind(closes_at)
    .bind(permit.place.unit)
    .execute()
    .await?;
    Ok(longer)
}

/// Notes that an adult let the class go on.
pub async fn confirm(tx: &mut Tx, permit: &Permit<OpenDoor>, now: DateTime<Utc>) -> Result<u64> {
    tx.query("update door set confirmed_at = $1 where class = $2 and closed_at is null")
        .bind(now)
        .bind(permit.place.unit)
        .execute()
        .await
}

/// The open door of a code.
pub async fn by_code(db: &Db, code: &str, now: DateTime<Utc>) -> Result<Option<Door>> {
    db.query("select id, class, code, closes_at, patience from door where code = $1 and closed_at is null and closes_at > $2 and closes_at <= $3")
        .bind(code.to_owned())
        .bind(now)
        .bind(now + TOO_FAR)
        .optional()
        .await
}

const MET: &str = "id, class, closes_at, closed_at, patience, (select u.school from unit u where u.id = door.class) as school";

/// A door by its id, open or not.
pub async fn find(db: &Db, id: DoorId) -> Result<Option<Met>> {
    db.query(format!("select {MET} from door where id = $1"))
        .bind(id)
        .optional()
        .await
}

/// The same inside a transaction; it writes, so that everybody who tries at this door at once is let in one after the other.
pub async fn lock(tx: &mut Tx, id: DoorId) -> Result<Option<Met>> {
    tx.query(format!(
        "update door set patience = patience where id = $1 returning {MET}"
    ))
    .bind(id)
    .optional()
    .await
}

/// The open door of a class.
pub async fn of_class(db: &Db, class: UnitId, now: DateTime<Utc>) -> Result<Option<Door>> {
    db.query(
        "select id, class, code, closes_at, patience from door where class = $1 and closed_at is null and closes_at > $2 and closes_at <= $3
         order by opened_at desc limit 1",
    )
    .bind(class)
    .bind(now)
    .bind(now + TOO_FAR)
    .optional()
    .await
}

/// How many children came in through a door.
pub async fn inside(db: &Db, door: DoorId) -> Result<i64> {
    let (n,): (i64,) = db
        .query("select count(distinct pupil) from session where door = $1")
        .bind(door)
        .one()
        .await?;
    Ok(n)
}
