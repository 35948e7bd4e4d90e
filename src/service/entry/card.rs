//! Coming in at home with a card.

use super::{Entry, sign_in};
use crate::{
    auth::keys::{self},
    error::Result,
    server::Server,
    store::{doors, pupils, settings, units},
};
use chrono::Duration;
use lachan_core::ids::{PupilId, UnitId};

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
    Ok(Entry::In {
        token,
        device: None,
    })
}

/// Whether the school of a class lets cards open outside lessons.
async fn at_home(server: &Server, class: UnitId) -> Result<bool> {
    let school = units::find(&server.db, class)
        .await?
        .and_then(|class| class.school);
    match school {
        Some(school) => cards_at_home(server, school).await,
        None => Ok(false),
    }
}

/// Whether a school lets cards open outside lessons.
pub async fn cards_at_home(server: &Server, school: UnitId) -> Result<bool> {
    let choice = settings::get(&server.db, &card_setting(school)).await?;
    Ok(choice.as_deref() == Some("yes"))
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
