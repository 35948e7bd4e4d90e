//! A school year that is over takes its classes with it: the children wait for the list of the new one.

use crate::{
    server::Server,
    store::{pupils, units},
};

/// One round: usually nothing.
pub async fn turn_years(server: &Server) -> anyhow::Result<()> {
    let mut tx = server.db.begin().await?;
    units::end_classes(&mut tx, None).await?;
    tx.commit().await?;
    let today = server.clock.today();
    for school in pupils::left_behind(&server.db, today).await? {
        let mut tx = server.db.begin().await?;
        pupils::end_with_classes(&mut tx, school, today).await?;
        tx.commit().await?;
    }
    Ok(())
}
