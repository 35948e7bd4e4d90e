//! What is kept of a school, or of a unit above the schools: read, and counted anew where it is missing or marked.

mod write;

use super::{activities, as_of, children, counted, frozen::Frozen, turn};
use crate::store::{Db, Result, db::is_gone};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    report::{HeldFacts, Learnt},
};
use sqlx::types::Json;
use std::collections::{BTreeMap, BTreeSet};
pub use write::hold;
use write::{Counted, Mark};

/// How often a count is begun again because somebody else counted the same meanwhile.
const TRIES: usize = 8;

/// A school with all inside it, or with one class alone, or a unit above the schools, on a day.
pub struct Root {
    pub id: UnitId,
    pub only: Option<UnitId>,
    pub today: NaiveDate,
}

/// What is kept of one span.
pub type Kept = (BTreeMap<UnitId, Learnt>, HeldFacts);

/// What has to be counted: of each span the classes, and whether what was held.
type Work = BTreeMap<(NaiveDate, NaiveDate), (BTreeSet<UnitId>, bool)>;

impl Root {
    /// What is kept of a span; first counts what is missing or marked.
    pub async fn read(&self, db: &Db, span: Span) -> Result<Kept> {
        if self.freshen(db, &[span]).await?
            && let (learnt, Some(held)) = self.kept(db, span).await?
        {
            return Ok((learnt, held));
        }
        // Others keep counting the same: theirs is as good, and this is what it comes to now.
        counted(db, self.id, self.only, as_of(span, self.today)).await
    }

    /// Counts what is marked, and what is missing of these spans. Whether all of it is kept now.
    pub async fn freshen(&self, db: &Db, spans: &[Span]) -> Result<bool> {
        for _ in 0..TRIES {
            let version = self.version(db).await?;
            let frozen = Frozen::of(db, self.id).await?;
            let marks = db.query(MARKS).bind(self.id).bind(self.only);
            let marks: Vec<Mark> = marks.all().await?;
            let mut work = self.marked(db, &marks).await?;
            for span in spans {
                self.missing(db, *span, &mut work).await?;
            }
            // What cannot be counted any more stays as it is.
            for ((from, to), (classes, _)) in &mut work {
                let span = Span {
                    from: *from,
                    to: *to,
                };
                if frozen.is_some_and(|frozen| frozen.holds(span)) {
                    classes.clear();
                }
            }
            work.retain(|_, (classes, is_held)| *is_held || !classes.is_empty());
            if work.is_empty() && marks.is_empty() {
                return Ok(true);
            }
            let counted = self.count(db, work).await?;
            let written = write::write(db, self.id, self.today, version, &marks, counted);
            match written.await {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                // A class was taken back meanwhile, with the list that had made it.
                Err(error) if is_gone(&error) => {}
                Err(error) => return Err(error),
            }
            turn::turn(db, self.today).await?;
        }
        Ok(false)
    }

    async fn version(&self, db: &Db) -> Result<i64> {
        let row = db.query("select version from figure_version where unit = $1");
        let row: Option<(i64,)> = row.bind(self.id).optional().await?;
        Ok(row.map_or(0, |(version,)| version))
    }

    pub async fn kept(
        &self,
        db: &Db,
        span: Span,
    ) -> Result<(BTreeMap<UnitId, Learnt>, Option<HeldFacts>)> {
        let learnt = learnt(db, self.id, self.only, span).await?;
        let held = db.query(HELD).bind(self.id).bind(span.from).bind(span.to);
        let held: Option<(Json<HeldFacts>,)> = held.optional().await?;
        Ok((learnt, held.map(|(Json(held),)| held)))
    }

    async fn missing(&self, db: &Db, span: Span, work: &mut Work) -> Result<()> {
        let Span { from, to } = span;
        let last = as_of(span, self.today).to;
        let missing = db.query(MISSING).bind(self.id).bind(from).bind(to);
        let missing = missing.bind(last).bind(self.only);
        for (unit,) in missing.all::<(UnitId,)>().await? {
            self.note(work, span, unit);
        }
        Ok(())
    }

    /// Notes that a span has to be counted: what was held here, or what a class learnt.
    fn note(&self, work: &mut Work, Span { from, to }: Span, unit: UnitId) {
        let (classes, held) = work.entry((from, to)).or_default();
        match unit == self.id {
            true => *held = true,
            false => {
                classes.insert(unit);
            }
        }
    }

    /// What the marks spoil of what is kept.
    async fn marked(&self, db: &Db, marks: &[Mark]) -> Result<Work> {
        let mut work = Work::default();
        let mut since: BTreeMap<UnitId, NaiveDate> = BTreeMap::new();
        for mark in marks {
            let known = since.entry(mark.unit).or_insert(mark.since);
            *known = mark.since.min(*known);
        }
        let moved = db.query(MOVED).bind(self.id).bind(self.only);
        for (class, day) in moved.all::<(UnitId, NaiveDate)>().await? {
            let known = since.entry(class).or_insert(day);
            *known = day.min(*known);
        }
        let Some(first) = since.values().min() else {
            return Ok(work);
        };
        let spoilt = db.query(SPOILT).bind(self.id).bind(*first).bind(self.only);
        for (unit, from, to) in spoilt.all::<(UnitId, NaiveDate, NaiveDate)>().await? {
            if since.get(&unit).is_some_and(|since| *since <= to) {
                self.note(&mut work, Span { from, to }, unit);
            }
        }
        Ok(work)
    }

