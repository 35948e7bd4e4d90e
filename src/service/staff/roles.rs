//! Giving roles and taking them.

use super::{PEOPLE, about, permit};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{Tx, audit, staff},
};
use chrono::{Days, NaiveDate};
use lachan_core::{
    actor::{Actor, Grant, Role},
    form::Problems,
    ids::{GrantId, StaffId},
};
use uuid::Uuid;

/// Gives back a role that an adult held at a unit before.
pub async fn give_back(server: &Server, actor: &Actor, staff: StaffId, grant: Grant) -> Result<()> {
    permit(server, actor, grant.unit).await?;
    if !staff::once_held(&server.db, staff, grant).await? {
        return Err(Error::NotFound);
    }
    self::grant(server, actor, staff, grant).await
}

/// Gives an adult a role at a unit the actor manages; the same role twice is one role.
pub async fn grant(server: &Server, actor: &Actor, staff: StaffId, grant: Grant) -> Result<()> {
    let permit = permit(server, actor, grant.unit).await?;
    if !grant.role.fits(permit.place.kind) {
        return Err(Error::Invalid(Problems::one("role", "staff-role-misfit")));
    }
    let mut tx = server.db.begin().await?;
    let today = server.clock.today();
    if !staff::grants(&server.db, staff, today)
        .await?
        .contains(&grant)
    {
        staff::grant(
            &mut tx,
            GrantId(Uuid::now_v7()),
            staff,
            grant,
            today,
            actor.staff(),
        )
        .await?;
        let detail = about(server, staff, Some(grant.role)).await?;
        let now = server.clock.now();
        audit::note(&mut tx, actor, now, "give role", Some(grant.unit), &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a role away from today on.
///
/// # Errors
/// `Invalid` when nobody else would hold a role that names others: an administrator or a head of school needs a successor first.
pub async fn take_role(server: &Server, actor: &Actor, staff: StaffId, grant: Grant) -> Result<()> {
    let permit = permit(server, actor, grant.unit).await?;
    let today = server.clock.today();
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or_default();
    let mut tx = server.db.begin().await?;
    if grant.role.needs_a_successor() {
        staff::hold_role(&mut tx, grant.role, grant.unit).await?;
    }
    if staff::end_grant(&mut tx, &permit, staff, grant.role, yesterday).await? > 0 {
        succeeded(&mut tx, grant, today).await?;
        let detail = about(server, staff, Some(grant.role)).await?;
        let now = server.clock.now();
        audit::note(&mut tx, actor, now, "take role", Some(grant.unit), &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses to leave a unit without anybody who could name an administrator or a head of school. Nothing is kept of a transaction that
/// ends with this error.
pub(super) async fn succeeded(tx: &mut Tx, gone: Grant, today: NaiveDate) -> Result<()> {
    let needed = gone.role.needs_a_successor();
    if !needed || staff::is_held(tx, gone.role, gone.unit, today).await? {
        return Ok(());
    }
    let why = match gone.role {
        Role::Admin => "staff-last-admin",
        _ => "staff-last-head",
    };
    Err(Error::Invalid(Problems::one(PEOPLE, why)))
}
