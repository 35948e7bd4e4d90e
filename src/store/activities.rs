//! Activities and the units they are for. A child's attendance stands in `attendance`.

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Course},
    actor::Actor,
    ids::{ActivityId, UnitId},
    permission::{Permit, PlanActivity},
    units::{Relation, UnitKind},
};

/// An activity as it was planned and as it went.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Activity {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub title: String,
    pub host: UnitId,
    pub pack: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: Option<String>,
    pub place: Option<String>,
    pub note: Option<String>,
    pub walk_ins: i64,
    pub closed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub cancel_reason: Option<CancelReason>,
}

impl Activity {
    /// The dates that decide what may still be done with it.
    pub fn course(&self) -> Course {
        Course {
            held_on: self.held_on,
            closed_at: self.closed_at,
            cancelled_at: self.cancelled_at,
        }
    }
}

/// What an organizer says about an activity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Plan {
    pub kind: ActivityKind,
    pub title: String,
    pub pack: Option<String>,
    pub held_on: NaiveDate,
    pub starts_at: Option<String>,
    pub place: Option<String>,
    pub note: Option<String>,
    pub targets: Vec<UnitId>,
}

/// A unit an activity is for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Target {
    pub unit: UnitId,
    pub kind: UnitKind,
    pub name: String,
    /// Of a unit above the schools: how many took part.
    pub attended: Option<i64>,
}

/// A unit that can be invited: `under` is the unit found below the host, `unit` the same or one linked to it with the same children.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitable {
    pub under: UnitId,
    pub unit: UnitId,
    pub kind: UnitKind,
    pub name: String,
    pub grade: Option<i64>,
}

/// An activity in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub title: String,
    pub held_on: NaiveDate,
    pub starts_at: Option<String>,
    pub place: Option<String>,
    pub host_name: String,
    pub closed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
    pub targets: i64,
    /// The first unit by name.
    pub first_target: Option<String>,
    /// Children marked as there, walk-ins and counted units together.
    pub attended: i64,
    /// Children on the rolls of the invited units, each once; 0 where only counts are kept.
    pub invited: i64,
}

/// Which part of the calendar a list shows: days from `from` to `to`, of one unit or of all within reach.
#[derive(Clone, Copy, Debug)]
pub struct Window {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub unit: Option<UnitId>,
}

/// Whether a host has another activity of this name on a day that was not called off.
pub async fn has_twin(
    db: &Db,
    host: UnitId,
    title: &str,
    held_on: NaiveDate,
    not: ActivityId,
) -> Result<bool> {
    let (n,): (i64,) = db
        .query(
            "select count(*) from activity
             where host = $1 and held_on = $2 and title = $3 and id <> $4 and cancelled_at is null",
        )
        .bind(host)
        .bind(held_on)
        .bind(title.to_owned())
        .bind(not)
        .one()
        .await?;
    Ok(n > 0)
}

/// An activity by its id.
pub async fn find(db: &Db, id: ActivityId) -> Result<Option<Activity>> {
    db.query(
        "select id, kind, title, host, pack, held_on, starts_at, place, note, walk_ins, closed_at, cancelled_at, cancel_reason
         from activity where id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// The units an activity is for, in the order of lists.
pub async fn targets(db: &Db, id: ActivityId) -> Result<Vec<Target>> {
    db.query(
        "select t.unit, u.kind, u.name, t.attended from activity_target t join unit u on u.id = t.unit
         where t.activity = $1 order by u.grade, u.sort_key, u.code",
    )
    .bind(id)
    .all()
    .await
}

/// The classes, chi đội, chi đoàn … below a unit of a school on its own line, each with those linked to it.
pub async fn invitable(
    db: &Db,
    host: UnitId,
    relation: Relation,
    on: NaiveDate,
) -> Result<Vec<Invitable>> {
    db.query(
        "with recursive down (id) as (
           select u.id from unit u where u.id = $1
           union
           select e.child from unit_edge e join down d on e.parent = d.id
           where e.relation = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)
         ), leaf (id) as (
           select u.id from down d join unit u on u.id = d.id
           where u.kind in ('class', 'branch', 'association', 'pioneer_class', 'star')
             and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)
         ), same (under, unit) as (
           select id, id from leaf
           union
           select l.class, l.youth from unit_link l join leaf on leaf.id = l.class
           where l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3)
           union
           select l.youth, l.class from unit_link l join leaf on leaf.id = l.youth
           where l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3)
         )
         select s.under, s.unit, u.kind, u.name, u.grade
         from same s join unit x on x.id = s.under join unit u on u.id = s.unit
         where u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)
         order by x.grade, x.sort_key, x.code, u.sort_key, u.code",
    )
    .bind(host)
    .bind(relation)
    .bind(on)
    .all()
    .await
}

