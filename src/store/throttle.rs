//! Counters of wrong tries, in the database so that several instances agree and a restart forgives nothing.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::door::Limit;

/// Until when a subject has to wait, if it has to.
pub async fn waits_until(
    db: &Db,
    subject: &str,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let row: Option<(Option<DateTime<Utc>>,)> = db
        .query("select wait_until from throttle where subject = $1")
        .bind(subject.to_owned())
        .optional()
        .await?;
    Ok(row.and_then(|(until,)| until).filter(|until| *until > now))
}

/// Counts a miss; answers until when the subject now has to wait. One statement counts, so that two at once count twice.
pub async fn miss(
    tx: &mut Tx,
    subject: &str,
    limit: Limit,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<Utc>>> {
    let (misses,): (i64,) = tx
        .query(
            "insert into throttle (subject, misses, since) values ($1, 1, $2)
             on conflict (subject) do update
             set misses = case when throttle.since < $3 then 1 else throttle.misses + 1 end, since = $2
             returning misses",
        )
        .bind(subject.to_owned())
        .bind(now)
        .bind(now - limit.forget)
        .one()
        .await?;
    let until = limit.wait_until(misses, now);
    tx.query("update throttle set wait_until = $1 where subject = $2")
        .bind(until)
        .bind(subject.to_owned())
        .execute()
        .await?;
    Ok(until)
}

/// Forgets a subject that was right.
pub async fn forgive(tx: &mut Tx, subject: &str) -> Result<()> {
    tx.query("delete from throttle where subject = $1")
        .bind(subject.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// Sweeps out what nobody has missed for a day.
pub async fn sweep(tx: &mut Tx, before: DateTime<Utc>) -> Result<u64> {
    tx.query("delete from throttle where since < $1")
        .bind(before)
        .execute()
        .await
}
