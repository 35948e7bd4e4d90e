//! Adults sign in: one answer for every refusal, growing waits, a new session each time.

use crate::{
    auth::{keys, password},
    error::{Error, Result},
    server::Server,
    store::{Tx, audit, sessions, staff, throttle},
};
use chrono::{DateTime, Duration, Utc};
use lachan_core::{actor::Actor, door::Limit, form::Problems, ids::StaffId, words::Username};

/// The longest a session lives, however busy.
const LONGEST_HOURS: i64 = 8;

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The new session's cookie, and whether the password has to be changed first.
    In {
        token: String,
        /// The cookie by which this browser is known from now on.
        device: String,
        id: StaffId,
        must_change: bool,
    },
    /// Unknown name, wrong password, closed account, dead first password: all the same.
    Refused,
    /// So many seconds.
    Wait(i64),
}

/// Where a try comes from.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'a> {
    pub address: &'a str,
    /// The cookie of a browser in which somebody has signed in before, as the browser sent it.
    pub device: Option<&'a str>,
    /// The cookie every browser gets with the page, as it sent it.
    pub visitor: Option<&'a str>,
}

/// Whose tries count together. Whoever guesses slows down mainly themselves: a browser that keeps its cookie has a count of its own, and
/// all that keep none share that of their address.
enum Guesser<'a> {
    /// A browser this person has used before.
    Known(&'a str),
    /// A browser that was first here at an instant.
    Visitor(&'a str, DateTime<Utc>),
    /// No cookie of ours.
    Address(&'a str),
}

impl Guesser<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Known(id) | Self::Visitor(id, _) | Self::Address(id) => id,
        }
    }

    /// The seconds to wait while somebody guesses at the name or from the address.
    fn unsettled(&self, now: DateTime<Utc>) -> Option<i64> {
        let since = match self {
            Self::Known(_) => return None,
            // A clock that was ahead is no reason to wait longer.
            Self::Visitor(_, since) => (*since).min(now),
            Self::Address(_) => now,
        };
        let left = since + Limit::SETTLED - now;
        (left > Duration::zero()).then(|| left.num_seconds().max(1))
    }
}

/// Signs an adult in. The try on a name is counted before the password is looked at, so that many at once do not slip through.
pub async fn sign_in(
    server: &Server,
    username: &str,
    typed: &str,
    origin: Origin<'_>,
) -> Result<Answer> {
    let now = server.clock.now();
    let name = Username::parse(username).ok();
    let who = name.as_ref().map_or("?", Username::as_str);
    let guesser = guesser(server, origin, who);
    let hidden = |text: &str| server.keys.hidden("staff", text);
    let on_name = hidden(&format!("{who} {}", guesser.name()));
    let of_guesser = hidden(guesser.name());
    let in_all = [
        hidden(&format!("all {who}")),
        hidden(&format!("all {}", origin.address)),
    ];
    let of_all = throttle::find(&server.db, &of_guesser, now).await?;
    if let Some(seconds) = of_all.waits(Limit::STAFF_OF_ADDRESS, now) {
        return Ok(Answer::Wait(seconds));
    }
    for subject in &in_all {
        let counted = throttle::find(&server.db, subject, now).await?;
        if let Some(seconds) = guesser.unsettled(now)
            && counted.is_over(Limit::STAFF_IN_ALL, now)
        {
            return Ok(Answer::Wait(seconds));
        }
    }
    let mut tx = server.db.begin().await?;
    let tries = throttle::lock(&mut tx, &on_name, now).await?;
    if let Some(seconds) = tries.waits(Limit::STAFF_AT_ADDRESS, now) {
        return Ok(Answer::Wait(seconds));
    }
    throttle::miss(&mut tx, &on_name, Limit::STAFF_AT_ADDRESS, now).await?;
    tx.commit().await?;
    let account = match &name {
        Some(name) => staff::by_username(&server.db, name).await?,
        None => None,
    };
    let usable = account
        .filter(|a| a.closed_at.is_none() && a.password_until.is_none_or(|until| until > now));
    let stored = usable.as_ref().map(|account| account.password_hash.clone());
    let right = server
        .passwords
        .check(typed, stored, guesser.name())
        .await?;
    let mut tx = server.db.begin().await?;
    let mut usable = usable.filter(|_| right);
    if let Some(account) = usable.as_ref().filter(|account| account.must_change)
        && !staff::spend_first_password(&mut tx, account.id, now).await?
    {
        usable = None;
    }
    let Some(account) = usable else {
        let program = Actor::System("sign-in");
        throttle::miss(&mut tx, &of_guesser, Limit::STAFF_OF_ADDRESS, now).await?;
        audit::note(&mut tx, &program, now, "sign-in refused", None, who).await?;
        for subject in &in_all {
            let counted = throttle::miss(&mut tx, subject, Limit::STAFF_IN_ALL, now).await?;
            if counted.misses == Limit::STAFF_IN_ALL.free + 1 {
                audit::note(
                    &mut tx,
                    &program,
                    now,
                    "passwords are being guessed",
                    None,
                    who,
                )
                .await?;
            }
        }
        tx.commit().await?;
        return Ok(Answer::Refused);
    };
    throttle::forgive(&mut tx, &on_name).await?;
    let token = open_session(&mut tx, account.id, now).await?;
    let actor = Actor::Staff {
        id: account.id,
        name: account.full_name,
        grants: Vec::new(),
    };
    audit::note(&mut tx, &actor, now, "sign in", None, "").await?;
    tx.commit().await?;
    Ok(Answer::In {
        token,
        device: server.keys.device_at(keys::Purpose::Device, who),
        id: account.id,
        must_change: account.must_change,
    })
}