/// The activities an adult has to do with: hosted by or meant for a unit within reach of a role inside a school, or hosted by or
/// meant for the very unit of an officer of the Youth Union. Oldest first.
pub async fn within_reach(
    db: &Db,
    actor: &Actor,
    on: NaiveDate,
    window: Window,
    limit: i64,
) -> Result<Vec<Line>> {
    db.query(
        "with recursive held (role, unit) as (
           select g.role, g.unit from staff_grant g
           where g.staff = $1 and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
         ), down (id, relation) as (
           select h.unit, case h.role when 'organizer' then 'youth' else 'professional' end from held h
           where h.role in ('teacher', 'organizer', 'school_head')
           union
           select e.child, d.relation from unit_edge e join down d on e.parent = d.id and e.relation = d.relation
           where e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         ), reach (id) as (
           select d.id from down d
           union
           select l.youth from unit_link l join down d on d.id = l.class
           where l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
           union
           select l.class from unit_link l join down d on d.id = l.youth
           where l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
           union
           select u.id from unit u join down d on d.id = u.school where d.relation = 'professional'
           union
           select h.unit from held h where h.role in ('commune_youth', 'province_youth')
         ), mine (id) as (
           select a.id from reach r join activity a on a.host = r.id where a.held_on >= $3 and a.held_on <= $4
           union
           select t.activity from reach r join activity_target t on t.unit = r.id
         )
         select a.id, a.kind, a.title, a.held_on, a.starts_at, a.place, h.name as host_name, a.closed_at, a.cancelled_at,
                (select count(*) from activity_target t where t.activity = a.id) as targets,
                (select min(u.name) from activity_target t join unit u on u.id = t.unit where t.activity = a.id) as first_target,
                (select count(*) from attendance m where m.activity = a.id and m.status in ('present', 'late')) + a.walk_ins
                  + (select cast(coalesce(sum(t.attended), 0) as bigint) from activity_target t where t.activity = a.id) as attended,
                (select count(distinct e.pupil) from activity_target t
                 left join unit_link l on l.youth = t.unit and l.valid_from <= a.held_on
                                      and (l.valid_to is null or l.valid_to >= a.held_on)
                 join enrolment e on e.class = coalesce(l.class, t.unit) and e.valid_from <= a.held_on
                                 and (e.valid_to is null or e.valid_to >= a.held_on)
                 where t.activity = a.id) as invited
         from mine x join activity a on a.id = x.id join unit h on h.id = a.host
         where a.held_on >= $3 and a.held_on <= $4
           and ($5 is null or a.host = $5
                or exists (select 1 from activity_target t where t.activity = a.id
                           and (t.unit = $5 or t.unit in (select l.class from unit_link l where l.youth = $5)
                                or t.unit in (select l.youth from unit_link l where l.class = $5))))
         order by a.held_on, a.starts_at, a.id limit $6",
    )
    .bind(actor.staff())
    .bind(on)
    .bind(window.from)
    .bind(window.to)
    .bind(window.unit)
    .bind(limit)
    .all()
    .await
}

/// Writes an activity of the permit's unit down. An id that is already there changes nothing: a form sent twice makes one activity.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    plan: &Plan,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let made = tx
        .query(
            "insert into activity (id, kind, title, host, pack, held_on, starts_at, place, note, created_by, created_at, walk_ins)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0) on conflict (id) do nothing",
        )
        .bind(id)
        .bind(plan.kind)
        .bind(plan.title.clone())
        .bind(permit.place.unit)
        .bind(plan.pack.clone())
        .bind(plan.held_on)
        .bind(plan.starts_at.clone())
        .bind(plan.place.clone())
        .bind(plan.note.clone())
        .bind(by.staff())
        .bind(now)
        .execute()
        .await?
        == 1;
    if made {
        invite(tx, id, &plan.targets).await?;
    }
    Ok(made)
}

