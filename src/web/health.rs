//! Whether the process lives, and whether it can do its work.

use crate::{error::Error, server::App};
use axum::extract::State;
use std::time::Duration;

/// `GET /healthz`: the process answers.
pub async fn live() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database takes writes too, and the server was not told to stop.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Error> {
    if app.leaving.is_cancelled() {
        return Err(Error::Busy(2));
    }
    // Whoever asks has little patience: a database that needs longer than this is not ready.
    let alive = tokio::time::timeout(Duration::from_secs(2), app.db.answers());
    match alive.await {
        Ok(true) => Ok("ok"),
        _ => Err(Error::Busy(2)),
    }
}
