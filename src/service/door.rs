//! Coming in: the teacher opens the door, a child finds its tile and shows that it is theirs.

use super::secret;
use crate::{
    auth::keys,
    error::{Error, Result},
    server::Server,
    store::{Tx, audit, doors, pupils, sessions, settings, throttle, units},
};
use chrono::{DateTime, Duration, Utc};
use lachan_core::{
    actor::Actor,
    door::{self, Limit, MISSES_AT_A_DOOR},
    ids::{DoorId, PupilId, UnitId},
    permission::{OpenDoor, Permit},
    person::SecretKind,
};
use rand::RngCore;
use uuid::Uuid;

/// What happened when a child tried to come in. Each has a friendly answer of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// In: the new session's cookie.
    In(String),
    /// Not the right secret.
    Wrong,
    /// This tile has to wait, so many seconds.
    Wait(i64),
    /// The whole door waits for an adult's tap.
    WaitForTeacher,
    /// The door is closed.
    Closed,
    /// The child is not in this class (any more).
    Elsewhere,
}

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
        misses: 0,
    };
    let mut tx = server.db.begin().await?;
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

/// The adult's tap after too many wrong secrets.
pub async fn confirm(server: &Server, actor: &Actor, class: UnitId) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    doors::confirm(&mut tx, &permit, now).await?;
    audit::note(&mut tx, actor, now, "confirm door", Some(class), "").await?;
    tx.commit().await?;
    Ok(())
}

