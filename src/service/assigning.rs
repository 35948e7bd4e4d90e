//! A teacher gives a module to one or several classes, changes its window, takes it back.

use crate::{
    error::{Error, Result},
    server::Server,
    store::{assignments, audit, units},
};
use lachan_core::{
    actor::Actor,
    form::Problems,
    ids::{AssignmentId, UnitId},
    learning::{Assignment, Mode, Window},
    lesson::{Band, ModuleId},
    permission::{AssignModule, Permit},
};

/// What a teacher filled in.
#[derive(Clone, Debug)]
pub struct Order {
    pub classes: Vec<UnitId>,
    pub module: ModuleId,
    pub window: Window,
    pub mode: Mode,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assigned {
    pub now: Vec<UnitId>,
    /// Classes that have the module open, or will have; nothing changed for them.
    pub before: Vec<UnitId>,
}

/// Gives the module to all the classes or, when one of them may not have it, to none.
pub async fn assign(server: &Server, actor: &Actor, order: &Order) -> Result<Assigned> {
    let module = server
        .content
        .library
        .get(&order.module)
        .ok_or(Error::NotFound)?;
    let mut permits = Vec::new();
    for class in &order.classes {
        let permit = permit(server, actor, *class).await?;
        let unit = units::find(&server.db, *class)
            .await?
            .ok_or(Error::NotFound)?;
        if !Band::allowed_for_grade(unit.grade.unwrap_or(0)).contains(&module.band) {
            return Err(Error::Invalid(Problems::one(
                "module",
                "module-not-for-class",
            )));
        }
        permits.push(permit);
    }
    let now = server.clock.now();
    let mut given = Assigned::default();
    let mut tx = server.db.begin().await?;
    for permit in &permits {
        let new = Assignment {
            id: AssignmentId(uuid::Uuid::now_v7()),
            class: permit.place.unit,
            module: module.id.clone(),
            window: order.window,
            mode: order.mode,
        };
        assignments::set_aside(&mut tx, permit, &module.id, server.clock.today(), now).await?;
        if assignments::create(&mut tx, permit, actor, &new, now).await? {
            given.now.push(new.class);
            let detail = format!(
                "{} {}–{}",
                module.id, new.window.opens_on, new.window.closes_on
            );
            audit::note(
                &mut tx,
                actor,
                now,
                "assign module",
                Some(new.class),
                &detail,
            )
            .await?;
        } else {
            given.before.push(new.class);
        }
    }
    tx.commit().await?;
    Ok(given)
}

/// Moves the window of an assignment.
pub async fn change_window(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    id: AssignmentId,
    window: Window,
) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let module = module_of(server, &permit, id).await?;
    let mut tx = server.db.begin().await?;
    if assignments::change_window(&mut tx, &permit, id, window).await? == 0 {
        return Err(Error::NotFound);
    }
    let detail = format!("{module} {}–{}", window.opens_on, window.closes_on);
    let now = server.clock.now();
    audit::note(&mut tx, actor, now, "change window", Some(class), &detail).await?;
    Ok(tx.commit().await?)
}

/// Takes an assignment back; what children did meanwhile stays.
pub async fn withdraw(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    id: AssignmentId,
) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let module = module_of(server, &permit, id).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if assignments::withdraw(&mut tx, &permit, id, now).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::note(
        &mut tx,
        actor,
        now,
        "withdraw module",
        Some(class),
        module.as_str(),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Gives a module again that was taken back, as it was. When it was given anew meanwhile, that stands.
pub async fn restore(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    id: AssignmentId,
) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let module = module_of(server, &permit, id).await?;
    let mut tx = server.db.begin().await?;
    if assignments::restore(&mut tx, &permit, id).await? > 0 {
        let (now, detail) = (server.clock.now(), module.as_str());
        audit::note(&mut tx, actor, now, "restore module", Some(class), detail).await?;
    }
    Ok(tx.commit().await?)
}

/// The log says which module.
async fn module_of(
    server: &Server,
    permit: &Permit<AssignModule>,
    id: AssignmentId,
) -> Result<ModuleId> {
    let module = assignments::module(&server.db, permit, id).await?;
    module.ok_or(Error::NotFound)
}

/// Checks that the actor may give modules to a class.
pub async fn permit(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<AssignModule>> {
    let place = units::class_place(&server.db, class, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(AssignModule::at(&place))?)
}