/// Changes what is planned, while the activity of the permit's unit is neither closed nor cancelled.
pub async fn change(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    plan: &Plan,
) -> Result<bool> {
    let changed = tx
        .query(
            "update activity set kind = $1, title = $2, pack = $3, held_on = $4, starts_at = $5, place = $6, note = $7
             where id = $8 and host = $9 and closed_at is null and cancelled_at is null",
        )
        .bind(plan.kind)
        .bind(plan.title.clone())
        .bind(plan.pack.clone())
        .bind(plan.held_on)
        .bind(plan.starts_at.clone())
        .bind(plan.place.clone())
        .bind(plan.note.clone())
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?
        == 1;
    if changed {
        let before: Vec<(UnitId,)> = tx
            .query("select unit from activity_target where activity = $1")
            .bind(id)
            .all()
            .await?;
        for (unit,) in before {
            if !plan.targets.contains(&unit) {
                tx.query("delete from activity_target where activity = $1 and unit = $2")
                    .bind(id)
                    .bind(unit)
                    .execute()
                    .await?;
            }
        }
        invite(tx, id, &plan.targets).await?;
    }
    Ok(changed)
}

async fn invite(tx: &mut Tx, id: ActivityId, units: &[UnitId]) -> Result<()> {
    for unit in units {
        tx.query("insert into activity_target (activity, unit) values ($1, $2) on conflict (activity, unit) do nothing")
            .bind(id)
            .bind(*unit)
            .execute()
            .await?;
    }
    Ok(())
}

/// Closes an activity of the permit's unit; closing it again changes nothing.
pub async fn close(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let closed = tx
        .query(
            "update activity set closed_at = $1, closed_by = $2
             where id = $3 and host = $4 and closed_at is null and cancelled_at is null",
        )
        .bind(now)
        .bind(by.staff())
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    Ok(closed == 1)
}

/// Notes that an activity of the permit's unit does not take place. It stays in the list and counts nowhere.
pub async fn cancel(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    reason: CancelReason,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let cancelled = tx
        .query(
            "update activity set cancelled_at = $1, cancelled_by = $2, cancel_reason = $3
             where id = $4 and host = $5 and cancelled_at is null",
        )
        .bind(now)
        .bind(by.staff())
        .bind(reason)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    Ok(cancelled == 1)
}

/// Holds an activity as it is until the transaction ends; whether it still takes place. A mark and a cancellation that meet come one after
/// the other.
pub async fn hold(tx: &mut Tx, id: ActivityId) -> Result<bool> {
    let held = tx.query("update activity set host = host where id = $1 and cancelled_at is null");
    Ok(held.bind(id).execute().await? == 1)
}

/// Sets how many took part who stand on no roll.
pub async fn set_walk_ins(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    count: i64,
) -> Result<bool> {
    let set = tx
        .query("update activity set walk_ins = $1 where id = $2 and host = $3 and cancelled_at is null and walk_ins <> $1")
        .bind(count)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    Ok(set == 1)
}

/// Counts walk-ins up or down, never below none: two people who count at the door add up.
pub async fn add_walk_ins(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    more: i64,
) -> Result<bool> {
    let added = tx
        .query(
            "update activity set walk_ins = case when walk_ins + $1 < 0 then 0 else walk_ins + $1 end
             where id = $2 and host = $3 and cancelled_at is null",
        )
        .bind(more)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    Ok(added == 1)
}

/// Sets how many of an invited unit took part, where only counts are kept.
pub async fn set_attended(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    unit: UnitId,
    count: Option<i64>,
) -> Result<bool> {
    let set = tx
        .query(
            "update activity_target set attended = $1 where activity = $2 and unit = $3
             and exists (select 1 from activity a where a.id = $2 and a.host = $4 and a.cancelled_at is null)",
        )
        .bind(count)
        .bind(id)
        .bind(unit)
        .bind(permit.place.unit)
        .execute()
        .await?;
    Ok(set == 1)
}
