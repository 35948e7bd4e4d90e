//! Past school years: their classes end, and after 30 September nothing of them is known by child.

use crate::{
    server::Server,
    service::retention::{self, Forgotten},
};

/// One round: usually nothing.
pub async fn forget(server: &Server) -> anyhow::Result<()> {
    let (db, clock) = (&server.db, &server.clock);
    let forgotten = retention::forget(db, clock).await;
    let forgotten = forgotten.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    if forgotten != Forgotten::default() {
        tracing::info!(?forgotten, "a school year is known by child no more");
    }
    let looked = retention::look_ahead(db, clock).await;
    looked.map_err(|error| anyhow::anyhow!("{error:?}"))
}
