//! Forgets what was promised to be forgotten: `docs/privacy.md` says how long each thing is kept.

use crate::{
    server::Server,
    store::{Result, Tx, imports, progress, sessions, throttle, tries},
};
use chrono::{DateTime, Duration, Utc};
use lachan_core::learning::Ticket;

/// How many rows one transaction forgets at most: a long one would keep a whole class's results waiting.
const AT_ONCE: i64 = 2_000;

/// What a round has forgotten.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Receipts of results, 45 days old: no ticket lives as long.
    pub receipts: u64,
    /// Lists that were read, with the names in them, and not brought in within a day.
    pub previews: u64,
    /// Sessions that are over.
    pub sessions: u64,
    /// Counters of wrong tries nobody has added to for a day.
    pub throttles: u64,
    /// Wrong tries at doors that closed a day ago.
    pub tries: u64,
}

/// One round.
pub async fn sweep(server: &Server) -> anyhow::Result<Swept> {
    let now = server.clock.now();
    let yesterday = now - Duration::days(1);
    Ok(Swept {
        receipts: all(server, now - Ticket::LIFE, progress::forget_receipts).await?,
        previews: all(server, yesterday, imports::sweep).await?,
        sessions: all(server, now, sessions::sweep).await?,
        throttles: all(server, yesterday, throttle::sweep).await?,
        tries: all(server, yesterday, tries::sweep).await?,
    })
}

async fn all(
    server: &Server,
    before: DateTime<Utc>,
    some: impl AsyncFn(&mut Tx, DateTime<Utc>, i64) -> Result<u64>,
) -> anyhow::Result<u64> {
    let mut all = 0;
    loop {
        let mut tx = server.db.begin().await?;
        let n = some(&mut tx, before, AT_ONCE).await?;
        tx.commit().await?;
        all += n;
        if n < AT_ONCE as u64 {
            return Ok(all);
        }
    }
}
