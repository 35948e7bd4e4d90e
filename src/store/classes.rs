//! Classes as the people who work with them see them.

use super::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{actor::Actor, ids::UnitId, lesson::ModuleId};

/// A class in somebody's list.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct ClassLine {
    pub id: UnitId,
    pub name: String,
    pub grade: i64,
    pub school: UnitId,
    pub school_name: String,
    pub pupils: i64,
    /// Modules open for the class today.
    pub open_modules: i64,
    /// Whether the class door is open.
    pub door_open: bool,
}

/// The classes of an adult, as `mine`; $1 the adult, $2 the day.
const REACH: &str = "with recursive held (role, unit) as (
           select g.role, g.unit from staff_grant g
           where g.staff = $1 and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
         ), below (id) as (
           select h.unit from held h where h.role = 'organizer'
           union
           select e.child from below b cross join unit_edge e
           where e.parent = b.id and e.relation = 'youth' and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         ), mine (id) as (
           select h.unit from held h where h.role = 'teacher'
           union
           select u.id from held h cross join unit u where u.school = h.unit and h.role = 'school_head' and u.kind = 'class'
           union
           select l.class from below b cross join unit_link l
           where l.youth = b.id and l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
         )";

/// The classes within an adult's reach today: a teacher's own, a head's whole school, an organizer's linked classes.
pub async fn in_reach(
    db: &Db,
    actor: &Actor,
    on: NaiveDate,
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<ClassLine>> {
    db.query(
        format!(
            "{REACH}
         select c.id, c.name, coalesce(c.grade, 0) as grade, s.id as school, s.short_name as school_name,
                (select count(*) from enrolment e
                 where e.class = c.id and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)) as pupils,
                (select count(*) from assignment a
                 where a.class = c.id and a.withdrawn_at is null and a.opens_on <= $2 and a.closes_on >= $2) as open_modules,
                exists (select 1 from door d where d.class = c.id and d.closed_at is null and d.closes_at > $3) as door_open
         from mine m cross join unit c cross join unit s
         where c.id = m.id and s.id = c.school and c.kind = 'class' and c.opened_on <= $2 and (c.closed_on is null or c.closed_on >= $2)
         order by s.sort_key, c.grade, c.sort_key, c.code"
        ),
    )
    .bind(actor.staff())
    .bind(on)
    .bind(now)
    .all()
    .await
}

/// A module that a class of somebody's has.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct GivenModule {
    pub module: ModuleId,
    pub class: UnitId,
    pub name: String,
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
}

/// The modules the classes within an adult's reach have been given and not taken back.
pub async fn given_in_reach(db: &Db, actor: &Actor, on: NaiveDate) -> Result<Vec<GivenModule>> {
    db.query(format!(
        "{REACH}
         select a.module, c.id as class, c.name, a.opens_on, a.closes_on
         from mine m cross join unit c cross join assignment a
         where c.id = m.id and a.class = c.id and a.withdrawn_at is null and c.kind = 'class' and c.opened_on <= $2 and (c.closed_on is null or c.closed_on >= $2)
         order by c.grade, c.sort_key, c.code, a.module"
    ))
    .bind(actor.staff())
    .bind(on)
    .all()
    .await
}

/// How many children are in a class on a day: its sĩ số.
pub async fn size(db: &Db, class: UnitId, on: NaiveDate) -> Result<i64> {
    let (n,): (i64,) = db
        .query(
            "select count(*) from enrolment e
             where e.class = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)",
        )
        .bind(class)
        .bind(on)
        .one()
        .await?;
    Ok(n)
}
