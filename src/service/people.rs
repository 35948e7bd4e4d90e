//! Accounts of adults: made and reset by those who answer for the unit, with a first password that is shown once.

use crate::{
    auth::password,
    error::{Error, Result},
    server::Server,
    store::{audit, is_duplicate, sessions, staff, units},
};
use chrono::{Days, Duration};
use lachan_core::{
    actor::{Actor, Grant, Role},
    form::Problems,
    ids::{GrantId, StaffId, UnitId},
    permission::{ManageStaff, Permit},
    words::{Title, Username},
};
use uuid::Uuid;

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
    let hash = server.passwords.hash(&first).await?;
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
    audit::note(
        &mut tx,
        actor,
        now,
        "add staff",
        Some(new.unit),
        new.role.key(),
    )
    .await?;
    tx.commit().await?;
    Ok(first)
}

/// Gives an adult who already has a role in the actor's reach another one.
pub async fn give_role(
    server: &Server,
    actor: &Actor,
    from: UnitId,
    staff: StaffId,
    grant: Grant,
) -> Result<()> {
    known_at(server, actor, from, staff).await?;
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
        audit::note(
            &mut tx,
            actor,
            server.clock.now(),
            "give role",
            Some(grant.unit),
            grant.role.key(),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Takes a role away from today on.
pub async fn take_role(server: &Server, actor: &Actor, staff: StaffId, grant: Grant) -> Result<()> {
    let permit = permit(server, actor, grant.unit).await?;
    let yesterday = server
        .clock
        .today()
        .checked_sub_days(Days::new(1))
        .unwrap_or_default();
    let mut tx = server.db.begin().await?;
    if staff::end_grant(&mut tx, &permit, staff, grant.role, yesterday).await? > 0 {
        audit::note(
            &mut tx,
            actor,
            server.clock.now(),
            "take role",
            Some(grant.unit),
            grant.role.key(),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Gives an adult of the unit a new first password and signs them out everywhere.
pub async fn reset(server: &Server, actor: &Actor, unit: UnitId, staff: StaffId) -> Result<String> {
    known_at(server, actor, unit, staff).await?;
    let first = password::first();
    let hash = server.passwords.hash(&first).await?;
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
    audit::note(&mut tx, actor, now, "reset password", Some(unit), "").await?;
    tx.commit().await?;
    Ok(first)
}

/// Closes the account of an adult of the unit.
pub async fn close(server: &Server, actor: &Actor, unit: UnitId, staff: StaffId) -> Result<()> {
    let permit = known_at(server, actor, unit, staff).await?;
    if actor.staff() == Some(staff) {
        return Err(Error::Conflict("staff-not-oneself"));
    }
    let mut tx = server.db.begin().await?;
    staff::close(&mut tx, &permit, staff, server.clock.now()).await?;
    audit::note(
        &mut tx,
        actor,
        server.clock.now(),
        "close account",
        Some(unit),
        "",
    )
    .await?;
    tx.commit().await?;
    Ok(())
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
