//! From a request to the acting person, once per request.

use super::{cookie::Jar, keys};
use crate::{
    error::{Error, Result},
    server::{App, Server},
    store::{self, is_trouble, sessions, staff},
};
use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, Method, request::Parts},
};
use chrono::{DateTime, Duration, Utc};
use lachan_core::{
    actor::Actor,
    door,
    ids::{DoorId, PupilId, StaffId, UnitId},
};
use std::ops::Deref;

/// Idle limits; the absolute ones stand in the session itself.
const STAFF_IDLE: Duration = Duration::minutes(30);
const PUPIL_IDLE: Duration = Duration::minutes(20);

/// How long a page waits until it is noted that its reader was here.
const PATIENCE: std::time::Duration = std::time::Duration::from_millis(300);

/// An adult who is signed in. A first or reset password opens only the page that changes it.
#[derive(Clone, Debug)]
pub struct Staff {
    pub id: StaffId,
    pub must_change: bool,
    pub token_hash: String,
    actor: Actor,
}

impl Deref for Staff {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

/// A child who is signed in.
#[derive(Clone, Debug)]
pub struct Pupil {
    pub id: PupilId,
    pub class: UnitId,
    pub school: UnitId,
    pub door: Option<DoorId>,
    pub token_hash: String,
    actor: Actor,
}

impl Deref for Pupil {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.actor
    }
}

/// Whoever comes by: signed in or not.
#[derive(Clone, Debug)]
pub enum Visitor {
    Staff(Staff),
    Pupil(Pupil),
    Nobody,
}

impl FromRequestParts<App> for Staff {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, server: &App) -> Result<Self> {
        let me = staff_of(parts, server).await?.ok_or(Error::SignIn)?;
        let path = parts.uri.path();
        if me.must_change && !matches!(path, "/tai-khoan/mat-khau" | "/dang-xuat") {
            return Err(Error::MustChangePassword);
        }
        Ok(me)
    }
}

impl FromRequestParts<App> for Pupil {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, server: &App) -> Result<Self> {
        pupil_of(parts, server).await?.ok_or(Error::PupilDoor)
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, server: &App) -> Result<Self> {
        if let Some(pupil) = pupil_of(parts, server).await? {
            return Ok(Self::Pupil(pupil));
        }
        Ok(staff_of(parts, server)
            .await?
            .map_or(Self::Nobody, Self::Staff))
    }
}

/// A child's school and class for the help page. Looking leaves no trace: the session is not touched, and whatever fails, the page
/// stands without it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unseen {
    pub school: Option<UnitId>,
    pub class: Option<UnitId>,
}

impl FromRequestParts<App> for Unseen {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        server: &App,
    ) -> std::result::Result<Self, Self::Rejection> {
        let session = known(parts, server, Jar::Pupil, PUPIL_IDLE).await;
        Ok(session
            .ok()
            .flatten()
            .map_or_else(Self::default, |session| Self {
                school: session.school,
                class: session.class,
            }))
    }
}

async fn staff_of(parts: &Parts, server: &App) -> Result<Option<Staff>> {
    let Some(session) = live(parts, server, Jar::Staff, STAFF_IDLE).await? else {
        return Ok(None);
    };
    let Some(id) = session.staff else {
        return Ok(None);
    };
    let Some(account) = staff::find(&server.db, id).await? else {
        return Ok(None);
    };
    let grants = staff::grants(&server.db, id, server.clock.today()).await?;
    let actor = Actor::Staff {
        id,
        name: account.full_name,
        grants,
    };
    Ok(Some(Staff {
        id,
        must_change: account.must_change,
        token_hash: session.token_hash,
        actor,
    }))
}

async fn pupil_of(parts: &Parts, server: &App) -> Result<Option<Pupil>> {
    let Some(session) = live(parts, server, Jar::Pupil, PUPIL_IDLE).await? else {
        return Ok(None);
    };
    let (Some(id), Some(class), Some(school)) = (session.pupil, session.class, session.school)
    else {
        return Ok(None);
    };
    let actor = Actor::Pupil { id, class, school };
    Ok(Some(Pupil {
        id,
        class,
        school,
        door: session.door,
        token_hash: session.token_hash,
        actor,
    }))
}

/// The session of the cookie, noted as in use.
async fn live(
    parts: &Parts,
    server: &App,
    jar: Jar,
    idle: Duration,
) -> Result<Option<sessions::Session>> {
    let Some(session) = known(parts, server, jar, idle).await? else {
        return Ok(None);
    };
    let now = server.clock.now();
    // By the minute: one small write per person and minute, and never from a request that only looks for a head.
    let apart = (now - session.seen_at).abs();
    if apart >= Duration::minutes(1) && parts.method != Method::HEAD {
        // Whoever only reads goes on reading while nothing can be written, and waits no longer for it than a page may take.
        let touching = touch(server.clone(), session.token_hash.clone(), now);
        let touched = tokio::time::timeout(PATIENCE, tokio::spawn(touching)).await;
        match touched {
            Err(_) => {}
            Ok(Err(panicked)) => return Err(Error::Internal(panicked.into())),
            Ok(Ok(Err(error))) if is_trouble(&error) => {}
            Ok(Ok(done)) => done?,
        }
    }
    Ok(Some(session))
}

async fn touch(server: App, token_hash: String, now: DateTime<Utc>) -> store::Result<()> {
    let mut tx = server.db.begin().await?;
    sessions::touch(&mut tx, &token_hash, now).await?;
    tx.commit().await
}

/// The session of the cookie, if it is neither over nor idle. A made-up token is dropped, never adopted.
async fn known(
    parts: &Parts,
    server: &Server,
    jar: Jar,
    idle: Duration,
) -> Result<Option<sessions::Session>> {
    let Some(token) = jar.read(&parts.headers, server.config.tls()) else {
        return Ok(None);
    };
    let Some(session) =
        sessions::find(&server.db, &keys::digest(&token), server.clock.today()).await?
    else {
        return Ok(None);
    };
    let now = server.clock.now();
    // The clock was far ahead when it was opened: nobody stays signed in until then.
    let too_long = session.ends_at - now > door::TOO_FAR;
    if now >= session.ends_at || now - session.seen_at >= idle || too_long {
        return Ok(None);
    }
    Ok(Some(session))
}

/// Ends what a browser was signed in as before, so that a copied cookie of it opens nothing.
pub async fn end_earlier(headers: &HeaderMap, server: &Server, jar: Jar) -> Result<()> {
    if let Some(token) = jar.read(headers, server.config.tls()) {
        let mut tx = server.db.begin().await?;
        sessions::close(&mut tx, &keys::digest(&token)).await?;
        tx.commit().await?;
    }
    Ok(())
}
