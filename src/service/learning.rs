//! A child learns: what is on the desk, a ticket to send work in with, and what a result does.

use super::ticket;
use crate::{
    auth::{extract::Pupil, keys::digest},
    error::{Error, Result},
    server::Server,
    store::{
        assignments::{self, Desk, OnDesk},
        progress::{Finish, Finished, Turn},
        tallies::Choice,
    },
};
use lachan_core::{
    actor::Actor,
    learning::{SceneSeen, Submission, Ticket},
    lesson::{Answers, Item, Module, ModuleId, Score, is_completed, shuffle},
    permission::LearnAs,
};

/// A module a child may learn right now.
#[derive(Debug)]
pub struct Entry<'a> {
    pub module: &'a Module,
    pub on_desk: OnDesk,
    /// Work done now can be sent in with it for 45 days.
    pub ticket: Ticket,
}

/// What the child's class has open today, and how far the child is.
pub async fn desk(server: &Server, me: &Pupil) -> Result<Desk> {
    let permit = me.permit(own(me))?;
    assignments::desk(&server.db, &permit, server.clock.today())
        .await?
        .ok_or(Error::PupilDoor)
}

/// Opens a module of the desk; `None` when it is not open today: over, taken back or never given.
pub async fn enter<'a>(server: &'a Server, me: &Pupil, id: &ModuleId) -> Result<Option<Entry<'a>>> {
    let module = server.content.library.get(id).ok_or(Error::NotFound)?;
    let Some(on_desk) = desk(server, me)
        .await?
        .modules
        .into_iter()
        .find(|one| one.module == *id)
    else {
        return Ok(None);
    };
    let ticket = Ticket {
        pupil: me.id,
        class: me.class,
        school: me.school,
        module: id.clone(),
        issued_at: server.clock.now(),
        closes_on: on_desk.closes_on,
        scenes: u16::try_from(module.scenes.len()).unwrap_or(u16::MAX),
    };
    Ok(Some(Entry {
        module,
        on_desk,
        ticket,
    }))
}

/// Scores a run, counts it once, and forgets what was chosen.
pub async fn finish(server: &Server, sent: &Submission) -> Result<Score> {
    let now = server.clock.now();
    let ticket = ticket::open(server, &sent.ticket)?;
    let permit = holder(&ticket).permit(learning(&ticket))?;
    let module = server
        .content
        .library
        .get(&ticket.module)
        .ok_or(Error::NotFound)?;
    let done_at = ticket.done_at(sent.seconds, now);
    if !ticket.covers(done_at)
        && !assignments::is_open(&server.db, &permit, &ticket.module, done_at).await?
    {
        return Err(Error::Conflict("result-window-over"));
    }
    let choices = choices(module, &sent.answers, seed(&ticket))?;
    let answers: Answers = choices.iter().cloned().collect();
    let score = server
        .content
        .library
        .mark(module, &answers)
        .map_err(|_| unreadable())?;
    let finish = Finish {
        permit,
        id: sent.id,
        body_hash: hash(sent),
        module: module.id.clone(),
        scenes_seen: at_most_all(module, sent.scenes_seen),
        completes: is_completed(
            sent.scenes_seen.into(),
            module.scenes.len().min(ticket.scenes.into()),
            choices.len(),
            module.items.len(),
        ),
        score,
        choices,
        done_at,
        now,
    };
    match server.batch.run(finish).await? {
        Finished::Counted(score) => Ok(score),
        Finished::Different => Err(Error::Invalid(lachan_core::form::Problems::one(
            "id",
            "result-other-body",
        ))),
    }
}

/// Notes the scene a child turned to, so that it goes on there after a power cut.
pub async fn turn(server: &Server, sent: &SceneSeen) -> Result<()> {
    let ticket = ticket::open(server, &sent.ticket)?;
    turn_with(server, &ticket, sent.scene, sent.scenes_seen).await
}

/// The same for a page that was opened just now.
pub async fn turn_with(
    server: &Server,
    ticket: &Ticket,
    scene: u16,
    scenes_seen: u16,
) -> Result<()> {
    let permit = holder(ticket).permit(learning(ticket))?;
    let module = server
        .content
        .library
        .get(&ticket.module)
        .ok_or(Error::NotFound)?;
    let past_the_last = module.scenes.len() as i64 + 1;
    let turn = Turn {
        permit,
        module: module.id.clone(),
        scene: i64::from(scene).min(past_the_last),
        scenes_seen: at_most_all(module, scenes_seen),
        now: server.clock.now(),
    };
    Ok(server.batch.run(turn).await?)
}

/// The order of options is a child's own, and the same each time.
pub fn seed(ticket: &Ticket) -> u64 {
    shuffle::seed(&ticket.pupil.to_string())
}

fn own(me: &Pupil) -> LearnAs {
    LearnAs {
        pupil: me.id,
        class: me.class,
    }
}

fn learning(ticket: &Ticket) -> LearnAs {
    LearnAs {
        pupil: ticket.pupil,
        class: ticket.class,
    }
}

/// A signed ticket stands for the child it was made for: work may arrive when the session is long over.
fn holder(ticket: &Ticket) -> Actor {
    Actor::Pupil {
        id: ticket.pupil,
        class: ticket.class,
        school: ticket.school,
    }
}

fn at_most_all(module: &Module, said: u16) -> i64 {
    i64::from(said).min(module.scenes.len() as i64)
}

/// From places on this child's screen back to the options of the file.
fn choices(module: &Module, places: &[u8], seed: u64) -> Result<Vec<Choice>> {
    if places.len() != module.items.len() {
        return Err(unreadable());
    }
    let choice = |(item, place): (&Item, &u8)| {
        let option = *item.shown(seed).get(usize::from(*place))?;
        Some((item.id.clone(), option))
    };
    module
        .items
        .iter()
        .zip(places)
        .map(choice)
        .collect::<Option<_>>()
        .ok_or_else(unreadable)
}

fn unreadable() -> Error {
    Error::Invalid(lachan_core::form::Problems::one(
        "answers",
        "result-unreadable",
    ))
}

// With the signed ticket inside, answers cannot be tried against the hash without the key.
fn hash(sent: &Submission) -> String {
    let places: Vec<String> = sent.answers.iter().map(u8::to_string).collect();
    digest(&format!(
        "{} {} {} {}",
        sent.ticket,
        sent.scenes_seen,
        places.join("."),
        sent.seconds
    ))
}
