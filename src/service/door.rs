//! Coming in: the teacher opens the door, a child finds its tile and shows that it is theirs.

use super::secret;
use crate::{
    auth::keys::{self, Keys},
    error::{Error, Result},
    server::Server,
    store::{self, Tx, audit, batch::Job, doors, pupils, sessions, settings, throttle, units},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
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
    let here = server.keys.hidden("codes", address);
    if let Some(seconds) = throttle::find(&server.db, &here, now).await?.waits(now) {
        return Ok(Err(CodeRefused::Wait(seconds)));
    }
    let code = door::parse_code(typed);
    // The same look-up whether the code has the right shape or not.
    let found = doors::by_code(&server.db, code.as_deref().unwrap_or("-"), now).await?;
    if let Some(found) = found {
        return Ok(Ok(found));
    }
    let mut tx = server.db.begin().await?;
    let in_all = throttle::miss(&mut tx, "codes", Limit::CODES_IN_ALL, now).await?;
    let limit = if in_all.is_over(Limit::CODES_IN_ALL, now) {
        Limit::CODES_UNDER_SIEGE
    } else {
        Limit::CODES_OF_ADDRESS
    };
    throttle::miss(&mut tx, &here, limit, now).await?;
    if in_all.misses == Limit::CODES_IN_ALL.free + 1 {
        audit::note(
            &mut tx,
            &Actor::System("door"),
            now,
            "codes are being guessed",
            None,
            "",
        )
        .await?;
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

/// Why a child cannot try just now; looking counts nothing.
pub async fn hold(server: &Server, door: &doors::Met, pupil: PupilId) -> Result<Option<Entry>> {
    if door.misses >= MISSES_AT_A_DOOR {
        return Ok(Some(Entry::WaitForTeacher));
    }
    let now = server.clock.now();
    let tile = throttle::find(&server.db, &tile(pupil), now).await?;
    Ok(tile.waits(now).map(Entry::Wait))
}

/// A child shows its secret at a door. A whole class does so at once, so tries share their way to the disk.
pub async fn enter(server: &Server, door: DoorId, pupil: PupilId, entered: &str) -> Result<Entry> {
    let attempt = Attempt {
        keys: server.keys.clone(),
        door,
        pupil,
        entered: entered.to_owned(),
        now: server.clock.now(),
        today: server.clock.today(),
    };
    Ok(server.batch.run(attempt).await?)
}

/// One try at a tile. The door is locked first, so that tries at once are counted one after the other.
struct Attempt {
    keys: Keys,
    door: DoorId,
    pupil: PupilId,
    entered: String,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Job for Attempt {
    type Done = Entry;

    async fn run(&self, tx: &mut Tx) -> store::Result<Entry> {
        let now = self.now;
        let door = doors::lock(tx, self.door).await?;
        let Some(door) = door.filter(|door| door.is_open(now)) else {
            return Ok(Entry::Closed);
        };
        if door.misses >= MISSES_AT_A_DOOR {
            return Ok(Entry::WaitForTeacher);
        }
        let Some(sealed) = pupils::sealed_in_class(tx, door.class, self.pupil, self.today).await?
        else {
            return Ok(Entry::Elsewhere);
        };
        let tile = tile(self.pupil);
        if let Some(seconds) = throttle::lock(tx, &tile, now).await?.waits(now) {
            return Ok(Entry::Wait(seconds));
        }
        if secret::is_right(&self.keys, self.pupil, &sealed.secret, &self.entered) {
            throttle::forgive(tx, &tile).await?;
            let ends_at = door.closes_at;
            let token = sign_in(tx, self.pupil, door.class, Some(door.id), now, ends_at).await?;
            return Ok(Entry::In(token));
        }
        self.miss(tx, &door, &tile).await
    }
}

impl Attempt {
    async fn miss(&self, tx: &mut Tx, door: &doors::Met, tile: &str) -> store::Result<Entry> {
        let at_door = doors::miss(tx, door.id).await?;
        let counter = throttle::miss(tx, tile, Limit::TILE, self.now).await?;
        if at_door >= MISSES_AT_A_DOOR {
            let (system, class) = (Actor::System("door"), Some(door.class));
            audit::note(tx, &system, self.now, "door waits for teacher", class, "").await?;
        }
        Ok(match counter.waits(self.now) {
            _ if at_door >= MISSES_AT_A_DOOR => Entry::WaitForTeacher,
            Some(seconds) => Entry::Wait(seconds),
            None => Entry::Wrong,
        })
    }
}

fn tile(pupil: PupilId) -> String {
    format!("tile:{pupil}")
}

/// How long a child may learn at home with a card.
const CARD_MINUTES: i64 = 60;

/// A child comes in with a printed card: while its class's door is open, or at home where the school allows it. Nobody guesses a
/// signature, so that wrong cards need no counter.
pub async fn enter_by_card(server: &Server, token: &str) -> Result<Entry> {
    let now = server.clock.now();
    let Some((pupil, version)) = read_card(server, token) else {
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
) -> store::Result<String> {
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

/// What a child shows: three pictures or four digits.
pub async fn secret_kind(server: &Server, pupil: PupilId) -> Result<SecretKind> {
    Ok(pupils::sealed(&server.db, pupil)
        .await?
        .map_or(SecretKind::Pictures, |sealed| sealed.secret_kind))
}
