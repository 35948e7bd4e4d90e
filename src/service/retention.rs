//! When what is known by child is forgotten, and doing so: `docs/privacy.md` says what, decision 019 how.

mod choice;
mod outlook;
mod terms;

use super::reports;
use crate::{
    clock::Clock,
    error::Result,
    store::{
        Db, audit, claims,
        figures::{sheets, spans, turn},
        progress, pupils, retention, units,
    },
};
use chrono::{DateTime, Duration as Days, NaiveDate, Utc};
use lachan_core::{actor::Actor, day, ids::UnitId, period::Span, retention::carried_until};
use std::time::Instant;
use uuid::Uuid;

pub use choice::set_last_month;
pub use outlook::{Kept, Outlook, kept, look_ahead, outlook};
use terms::{Term, due, last_month};

/// The name of this work among programs that share a database, and how long one keeps it for a school.
const WORK: &str = "retention";
const CLAIM: Days = Days::minutes(10);
/// How many receipts one transaction forgets at most.
const AT_ONCE: i64 = 2_000;

/// What a round forgot.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Forgotten {
    pub schools: u64,
    pub results: u64,
    pub tests: u64,
    pub attendances: u64,
    pub children: u64,
}

impl std::ops::AddAssign for Forgotten {
    fn add_assign(&mut self, other: Self) {
        self.schools += other.schools;
        self.results += other.results;
        self.tests += other.tests;
        self.attendances += other.attendances;
        self.children += other.children;
    }
}

/// A school year that is over takes its classes with it: the children wait for the list of the new one. Usually nothing is left to do.
pub async fn turn_years(db: &Db, today: NaiveDate) -> Result<()> {
    let mut tx = db.begin().await?;
    units::end_classes(&mut tx, None).await?;
    tx.commit().await?;
    for school in pupils::left_behind(db, today).await? {
        let mut tx = db.begin().await?;
        pupils::end_with_classes(&mut tx, school, today).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// Forgets what is due, school by school, and what came late since; each school once a day. It can be broken off anywhere and goes on.
pub async fn forget(db: &Db, clock: &Clock) -> Result<Forgotten> {
    let today = clock.today();
    turn_years(db, today).await?;
    let mut all = Forgotten::default();
    let Some(due) = due(db, last_month(db).await?, today).await? else {
        return Ok(all);
    };
    let mut schools = retention::schools(db).await?;
    schools.retain(|school| is_new(school, &due) || school.swept_on != Some(today));
    if schools.is_empty() {
        return Ok(all);
    }
    let round = Round {
        db,
        due: &due,
        today,
        now: clock.now(),
        since: reports::reporting_year(today, reports::rule(db).await?).from,
        kept: kept_spans(db, due.until, today).await?,
    };
    let me = Uuid::now_v7();
    for school in schools {
        if !claims::take(db, WORK, me, clock.now(), CLAIM).await? {
            return Ok(all);
        }
        let begun = Instant::now();
        all += round.go(school).await?;
        // Lessons go on beside it.
        tokio::time::sleep(begun.elapsed()).await;
    }
    receipts(db, due.until).await?;
    claims::leave(db, WORK, me).await?;
    Ok(all)
}

fn is_new(school: &retention::School, due: &Term) -> bool {
    school.until.is_none_or(|until| until < due.until)
}

/// Whatever a report can ask for that reaches back into what is forgotten and is over.
async fn kept_spans(db: &Db, until: NaiveDate, today: NaiveDate) -> Result<Vec<Span>> {
    let years = units::school_years(db).await?;
    let first = years.last().map_or(today, |year| year.starts_on);
    let mut kept = reports::ended(db, first, today).await?;
    kept.extend(spans::all(db).await?);
    kept.retain(|span| span.from <= until && span.to < today);
    kept.sort_by_key(|span| (span.to, span.from));
    kept.dedup();
    Ok(kept)
}

/// What is the same for every school.
struct Round<'a> {
    db: &'a Db,
    due: &'a Term,
    today: NaiveDate,
    now: DateTime<Utc>,
    /// Where the half-years and years begin that run on: they count people.
    since: NaiveDate,
    kept: Vec<Span>,
}

impl Round<'_> {
    async fn go(&self, of: retention::School) -> Result<Forgotten> {
        let db = self.db;
        let (school, until) = (of.id, self.due.until);
        if !is_new(&of, self.due) {
            self.close(of).await?;
        } else if !self.freeze(school).await? {
            // Something is being counted: the next round finds it done.
            return Ok(Forgotten::default());
        }
        let mut gone = Forgotten::default();
        for class in retention::learnt_in(db, school, until).await? {
            let mut tx = db.begin().await?;
            let [results, tests] = retention::forget_learning(&mut tx, class, self.since).await?;
            tx.commit().await?;
            gone.results += results;
            gone.tests += tests;
        }
        for activity in retention::named_in(db, school, until).await? {
            let mut tx = db.begin().await?;
            gone.attendances += retention::forget_attendance(&mut tx, school, activity).await?;
            tx.commit().await?;
        }
        let mut tx = db.begin().await?;
        gone.children = retention::forget_children(&mut tx, school, until).await?;
        retention::swept(&mut tx, school, self.today).await?;
        if gone != Forgotten::default() {
            gone.schools = 1;
            let detail = format!(
                "{} {} {} {} {}",
                self.due.year.code, gone.results, gone.tests, gone.attendances, gone.children
            );
            let by = Actor::System("retention");
            audit::note(&mut tx, &by, self.now, "forget year", Some(school), &detail).await?;
        }
        tx.commit().await?;
        Ok(gone)
    }

    /// Keeps every figure that needs what is about to go.
    async fn freeze(&self, school: UnitId) -> Result<bool> {
        if !self.keep(school).await? {
            return Ok(false);
        }
        let freeze = retention::Freeze {
            school,
            until: self.due.until,
            today: self.today,
            now: self.now,
        };
        let mut tx = self.db.begin().await?;
        let frozen = retention::freeze(&mut tx, freeze).await?;
        tx.commit().await?;
        Ok(frozen)
    }

    /// Keeps the figures of what ran on, once it is over, and forgets what was carried over for it.
    async fn close(&self, school: retention::School) -> Result<()> {
        let as_of = school.as_of.unwrap_or(self.today);
        if self.today < carried_until(as_of) || !self.keep(school.id).await? {
            return Ok(());
        }
        let mut tx = self.db.begin().await?;
        retention::close(&mut tx, school.id, self.today).await?;
        Ok(tx.commit().await?)
    }

    /// Counts what is not kept yet.
    async fn keep(&self, school: UnitId) -> Result<bool> {
        turn(self.db, self.today).await?;
        Ok(sheets::freshen(self.db, school, &self.kept, self.today).await?)
    }
}

/// Forgets the receipts of results that came before a day was over: what is sent again belongs to a year that is gone.
async fn receipts(db: &Db, until: NaiveDate) -> Result<()> {
    loop {
        let mut tx = db.begin().await?;
        let n = progress::forget_receipts(&mut tx, day::end(until), AT_ONCE).await?;
        tx.commit().await?;
        if n < AT_ONCE as u64 {
            return Ok(());
        }
    }
}
