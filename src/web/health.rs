//! Whether the process lives, and whether it can do its work.

use crate::{error::Error, server::App};
use axum::extract::State;

/// `GET /healthz`: the process answers.
pub async fn live() -> &'static str {
    "ok"
}

/// `GET /readyz`: the database answers too.
pub async fn ready(State(app): State<App>) -> Result<&'static str, Error> {
    if app.db.is_alive().await {
        Ok("ok")
    } else {
        Err(Error::Busy(2))
    }
}
