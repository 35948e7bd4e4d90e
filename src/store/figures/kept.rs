//! What is kept of a school, or of a unit above the schools: read, and counted anew where it is missing or marked.

use super::{activities, as_of, children, turn};
use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    report::{HeldFacts, Learnt},
};
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// How often a count is begun again because somebody else counted the same meanwhile.
const TRIES: usize = 8;

/// A school with all inside it, or with one class alone, or a unit above the schools; and the span that is asked for.
pub struct Asked {
    pub root: UnitId,
    pub only: Option<UnitId>,
    pub span: Span,
    pub today: NaiveDate,
}

/// What is kept, of one span.
type Kept = (BTreeMap<UnitId, Learnt>, HeldFacts);

/// A change since something was counted.
#[derive(sqlx::FromRow)]
struct Mark {
    mark: Uuid,
    unit: UnitId,
    since: NaiveDate,
}

/// What has to be counted: of each span the classes, and whether what was held.
#[derive(Default)]
struct Work(BTreeMap<(NaiveDate, NaiveDate), (BTreeSet<UnitId>, bool)>);

impl Work {
    fn of(&mut self, from: NaiveDate, to: NaiveDate) -> &mut (BTreeSet<UnitId>, bool) {
        self.0.entry((from, to)).or_default()
    }
}

/// What was counted of one span.
struct Counted {
    span: Span,
    learnt: BTreeMap<UnitId, Learnt>,
    held: Option<HeldFacts>,
}

impl Asked {
    /// Reads what is kept of these classes, and of what was held; first counts what is missing or marked.
    pub async fn read(&self, db: &Db, classes: &BTreeMap<UnitId, Option<i64>>) -> Result<Kept> {
        for _ in 0..TRIES {
            let version = self.version(db).await?;
            let marks = self.marks(db).await?;
            let (learnt, held) = self.kept(db).await?;
            let mut work = self.marked(db, &marks).await?;
            let missing = classes.keys().filter(|class| !learnt.contains_key(*class));
            let missing: BTreeSet<UnitId> = missing.copied().collect();
            if !missing.is_empty() {
                work.of(self.span.from, self.span.to).0.extend(missing);
            }
            if held.is_none() {
                work.of(self.span.from, self.span.to).1 = true;
            }
            match held {
                Some(held) if work.0.is_empty() && marks.is_empty() => return Ok((learnt, held)),
                _ => {}
            }
            let counted = self.count(db, work).await?;
            if self.write(db, version, &marks, counted).await?
                && let (learnt, Some(held)) = self.kept(db).await?
            {
                return Ok((learnt, held));
            }
            turn::turn(db, self.today).await?;
        }
        // Others keep counting the same: theirs is as good, and this is what it comes to now.
        let span = as_of(self.span, self.today);
        let learnt = children::count(db, self.root, self.only, span).await?;
        Ok((learnt, activities::count(db, self.root, None, span).await?))
    }

    async fn version(&self, db: &Db) -> Result<i64> {
        let row = db.query("select version from figure_version where unit = $1");
        let row: Option<(i64,)> = row.bind(self.root).optional().await?;
        Ok(row.map_or(0, |(version,)| version))
    }

    async fn marks(&self, db: &Db) -> Result<Vec<Mark>> {
        db.query(MARKS).bind(self.root).bind(self.only).all().await
    }

    async fn kept(&self, db: &Db) -> Result<(BTreeMap<UnitId, Learnt>, Option<HeldFacts>)> {
        let Span { from, to } = self.span;
        let learnt = db.query(LEARNT).bind(self.root).bind(from).bind(to);
        let learnt: Vec<(UnitId, Json<Learnt>)> = learnt.bind(self.only).all().await?;
        let held = db.query(HELD).bind(self.root).bind(from).bind(to);
        let held: Option<(Json<HeldFacts>,)> = held.optional().await?;
        Ok((
            learnt
                .into_iter()
                .map(|(class, Json(learnt))| (class, learnt))
                .collect(),
            held.map(|(Json(held),)| held),
        ))
    }

    /// What the marks spoil of what is kept.
    async fn marked(&self, db: &Db, marks: &[Mark]) -> Result<Work> {
        let mut work = Work::default();
        let mut since: BTreeMap<UnitId, NaiveDate> = BTreeMap::new();
        for mark in marks {
            let known = since.entry(mark.unit).or_insert(mark.since);
            *known = mark.since.min(*known);
        }
        let Some(first) = since.values().min() else {
            return Ok(work);
        };
        let spoilt = db.query(SPANS).bind(self.root).bind(*first).bind(self.only);
        for (unit, from, to) in spoilt.all::<(UnitId, NaiveDate, NaiveDate)>().await? {
            if since.get(&unit).is_some_and(|since| *since <= to) {
                let (classes, held) = work.of(from, to);
                if unit == self.root {
                    *held = true;
                } else {
                    classes.insert(unit);
                }
            }
        }
        Ok(work)
    }

