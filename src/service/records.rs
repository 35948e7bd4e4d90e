//! What a parent may ask the school for: all that is known of a child, and that it is deleted (within two working days, domain §3.2).

use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        audit,
        records::{self, Known},
        units,
    },
};
use lachan_core::{
    actor::Actor,
    ids::{PupilId, UnitId},
    names::search_key,
    permission::{KeepRecords, Permit},
    record::Record,
};

/// So many children a search answers at most.
pub const MOST: usize = 20;

/// Checks that the actor keeps the records of a school.
pub async fn permit(server: &Server, actor: &Actor, school: UnitId) -> Result<Permit<KeepRecords>> {
    let place = units::place(&server.db, school, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(KeepRecords::at(&place))?)
}

/// Children of a school by a part of their name, or by code; those who left as well. One more than [`MOST`] when there are more.
pub async fn search(
    server: &Server,
    actor: &Actor,
    school: UnitId,
    text: &str,
) -> Result<Vec<Known>> {
    let permit = permit(server, actor, school).await?;
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let (today, most) = (server.clock.today(), MOST as i64 + 1);
    let folded = search_key(text);
    Ok(records::search(&server.db, &permit, &folded, text, today, most).await?)
}

/// All that is known of a child of a school.
pub async fn find(
    server: &Server,
    actor: &Actor,
    school: UnitId,
    pupil: PupilId,
) -> Result<Record> {
    let permit = permit(server, actor, school).await?;
    let record = records::find(&server.db, &permit, pupil).await?;
    record.ok_or(Error::NotFound)
}

/// The same, to be handed out: the log says that it was, and not whose.
pub async fn hand_out(
    server: &Server,
    actor: &Actor,
    school: UnitId,
    pupil: PupilId,
) -> Result<Record> {
    let record = find(server, actor, school, pupil).await?;
    let mut tx = server.db.begin().await?;
    let now = server.clock.now();
    audit::note(&mut tx, actor, now, "hand out record", Some(school), "").await?;
    tx.commit().await?;
    Ok(record)
}

/// Deletes a child and all that is known of it. What was counted of years that are forgotten stays; everything else is counted without it.
/// Doing it again finds nobody and changes nothing.
pub async fn delete(server: &Server, actor: &Actor, school: UnitId, pupil: PupilId) -> Result<()> {
    let permit = permit(server, actor, school).await?;
    let mut tx = server.db.begin().await?;
    if records::delete(&mut tx, &permit, pupil).await? {
        let now = server.clock.now();
        audit::note(&mut tx, actor, now, "delete record", Some(school), "").await?;
    }
    Ok(tx.commit().await?)
}
