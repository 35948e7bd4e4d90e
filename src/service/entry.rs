//! A child's side of the door: the code, the tile, and showing that it is theirs; or a printed card.

mod card;

use super::secret;
use crate::{
    auth::keys::{self, Keys},
    error::Result,
    server::Server,
    store::{
        self, Tx, audit,
        batch::Job,
        doors, pupils, sessions, throttle,
        tries::{self, Browser},
    },
};
pub use card::{card_setting, card_token, cards_at_home, enter_by_card};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::Actor,
    door::{self, Hold, Limit, Missed},
    ids::{DoorId, PupilId, UnitId},
    person::SecretKind,
};

/// What a browser carries between the code and the tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    pub door: DoorId,
    /// Random: wrong secrets of one browser are made good by itself alone.
    pub browser: String,
    /// What the browser says it is known by, not looked at yet.
    pub device: Option<String>,
    /// The address it asks from.
    pub address: String,
}

impl Pass {
    /// Who tries at a door of this school.
    fn browser_at(&self, keys: &Keys, school: Option<UnitId>) -> Browser {
        let device = self.device.as_deref().zip(school);
        let known = device.and_then(|(device, school)| {
            keys.known_device(keys::Purpose::SchoolDevice, device, &school.to_string())
        });
        Browser {
            id: known.unwrap_or(&self.browser).to_owned(),
            known: known.is_some(),
            place: keys.hidden("door", &self.address),
        }
    }
}

/// The cookie of a device at which a child of a school has come in.
pub fn device_at(keys: &Keys, school: UnitId) -> String {
    keys.device_at(keys::Purpose::SchoolDevice, &school.to_string())
}

/// What happened when a child tried to come in. Each has a friendly answer of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    /// In: the new session's cookie, and the one by which a device that was new here is known from now on.
    In {
        token: String,
        device: Option<String>,
    },
    /// Not the right secret.
    Wrong,
    /// This tile waits for an adult's tap; nobody else notices.
    WaitForHelp,
    /// The whole door waits for an adult's tap.
    WaitForTeacher,
    /// The door is closed.
    Closed,
    /// The child is not in this class (any more).
    Elsewhere,
}

/// The door of a typed code. A wrong and a closed code get the same answer, and misses are counted per address and in all.
///
/// Nothing is looked up while the address has to wait ([`wait_for_codes`]).
pub async fn find(server: &Server, typed: &str, address: &str) -> Result<Option<doors::Door>> {
    let now = server.clock.now();
    if wait_for_codes(server, address).await?.is_some() {
        return Ok(None);
    }
    let code = door::parse_code(typed);
    // The same look-up whether the code has the right shape or not.
    let found = doors::by_code(&server.db, code.as_deref().unwrap_or("-"), now).await?;
    if found.is_some() {
        return Ok(found);
    }
    let mut tx = server.db.begin().await?;
    let in_all = throttle::miss(&mut tx, "codes", Limit::CODES_IN_ALL, now).await?;
    let limit = if in_all.is_over(Limit::CODES_IN_ALL, now) {
        Limit::CODES_UNDER_SIEGE
    } else {
        Limit::CODES_OF_ADDRESS
    };
    let here = server.keys.hidden("codes", address);
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
    Ok(None)
}

/// The seconds an address still has to wait with codes.
pub async fn wait_for_codes(server: &Server, address: &str) -> Result<Option<i64>> {
    let now = server.clock.now();
    let here = server.keys.hidden("codes", address);
    Ok(throttle::find(&server.db, &here, now)
        .await?
        .waits(Limit::CODES_OF_ADDRESS, now))
}

/// Why a child cannot try just now; looking counts nothing.
pub async fn hold(
    server: &Server,
    door: &doors::Met,
    pass: &Pass,
    pupil: PupilId,
) -> Result<Option<Entry>> {
    let browser = pass.browser_at(&server.keys, door.school);
    let missed = tries::missed(&server.db, door.id, pupil, &browser).await?;
    Ok(held(door, missed, &browser))
}

/// A child shows its secret at a door. A whole class does so at once, so tries share their way to the disk.
pub async fn enter(server: &Server, pass: &Pass, pupil: PupilId, entered: &str) -> Result<Entry> {
    let attempt = Attempt {
        keys: server.keys.clone(),
        pass: pass.clone(),
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
    pass: Pass,
    pupil: PupilId,
    entered: String,
    now: DateTime<Utc>,
    today: NaiveDate,
}

impl Job for Attempt {
    type Done = Entry;

    async fn run(&self, tx: &mut Tx) -> store::Result<Entry> {
        let (now, pupil) = (self.now, self.pupil);
        let door = doors::lock(tx, self.pass.door).await?;
        let Some(door) = door.filter(|door| door.is_open(now)) else {
            return Ok(Entry::Closed);
        };
        let browser = self.pass.browser_at(&self.keys, door.school);
        let before = tries::missed_now(tx, door.id, pupil, &browser).await?;
        if let Some(held) = held(&door, before, &browser) {
            return Ok(held);
        }
        let Some(sealed) = pupils::sealed_in_class(tx, door.class, pupil, self.today).await? else {
            return Ok(Entry::Elsewhere);
        };
        if secret::is_right(&self.keys, pupil, &sealed.secret, &self.entered) {
            tries::make_good(tx, door.id, pupil, &browser).await?;
            let ends_at = door.closes_at;
            let token = sign_in(tx, pupil, door.class, Some(door.id), now, ends_at).await?;
            let school = door.school.filter(|_| !browser.known);
            let device = school.map(|school| device_at(&self.keys, school));
            return Ok(Entry::In { token, device });
        }
        tries::miss(tx, door.id, pupil, &browser).await?;
        let after = tries::missed_now(tx, door.id, pupil, &browser).await?;
        let answer = held(&door, after, &browser).unwrap_or(Entry::Wrong);
        if answer == Entry::WaitForTeacher {
            let (system, class) = (Actor::System("door"), Some(door.class));
            audit::note(tx, &system, now, "door waits for teacher", class, "").await?;
        }
        Ok(answer)
    }
}

/// Why nobody can try at a tile just now.
fn held(door: &doors::Met, missed: Missed, browser: &Browser) -> Option<Entry> {
    Some(match missed.hold(door.patience, browser.known)? {
        Hold::Tile => Entry::WaitForHelp,
        Hold::Door => Entry::WaitForTeacher,
    })
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

/// What a child shows: three pictures or four digits.
pub async fn secret_kind(server: &Server, pupil: PupilId) -> Result<SecretKind> {
    Ok(pupils::sealed(&server.db, pupil)
        .await?
        .map_or(SecretKind::Pictures, |sealed| sealed.secret_kind))
}
