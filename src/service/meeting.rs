//! An activity on its day: the roll, marks from several hands, counts, closing and cancelling.

use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        Tx,
        activities::{self, Activity, Target},
        attendance::{self, RollLine},
        audit, units,
    },
};
use chrono::{DateTime, Utc};
use lachan_core::{
    activity::{CancelReason, Mark, Reason, Standing, Status, Tally},
    actor::Actor,
    ids::{ActivityId, OperationId, PupilId, UnitId},
    permission::{Action, Denied, Permit, PlanActivity, TakeAttendance},
    units::{Place, Unit},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// An activity as one adult may see it.
#[derive(Clone, Debug)]
pub struct Meeting {
    pub activity: Activity,
    pub host: Unit,
    pub place: Place,
    pub targets: Vec<Target>,
    /// The invited units whose children this person may mark.
    pub rolls: Vec<UnitId>,
    /// Whether this person may change, close and cancel it.
    pub may_plan: bool,
}

/// A tap as a client tells of it.
#[derive(Clone, Copy, Debug)]
pub struct Tap {
    pub pupil: PupilId,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    pub at: DateTime<Utc>,
    pub client_id: OperationId,
    /// One of "everybody is here".
    pub for_everybody: bool,
}

/// How the children of each invited unit stand, and all of them, each counted once.
#[derive(Clone, Debug, Default)]
pub struct Tallies {
    pub by_unit: BTreeMap<UnitId, Tally>,
    pub all: Tally,
}

/// The activity, if it is this person's business: they plan for its host, mark children of an invited unit, or are the Youth Union's
/// officer of an invited unit above the schools, who reads it only.
pub async fn open(server: &Server, me: &Actor, id: ActivityId) -> Result<Meeting> {
    let today = server.clock.today();
    let activity = activities::find(&server.db, id)
        .await?
        .ok_or(Error::NotFound)?;
    let place = units::place(&server.db, activity.host, today)
        .await?
        .ok_or(Error::NotFound)?;
    let host = units::find(&server.db, activity.host)
        .await?
        .ok_or(Error::NotFound)?;
    let targets = activities::targets(&server.db, id).await?;
    let takes_all = host.kind.within_school() && me.may(&TakeAttendance::at(&place));
    let mut rolls = Vec::new();
    let mut invited = false;
    let mut reached = PlanActivity::at(&place).within_reach(me);
    for target in &targets {
        if takes_all {
            rolls.push(target.unit);
            continue;
        }
        let Some(at) = units::place(&server.db, target.unit, today).await? else {
            continue;
        };
        let take = TakeAttendance::at(&at);
        reached |= take.within_reach(me);
        invited |= !at.kind.within_school() && plans_for(me, target.unit);
        if me.may(&take) {
            rolls.push(target.unit);
        }
    }
    let may_plan = me.may(&PlanActivity::at(&place));
    if !may_plan && !invited && rolls.is_empty() {
        return Err(if reached {
            Denied::Forbidden
        } else {
            Denied::NotFound
        }
        .into());
    }
    if !host.kind.within_school() {
        rolls.clear();
    }
    Ok(Meeting {
        activity,
        host,
        place,
        targets,
        rolls,
        may_plan,
    })
}

/// Whether somebody plans for this very unit, not only for one above it: as `activities::within_reach` lists.
fn plans_for(me: &Actor, unit: UnitId) -> bool {
    me.grants_for::<PlanActivity>()
        .any(|grant| grant.unit == unit)
}

impl Meeting {
    /// Proof that this person may plan here. Whoever sees the meeting without that is told so: it exists for them.
    pub fn permit(&self, me: &Actor) -> Result<Permit<PlanActivity>> {
        me.permit(PlanActivity::at(&self.place))
            .map_err(|_| Error::Forbidden)
    }

    /// Where the activity stands today.
    pub fn standing(&self, server: &Server) -> Standing {
        self.activity.course().standing(server.clock.today())
    }

    /// Whether a change made now rewrites the past.
    pub fn is_past(&self, server: &Server) -> bool {
        self.activity.course().is_past_at(server.clock.now())
    }
}

/// The roll of one invited unit, and the proof that this person may mark it.
pub async fn roll(
    server: &Server,
    me: &Actor,
    meeting: &Meeting,
    unit: UnitId,
) -> Result<(Permit<TakeAttendance>, Vec<RollLine>)> {
    if !meeting.rolls.contains(&unit) {
        return Err(Error::NotFound);
    }
    let place = units::place(&server.db, unit, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(TakeAttendance::at(&place))?;
    let lines = attendance::roll(&server.db, &permit, meeting.activity.id).await?;
    Ok((permit, lines))
}

/// How many were there, over all units this person may mark.
pub async fn tallies(server: &Server, meeting: &Meeting) -> Result<Tallies> {
    let rows = attendance::statuses(&server.db, meeting.activity.id).await?;
    let mut by_unit: BTreeMap<UnitId, Vec<Option<Status>>> = BTreeMap::new();
    let mut children: HashMap<PupilId, Option<Status>> = HashMap::new();
    for (unit, pupil, status) in rows {
        if meeting.rolls.contains(&unit) {
            by_unit.entry(unit).or_default().push(status);
            children.insert(pupil, status);
        }
    }
    Ok(Tallies {
        by_unit: by_unit
            .into_iter()
            .map(|(unit, statuses)| (unit, Tally::of(statuses)))
            .collect(),
        all: Tally::of(children.into_values()),
    })
}

/// Keeps a batch of taps about children of one invited unit. A child who is not on that roll makes the whole batch as if it did not
/// exist; a tap that rewrites the past asks first (`confirmed`) and is logged. Answers of how many children something else stands now,
/// because somebody marked them later.
pub async fn mark(
    server: &Server,
    me: &Actor,
    meeting: &Meeting,
    unit: UnitId,
    taps: &[Tap],
    confirmed: bool,
) -> Result<usize> {
    let (permit, lines) = roll(server, me, meeting, unit).await?;
    let course = meeting.activity.course();
    let known: HashMap<PupilId, &RollLine> = lines.iter().map(|line| (line.pupil, line)).collect();
    if !taps.iter().all(|tap| known.contains_key(&tap.pupil)) {
        return Err(Error::NotFound);
    }
    is_running(course.standing(server.clock.today()))?;
    let now = server.clock.now();
    if !confirmed && taps.iter().any(|tap| course.is_past_at(tap.at.min(now))) {
        return Err(Error::Conflict("activity-ask-first"));
    }
    let mut tx = server.db.begin().await?;
    takes_place(&mut tx, meeting).await?;
    let mut changed = BTreeSet::new();
    let mut overtaken = BTreeSet::new();
    for tap in taps {
        let line = known[&tap.pupil];
        if tap.for_everybody && line.status.is_some() {
            continue;
        }
        let mut mark = Mark {
            pupil: tap.pupil,
            status: tap.status,
            reason: tap.reason,
            marked_at: tap.at,
            client_id: tap.client_id,
        }
        .kept(now);
        if tap.for_everybody {
            let taken_back = line.marked_at.map(|at| at.min(now));
            mark = mark.for_everybody(course.held_on, taken_back);
        }
        let (id, child) = (meeting.activity.id, tap.pupil);
        if attendance::keep(&mut tx, &permit, id, &mark, me, now).await? {
            changed.insert(child);
            overtaken.remove(&child);
        } else if !tap.for_everybody {
            let stands = attendance::standing(&mut tx, id, child).await?;
            if stands != (mark.status, mark.reason) {
                overtaken.insert(child);
            }
        }
    }
    if course.is_past_at(now) && !changed.is_empty() {
        let detail = format!("{}: {} em", meeting.activity.id, changed.len());
        audit::note(
            &mut tx,
            me,
            now,
            "change past attendance",
            Some(unit),
            &detail,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(overtaken.len())
}

/// Everybody not spoken of yet is here, in every unit this person may mark or in one of them.
pub async fn everybody(
    server: &Server,
    me: &Actor,
    meeting: &Meeting,
    units: &[UnitId],
    confirmed: bool,
) -> Result<()> {
    let now = server.clock.now();
    for unit in units {
        let (_, lines) = roll(server, me, meeting, *unit).await?;
        let taps: Vec<Tap> = lines
            .iter()
            .filter(|line| line.status.is_none())
            .map(|line| Tap {
                pupil: line.pupil,
                status: Some(Status::Present),
                reason: None,
                at: now,
                client_id: OperationId(uuid::Uuid::now_v7()),
                for_everybody: true,
            })
            .collect();
        mark(server, me, meeting, *unit, &taps, confirmed).await?;
    }
    Ok(())
}

/// What changes about the counts of an activity.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    pub walk_ins: Option<i64>,
    pub more: i64,
    /// Of invited units above the schools.
    pub attended: Vec<(UnitId, Option<i64>)>,
}

/// Keeps counts: walk-ins, and of a meeting above the schools how many of each unit took part.
pub async fn count(
    server: &Server,
    me: &Actor,
    meeting: &Meeting,
    counts: &Counts,
    confirmed: bool,
) -> Result<()> {
    let permit = meeting.permit(me)?;
    let id = meeting.activity.id;
    is_running(meeting.standing(server))?;
    let past = meeting.is_past(server);
    if past && !confirmed {
        return Err(Error::Conflict("activity-ask-first"));
    }
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    takes_place(&mut tx, meeting).await?;
    if let Some(n) = counts.walk_ins {
        activities::set_walk_ins(&mut tx, &permit, id, n).await?;
    }
    if counts.more != 0 {
        activities::add_walk_ins(&mut tx, &permit, id, counts.more).await?;
    }
    for (unit, n) in &counts.attended {
        if meeting.host.kind.within_school()
            || !activities::set_attended(&mut tx, &permit, id, *unit, *n).await?
        {
            return Err(Error::NotFound);
        }
    }
    if past {
        audit::note(
            &mut tx,
            me,
            now,
            "change past counts",
            Some(meeting.host.id),
            &id.to_string(),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Closes the activity. Closing twice changes nothing.
pub async fn close(server: &Server, me: &Actor, meeting: &Meeting) -> Result<()> {
    let permit = meeting.permit(me)?;
    is_running(meeting.standing(server))?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    takes_place(&mut tx, meeting).await?;
    if activities::close(&mut tx, &permit, meeting.activity.id, me, now).await? {
        let detail = meeting.activity.id.to_string();
        audit::note(
            &mut tx,
            me,
            now,
            "close activity",
            Some(meeting.host.id),
            &detail,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Notes that the activity does not take place, and why. One that was held already asks first.
pub async fn cancel(
    server: &Server,
    me: &Actor,
    meeting: &Meeting,
    reason: CancelReason,
    confirmed: bool,
) -> Result<()> {
    let permit = meeting.permit(me)?;
    if meeting.is_past(server) && !confirmed {
        return Err(Error::Conflict("activity-ask-first"));
    }
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if activities::cancel(&mut tx, &permit, meeting.activity.id, reason, me, now).await? {
        let detail = format!("{}: {}", meeting.activity.id, reason.name());
        audit::note(
            &mut tx,
            me,
            now,
            "cancel activity",
            Some(meeting.host.id),
            &detail,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses what met a cancellation on its way here.
async fn takes_place(tx: &mut Tx, meeting: &Meeting) -> Result<()> {
    match activities::hold(tx, meeting.activity.id).await? {
        true => Ok(()),
        false => Err(Error::Conflict("activity-is-cancelled")),
    }
}

fn is_running(standing: Standing) -> Result<()> {
    match standing {
        Standing::Planned => Err(Error::Conflict("activity-not-yet")),
        Standing::Cancelled => Err(Error::Conflict("activity-is-cancelled")),
        Standing::Open | Standing::Closed => Ok(()),
    }
}
