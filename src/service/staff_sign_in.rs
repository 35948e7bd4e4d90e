//! Adults sign in: one answer for every refusal, growing waits, a new session each time.

use crate::{
    auth::{keys, password},
    error::{Error, Result},
    server::Server,
    store::{audit, sessions, staff, throttle},
};
use chrono::Duration;
use lachan_core::{actor::Actor, door::Limit, form::Problems, ids::StaffId, words::Username};

/// The longest a session lives, however busy.
const LONGEST_HOURS: i64 = 8;

/// What came of a try.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The new session's cookie, and whether the password has to be changed first.
    In {
        token: String,
        id: StaffId,
        must_change: bool,
    },
    /// Unknown name, wrong password, closed account, dead first password: all the same.
    Refused,
    /// So many seconds.
    Wait(i64),
}

/// Signs an adult in.
pub async fn sign_in(
    server: &Server,
    username: &str,
    typed: &str,
    address: &str,
) -> Result<Answer> {
    let now = server.clock.now();
    let name = Username::parse(username).ok();
    let who = name.as_ref().map_or("?", Username::as_str);
    let subjects = [
        (format!("staff:{who}:{address}"), Limit::STAFF_AT_ADDRESS),
        (format!("staff:{address}"), Limit::STAFF_OF_ADDRESS),
    ];
    for (subject, _) in &subjects {
        if let Some(until) = throttle::waits_until(&server.db, subject, now).await? {
            return Ok(Answer::Wait((until - now).num_seconds().max(1)));
        }
    }
    let account = match &name {
        Some(name) => staff::by_username(&server.db, name).await?,
        None => None,
    };
    let usable = account
        .filter(|a| a.closed_at.is_none() && a.password_until.is_none_or(|until| until > now));
    let stored = usable.as_ref().map(|account| account.password_hash.clone());
    let right = server.passwords.check(typed, stored).await?;
    let mut tx = server.db.begin().await?;
    let Some(account) = usable.filter(|_| right) else {
        for (subject, limit) in &subjects {
            throttle::miss(&mut tx, subject, *limit, now).await?;
        }
        audit::note(
            &mut tx,
            &Actor::System("sign-in"),
            now,
            "sign-in refused",
            None,
            who,
        )
        .await?;
        tx.commit().await?;
        return Ok(Answer::Refused);
    };
    throttle::forgive(&mut tx, &subjects[0].0).await?;
    let token = keys::token();
    let ends_at = now + Duration::hours(LONGEST_HOURS);
    sessions::open(
        &mut tx,
        &keys::digest(&token),
        sessions::Whose::Staff(account.id),
        now,
        ends_at,
    )
    .await?;
    let actor = Actor::Staff {
        id: account.id,
        name: account.full_name,
        grants: Vec::new(),
    };
    audit::note(&mut tx, &actor, now, "sign in", None, "").await?;
    tx.commit().await?;
    Ok(Answer::In {
        token,
        id: account.id,
        must_change: account.must_change,
    })
}

/// Changes one's own password; all other sessions end. A first or reset password needs no old one beside it.
///
/// # Errors
/// `Invalid` when the old password is wrong or the new one is not acceptable.
pub async fn change_password(
    server: &Server,
    actor: &Actor,
    old: &str,
    new: &str,
    again: &str,
    keep_session: &str,
) -> Result<()> {
    let id = actor.staff().ok_or(Error::SignIn)?;
    let account = staff::find(&server.db, id).await?.ok_or(Error::SignIn)?;
    let mut problems = Problems::default();
    if !account.must_change
        && !server
            .passwords
            .check(old, Some(account.password_hash.clone()))
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
        .check(new, Some(account.password_hash))
        .await?
    {
        problems.add("new", "password-same");
    }
    if !problems.is_empty() {
        return Err(Error::Invalid(problems));
    }
    let hash = server.passwords.hash(new).await?;
    let mut tx = server.db.begin().await?;
    staff::set_password(&mut tx, id, hash, false, None).await?;
    sessions::close_others_of(&mut tx, id, keep_session).await?;
    audit::note(
        &mut tx,
        actor,
        server.clock.now(),
        "change password",
        None,
        "",
    )
    .await?;
    tx.commit().await?;
    Ok(())
}
