//! Counters of wrong tries, in the database so that several instances agree and a restart forgives nothing.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::door::{Counter, Limit};

#[derive(sqlx::FromRow)]
struct Row {
    misses: i64,
    since: DateTime<Utc>,
    wait_until: Option<DateTime<Utc>>,
}

impl From<Row> for Counter {
    fn from(r: Row) -> Self {
        Self {
            misses: r.misses,
            since: r.since,
            wait_until: r.wait_until,
        }
    }
}

/// How a subject stands.
pub async fn find(db: &Db, subject: &str, now: DateTime<Utc>) -> Result<Counter> {
    let row: Option<Row> = db
        .query("select misses, since, wait_until from throttle where subject = $1")
        .bind(subject.to_owned())
        .optional()
        .await?;
    Ok(row.map_or_else(|| Counter::new(now), Counter::from))
}

/// The same inside a transaction; the first statement writes, so that two tries at once come one after the other.
pub async fn lock(tx: &mut Tx, subject: &str, now: DateTime<Utc>) -> Result<Counter> {
    let row: Row = tx
        .query(
            "insert into throttle (subject, misses, since) values ($1, 0, $2)
             on conflict (subject) do update set misses = throttle.misses
             returning misses, since, wait_until",
        )
        .bind(subject.to_owned())
        .bind(now)
        .one()
        .await?;
    Ok(row.into())
}

/// Counts a miss; answers how the subject stands now.
pub async fn miss(tx: &mut Tx, subject: &str, limit: Limit, now: DateTime<Utc>) -> Result<Counter> {
    let counter = lock(tx, subject, now).await?.missed(limit, now);
    tx.query("update throttle set misses = $1, since = $2, wait_until = $3 where subject = $4")
        .bind(counter.misses)
        .bind(counter.since)
        .bind(counter.wait_until)
        .bind(subject.to_owned())
        .execute()
        .await?;
    Ok(counter)
}

/// Forgets a subject that was right.
pub async fn forgive(tx: &mut Tx, subject: &str) -> Result<()> {
    tx.query("delete from throttle where subject = $1")
        .bind(subject.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// Sweeps out what nobody has missed since an instant and nobody waits for any more, at most so many.
pub async fn sweep(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.query(
        "delete from throttle where subject in (select subject from throttle where since < $1 and (wait_until is null or wait_until < $1) limit $2)",
    )
        .bind(before)
        .bind(most)
        .execute()
        .await
}
