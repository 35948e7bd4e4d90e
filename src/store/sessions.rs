//! Signed-in browsers. The table keeps a hash of the cookie, so that a stolen copy of the database opens nothing.

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::ids::{DoorId, PupilId, StaffId, UnitId};

/// Who a session belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    Staff(StaffId),
    /// A child in a class; with the door they came through, or by a card at home.
    Pupil {
        pupil: PupilId,
        class: UnitId,
        door: Option<DoorId>,
    },
}

/// A session as it is checked at each request.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Session {
    pub token_hash: String,
    pub staff: Option<StaffId>,
    pub pupil: Option<PupilId>,
    pub class: Option<UnitId>,
    pub school: Option<UnitId>,
    pub door: Option<DoorId>,
    pub seen_at: DateTime<Utc>,
    pub ends_at: DateTime<Utc>,
}

/// The session of a cookie, while its account is open, its child still in the class and its door not closed.
pub async fn find(db: &Db, token_hash: &str, on: NaiveDate) -> Result<Option<Session>> {
    db.query(
        "select s.token_hash, s.staff, s.pupil, s.class, p.school, s.door, s.seen_at, s.ends_at
         from session s
         left join staff a on a.id = s.staff
         left join pupil p on p.id = s.pupil
         left join door d on d.id = s.door
         where s.token_hash = $1 and a.closed_at is null and d.closed_at is null
           and (s.pupil is null or exists (select 1 from enrolment e where e.pupil = s.pupil and e.class = s.class
                and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)))",
    )
    .bind(token_hash.to_owned())
    .bind(on)
    .optional()
    .await
}

/// Opens a session.
pub async fn open(
    tx: &mut Tx,
    token_hash: &str,
    whose: Whose,
    now: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<()> {
    let (staff, pupil, class, door) = match whose {
        Whose::Staff(id) => (Some(id), None, None, None),
        Whose::Pupil { pupil, class, door } => (None, Some(pupil), Some(class), door),
    };
    tx.query(
        "insert into session (token_hash, staff, pupil, class, door, opened_at, seen_at, ends_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
    )
    .bind(token_hash.to_owned())
    .bind(staff)
    .bind(pupil)
    .bind(class)
    .bind(door)
    .bind(now)
    .bind(ends_at)
    .execute()
    .await?;
    Ok(())
}

/// Notes that a session is in use. One that was last used in the future was, while the clock was ahead.
pub async fn touch(tx: &mut Tx, token_hash: &str, now: DateTime<Utc>) -> Result<()> {
    tx.query("update session set seen_at = $1 where token_hash = $2 and seen_at <> $1")
        .bind(now)
        .bind(token_hash.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// Ends one session.
pub async fn close(tx: &mut Tx, token_hash: &str) -> Result<()> {
    tx.query("delete from session where token_hash = $1")
        .bind(token_hash.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// Signs an adult out everywhere.
pub async fn close_all_of(tx: &mut Tx, staff: StaffId) -> Result<u64> {
    tx.query("delete from session where staff = $1")
        .bind(staff)
        .execute()
        .await
}

/// Signs a child out everywhere.
pub async fn close_all_of_pupil(tx: &mut Tx, pupil: PupilId) -> Result<u64> {
    tx.query("delete from session where pupil = $1")
        .bind(pupil)
        .execute()
        .await
}

/// Sweeps out what is over, at most so many.
pub async fn sweep(tx: &mut Tx, now: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.query("delete from session where token_hash in (select token_hash from session where ends_at < $1 limit $2)")
        .bind(now)
        .bind(most)
        .execute()
        .await
}

/// When an adult's sessions were opened and last used, latest first.
pub async fn of_staff(
    db: &Db,
    staff: StaffId,
    now: DateTime<Utc>,
) -> Result<Vec<(String, DateTime<Utc>, DateTime<Utc>)>> {
    db.query(
        "select token_hash, opened_at, seen_at from session where staff = $1 and ends_at > $2 order by seen_at desc",
    )
    .bind(staff)
    .bind(now)
    .all()
    .await
}
