//! The short test: a teacher gives it to a class, a child takes it once, and only counts are kept.

use crate::{
    auth::{
        extract::Pupil,
        keys::{Purpose, digest},
    },
    error::{Error, Result},
    server::Server,
    store::{
        audit,
        trials::{self, Take, Taken},
        units,
    },
};
use lachan_core::{
    actor::Actor,
    form::Problems,
    ids::UnitId,
    learning::Window,
    lesson::{AnswerKey, Band, Item, Score, shuffle},
    library::Library,
    permission::{GiveTrial, LearnAs, Permit},
    trial::{self, GivenTest, Offer, Outcome, Sheet, TestKind, TrialTicket},
};

/// Gives a class a test; asked twice, the first window stays.
pub async fn give(server: &Server, actor: &Actor, class: UnitId, given: GivenTest) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let (now, today) = (server.clock.now(), server.clock.today());
    let before = trials::of_class(&server.db, class).await?;
    let has_learnt = trials::has_learnt(&server.db, class).await?;
    if before.iter().all(|one| one.kind != given.kind) {
        let problem = match trial::offer(given.kind, &before, has_learnt, today) {
            Offer::No(word) => Some(word),
            Offer::From(first) => (given.window.opens_on < first).then_some("trial-not-yet"),
        };
        if let Some(word) = problem {
            return Err(Error::Invalid(Problems::one("from", word)));
        }
    }
    let mut tx = server.db.begin().await?;
    if trials::give(&mut tx, &permit, actor, given, now).await? {
        let Window {
            opens_on,
            closes_on,
        } = given.window;
        let detail = format!("{} {opens_on}–{closes_on}", given.kind.path());
        audit::note(&mut tx, actor, now, "give test", Some(class), &detail).await?;
    }
    Ok(tx.commit().await?)
}

/// Takes a test back; what children did meanwhile stays.
pub async fn withdraw(server: &Server, actor: &Actor, class: UnitId, kind: TestKind) -> Result<()> {
    let permit = permit(server, actor, class).await?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if trials::withdraw(&mut tx, &permit, kind, now).await? == 0 {
        return Err(Error::NotFound);
    }
    audit::note(
        &mut tx,
        actor,
        now,
        "withdraw test",
        Some(class),
        kind.path(),
    )
    .await?;
    Ok(tx.commit().await?)
}

/// Checks that the actor may give tests to a class.
pub async fn permit(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<GiveTrial>> {
    let place = units::class_place(&server.db, class, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(GiveTrial::at(&place))?)
}

/// The test that waits for a child today.
pub async fn waiting(server: &Server, me: &Pupil) -> Result<Option<GivenTest>> {
    let permit = me.permit(LearnAs {
        pupil: me.id,
        class: me.class,
    })?;
    Ok(trials::waiting(&server.db, &permit, server.clock.today()).await?)
}

/// A ticket for the test that waits, if it is this one.
pub async fn enter(server: &Server, me: &Pupil, kind: TestKind) -> Result<Option<TrialTicket>> {
    let Some(given) = waiting(server, me).await?.filter(|one| one.kind == kind) else {
        return Ok(None);
    };
    let class = units::find(&server.db, me.class)
        .await?
        .ok_or(Error::NotFound)?;
    let Some(band) = Band::for_grade(class.grade.unwrap_or(0)) else {
        return Ok(None);
    };
    Ok(Some(TrialTicket {
        pupil: me.id,
        class: me.class,
        school: me.school,
        band,
        kind,
        issued_at: server.clock.now(),
        closes_on: given.window.closes_on,
    }))
}

/// The ticket as text, with the server's signature.
pub fn sign(server: &Server, ticket: &TrialTicket) -> String {
    let text = ticket.text();
    let signature = server.keys.sign(Purpose::Trial, &text);
    format!("{text}.{signature}")
}

/// The ticket of a signed text that is ours and not too old.
pub fn open(server: &Server, signed: &str) -> Result<TrialTicket> {
    let ticket = signed
        .rsplit_once('.')
        .filter(|(text, signature)| server.keys.verify(Purpose::Trial, text, signature))
        .and_then(|(text, _)| TrialTicket::parse(text))
        .ok_or_else(|| Error::Invalid(Problems::one("ticket", "ticket-not-ours")))?;
    if ticket.is_alive(server.clock.now()) {
        Ok(ticket)
    } else {
        Err(Error::Conflict("ticket-too-old"))
    }
}

/// The questions of a band's test, each with its key, in their order.
pub fn questions(library: &Library, band: Band) -> Vec<(&Item, &AnswerKey)> {
    let ids = library.shelf(band).map_or(&[][..], |shelf| &shelf.test);
    ids.iter()
        .filter_map(|id| Some((library.item(id)?, library.key(id)?)))
        .collect()
}

/// The order of options is a child's own, and the same each time.
pub fn seed(ticket: &TrialTicket) -> u64 {
    shuffle::seed(&ticket.pupil.to_string())
}

/// Scores a whole sheet, counts it once, and forgets what was chosen. The signed ticket stands for the child: a sheet may come late.
pub async fn take(
    server: &Server,
    ticket: &TrialTicket,
    signed: &str,
    sheet: &Sheet,
) -> Result<Score> {
    let now = server.clock.now();
    let questions = questions(&server.content.library, ticket.band);
    if questions.is_empty() || questions.len() != sheet.places().len() {
        return Err(unreadable());
    }
    let seed = seed(ticket);
    let answers = questions
        .iter()
        .zip(sheet.places())
        .map(|((item, key), place)| {
            let option = *item.shown(seed).get(usize::from(*place))?;
            Some((&item.id, key.is_right(option)))
        })
        .collect::<Option<Vec<_>>>()
        .ok_or_else(unreadable)?;
    let child = Actor::Pupil {
        id: ticket.pupil,
        class: ticket.class,
        school: ticket.school,
    };
    let take = Take {
        permit: child.permit(LearnAs {
            pupil: ticket.pupil,
            class: ticket.class,
        })?,
        id: sheet.id,
        // With the signed ticket inside, answers cannot be tried against the hash without the key.
        body_hash: digest(&format!("{signed} {sheet}")),
        band: ticket.band,
        kind: ticket.kind,
        outcome: Outcome::count(answers),
        taken_at: ticket.taken_at(now),
        now,
    };
    match server.batch.run(take).await? {
        Taken::Counted(score) => Ok(score),
        Taken::Different => Err(Error::Invalid(Problems::one("id", "result-other-body"))),
    }
}

fn unreadable() -> Error {
    Error::Invalid(Problems::one("answers", "result-unreadable"))
}
