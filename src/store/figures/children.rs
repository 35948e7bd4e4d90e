//! What is counted child by child: the children of one school's classes on the last day of a span.
//!
//! Every statement begins with the few: the classes of one school, then their children, then what each child did. `cross join` keeps that
//! order on SQLite, whose planner would otherwise begin with everything a province finished in the span; PostgreSQL has one school as a
//! parameter, and estimates it right.

use crate::store::{Db, Result, db::Query};
use lachan_core::{
    day,
    ids::UnitId,
    period::Span,
    person::Gender,
    report::{Learnt, Taken, TestSums, Tested},
};
use std::collections::BTreeMap;

/// $1 school, $2 first day, $3 last day, $4 the first instant after it, $5 the first instant of the span, $6 one class alone, or null.
const MEMBERS: &str = "
    with here (id, school_year) as (
      select c.id, c.school_year from unit c
      where c.school = $1 and c.kind = 'class' and c.opened_on <= $3 and (c.closed_on is null or c.closed_on >= $3)
        and ($6 is null or c.id = $6)
    ), member (pupil, class, school_year, gender) as (
      select e.pupil, e.class, c.school_year, p.gender from here c cross join enrolment e cross join pupil p
      where e.class = c.id and p.id = e.pupil and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)
    )";

/// A module a class had been given by the last day and not taken back.
const GIVEN: &str =
    "a.opens_on <= $3 and a.assigned_at < $4 and (a.withdrawn_at is null or a.withdrawn_at >= $4)";

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

/// One school, or one class of it alone, and the span.
struct School<'a> {
    db: &'a Db,
    id: UnitId,
    only: Option<UnitId>,
    span: Span,
}

/// What the children of a school's classes did, of one class alone where one is named. Classes of which there is nothing to say are left out.
pub async fn count(
    db: &Db,
    school: UnitId,
    only: Option<UnitId>,
    span: Span,
) -> Result<BTreeMap<UnitId, Learnt>> {
    let asked = School {
        db,
        id: school,
        only,
        span,
    };
    let mut classes: BTreeMap<UnitId, Learnt> = BTreeMap::new();
    for (class, n) in asked.query(given()).all::<(UnitId, i64)>().await? {
        classes.entry(class).or_default().has_set = n > 0;
    }
    for (class, n) in asked.query(most()).all::<(UnitId, i64)>().await? {
        classes.entry(class).or_default().most_in_one_module = n;
    }
    for (class, tested) in asked.tested().await? {
        classes.entry(class).or_default().tested = tested;
    }
    for row in asked.query(taken()).all::<TakenRow>().await? {
        classes.entry(row.class).or_default().taken.push(Taken {
            gender: row.gender,
            enrolled: row.enrolled,
            took_part: row.took_part,
            finished_set: row.finished_set,
        });
    }
    for learnt in classes.values_mut() {
        learnt.taken.sort_unstable_by_key(|taken| taken.gender);
    }
    Ok(classes)
}

impl<'a> School<'a> {
    fn query(&self, sql: String) -> Query<'a> {
        self.db
            .query(sql)
            .bind(self.id)
            .bind(self.span.from)
            .bind(self.span.to)
            .bind(day::end(self.span.to))
            .bind(day::start(self.span.from))
            .bind(self.only)
    }

    /// The short tests by the class of the last day; each child's last one of the span counts.
    async fn tested(&self) -> Result<BTreeMap<UnitId, Tested>> {
        let mut tested: BTreeMap<UnitId, Tested> = BTreeMap::new();
        for row in self.pairs("before", "after").await? {
            let class = tested.entry(row.class).or_default();
            class.pre_post = row.pairs;
            class.gain = row.sums();
            class.asked_111 = row.asked;
            class.knew_111 = row.knew;
        }
        // Ninety days are counted by the day the bài nhắc lại was given for: see core::trial.
        for row in self.pairs("after", "recall").await? {
            let class = tested.entry(row.class).or_default();
            class.post_recall = row.pairs;
            class.recall = row.sums();
        }
        Ok(tested)
    }

    async fn pairs(&self, first: &'static str, second: &'static str) -> Result<Vec<TestRow>> {
        let asked = self.query(pairs()).bind(first.to_owned());
        asked.bind(second.to_owned()).all().await
    }
}

/// Every statement of this file, for the test that pins their plans.
pub fn statements() -> [String; 4] {
    [given(), taken(), most(), pairs()]
}

/// How many modules each class had been given.
fn given() -> String {
    format!(
        "{MEMBERS}
         select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id"
    )
}

fn taken() -> String {
    format!(
        "{MEMBERS}, need (class, n) as (
           select c.id, count(*) from here c cross join assignment a where a.class = c.id and {GIVEN} group by c.id
         )
         select m.class, m.gender, count(*) as enrolled,
           cast(sum(case when exists (select 1 from progress g where g.pupil = m.pupil
                                        and g.completed_at >= $5 and g.completed_at < $4) then 1 else 0 end) as bigint) as took_part,
           cast(sum(case when s.n * 4 <= 5 * (
             select count(*) from progress g where g.pupil = m.pupil and g.school_year = m.school_year and g.completed_at < $4
               and exists (select 1 from assignment a where a.class = m.class and a.module = g.module and {GIVEN})
           ) then 1 else 0 end) as bigint) as finished_set
         from member m left join need s on s.class = m.class
         group by m.class, m.gender"
    )
}

/// How many children of each class finished the module that most of them finished.
fn most() -> String {
    format!(
        "{MEMBERS}, finished (class, module, n) as (
           select m.class, g.module, count(distinct g.pupil) from member m cross join progress g
           where g.pupil = m.pupil and g.completed_at >= $5 and g.completed_at < $4 group by m.class, g.module
         )
         select class, max(n) from finished group by class"
    )
}

/// Two tests of the same children; $7 the earlier kind, $8 the later one.
fn pairs() -> String {
    format!(
        "{MEMBERS}
         select m.class, count(f.pupil) as pairs,
           coalesce(cast(sum(f.correct * 10000 / f.n_items) as bigint), 0) as first,
           coalesce(cast(sum(case when f.pupil is null then 0 else l.correct * 10000 / l.n_items end) as bigint), 0) as second,
           count(*) as asked, cast(sum(case when l.knows_111 then 1 else 0 end) as bigint) as knew
         from member m cross join trial_result l
         left join trial_result f on f.pupil = l.pupil and f.band = l.band and f.kind = $7
           and f.taken_at = (select max(x.taken_at) from trial_result x where x.pupil = l.pupil and x.band = l.band
                              and x.kind = $7 and x.taken_at < l.taken_at)
         where l.pupil = m.pupil and l.kind = $8 and l.taken_at >= $5 and l.taken_at < $4 and not exists (
           select 1 from trial_result n where n.pupil = l.pupil and n.kind = l.kind and n.taken_at > l.taken_at and n.taken_at < $4)
         group by m.class"
    )
}
