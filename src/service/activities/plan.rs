//! Writing activities down: new ones, changes, and the same again in the weeks to come.

use super::OpenActivity;
use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        activities::{self, Plan},
        attendance, audit,
    },
};
use chrono::{Days, NaiveDate};
use lachan_core::{
    actor::Actor,
    form::Problems,
    ids::{ActivityId, UnitId},
    permission::{Permit, PlanActivity},
};

/// Writes a new activity down. Sent twice with the same id it is made once.
pub async fn create(
    server: &Server,
    me: &Actor,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    plan: &Plan,
) -> Result<()> {
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if activities::create(&mut tx, permit, id, plan, me, now).await? {
        audit::note(
            &mut tx,
            me,
            now,
            "plan activity",
            Some(permit.place.unit),
            &format!("{} {id}", plan.kind.name()),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Changes a plan. Once children are marked, the day and the invited units stay as they were: the marks belong to them.
pub async fn change(
    server: &Server,
    me: &Actor,
    permit: &Permit<PlanActivity>,
    opened: &OpenActivity,
    plan: &Plan,
) -> Result<Result<(), Problems>> {
    let before = &opened.activity;
    let counted = opened.targets.iter().any(|t| t.attended.is_some());
    if counted || attendance::has_begun(&server.db, before.id).await? {
        let mut problems = Problems::default();
        if plan.held_on != before.held_on {
            problems.add("held_on", "activity-has-marks");
        }
        let kept = |unit: &UnitId| plan.targets.contains(unit);
        if !opened.targets.iter().all(|target| kept(&target.unit)) {
            problems.add("targets", "activity-has-marks");
        }
        if !problems.is_empty() {
            return Ok(Err(problems));
        }
    }
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if !activities::change(&mut tx, permit, before.id, plan).await? {
        return Err(Error::Conflict("activity-is-over"));
    }
    let detail = format!("{} {}", plan.kind.name(), before.id);
    audit::note(
        &mut tx,
        me,
        now,
        "change activity",
        Some(permit.place.unit),
        &detail,
    )
    .await?;
    tx.commit().await?;
    Ok(Ok(()))
}

/// What came of repeating an activity.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repeated {
    pub made: Vec<ActivityId>,
    /// Days on which the host has one of the same name already: none was added there.
    pub twins: Vec<NaiveDate>,
}

/// Repeats an activity for so many weeks. Sent twice with the same `first` id, each is made once.
pub async fn repeat(
    server: &Server,
    me: &Actor,
    opened: &OpenActivity,
    first: ActivityId,
    weeks: u64,
) -> Result<Repeated> {
    let permit = opened.permit(me)?;
    let mut plan = next_week(opened, server.clock.today());
    let mut repeated = Repeated::default();
    for week in 0..weeks.clamp(1, LONGEST_REPEAT) {
        let id = ActivityId(uuid::Uuid::from_u128(
            first.0.as_u128().wrapping_add(week.into()),
        ));
        let host = permit.place.unit;
        if activities::has_twin(&server.db, host, &plan.title, plan.held_on, id).await? {
            repeated.twins.push(plan.held_on);
        } else {
            create(server, me, &permit, id, &plan).await?;
            repeated.made.push(id);
        }
        plan.held_on = plan.held_on + Days::new(7);
    }
    Ok(repeated)
}

/// Weeks a repetition goes on at most.
const LONGEST_REPEAT: u64 = 8;

/// The same activity on the same weekday of the next week that is still to come.
pub fn next_week(opened: &OpenActivity, today: NaiveDate) -> Plan {
    let before = &opened.activity;
    let mut held_on = before.held_on + Days::new(7);
    while held_on < today {
        held_on = held_on + Days::new(7);
    }
    Plan {
        kind: before.kind,
        title: before.title.clone(),
        pack: before.pack.clone(),
        held_on,
        starts_at: before.starts_at.clone(),
        place: before.place.clone(),
        note: None,
        targets: opened.targets.iter().map(|t| t.unit).collect(),
    }
}
