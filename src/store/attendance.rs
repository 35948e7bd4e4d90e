//! Who was there: one row per child and activity, merged by when it was tapped.

use super::{Db, Result, Tx, figures::marks};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    activity::{ActivityKind, Mark, Reason, Status},
    actor::Actor,
    ids::{ActivityId, OperationId, PupilId, UnitId},
    permission::{Permit, SeeClass, TakeAttendance},
};

/// A child on the roll of a unit, and what is said about it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct RollLine {
    pub pupil: PupilId,
    pub full_name: String,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    pub marked_at: Option<DateTime<Utc>>,
    pub client_id: Option<OperationId>,
}

/// The children of the permit's unit on the day of an activity it is invited to, in the order of school lists. A youth unit's children are
/// those of its linked class.
pub async fn roll(
    db: &Db,
    permit: &Permit<TakeAttendance>,
    activity: ActivityId,
) -> Result<Vec<RollLine>> {
    db.query(
        "with invited (class) as (
           select t.unit from activity_target t where t.activity = $1 and t.unit = $2
           union
           select l.class from activity_target t join activity a on a.id = t.activity join unit_link l on l.youth = t.unit
           where t.activity = $1 and t.unit = $2 and l.valid_from <= a.held_on and (l.valid_to is null or l.valid_to >= a.held_on)
         )
         select p.id as pupil, p.full_name, m.status, m.reason, m.marked_at, m.client_id
         from activity a
         join invited i on true
         join enrolment e on e.class = i.class and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
         join pupil p on p.id = e.pupil
         left join attendance m on m.activity = a.id and m.pupil = p.id
         where a.id = $1
         order by p.sort_key, p.birth_date, p.pupil_code, p.id",
    )
    .bind(activity)
    .bind(permit.place.unit)
    .all()
    .await
}

/// What is said about every child invited to an activity, by unit and without names. A child whom two invited units share stands in both.
pub async fn statuses(
    db: &Db,
    activity: ActivityId,
) -> Result<Vec<(UnitId, PupilId, Option<Status>)>> {
    db.query(
        "with invited (unit, class) as (
           select t.unit, t.unit from activity_target t where t.activity = $1
           union
           select t.unit, l.class from activity_target t join activity a on a.id = t.activity join unit_link l on l.youth = t.unit
           where t.activity = $1 and l.valid_from <= a.held_on and (l.valid_to is null or l.valid_to >= a.held_on)
         )
         select i.unit, p.id, m.status
         from activity a
         join invited i on true
         join enrolment e on e.class = i.class and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
         join pupil p on p.id = e.pupil
         left join attendance m on m.activity = a.id and m.pupil = p.id
         where a.id = $1",
    )
    .bind(activity)
    .all()
    .await
}

/// How many were there of an activity whose roll was made into numbers.
pub async fn forgotten(db: &Db, activity: ActivityId) -> Result<Option<i64>> {
    let row = db.query(
        "select cast(sum(n) as bigint) as n from attendance_count where activity = $1 having count(*) > 0",
    );
    let row: Option<(i64,)> = row.bind(activity).optional().await?;
    Ok(row.map(|(n,)| n))
}

/// Whether anybody was marked yet.
pub async fn has_begun(db: &Db, activity: ActivityId) -> Result<bool> {
    let (n,): (i64,) = db
        .query("select count(*) from attendance where activity = $1 and status is not null")
        .bind(activity)
        .one()
        .await?;
    Ok(n > 0)
}

/// Keeps a mark about a child on the roll of the permit's unit, unless a later one stands already; of two made at once the one with the
/// larger id stands, so that in whatever order and however often marks arrive the same one stands in the end. A mark that stands in the future was made while the server's clock was ahead: it is older than anything that comes. Answers whether anything changed.
pub async fn keep(
    tx: &mut Tx,
    permit: &Permit<TakeAttendance>,
    activity: ActivityId,
    mark: &Mark,
    by: &Actor,
    now: DateTime<Utc>,
) -> Result<bool> {
    let kept = tx
        .query(
            "insert into attendance (activity, pupil, status, reason, method, client_id, marked_by, marked_at)
             select a.id, p.id, $4, $5, 'roll', $6, $7, $8
             from activity a
             join activity_target t on t.activity = a.id and t.unit = $2
             join pupil p on p.id = $3
             where a.id = $1 and a.cancelled_at is null
               and exists (select 1 from enrolment e
                           where e.pupil = p.id and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
                             and (e.class = t.unit
                                  or exists (select 1 from unit_link l where l.youth = t.unit and l.class = e.class
                                             and l.valid_from <= a.held_on and (l.valid_to is null or l.valid_to >= a.held_on))))
             on conflict (activity, pupil) do update
               set status = excluded.status, reason = excluded.reason, method = excluded.method, client_id = excluded.client_id,
                   marked_by = excluded.marked_by, marked_at = excluded.marked_at
               where attendance.marked_at < excluded.marked_at
                  or (attendance.marked_at = excluded.marked_at and attendance.client_id < excluded.client_id)
                  or attendance.marked_at > $9",
        )
        .bind(activity)
        .bind(permit.place.unit)
        .bind(mark.pupil)
        .bind(mark.status)
        .bind(mark.reason)
        .bind(mark.client_id)
        .bind(by.staff())
        .bind(mark.marked_at)
        .bind(now)
        .execute()
        .await?;
    if kept == 1 {
        marks::attendance(tx, activity, mark.pupil).await?;
    }
    Ok(kept == 1)
}

