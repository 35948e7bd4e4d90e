//! Keeps the figures of the periods that run now ready, and those of whatever else is kept fresh: a report is read, not counted.

use crate::{
    error::Error,
    server::Server,
    service::reports,
    store::figures::{spans, turn},
};
use std::collections::BTreeMap;

/// One round.
pub async fn ready(server: &Server) -> anyhow::Result<()> {
    let today = server.clock.today();
    turn(&server.db, today).await?;
    let current = reports::current(&server.db, today).await;
    for spans in current.map_err(Error::told)? {
        server.figures.make(&spans).await?;
    }
    // Periods that are over and were asked for: a result may come late.
    let mut over: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for span in spans::all(&server.db).await? {
        if span.to < today && spans::standing(&server.db, span).await?.is_some() {
            over.entry(span.to).or_default().push(span);
        }
    }
    for spans in over.into_values().rev() {
        server.figures.make(&spans).await?;
    }
    Ok(())
}
