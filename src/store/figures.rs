//! What a report counts, along one line as it stood on the span's last day. Classes and questions come out of it, never a child.

use super::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    activity::ActivityKind,
    day,
    ids::{ActivityId, UnitId},
    period::Span,
    permission::{Permit, SeeReport},
    person::Gender,
    report::{Attended, Branch, ClassFacts, Facts, Session, Taken, TestSums, Tested, Theme},
    units::Line,
};
use std::collections::BTreeMap;

/// The units of the scope, each with the direct child of the reported unit it lies in.
///
/// Every class stands in it, and beside it the chi đội or chi đoàn its children form, so that an activity counts on both lines. A unit that
/// was closed during the span is still in it where it last was: what happened there happened.
/// $1 unit, $2 first day, $3 last day.
const EDUCATION: &str = "
    with recursive down (id, top) as (
      select e.child, e.child from unit_edge e join unit u on u.id = e.child
      where e.parent = $1 and e.relation = 'professional' and e.valid_from <= $3
        and (e.valid_to is null or e.valid_to >= $3 or (u.closed_on < $3 and e.valid_to >= $2))
      union
      select e.child, d.top from down d join unit_edge e on e.parent = d.id join unit u on u.id = e.child
      where e.relation = 'professional' and e.valid_from <= $3
        and (e.valid_to is null or e.valid_to >= $3 or (u.closed_on < $3 and e.valid_to >= $2))
    ), stem (id, top) as (
      select id, cast(null as uuid) from unit where id = $1
      union select id, top from down
      union select u.id, d.top from unit u join down d on u.school = d.id
      union select u.id, case when u.kind = 'class' then u.id end from unit u where u.school = $1
    ), place (id, top) as (
      select id, top from stem
      union
      select l.youth, s.top from stem s join unit_link l on l.class = s.id join unit c on c.id = l.class
      where l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3 or (c.closed_on < $3 and l.valid_to >= $2))
    )";

/// The same on the line of Đoàn and Đội.
const YOUTH: &str = "
    with recursive down (id, top) as (
      select e.child, e.child from unit_edge e join unit u on u.id = e.child
      where e.parent = $1 and e.relation = 'youth' and e.valid_from <= $3
        and (e.valid_to is null or e.valid_to >= $3 or (u.closed_on < $3 and e.valid_to >= $2))
      union
      select e.child, d.top from down d join unit_edge e on e.parent = d.id join unit u on u.id = e.child
      where e.relation = 'youth' and e.valid_from <= $3
        and (e.valid_to is null or e.valid_to >= $3 or (u.closed_on < $3 and e.valid_to >= $2))
    ), stem (id, top) as (
      select id, cast(null as uuid) from unit where id = $1
      union select id, top from down
    ), place (id, top) as (
      select id, top from stem
      union
      select l.class, s.top from stem s join unit_link l on l.youth = s.id join unit c on c.id = l.class
      where l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3 or (c.closed_on < $3 and l.valid_to >= $2))
    )";

/// The children of the classes of the scope on the last day. $4 is the first instant after it.
const MEMBERS: &str = ", lesson_class (id, school, grade) as (
      select c.id, c.school, c.grade from (select distinct id from place) k join unit c on c.id = k.id
      where c.kind = 'class' and c.opened_on <= $3 and (c.closed_on is null or c.closed_on >= $3)
    ), member (pupil, class, gender) as (
      select e.pupil, e.class, p.gender from lesson_class c join enrolment e on e.class = c.id join pupil p on p.id = e.pupil
      where e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3) and (p.left_on is null or p.left_on > $3)
    ), given (class, module) as (
      select a.class, a.module from lesson_class c join assignment a on a.class = c.id
      where a.opens_on <= $3 and a.assigned_at < $4 and (a.withdrawn_at is null or a.withdrawn_at >= $4)
    )";

/// Activities that count: held in the span, closed, not cancelled.
const HELD: &str =
    "a.held_on >= $2 and a.held_on <= $3 and a.closed_at is not null and a.cancelled_at is null";

#[derive(sqlx::FromRow)]
struct ClassRow {
    id: UnitId,
    school: Option<UnitId>,
    grade: Option<i64>,
    n_given: i64,
}

#[derive(sqlx::FromRow)]
struct TakenRow {
    class: UnitId,
    gender: Gender,
    enrolled: i64,
    took_part: i64,
    finished_set: i64,
}

#[derive(sqlx::FromRow)]
struct TestRow {
    class: UnitId,
    /// Children who took the earlier test as well.
    pairs: i64,
    first: i64,
    second: i64,
    asked: i64,
    knew: i64,
}

impl TestRow {
    fn sums(&self) -> TestSums {
        TestSums {
            first: self.first,
            second: self.second,
        }
    }
}