    async fn count(&self, db: &Db, work: Work) -> Result<Vec<Counted>> {
        let mut all = Vec::new();
        for ((from, to), (classes, is_held)) in work.0 {
            let span = Span { from, to };
            let passed = as_of(span, self.today);
            let one = classes.first().filter(|_| classes.len() == 1).copied();
            let mut found = match classes.is_empty() {
                true => BTreeMap::new(),
                false => children::count(db, self.root, one, passed).await?,
            };
            let held = match is_held {
                true => Some(activities::count(db, self.root, None, passed).await?),
                false => None,
            };
            let learnt = classes
                .into_iter()
                .map(|class| (class, found.remove(&class).unwrap_or_default()));
            all.push(Counted {
                span,
                learnt: learnt.collect(),
                held,
            });
        }
        Ok(all)
    }

    /// Keeps what was counted and takes the marks away that it answers; nothing when somebody else did so meanwhile, or the day is over.
    async fn write(
        &self,
        db: &Db,
        version: i64,
        marks: &[Mark],
        counted: Vec<Counted>,
    ) -> Result<bool> {
        let mut tx = db.begin().await?;
        tx.query("insert into figure_version (unit, version) values ($1, 0) on conflict (unit) do nothing")
            .bind(self.root)
            .execute()
            .await?;
        let mine = tx
            .query(format!(
                "update figure_version set version = version + 1 where unit = $1 and version = $2 and {}",
                turn::still("$3")
            ))
            .bind(self.root)
            .bind(version)
            .bind(self.today.to_string())
            .execute()
            .await?;
        if mine == 0 {
            tx.rollback().await?;
            return Ok(false);
        }
        for Counted { span, learnt, held } in counted {
            for (class, learnt) in learnt {
                tx.query(
                    "insert into class_figure (class, starts_on, ends_on, learnt) values ($1, $2, $3, $4)
                     on conflict (class, starts_on, ends_on) do update set learnt = excluded.learnt",
                )
                .bind(class)
                .bind(span.from)
                .bind(span.to)
                .bind(Json(learnt))
                .execute()
                .await?;
            }
            if let Some(held) = held {
                tx.query(
                    "insert into held_figure (unit, starts_on, ends_on, held) values ($1, $2, $3, $4)
                     on conflict (unit, starts_on, ends_on) do update set held = excluded.held",
                )
                .bind(self.root)
                .bind(span.from)
                .bind(span.to)
                .bind(Json(held))
                .execute()
                .await?;
            }
        }
        for mark in marks {
            tx.query("delete from figure_mark where mark = $1 and unit = $2")
                .bind(mark.mark)
                .bind(mark.unit)
                .execute()
                .await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}

/// $1 a school or a unit above the schools, $2 one class alone, or null.
const MARKS: &str = "select m.mark, m.unit, m.since from figure_mark m where m.unit = $1
     union all
     select m.mark, m.unit, m.since from unit c cross join figure_mark m
       where c.school = $1 and c.kind = 'class' and ($2 is null or c.id = $2) and m.unit = c.id";

/// $1 school, $2 first day, $3 last day, $4 one class alone, or null.
const LEARNT: &str = "select f.class, f.learnt from unit c cross join class_figure f
     where c.school = $1 and c.kind = 'class' and f.class = c.id and f.starts_on = $2 and f.ends_on = $3 and ($4 is null or c.id = $4)";

/// $1 a school or a unit above the schools, $2 first day, $3 last day.
const HELD: &str =
    "select held from held_figure where unit = $1 and starts_on = $2 and ends_on = $3";

/// The spans that end on a day or later of which something is kept. $1 a school or a unit above the schools, $2 day, $3 one class alone, or null.
const SPANS: &str = "select unit, starts_on, ends_on from held_figure where unit = $1 and ends_on >= $2
     union all
     select f.class, f.starts_on, f.ends_on from unit c cross join class_figure f
       where c.school = $1 and c.kind = 'class' and ($3 is null or c.id = $3) and f.class = c.id and f.ends_on >= $2";

/// Every statement of this file that reads, for the test that pins their plans.
pub fn statements() -> [String; 4] {
    [MARKS, LEARNT, HELD, SPANS].map(str::to_owned)
}
