//! The teacher's side of the class door: open it, let it stand longer, close it, help a child or the whole class at it.

use super::secret;
use crate::{
    error::{Error, Result},
    server::Server,
    store::{audit, classes, doors, pupils, sessions, tries, units},
};
use chrono::Duration;
use lachan_core::{
    actor::Actor,
    door,
    ids::{DoorId, PupilId, UnitId},
    permission::{OpenDoor, Permit},
    person::Pupil,
};
use rand::RngCore;
use uuid::Uuid;

/// Opens the door of a class for some minutes.
pub async fn open(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    minutes: i64,
) -> Result<doors::Door> {
    let permit = permit(server, actor, class).await?;
    let by = actor.staff().ok_or(Error::Forbidden)?;
    let now = server.clock.now();
    let minutes = minutes.clamp(door::SHORTEST, door::LONGEST);
    let opened = doors::Door {
        id: DoorId(Uuid::now_v7()),
        class,
        code: new_code(),
        closes_at: now + Duration::minutes(minutes),
        patience: door::patience(classes::size(&server.db, class, server.clock.today()).await?),
    };
    let mut tx = server.db.begin().await?;
    tries::forget(&mut tx, &permit).await?;
    doors::open(&mut tx, &permit, &opened, by, now).await?;
    audit::note(
        &mut tx,
        actor,
        now,
        "open door",
        Some(class),
        &format!("{minutes} min"),
    )
    .await?;
    tx.commit().await?;
    Ok(opened)
}

/// How much longer a door stays open at one tap.
const EXTENSION_MINUTES: i64 = 30;

/// Lets the open door of a class close later, never more than the longest lesson from now.
pub async fn extend(server: &Server, actor: &Actor, class: UnitId) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let now = server.clock.now();
    let Some(open) = doors::of_class(&server.db, class, now).await? else {
        return Ok(());
    };
    let later = open.closes_at + Duration::minutes(EXTENSION_MINUTES);
    let closes_at = later.min(now + Duration::minutes(door::LONGEST));
    let mut tx = server.db.begin().await?;
    if doors::extend(&mut tx, &permit, closes_at, now).await? > 0 {
        audit::note(&mut tx, actor, now, "extend door", Some(class), "").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Closes the door of a class; children inside are signed out with their next step.
pub async fn close(server: &Server, actor: &Actor, class: UnitId) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if doors::close(&mut tx, &permit, now).await? > 0 {
        audit::note(&mut tx, actor, now, "close door", Some(class), "").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The adult's tap after wrong secrets at too many tiles.
pub async fn confirm(server: &Server, actor: &Actor, class: UnitId) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    doors::confirm(&mut tx, &permit, now).await?;
    tries::forget(&mut tx, &permit).await?;
    audit::note(&mut tx, actor, now, "confirm door", Some(class), "").await?;
    tx.commit().await?;
    Ok(())
}

/// The adult's tap for one child that missed its secret too often.
pub async fn help(server: &Server, actor: &Actor, class: UnitId, pupil: PupilId) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    pupils::in_class(&server.db, class, pupil, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let mut tx = server.db.begin().await?;
    if tries::forget_tile(&mut tx, &permit, pupil).await? > 0 {
        let now = server.clock.now();
        audit::note(&mut tx, actor, now, "help at door", Some(class), "").await?;
    }
    tx.commit().await?;
    Ok(())
}

/// How an open door stands with its adult.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// The whole class waits.
    pub everybody: bool,
    /// Children whose tile waits.
    pub held: Vec<Pupil>,
}

/// Who waits at a door for an adult's tap.
pub async fn trouble(server: &Server, actor: &Actor, open: &doors::Door) -> Result<Trouble> {
    permit(server, actor, open.class).await?;
    let strangers = tries::strangers(&server.db, open.id).await?;
    let tries = door::tries_of_a_stranger(open.patience, strangers.all);
    let held = tries::held(&server.db, open.id, tries).await?;
    let (all, most, came_in) = (strangers.all, strangers.most, strangers.came_in);
    let mut trouble = Trouble {
        everybody: door::strangers_wait(open.patience, all, most, came_in),
        held: Vec::new(),
    };
    if !held.is_empty() {
        trouble.held = pupils::of_class(&server.db, open.class, server.clock.today()).await?;
        trouble.held.retain(|child| held.contains(&child.id));
    }
    Ok(trouble)
}

async fn permit(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<OpenDoor>> {
    let place = units::class_place(&server.db, class, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(OpenDoor::at(&place))?)
}

fn new_code() -> String {
    let mut random = [0u8; 64];
    loop {
        rand::rng().fill_bytes(&mut random);
        if let Some(code) = door::code(&random) {
            return code;
        }
    }
}

/// Gives a child of a class a new secret; the card printed before opens nothing any more.
pub async fn new_secret(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    pupil: PupilId,
) -> Result<()> {
    let today = server.clock.today();
    let place = units::class_place(&server.db, class, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = actor.permit(lachan_core::permission::PrintCards::at(&place))?;
    let grade = units::find(&server.db, class)
        .await?
        .and_then(|class| class.grade)
        .unwrap_or_default();
    let (kind, sealed) = secret::make(&server.keys, pupil, grade);
    let mut tx = server.db.begin().await?;
    if pupils::reseal(&mut tx, &permit, pupil, kind, sealed, today).await? == 0 {
        return Err(Error::NotFound);
    }
    // Whoever came in with the old one goes out with it.
    sessions::close_all_of_pupil(&mut tx, pupil).await?;
    audit::note(
        &mut tx,
        actor,
        server.clock.now(),
        "new card",
        Some(class),
        "",
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
