//! Work that one program does while others that share the database leave it alone.

use super::{Db, Result};
use chrono::{DateTime, Duration, Utc};
use uuid::Uuid;

/// Takes a piece of work, or keeps it, until so much later. Answers whether it is this program's now; one that dies meanwhile loses it then.
pub async fn take(
    db: &Db,
    work: &'static str,
    me: Uuid,
    now: DateTime<Utc>,
    long: Duration,
) -> Result<bool> {
    let mut tx = db.begin().await?;
    let taken = tx
        .query(
            "insert into work_claim (work, claimed_by, claimed_until) values ($1, $2, $3)
             on conflict (work) do update set claimed_by = excluded.claimed_by, claimed_until = excluded.claimed_until
             where work_claim.claimed_by = excluded.claimed_by or work_claim.claimed_until <= $4",
        )
        .bind(work)
        .bind(me)
        .bind(now + long)
        .bind(now)
        .execute()
        .await?;
    tx.commit().await?;
    Ok(taken == 1)
}

/// Gives a piece of work back.
pub async fn leave(db: &Db, work: &'static str, me: Uuid) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.query("delete from work_claim where work = $1 and claimed_by = $2")
        .bind(work)
        .bind(me)
        .execute()
        .await?;
    tx.commit().await
}
