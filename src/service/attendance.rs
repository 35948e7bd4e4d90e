//! Who was there: the roll of an activity, and marks from several hands.

use super::activities::{OpenActivity, is_running, takes_place};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        attendance::{self, RollLine},
        audit, units,
    },
};
use chrono::{DateTime, Utc};
use lachan_core::{
    activity::{Mark, Reason, Status, Tally},
    actor::Actor,
    ids::{OperationId, PupilId, UnitId},
    permission::{Permit, TakeAttendance},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// The roll of one invited unit, and the proof that this person may mark it.
pub async fn roll(
    server: &Server,
    me: &Actor,
    opened: &OpenActivity,
    unit: UnitId,
) -> Result<(Permit<TakeAttendance>, Vec<RollLine>)> {
    if !opened.rolls.contains(&unit) {
        return Err(Error::NotFound);
    }
    let place = units::place(&server.db, unit, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(TakeAttendance::at(&place))?;
    let lines = attendance::roll(&server.db, &permit, opened.activity.id).await?;
    Ok((permit, lines))
}

/// How many were there, over all units this person may mark.
pub async fn tallies(server: &Server, opened: &OpenActivity) -> Result<Tallies> {
    let rows = attendance::statuses(&server.db, opened.activity.id).await?;
    let mut by_unit: BTreeMap<UnitId, Vec<Option<Status>>> = BTreeMap::new();
    let mut children: HashMap<PupilId, Option<Status>> = HashMap::new();
    for (unit, pupil, status) in rows {
        if opened.rolls.contains(&unit) {
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

/// How many came, when nobody knows any more who: names are kept until 30 September after the school year.
pub async fn forgotten(server: &Server, opened: &OpenActivity) -> Result<Option<i64>> {
    Ok(attendance::forgotten(&server.db, opened.activity.id).await?)
}

/// Keeps a batch of taps about children of one invited unit. A child who is not on that roll makes the whole batch as if it did not
/// exist; a tap that rewrites the past asks first (`confirmed`) and is logged. Answers of how many children something else stands now,
/// because somebody marked them later.
pub async fn mark(
    server: &Server,
    me: &Actor,
    opened: &OpenActivity,
    unit: UnitId,
    taps: &[Tap],
    confirmed: bool,
) -> Result<usize> {
    let (permit, lines) = roll(server, me, opened, unit).await?;
    let course = opened.activity.course();
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
    takes_place(&mut tx, opened).await?;
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
        let (id, child) = (opened.activity.id, tap.pupil);
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
        let detail = format!("{}: {} em", opened.activity.id, changed.len());
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
    opened: &OpenActivity,
    units: &[UnitId],
    confirmed: bool,
) -> Result<()> {
    let now = server.clock.now();
    for unit in units {
        let (_, lines) = roll(server, me, opened, *unit).await?;
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
        mark(server, me, opened, *unit, &taps, confirmed).await?;
    }
    Ok(())
}
