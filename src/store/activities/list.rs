//! The calendar of whoever plans or was invited.

use crate::store::{Db, Result};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    activity::ActivityKind,
    actor::Actor,
    ids::{ActivityId, UnitId},
};

/// An activity in a list.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct CalendarLine {
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

/// The activities an adult has to do with: hosted by or meant for a unit within reach of a role inside a school, or hosted by or
/// meant for the very unit of an officer of the Youth Union. Oldest first.
pub async fn within_reach(
    db: &Db,
    actor: &Actor,
    on: NaiveDate,
    window: Window,
    limit: i64,
) -> Result<Vec<CalendarLine>> {
    db.query(
        "with recursive held (role, unit) as (
           select g.role, g.unit from staff_grant g
           where g.staff = $1 and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
         ), down (id, relation) as (
           select h.unit, case h.role when 'organizer' then 'youth' else 'professional' end from held h
           where h.role in ('teacher', 'organizer', 'school_head')
           union
           select e.child, d.relation from down d cross join unit_edge e
           where e.parent = d.id and e.relation = d.relation and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         ), reach (id) as (
           select d.id from down d
           union
           select l.youth from down d cross join unit_link l
           where l.class = d.id and l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
           union
           select l.class from down d cross join unit_link l
           where l.youth = d.id and l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
           union
           select u.id from down d cross join unit u where u.school = d.id and d.relation = 'professional'
           union
           select h.unit from held h where h.role in ('commune_youth', 'province_youth')
         ), mine (id) as (
           select a.id from reach r cross join activity a where a.host = r.id and a.held_on >= $3 and a.held_on <= $4
           union
           select a.id from reach r cross join activity_target t cross join activity a
           where t.unit = r.id and a.id = t.activity and a.held_on >= $3 and a.held_on <= $4
         )
         select a.id, a.kind, a.title, a.held_on, a.starts_at, a.place, h.name as host_name, a.closed_at, a.cancelled_at,
                (select count(*) from activity_target t where t.activity = a.id) as targets,
                (select min(u.name) from activity_target t join unit u on u.id = t.unit where t.activity = a.id) as first_target,
                (select count(*) from attendance m where m.activity = a.id and m.status in ('present', 'late')) + a.walk_ins
                  + (select cast(coalesce(sum(k.n), 0) as bigint) from attendance_count k where k.activity = a.id)
                  + (select cast(coalesce(sum(t.attended), 0) as bigint) from activity_target t where t.activity = a.id) as attended,
                (select count(distinct e.pupil) from activity_target t
                 left join unit_link l on l.youth = t.unit and l.valid_from <= a.held_on
                                      and (l.valid_to is null or l.valid_to >= a.held_on)
                 join enrolment e on e.class = coalesce(l.class, t.unit) and e.valid_from <= a.held_on
                                 and (e.valid_to is null or e.valid_to >= a.held_on)
                 where t.activity = a.id) as invited
         from mine x cross join activity a cross join unit h
         where a.id = x.id and h.id = a.host
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