async fn permit(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<OpenDoor>> {
    let place = units::place(&server.db, class, server.clock.today())
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

/// The door of a typed code. A wrong and a closed code get the same answer, and misses are counted per address and in all.
pub async fn find(
    server: &Server,
    typed: &str,
    address: &str,
) -> Result<Result<doors::Door, CodeRefused>> {
    let now = server.clock.now();
    let subjects = [
        (format!("codes:{address}"), Limit::CODES_OF_ADDRESS),
        ("codes".to_owned(), Limit::CODES_IN_ALL),
    ];
    for (subject, _) in &subjects {
        if let Some(until) = throttle::waits_until(&server.db, subject, now).await? {
            return Ok(Err(CodeRefused::Wait((until - now).num_seconds().max(1))));
        }
    }
    let code = door::parse_code(typed);
    // The same look-up whether the code has the right shape or not.
    let found = doors::by_code(&server.db, code.as_deref().unwrap_or("-"), now).await?;
    if let Some(found) = found {
        return Ok(Ok(found));
    }
    let mut tx = server.db.begin().await?;
    for (subject, limit) in subjects {
        throttle::miss(&mut tx, &subject, limit, now).await?;
    }
    tx.commit().await?;
    Ok(Err(CodeRefused::Unknown))
}

/// Why a code opened nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeRefused {
    Unknown,
    Wait(i64),
}

/// A child shows its secret at a door.
pub async fn enter(server: &Server, door: DoorId, pupil: PupilId, entered: &str) -> Result<Entry> {
    let now = server.clock.now();
    let Some(door) = doors::find_open(&server.db, door, now).await? else {
        return Ok(Entry::Closed);
    };
    if door.misses >= MISSES_AT_A_DOOR {
        return Ok(Entry::WaitForTeacher);
    }
    if pupils::in_class(&server.db, door.class, pupil, server.clock.today())
        .await?
        .is_none()
    {
        return Ok(Entry::Elsewhere);
    }
    let tile = format!("tile:{pupil}");
    if let Some(until) = throttle::waits_until(&server.db, &tile, now).await? {
        return Ok(Entry::Wait((until - now).num_seconds().max(1)));
    }
    let Some(sealed) = pupils::sealed(&server.db, pupil).await? else {
        return Ok(Entry::Elsewhere);
    };
    let mut tx = server.db.begin().await?;
    if !secret::is_right(&server.keys, pupil, &sealed.secret, entered) {
        let at_door = doors::miss(&mut tx, door.id).await?;
        let until = throttle::miss(&mut tx, &tile, Limit::TILE, now).await?;
        if at_door >= MISSES_AT_A_DOOR {
            audit::note(
                &mut tx,
                &Actor::System("door"),
                now,
                "door waits for teacher",
                Some(door.class),
                "",
            )
            .await?;
        }
        tx.commit().await?;
        return Ok(match until {
            _ if at_door >= MISSES_AT_A_DOOR => Entry::WaitForTeacher,
            Some(until) => Entry::Wait((until - now).num_seconds().max(1)),
            None => Entry::Wrong,
        });
    }
    throttle::forgive(&mut tx, &tile).await?;
    let token = sign_in(
        &mut tx,
        pupil,
        door.class,
        Some(door.id),
        now,
        door.closes_at,
    )
    .await?;
    tx.commit().await?;
    Ok(Entry::In(token))
}

/// How long a child may learn at home with a card.
const CARD_MINUTES: i64 = 60;

/// A child comes in with a printed card: while its class's door is open, or at home where the school allows it.
pub async fn enter_by_card(server: &Server, token: &str, address: &str) -> Result<Entry> {
    let now = server.clock.now();
    let subject = format!("cards:{address}");
    if let Some(until) = throttle::waits_until(&server.db, &subject, now).await? {
        return Ok(Entry::Wait((until - now).num_seconds().max(1)));
    }
    let Some((pupil, version)) = read_card(server, token) else {
        let mut tx = server.db.begin().await?;
        throttle::miss(&mut tx, &subject, Limit::CARDS_OF_ADDRESS, now).await?;
        tx.commit().await?;
        return Ok(Entry::Wrong);
    };
    let sealed = pupils::sealed(&server.db, pupil).await?;
    if sealed.is_none_or(|sealed| sealed.secret_version != version) {
        return Ok(Entry::Wrong);
    }
    let Some(class) = pupils::class_of(&server.db, pupil, server.clock.today()).await? else {
        return Ok(Entry::Elsewhere);
    };
    let open = doors::of_class(&server.db, class, now).await?;
    let (door, ends_at) = match open {
        Some(door) => (Some(door.id), door.closes_at),
        None if at_home(server, class).await? => (None, now + Duration::minutes(CARD_MINUTES)),
        None => return Ok(Entry::Closed),
    };
    let mut tx = server.db.begin().await?;
    let token = sign_in(&mut tx, pupil, class, door, now, ends_at).await?;
    tx.commit().await?;
    Ok(Entry::In(token))
}

/// Whether the school of a class lets cards open outside lessons.
async fn at_home(server: &Server, class: UnitId) -> Result<bool> {
    let school = units::find(&server.db, class)
        .await?
        .and_then(|class| class.school);
    let Some(school) = school else {
        return Ok(false);
    };
    Ok(settings::get(&server.db, &card_setting(school))
        .await?
        .as_deref()
        == Some("yes"))
}

/// The key of a school's choice about cards at home.
pub fn card_setting(school: UnitId) -> String {
    format!("card_at_home:{school}")
}

/// The token of a child's card: ends with the next secret.
pub fn card_token(server: &Server, pupil: PupilId, version: i64) -> String {
    let text = format!("{}.{version}", pupil.0.simple());
    let signature = server.keys.sign(keys::Purpose::Card, &text);
    format!("{text}.{signature}")
}

fn read_card(server: &Server, token: &str) -> Option<(PupilId, i64)> {
    let (text, signature) = token.rsplit_once('.')?;
    if !server.keys.verify(keys::Purpose::Card, text, signature) {
        return None;
    }
    let (pupil, version) = text.split_once('.')?;
    Some((pupil.parse().ok()?, version.parse().ok()?))
}

async fn sign_in(
    tx: &mut Tx,
    pupil: PupilId,
    class: UnitId,
    door: Option<DoorId>,
    now: DateTime<Utc>,
    ends_at: DateTime<Utc>,
) -> Result<String> {
    let token = keys::token();
    let whose = sessions::Whose::Pupil { pupil, class, door };
    sessions::open(tx, &keys::digest(&token), whose, now, ends_at).await?;
    Ok(token)
}

/// Gives a child of a class a new secret; the card printed before opens nothing any more.
pub async fn new_secret(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    pupil: PupilId,
) -> Result<()> {
    let today = server.clock.today();
    let place = units::place(&server.db, class, today)
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

/// What a child shows: three pictures or four digits.
pub async fn secret_kind(server: &Server, pupil: PupilId) -> Result<SecretKind> {
    Ok(pupils::sealed(&server.db, pupil)
        .await?
        .map_or(SecretKind::Pictures, |sealed| sealed.secret_kind))
}
