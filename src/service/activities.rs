//! An activity as somebody opens it: whose business it is, its counts, closing and cancelling.

pub mod form;
mod plan;

pub use plan::{Repeated, change, create, next_week, repeat};

use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        Tx,
        activities::{self, Activity, Target},
        audit, units,
    },
};
use lachan_core::{
    activity::{CancelReason, Standing},
    actor::Actor,
    ids::{ActivityId, UnitId},
    permission::{Action, Denied, Permit, PlanActivity, TakeAttendance},
    units::{Place, Unit},
};

/// An activity as one adult may see it.
#[derive(Clone, Debug)]
pub struct OpenActivity {
    pub activity: Activity,
    pub host: Unit,
    pub place: Place,
    pub targets: Vec<Target>,
    /// The invited units whose children this person may mark.
    pub rolls: Vec<UnitId>,
    /// Whether this person may change, close and cancel it.
    pub may_plan: bool,
}

/// The activity, if it is this person's business: they plan for its host, mark children of an invited unit, or are the Youth Union's
/// officer of an invited unit above the schools, who reads it only.
pub async fn open(server: &Server, me: &Actor, id: ActivityId) -> Result<OpenActivity> {
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
    Ok(OpenActivity {
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

impl OpenActivity {
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
    opened: &OpenActivity,
    counts: &Counts,
    confirmed: bool,
) -> Result<()> {
    let permit = opened.permit(me)?;
    let id = opened.activity.id;
    is_running(opened.standing(server))?;
    let past = opened.is_past(server);
    if past && !confirmed {
        return Err(Error::Conflict("activity-ask-first"));
    }
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    takes_place(&mut tx, opened).await?;
    if let Some(n) = counts.walk_ins {
        activities::set_walk_ins(&mut tx, &permit, id, n).await?;
    }
    if counts.more != 0 {
        activities::add_walk_ins(&mut tx, &permit, id, counts.more).await?;
    }
    for (unit, n) in &counts.attended {
        if opened.host.kind.within_school()
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
            Some(opened.host.id),
            &id.to_string(),
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Closes the activity. Closing twice changes nothing.
pub async fn close(server: &Server, me: &Actor, opened: &OpenActivity) -> Result<()> {
    let permit = opened.permit(me)?;
    is_running(opened.standing(server))?;
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    takes_place(&mut tx, opened).await?;
    if activities::close(&mut tx, &permit, opened.activity.id, me, now).await? {
        let detail = opened.activity.id.to_string();
        audit::note(
            &mut tx,
            me,
            now,
            "close activity",
            Some(opened.host.id),
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
    opened: &OpenActivity,
    reason: CancelReason,
    confirmed: bool,
) -> Result<()> {
    let permit = opened.permit(me)?;
    if opened.is_past(server) && !confirmed {
        return Err(Error::Conflict("activity-ask-first"));
    }
    let now = server.clock.now();
    let mut tx = server.db.begin().await?;
    if activities::cancel(&mut tx, &permit, opened.activity.id, reason, me, now).await? {
        let detail = format!("{}: {}", opened.activity.id, reason.name());
        audit::note(
            &mut tx,
            me,
            now,
            "cancel activity",
            Some(opened.host.id),
            &detail,
        )
        .await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Refuses what met a cancellation on its way here.
pub(super) async fn takes_place(tx: &mut Tx, opened: &OpenActivity) -> Result<()> {
    match activities::hold(tx, opened.activity.id).await? {
        true => Ok(()),
        false => Err(Error::Conflict("activity-is-cancelled")),
    }
}

/// Refuses what is not on or over yet, and what is cancelled.
pub(super) fn is_running(standing: Standing) -> Result<()> {
    match standing {
        Standing::Planned => Err(Error::Conflict("activity-not-yet")),
        Standing::Cancelled => Err(Error::Conflict("activity-is-cancelled")),
        Standing::Open | Standing::Closed => Ok(()),
    }
}
