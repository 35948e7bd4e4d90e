//! Work nobody waits for: one room, one round an hour.

mod sweep;
mod watch;

pub use sweep::{Swept, sweep};
pub use watch::{LAST_TROUBLE, last_trouble, trouble, watch};

use crate::server::App;
use std::time::Duration;

/// Between two rounds.
const ROUND: Duration = Duration::from_secs(3600);

/// Goes its rounds until it is dropped. A round that fails is logged, and the next one tries again.
pub async fn run(app: App) {
    let mut round = tokio::time::interval(ROUND);
    round.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        round.tick().await;
        match sweep(&app).await {
            Ok(swept) if swept == Swept::default() => {}
            Ok(swept) => tracing::info!(?swept, "swept"),
            Err(error) => tracing::error!(error = format!("{error:#}"), "the sweep failed"),
        }
    }
}