async fn open_session(tx: &mut Tx, id: StaffId, now: DateTime<Utc>) -> Result<String> {
    let token = keys::token();
    let ends_at = now + Duration::hours(LONGEST_HOURS);
    let whose = sessions::Whose::Staff(id);
    sessions::open(tx, &keys::digest(&token), whose, now, ends_at).await?;
    Ok(token)
}

/// What a browser gets with the page: a name for it and when it was first here, signed.
pub fn visitor_cookie(server: &Server) -> String {
    let text = format!("{}.{}", keys::token(), server.clock.now().timestamp());
    let signature = server.keys.sign(keys::Purpose::Visitor, &text);
    format!("{text}.{signature}")
}

/// Whether a browser has a name already.
pub fn is_visitor(server: &Server, cookie: &str) -> bool {
    visitor(server, cookie).is_some()
}

fn visitor<'a>(server: &Server, cookie: &'a str) -> Option<Guesser<'a>> {
    let (text, signature) = cookie.rsplit_once('.')?;
    let ours = server.keys.verify(keys::Purpose::Visitor, text, signature);
    let (id, since) = text.split_once('.').filter(|_| ours)?;
    let since = DateTime::from_timestamp(since.parse().ok()?, 0)?;
    Some(Guesser::Visitor(id, since))
}

fn guesser<'a>(server: &Server, origin: Origin<'a>, who: &str) -> Guesser<'a> {
    let known = origin
        .device
        .and_then(|cookie| server.keys.known_device(keys::Purpose::Device, cookie, who));
    let visitor = || origin.visitor.and_then(|cookie| visitor(server, cookie));
    match known {
        Some(device) => Guesser::Known(device),
        None => visitor().unwrap_or(Guesser::Address(origin.address)),
    }
}

/// Changes one's own password; every session ends, and the token of a new one is answered: what a copied cookie knew is worth nothing. A
/// first or reset password needs no old one beside it.
///
/// # Errors
/// `Invalid` when the old password is wrong or the new one is not acceptable.
pub async fn change_password(
    server: &Server,
    actor: &Actor,
    old: &str,
    new: &str,
    again: &str,
) -> Result<String> {
    let id = actor.staff().ok_or(Error::SignIn)?;
    let account = staff::find(&server.db, id).await?.ok_or(Error::SignIn)?;
    let who = id.to_string();
    let mut problems = Problems::default();
    if !account.must_change
        && !server
            .passwords
            .check(old, Some(account.password_hash.clone()), &who)
            .await?
    {
        problems.add("old", "password-old-wrong");
    }
    if let Err(word) = password::acceptable(new, &account.username) {
        problems.add("new", word);
    }
    if new != again {
        problems.add("again", "password-again-differs");
    }
    if server
        .passwords
        .check(new, Some(account.password_hash), &who)
        .await?
    {
        problems.add("new", "password-same");
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = server.passwords.hash(new, &who).await?;
    let mut tx = server.db.begin().await?;
    staff::set_password(&mut tx, id, hash, false, None).await?;
    sessions::close_all_of(&mut tx, id).await?;
    let now = server.clock.now();
    let token = open_session(&mut tx, id, now).await?;
    audit::note(&mut tx, actor, now, "change password", None, "").await?;
    tx.commit().await?;
    Ok(token)
}