    /// Counts what spans that end together have in one go.
    async fn count(&self, db: &Db, work: Work) -> Result<Vec<Counted>> {
        let mut ends: BTreeMap<NaiveDate, Work> = BTreeMap::new();
        for ((from, to), what) in work {
            let last = as_of(Span { from, to }, self.today).to;
            ends.entry(last).or_default().insert((from, to), what);
        }
        let mut all = Vec::new();
        for (last, work) in ends {
            all.extend(self.together(db, last, work).await?);
        }
        all.sort_by_key(|counted| (counted.span.from, counted.span.to));
        Ok(all)
    }

    async fn together(&self, db: &Db, last: NaiveDate, work: Work) -> Result<Vec<Counted>> {
        let classes: BTreeSet<UnitId> = work.values().flat_map(|(c, _)| c).copied().collect();
        let only = classes.first().filter(|_| classes.len() == 1).copied();
        let since = |of: fn(&(BTreeSet<UnitId>, bool)) -> bool| -> Vec<NaiveDate> {
            let asked = work.iter().filter(|(_, what)| of(what));
            asked.map(|((from, _), _)| *from).collect()
        };
        let learning = since(|(classes, _)| !classes.is_empty());
        let learnt = children::count(db, self.id, only, last, &learning).await?;
        let holding = since(|(_, is_held)| *is_held);
        let held = activities::count(db, self.id, None, last, &holding).await?;
        let (mut learnt, mut held) = (learnt.into_iter(), held.into_iter());
        let counted = work.into_iter().map(|((from, to), (classes, is_held))| {
            let mut found = match classes.is_empty() {
                true => BTreeMap::new(),
                false => learnt.next().unwrap_or_default(),
            };
            Counted {
                span: Span { from, to },
                learnt: classes
                    .into_iter()
                    .map(|class| (class, found.remove(&class).unwrap_or_default()))
                    .collect(),
                held: is_held.then(|| held.next().unwrap_or_default()),
            }
        });
        Ok(counted.collect())
    }
}

/// What is kept of the classes of a school, or of one alone.
pub async fn learnt(
    db: &Db,
    school: UnitId,
    only: Option<UnitId>,
    Span { from, to }: Span,
) -> Result<BTreeMap<UnitId, Learnt>> {
    let learnt = db.query(LEARNT).bind(school).bind(from).bind(to);
    let learnt: Vec<(UnitId, Json<Learnt>)> = learnt.bind(only).all().await?;
    let learnt = learnt.into_iter().map(|(class, Json(l))| (class, l));
    Ok(learnt.collect())
}

/// $1 a school or a unit above the schools, $2 one class alone, or null.
const MARKS: &str = "select m.mark, m.unit, m.since from figure_mark m where m.unit = $1
     union all
     select m.mark, m.unit, m.since from unit c cross join figure_mark m
       where c.school = $1 and c.kind = 'class' and ($2 is null or c.id = $2) and m.unit = c.id";

/// The classes in which children sit now whose results are marked, as far as they sat there since. $1 a school or a unit above the schools, $2 one
/// class alone, or null.
const MOVED: &str = "select e.class, min(m.since) from unit c cross join figure_mark m cross join figure_mark_pupil k cross join enrolment e
     where c.school = $1 and c.kind = 'class' and m.unit = c.id and k.mark = m.mark and k.class = m.unit and e.pupil = k.pupil
       and (e.valid_to is null or e.valid_to >= m.since) and ($2 is null or e.class = $2)
     group by e.class";

/// $1 school, $2 first day, $3 last day, $4 one class alone, or null.
const LEARNT: &str = "select f.class, f.learnt from unit c cross join class_figure f
     where c.school = $1 and c.kind = 'class' and f.class = c.id and f.starts_on = $2 and f.ends_on = $3 and ($4 is null or c.id = $4)";

/// $1 a school or a unit above the schools, $2 first day, $3 last day.
const HELD: &str =
    "select held from held_figure where unit = $1 and starts_on = $2 and ends_on = $3";

/// The unit itself and the classes of which nothing is kept though they are there on the last day. $1 a school or a unit above the schools,
/// $2 first day, $3 last day, $4 the last day that has passed, $5 one class alone, or null.
const MISSING: &str = "select u.id from unit u where u.id = $1
       and not exists (select 1 from held_figure h where h.starts_on = $2 and h.ends_on = $3 and h.unit = u.id)
     union all
     select c.id from unit c where c.school = $1 and c.kind = 'class' and c.opened_on <= $4 and (c.closed_on is null or c.closed_on >= $4)
       and ($5 is null or c.id = $5)
       and not exists (select 1 from class_figure f where f.starts_on = $2 and f.ends_on = $3 and f.class = c.id)";

/// The spans that end on a day or later of which something is kept. $1 a school or a unit above the schools, $2 day, $3 one class alone, or null.
const SPOILT: &str = "select unit, starts_on, ends_on from held_figure where unit = $1 and ends_on >= $2
     union all
     select f.class, f.starts_on, f.ends_on from unit c cross join class_figure f
       where c.school = $1 and c.kind = 'class' and ($3 is null or c.id = $3) and f.class = c.id and f.ends_on >= $2";

/// Every statement of this file that reads, for the test that pins their plans.
pub fn statements() -> [String; 6] {
    [MARKS, MOVED, LEARNT, HELD, MISSING, SPOILT].map(str::to_owned)
}
