//! Past school years: their classes end, and after 30 September nothing of them is known by child.

use crate::{
    error::Error,
    server::Server,
    service::retention::{self, Forgotten},
};

/// One round: usually nothing.
pub async fn forget(server: &Server) -> anyhow::Result<()> {
    let (db, clock) = (&server.db, &server.clock);
    let forgotten = retention::forget(db, clock).await.map_err(Error::told)?;
    if forgotten != Forgotten::default() {
        tracing::info!(?forgotten, "a school year is known by child no more");
    }
    retention::look_ahead(db, clock).await.map_err(Error::told)
}
