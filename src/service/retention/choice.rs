//! An administrator decides how long the province keeps what it knows by child.

use super::terms::{LAST_MONTH, Term, due, last_month};
use crate::{
    error::{Error, Result},
    server::Server,
    service,
    store::{audit, retention, settings},
};
use lachan_core::{actor::Actor, form::Problems, retention::LastMonth};

/// Keeps school years by child to the end of another month. Where that makes something due at once that was not, whoever asks has to be
/// `sure`: nothing brings it back.
pub async fn set_last_month(
    server: &Server,
    actor: &Actor,
    last: LastMonth,
    sure: bool,
) -> Result<()> {
    let (permit, _) = service::units::root(server, actor).await?;
    if !sure && goes_at_once(server, last).await? {
        return Err(Error::Invalid(Problems::one("", "retention-at-once")));
    }
    let (now, here) = (server.clock.now(), Some(permit.place.unit));
    let mut tx = server.db.begin().await?;
    let name = last.name();
    settings::set(&mut tx, LAST_MONTH, &name).await?;
    audit::note(&mut tx, actor, now, "change retention", here, &name).await?;
    Ok(tx.commit().await?)
}

/// Whether a school year that is kept now would be forgotten in the next round.
async fn goes_at_once(server: &Server, last: LastMonth) -> Result<bool> {
    let (db, today) = (&server.db, server.clock.today());
    let until = |term: Option<Term>| term.map(|term| term.until);
    let now = until(due(db, last_month(db).await?, today).await?);
    let then = until(due(db, last, today).await?);
    let gone = retention::done(db).await?;
    let gone = gone.into_iter().map(|(until, ..)| until).max();
    Ok(then > now && then > gone)
}
