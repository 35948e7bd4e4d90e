//! What is counted child by child: the children of one school's classes on the last day of some spans that end together.
//!
//! Every statement begins with the few: the classes of one school, then their children, then what each child did. `cross join` keeps that
//! order on SQLite, whose planner would otherwise begin with everything a province finished in the span; PostgreSQL has one school as a
//! parameter, and estimates it right. Spans that end together differ only in how far back they look: each child is looked at once for all of them,
//! for its last result before the end decides in which of them it took part. What a class learnt is what its children did in its own school year; that
//! a child took part at all it takes along into the next.

mod sql;

use crate::store::{Db, Result, db::Query};
use chrono::NaiveDate;
use lachan_core::{
    day,
    ids::UnitId,
    person::Gender,
    report::{Learnt, Taken, TestSums},
};
pub use sql::statements;
use sql::{given, most, pairs, taken};
use std::collections::BTreeMap;

#[derive(sqlx::FromRow)]
struct TakenRow {
    span: i64,
    class: UnitId,
    gender: Gender,
    enrolled: i64,
    took_part: i64,
    finished_set: i64,
}

#[derive(sqlx::FromRow)]
struct TestRow {
    span: i64,
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

/// What is known of each class, span by span.
struct Spans(Vec<BTreeMap<UnitId, Learnt>>);

impl Spans {
    fn class(&mut self, span: i64, class: UnitId) -> &mut Learnt {
        let span = usize::try_from(span).unwrap_or_default();
        self.0[span].entry(class).or_default()
    }
}

/// One school, or one class of it alone, and the spans.
struct School<'a> {
    db: &'a Db,
    id: UnitId,
    only: Option<UnitId>,
    last: NaiveDate,
    since: &'a [NaiveDate],
}

/// What the children of a school's classes did up to a last day, since each of some first days; of one class alone where one is named. Classes
/// of which there is nothing to say are left out.
pub async fn count(
    db: &Db,
    school: UnitId,
    only: Option<UnitId>,
    last: NaiveDate,
    since: &[NaiveDate],
) -> Result<Vec<BTreeMap<UnitId, Learnt>>> {
    if since.is_empty() {
        return Ok(Vec::new());
    }
    let asked = School {
        db,
        id: school,
        only,
        last,
        since,
    };
    let mut spans = Spans(vec![BTreeMap::new(); since.len()]);
    for (class, n) in asked.query(given()).all::<(UnitId, i64)>().await? {
        for span in &mut spans.0 {
            span.entry(class).or_default().has_set = n > 0;
        }
    }
    let most = asked.since(asked.query(most(since.len())));
    for (span, class, n) in most.all::<(i64, UnitId, i64)>().await? {
        spans.class(span, class).most_in_one_module = n;
    }
    for row in asked.pairs("before", "after").await? {
        let tested = &mut spans.class(row.span, row.class).tested;
        tested.pre_post = row.pairs;
        tested.gain = row.sums();
        tested.asked_111 = row.asked;
        tested.knew_111 = row.knew;
    }
    // Ninety days are counted by the day the bài nhắc lại was given for: see core::trial.
    for row in asked.pairs("after", "recall").await? {
        let tested = &mut spans.class(row.span, row.class).tested;
        tested.post_recall = row.pairs;
        tested.recall = row.sums();
    }
    let taken = asked.since(asked.query(taken(since.len())));
    for row in taken.all::<TakenRow>().await? {
        spans.class(row.span, row.class).taken.push(Taken {
            gender: row.gender,
            enrolled: row.enrolled,
            took_part: row.took_part,
            finished_set: row.finished_set,
        });
    }
    for learnt in spans.0.iter_mut().flat_map(BTreeMap::values_mut) {
        learnt.taken.sort_unstable_by_key(|taken| taken.gender);
    }
    Ok(spans.0)
}

impl<'a> School<'a> {
    fn query(&self, sql: String) -> Query<'a> {
        let query = self.db.query(sql).bind(self.id).bind(self.last);
        query.bind(day::end(self.last)).bind(self.only)
    }

    /// Binds the first instant of the longest span, then those of all.
    fn since(&self, query: Query<'a>) -> Query<'a> {
        self.bind_all(query.bind(self.longest()))
    }

    fn longest(&self) -> chrono::DateTime<chrono::Utc> {
        let first = self.since.iter().min().copied();
        day::start(first.unwrap_or(self.last))
    }

    fn bind_all(&self, query: Query<'a>) -> Query<'a> {
        let days = self.since.iter();
        days.fold(query, |query, since| query.bind(day::start(*since)))
    }

    /// Two tests of the same children, by the class of the last day; each child's last one before the end counts.
    async fn pairs(&self, first: &'static str, second: &'static str) -> Result<Vec<TestRow>> {
        let asked = self.query(pairs(self.since.len())).bind(self.longest());
        let asked = asked.bind(first.to_owned()).bind(second.to_owned());
        self.bind_all(asked).all().await
    }
}