/// Counts everything a report of the permitted unit needs.
pub async fn count(db: &Db, permit: &Permit<SeeReport>, line: Line, span: Span) -> Result<Facts> {
    let scope = Scope {
        db,
        unit: permit.place.unit,
        text: match line {
            Line::Education => EDUCATION,
            Line::Youth => YOUTH,
        },
        span,
    };
    Ok(Facts {
        classes: scope.classes().await?,
        parts_of: scope.parts().await?,
        sessions: scope.sessions().await?,
        attended: scope.attended().await?,
        branches: scope.branches().await?,
    })
}

struct Scope<'a> {
    db: &'a Db,
    unit: UnitId,
    text: &'static str,
    span: Span,
}

impl<'a> Scope<'a> {
    fn query(&self, rest: &str) -> super::db::Query<'a> {
        self.db
            .query(format!("{} {rest}", self.text))
            .bind(self.unit)
            .bind(self.span.from)
            .bind(self.span.to)
    }

    fn members(&self, rest: &str) -> super::db::Query<'a> {
        self.query(&format!("{MEMBERS} {rest}"))
            .bind(day::end(self.span.to))
    }

    async fn parts(&self) -> Result<BTreeMap<UnitId, Vec<UnitId>>> {
        let rows: Vec<(UnitId, Option<UnitId>)> =
            self.query("select id, top from place").all().await?;
        let mut parts: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for (unit, top) in rows {
            parts.entry(unit).or_default().extend(top);
        }
        Ok(parts)
    }

    async fn classes(&self) -> Result<Vec<ClassFacts>> {
        let classes: Vec<ClassRow> = self
            .members(
                "select c.id, c.school, c.grade, (select count(*) from given g where g.class = c.id) as n_given
                 from lesson_class c order by c.grade, c.id",
            )
            .all()
            .await?;
        let taken: Vec<TakenRow> = self
            .members(
                ", need (class, n) as (select class, count(*) from given group by class),
                 done (pupil, n) as (
                   select m.pupil, count(*) from member m join given v on v.class = m.class
                   join unit c on c.id = m.class
                   join progress g on g.pupil = m.pupil and g.school_year = c.school_year and g.module = v.module
                   where g.completed_at < $4 group by m.pupil
                 )
                 select m.class, m.gender, count(*) as enrolled,
                   cast(sum(case when exists (select 1 from progress g where g.pupil = m.pupil
                                                and g.completed_at >= $5 and g.completed_at < $4) then 1 else 0 end) as bigint) as took_part,
                   cast(sum(case when d.n * 5 >= s.n * 4 then 1 else 0 end) as bigint) as finished_set
                 from member m left join need s on s.class = m.class left join done d on d.pupil = m.pupil
                 group by m.class, m.gender",
            )
            .bind(day::start(self.span.from))
            .all()
            .await?;
        let most: Vec<(UnitId, i64)> = self
            .members(
                ", finished (class, module, n) as (
                   select m.class, g.module, count(distinct g.pupil) from member m join progress g on g.pupil = m.pupil
                   where g.completed_at >= $5 and g.completed_at < $4 group by m.class, g.module
                 )
                 select class, max(n) as n from finished group by class",
            )
            .bind(day::start(self.span.from))
            .all()
            .await?;
        let mut tested = self.tested().await?;
        let most: BTreeMap<UnitId, i64> = most.into_iter().collect();
        let mut by_class: BTreeMap<UnitId, Vec<Taken>> = BTreeMap::new();
        for row in taken {
            by_class.entry(row.class).or_default().push(Taken {
                gender: row.gender,
                enrolled: row.enrolled,
                took_part: row.took_part,
                finished_set: row.finished_set,
            });
        }
        let facts = classes.into_iter().map(|class| ClassFacts {
            class: class.id,
            school: class.school,
            grade: class.grade,
            has_set: class.n_given > 0,
            most_in_one_module: most.get(&class.id).copied().unwrap_or(0),
            taken: by_class.remove(&class.id).unwrap_or_default(),
            tested: tested.remove(&class.id).unwrap_or_default(),
        });
        Ok(facts.collect())
    }

    /// The short tests of the children of the last day, by the class of that day. It begins with the tests of the span, for they are few
    /// among all the children of a province; each child's last one of the span counts.
    async fn tested(&self) -> Result<BTreeMap<UnitId, Tested>> {
        let select = "select e.class, count(f.pupil) as pairs,
                   coalesce(cast(sum(f.correct * 10000 / f.n_items) as bigint), 0) as first,
                   coalesce(cast(sum(case when f.pupil is null then 0 else l.correct * 10000 / l.n_items end) as bigint), 0) as second,
                   count(*) as asked, cast(sum(case when l.knows_111 then 1 else 0 end) as bigint) as knew
                 from trial_result l cross join enrolment e cross join pupil p cross join lesson_class c";
        let of_span = "where l.taken_at >= $5 and l.taken_at < $4 and e.pupil = l.pupil and e.valid_from <= $3
                   and (e.valid_to is null or e.valid_to >= $3) and p.id = l.pupil and (p.left_on is null or p.left_on > $3)
                   and c.id = e.class and not exists (
                     select 1 from trial_result n where n.pupil = l.pupil and n.kind = l.kind and n.taken_at > l.taken_at and n.taken_at < $4)";
        let after: Vec<TestRow> = self
            .members(&format!(
                "{select} left join trial_result f on f.pupil = l.pupil and f.band = l.band and f.kind = 'before'
                   and f.taken_at = (select max(x.taken_at) from trial_result x where x.pupil = l.pupil and x.band = l.band
                                      and x.kind = 'before' and x.taken_at < l.taken_at)
                 {of_span} and l.kind = 'after' group by e.class"
            ))
            .bind(day::start(self.span.from))
            .all()
            .await?;
        // Ninety days are counted by the day the bài nhắc lại was given for: see core::trial.
        let again: Vec<TestRow> = self
            .members(&format!(
                "{select} left join trial_result f on f.pupil = l.pupil and f.band = l.band and f.kind = 'after'
                   and f.taken_at = (select max(x.taken_at) from trial_result x where x.pupil = l.pupil and x.band = l.band
                                      and x.kind = 'after' and x.taken_at < l.taken_at)
                 {of_span} and l.kind = 'recall' group by e.class"
            ))
            .bind(day::start(self.span.from))
            .all()
            .await?;
        let mut tested: BTreeMap<UnitId, Tested> = BTreeMap::new();
        for row in after {
            let class = tested.entry(row.class).or_default();
            class.both = row.pairs;
            class.gain = row.sums();
            class.asked_111 = row.asked;
            class.knew_111 = row.knew;
        }
        for row in again {
            let class = tested.entry(row.class).or_default();
            class.again = row.pairs;
            class.recall = row.sums();
        }
        Ok(tested)
    }

    async fn sessions(&self) -> Result<Vec<Session>> {
        let rows: Vec<(ActivityId, ActivityKind, UnitId)> = self
            .query(&format!(
                "select a.id, a.kind, k.id as unit from place k join activity_target t on t.unit = k.id
                   join activity a on a.id = t.activity where {HELD}
                 union
                 select a.id, a.kind, k.id as unit from place k join activity a on a.host = k.id where {HELD}"
            ))
            .all()
            .await?;
        let sessions = rows.into_iter().filter_map(|(activity, kind, unit)| {
            Some(Session {
                activity,
                theme: theme(kind)?,
                unit,
            })
        });
        Ok(sessions.collect())
    }

    /// Children where they were enrolled on the day, units above the schools by their count, walk-ins at the host.
    async fn attended(&self) -> Result<Vec<Attended>> {
        let rows: Vec<(ActivityKind, UnitId, i64)> = self
            .query(&format!(
                ", here (id) as (select distinct id from place)
                 select a.kind, e.class as unit, count(*) as n from activity a
                   join attendance t on t.activity = a.id
                   join enrolment e on e.pupil = t.pupil and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
                   join here k on k.id = e.class
                   where t.status in ('present', 'late') and {HELD} group by a.kind, e.class
                 union all
                 select a.kind, t.unit, cast(sum(t.attended) as bigint) as n from here k join activity_target t on t.unit = k.id
                   join activity a on a.id = t.activity where t.attended is not null and {HELD} group by a.kind, t.unit
                 union all
                 select a.kind, a.host as unit, cast(sum(a.walk_ins) as bigint) as n from here k join activity a on a.host = k.id
                   where a.walk_ins > 0 and {HELD} group by a.kind, a.host"
            ))
            .all()
            .await?;
        let attended = rows.into_iter().filter_map(|(kind, unit, n)| {
            Some(Attended {
                theme: theme(kind)?,
                unit,
                n,
            })
        });
        Ok(attended.collect())
    }

    async fn branches(&self) -> Result<Vec<Branch>> {
        let rows: Vec<(UnitId, bool)> = self
            .query(&format!(
                "select u.id, exists (select 1 from activity_target t join activity a on a.id = t.activity
                   where t.unit = u.id and a.kind in ('branch_meeting', 'association_meeting', 'pioneer_meeting', 'star_meeting')
                     and {HELD}) as met
                 from (select distinct id from place) k join unit u on u.id = k.id
                 where u.kind in ('branch', 'pioneer_class') and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)"
            ))
            .all()
            .await?;
        let branches = rows.into_iter().map(|(unit, met)| Branch { unit, met });
        Ok(branches.collect())
    }
}

fn theme(kind: ActivityKind) -> Option<Theme> {
    match kind.indicator()? {
        "I13" => Some(Theme::Meeting),
        "I16" => Some(Theme::Talk),
        "I17" => Some(Theme::Training),
        _ => None,
    }
}

/// A unit a report can be asked for, as `lachan report --list-units` prints it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Listed {
    pub code: String,
    pub kind: lachan_core::units::UnitKind,
    pub name: String,
}

/// Every open unit with its code.
pub async fn units(db: &Db, on: NaiveDate) -> Result<Vec<Listed>> {
    db.query(
        "select code, kind, name from unit where opened_on <= $1 and (closed_on is null or closed_on >= $1) order by kind, code",
    )
    .bind(on)
    .all()
    .await
}