/// What stands about a child.
pub async fn standing(
    tx: &mut Tx,
    activity: ActivityId,
    pupil: PupilId,
) -> Result<(Option<Status>, Option<Reason>)> {
    let row = tx.query("select status, reason from attendance where activity = $1 and pupil = $2");
    let row = row.bind(activity).bind(pupil).optional().await?;
    Ok(row.unwrap_or_default())
}

/// A meeting the children of a class were invited to, with how many of them stand how.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ClassMeeting {
    pub id: ActivityId,
    pub kind: ActivityKind,
    pub title: String,
    pub held_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub present: i64,
    pub late: i64,
    pub excused: i64,
    pub absent: i64,
}

/// A child with the closed meetings it came to, of those it was on the roll of.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ClassAttender {
    pub full_name: String,
    pub attended: i64,
    pub invited: i64,
}

/// The activities a class, or the chi đội or chi đoàn its children form, was invited to since a day; $1 the class, $2 the day.
const INVITED: &str = "with invited (id) as (
      select a.id from activity_target t cross join activity a
      where t.unit = $1 and a.id = t.activity and a.held_on >= $2 and a.cancelled_at is null
      union
      select a.id from unit_link l cross join activity_target t cross join activity a
      where l.class = $1 and t.unit = l.youth and a.id = t.activity and a.held_on >= $2 and a.cancelled_at is null
        and l.valid_from <= a.held_on and (l.valid_to is null or l.valid_to >= a.held_on)
    )";

/// The meetings of a class since a day, the latest first.
pub async fn meetings_of_class(
    db: &Db,
    permit: &Permit<SeeClass>,
    since: NaiveDate,
) -> Result<Vec<ClassMeeting>> {
    db.query(format!(
        "{INVITED}
         select a.id, a.kind, a.title, a.held_on, a.closed_at,
           cast(coalesce(sum(case when m.status = 'present' then 1 else 0 end), 0) as bigint) as present,
           cast(coalesce(sum(case when m.status = 'late' then 1 else 0 end), 0) as bigint) as late,
           cast(coalesce(sum(case when m.status = 'excused' then 1 else 0 end), 0) as bigint) as excused,
           cast(coalesce(sum(case when m.status = 'absent' then 1 else 0 end), 0) as bigint) as absent
         from activity a
         left join enrolment e on e.class = $1 and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
         left join attendance m on m.activity = a.id and m.pupil = e.pupil
         where a.id in (select id from invited)
         group by a.id, a.kind, a.title, a.held_on, a.closed_at
         order by a.held_on desc, a.id desc"
    ))
    .bind(permit.place.unit)
    .bind(since)
    .all()
    .await
}

/// The children of a class today, each with its closed meetings since a day.
pub async fn attenders_of_class(
    db: &Db,
    permit: &Permit<SeeClass>,
    since: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<ClassAttender>> {
    db.query(format!(
        "{INVITED}
         select p.full_name,
           cast(coalesce(sum(case when m.status in ('present', 'late') then 1 else 0 end), 0) as bigint) as attended,
           count(a.id) as invited
         from enrolment e join pupil p on p.id = e.pupil
         left join activity a on a.id in (select id from invited) and a.closed_at is not null
           and exists (select 1 from enrolment w where w.pupil = p.id and w.class = $1
                       and w.valid_from <= a.held_on and (w.valid_to is null or w.valid_to >= a.held_on))
         left join attendance m on m.activity = a.id and m.pupil = p.id
         where e.class = $1 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)
         group by p.id, p.full_name, p.sort_key, p.birth_date, p.pupil_code
         order by p.sort_key, p.birth_date, p.pupil_code, p.id"
    ))
    .bind(permit.place.unit)
    .bind(since)
    .bind(today)
    .all()
    .await
}
