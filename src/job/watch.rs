//! Looks how writing goes: what failed and is over stands in the log, and a damaged file is found before anybody reads from it.

use crate::{
    server::Server,
    store::{
        self, Db, audit,
        health::{Cause, Trouble},
        settings,
    },
};
use chrono::{DateTime, Utc};
use lachan_app::text::{number, t, tr};
use lachan_core::{actor::Actor, day};
use std::time::{Duration, SystemTime};

/// The setting that holds the last trouble, as the log has it.
pub const LAST_TROUBLE: &str = "last_trouble";

/// Between two looks.
const LOOK: Duration = Duration::from_secs(2);

/// Looks until it is dropped.
pub async fn watch(server: &Server) {
    match Db::damage(&server.config.database_url).await {
        Ok(None) => {}
        Ok(Some(found)) => server.db.health().damaged(&found),
        Err(error) => tracing::warn!(error = format!("{error:#}"), "the database was not checked"),
    }
    loop {
        tokio::time::sleep(LOOK).await;
        if let Some((trouble, until)) = server.db.health().take_over()
            && let Err(error) = note(server, &trouble, until).await
        {
            tracing::warn!(%error, ?trouble, "past trouble was not noted");
        }
    }
}

/// A line of the log: `312 full 1796543210 1796543450`, how many writes were refused, why, from when to when.
async fn note(server: &Server, trouble: &Trouble, until: SystemTime) -> store::Result<()> {
    let seconds = |at: SystemTime| DateTime::<Utc>::from(at).timestamp();
    let Trouble {
        since,
        refused,
        cause,
    } = trouble;
    let detail = format!(
        "{refused} {} {} {}",
        cause.name(),
        seconds(*since),
        seconds(until)
    );
    let mut tx = server.db.begin().await?;
    let now = server.clock.now();
    audit::note(
        &mut tx,
        &Actor::System("store"),
        now,
        "writing failed",
        None,
        &detail,
    )
    .await?;
    settings::set(&mut tx, LAST_TROUBLE, &detail).await?;
    tx.commit().await
}

/// The last trouble there was, in words.
pub async fn last_trouble(db: &Db) -> store::Result<Option<String>> {
    let last = settings::get(db, LAST_TROUBLE).await?;
    Ok(last.and_then(|last| trouble(&last)))
}

/// "312 lần bị từ chối, 26/11/2026 08:10–08:14: ổ đĩa đầy", of a line that [`note`] wrote.
pub fn trouble(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(' ').collect();
    let [refused, cause, since, until] = parts.as_slice() else {
        return None;
    };
    let at = |text: &str| DateTime::from_timestamp(text.parse().ok()?, 0);
    let (since, until) = (at(since)?, at(until)?);
    let cause = t(&format!("cause-{}", Cause::named(cause)?.name()));
    Some(tr(
        "log-trouble",
        &[
            ("n", &number(refused.parse().ok()?)),
            ("day", &day::written(day::of(since))),
            ("from", &day::hour(since)),
            ("to", &day::hour(until)),
            ("cause", &cause),
        ],
    ))
}
