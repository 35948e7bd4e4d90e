//! Accounts of adults: made and reset by those who answer for the unit, with a first password that is shown once.

mod roles;

use crate::{
    auth::password,
    error::{Error, Result},
    server::Server,
    store::{audit, is_duplicate, sessions, staff, units},
};
use chrono::Duration;
use lachan_core::{
    actor::{Actor, Grant, Role},
    form::Problems,
    ids::{GrantId, StaffId, UnitId},
    permission::{ManageStaff, Permit},
    words::{Title, Username},
};
use roles::succeeded;
pub use roles::{give_back, grant, take_role};
use uuid::Uuid;

/// What is wrong with the list of people rather than with one field.
pub const PEOPLE: &str = "people";

/// How long a first or reset password can be used.
const FIRST_PASSWORD_HOURS: i64 = 24;

/// An account to be made.
#[derive(Clone, Debug)]
pub struct NewColleague {
    pub username: Username,
    pub full_name: Title,
    pub role: Role,
    pub unit: UnitId,
}

/// Checks that the actor may manage the people of a unit.
pub async fn permit(server: &Server, actor: &Actor, unit: UnitId) -> Result<Permit<ManageStaff>> {
    let place = units::place(&server.db, unit, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(ManageStaff::at(&place))?)
}

/// Makes an account with one role; answers the first password, which is stored only as a hash.
///
/// # Errors
/// `Invalid` when the user name is taken or the role does not fit the unit.
pub async fn add(server: &Server, actor: &Actor, new: NewColleague) -> Result<String> {
    let permit = permit(server, actor, new.unit).await?;
    if !new.role.fits(permit.place.kind) {
        return Err(Error::Invalid(Problems::one("role", "staff-role-misfit")));
    }
    let first = password::first();
    let whose = permit.place.unit.to_string();
    let hash = server.passwords.hash(&first, &whose).await?;
    let now = server.clock.now();
    let id = StaffId(Uuid::now_v7());
    let account = staff::NewStaff {
        id,
        username: new.username,
        full_name: new.full_name.as_str().to_owned(),
        password_hash: hash,
        must_change: true,
        password_until: Some(now + Duration::hours(FIRST_PASSWORD_HOURS)),
        is_demo: false,
    };
    let mut tx = server.db.begin().await?;
    match staff::create(&mut tx, &account).await {
        Err(error) if is_duplicate(&error) => {
            return Err(Error::Invalid(Problems::one("username", "username-taken")));
        }
        done => done?,
    }
    let grant = Grant {
        role: new.role,
        unit: new.unit,
    };
    staff::grant(
        &mut tx,
        GrantId(Uuid::now_v7()),
        id,
        grant,
        server.clock.today(),
        actor.staff(),
    )
    .await?;
    let detail = format!("{} {}", new.role.key(), account.username.as_str());
    audit::note(&mut tx, actor, now, "add staff", Some(new.unit), &detail).await?;
    tx.commit().await?;
    Ok(first)
}

/// Gives an adult of the unit a new first password and signs them out everywhere.
pub async fn reset(server: &Server, actor: &Actor, unit: UnitId, staff: StaffId) -> Result<String> {
    known_at(server, actor, unit, staff).await?;
    let first = password::first();
    let hash = server.passwords.hash(&first, &unit.to_string()).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    staff::set_password(
        &mut tx,
        staff,
        hash,
        true,
        Some(now + Duration::hours(FIRST_PASSWORD_HOURS)),
    )
    .await?;
    sessions::close_all_of(&mut tx, staff).await?;
    let detail = about(server, staff, None).await?;
    audit::note(&mut tx, actor, now, "reset password", Some(unit), &detail).await?;
    tx.commit().await?;
    Ok(first)
}

/// Closes the account of an adult of the unit.
///
/// # Errors
/// `Invalid` for one's own account, and as for a role that is taken away.
pub async fn close(server: &Server, actor: &Actor, unit: UnitId, staff: StaffId) -> Result<()> {
    let permit = known_at(server, actor, unit, staff).await?;
    if actor.staff() == Some(staff) {
        return Err(Error::Invalid(Problems::one(PEOPLE, "staff-not-oneself")));
    }
    let today = server.clock.today();
    let mut held = staff::grants(&server.db, staff, today).await?;
    held.retain(|grant| grant.role.needs_a_successor());
    let mut tx = server.db.begin().await?;
    for grant in &held {
        staff::hold_role(&mut tx, grant.role, grant.unit).await?;
    }
    let now = server.clock.now();
    let closed = staff::close(&mut tx, &permit, staff, now).await?;
    for grant in held {
        succeeded(&mut tx, grant, today).await?;
    }
    if closed > 0 {
        let detail = about(server, staff, None).await?;
        audit::note(&mut tx, actor, now, "close account", Some(unit), &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Opens a closed account of the unit again: the person comes in with the password they had, and with the roles still in force.
pub async fn reopen(server: &Server, actor: &Actor, unit: UnitId, staff: StaffId) -> Result<()> {
    let permit = known_at(server, actor, unit, staff).await?;
    let mut tx = server.db.begin().await?;
    if staff::reopen(&mut tx, &permit, staff).await? > 0 {
        let now = server.clock.now();
        let detail = about(server, staff, None).await?;
        audit::note(&mut tx, actor, now, "reopen account", Some(unit), &detail).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// What the log says of an account: a role where one is meant, and the user name.
async fn about(server: &Server, staff: StaffId, role: Option<Role>) -> Result<String> {
    let account = staff::find(&server.db, staff)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(match role {
        Some(role) => format!("{} {}", role.key(), account.username),
        None => account.username,
    })
}

/// The permit for a unit at which this adult really holds a role; a head cannot reset somebody of another school, nor anyone whose other
/// roles reach beyond the head's own unit.
async fn known_at(
    server: &Server,
    actor: &Actor,
    unit: UnitId,
    staff: StaffId,
) -> Result<Permit<ManageStaff>> {
    let permit = permit(server, actor, unit).await?;
    let today = server.clock.today();
    let here = staff::at_unit(&server.db, &permit, today).await?;
    if !here.iter().any(|colleague| colleague.id == staff) {
        return Err(Error::NotFound);
    }
    for grant in staff::grants(&server.db, staff, today).await? {
        let place = units::place(&server.db, grant.unit, today)
            .await?
            .ok_or(Error::NotFound)?;
        if !actor.may(&ManageStaff::at(&place)) {
            return Err(Error::Forbidden);
        }
    }
    Ok(permit)
}
