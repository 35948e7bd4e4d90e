//! Work nobody waits for: one room; things are swept every hour, and what changed is counted after a few seconds.

mod figures;
mod forget;
mod sweep;
mod watch;

pub use figures::ready;
pub use forget::forget;
pub use sweep::{Swept, sweep};
pub use watch::{LAST_TROUBLE, last_trouble, trouble, watch};

use crate::server::App;
use futures_util::FutureExt;
use std::{panic::AssertUnwindSafe, time::Duration};

/// Between two rounds.
const ROUND: Duration = Duration::from_secs(3600);

/// Between two looks at the figures.
const LOOK: Duration = Duration::from_secs(5);

/// Goes its rounds until it is dropped.
pub async fn run(app: App) {
    let sweeping = rounds(ROUND, || swept(app.clone()));
    let forgetting = rounds(ROUND, || forgotten(app.clone()));
    let counting = rounds(LOOK, || counted(app.clone()));
    tokio::join!(sweeping, forgetting, counting);
}

async fn counted(app: App) -> anyhow::Result<()> {
    ready(&app).await
}

async fn forgotten(app: App) -> anyhow::Result<()> {
    forget(&app).await
}

async fn swept(app: App) -> anyhow::Result<()> {
    let swept = sweep(&app).await?;
    if swept != Swept::default() {
        tracing::info!(?swept, "swept");
    }
    Ok(())
}

/// Does something again and again. What fails or panics once is logged, and the next time it is tried anew.
pub async fn rounds<W>(every: Duration, work: impl Fn() -> W)
where
    W: Future<Output = anyhow::Result<()>>,
{
    let mut round = tokio::time::interval(every);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        round.tick().await;
        match AssertUnwindSafe(work()).catch_unwind().await {
            Ok(Ok(())) => {}
            Ok(Err(error)) => tracing::error!(error = format!("{error:#}"), "a round failed"),
            Err(_) => tracing::error!("a round panicked"),
        }
    }
}
