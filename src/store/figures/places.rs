//! The units of a scope, walked downwards along one line, a parent at a time.

use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    units::{Line, UnitKind},
};
use std::collections::{BTreeMap, BTreeSet};

/// A unit of the scope and the direct child of the reported unit it lies in; none for the reported unit itself.
#[derive(Clone, Debug)]
pub struct Walked {
    pub unit: Found,
    pub top: Option<UnitId>,
}

/// A unit that stands beside another one of the scope.
#[derive(sqlx::FromRow)]
struct Beside {
    known: UnitId,
    #[sqlx(flatten)]
    unit: Found,
}

/// What is known of a unit of the scope.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Found {
    pub id: UnitId,
    pub kind: UnitKind,
    pub school: Option<UnitId>,
    pub grade: Option<i64>,
    pub opened_on: NaiveDate,
    pub closed_on: Option<NaiveDate>,
}

/// The reported unit itself. $1 unit.
const ITSELF: &str =
    "select u.id, u.kind, u.school, u.grade, u.opened_on, u.closed_on from unit u where u.id = $1";

/// What stood below a parent on the last day; what was closed during the span, where it last was and there alone: what happened there happened.
/// $1 parent, $2 relation, $3 first day, $4 last day.
const BELOW: &str =
    "select u.id, u.kind, u.school, u.grade, u.opened_on, u.closed_on from unit_edge e cross join unit u
     where e.parent = $1 and e.relation = $2 and u.id = e.child and e.valid_from <= $4
       and (e.valid_to is null or e.valid_to >= $4
            or (u.closed_on < $4 and e.valid_to >= $3
                and not exists (select 1 from unit_edge n where n.child = e.child and n.relation = e.relation
                                and n.valid_from > e.valid_from and n.valid_from <= $4)))";

/// Everything inside a school, whatever its line. $1 school.
const INSIDE: &str = "select u.id, u.kind, u.school, u.grade, u.opened_on, u.closed_on from unit u where u.school = $1";

/// The scope of a unit: every class with the chi đội or chi đoàn its children form beside it, so that an activity counts on both lines.
pub async fn walk(db: &Db, unit: UnitId, line: Line, span: Span) -> Result<Vec<Walked>> {
    let mut walk = Walk {
        db,
        span,
        seen: BTreeSet::new(),
        found: Vec::new(),
    };
    for row in db.query(ITSELF).bind(unit).all().await? {
        walk.add(row, None);
    }
    let mut next = 0;
    while let Some(place) = walk.found.get(next).cloned() {
        next += 1;
        // Units of one class are at the end of every line.
        if place.unit.kind.is_class_like() {
            continue;
        }
        for row in walk.below(place.unit.id, line).await? {
            let top = place.top.unwrap_or(row.id);
            walk.add(row, Some(top));
        }
    }
    if line == Line::Education {
        walk.insides().await?;
    }
    walk.partners(line).await?;
    Ok(walk.found)
}

/// Every statement of this file, for the test that pins their plans.
pub fn statements() -> [String; 5] {
    let [education, youth] = [Line::Education, Line::Youth].map(beside);
    [ITSELF.into(), BELOW.into(), INSIDE.into(), education, youth]
}

/// What stands beside the units of a line in one school: the chi đội and chi đoàn of its classes, or the classes of those. $1 school, $2 one
/// class alone, or null, $3 first day, $4 last day.
fn beside(line: Line) -> String {
    let (known, partner) = match line {
        Line::Education => ("class", "youth"),
        Line::Youth => ("youth", "class"),
    };
    format!(
        "select l.{known} as known, u.id, u.kind, u.school, u.grade, u.opened_on, u.closed_on
         from unit c cross join unit_link l cross join unit u
         where c.school = $1 and c.kind = 'class' and ($2 is null or c.id = $2) and l.class = c.id and u.id = l.{partner}
           and l.valid_from <= $4 and (l.valid_to is null or l.valid_to >= $4 or (c.closed_on < $4 and l.valid_to >= $3))"
    )
}

struct Walk<'a> {
    db: &'a Db,
    span: Span,
    seen: BTreeSet<(UnitId, Option<UnitId>)>,
    found: Vec<Walked>,
}

impl Walk<'_> {
    fn add(&mut self, unit: Found, top: Option<UnitId>) {
        if self.seen.insert((unit.id, top)) {
            self.found.push(Walked { unit, top });
        }
    }

    async fn below(&self, parent: UnitId, line: Line) -> Result<Vec<Found>> {
        let relation = line.relation();
        let asked = self.db.query(BELOW).bind(parent).bind(relation);
        asked.bind(self.span.from).bind(self.span.to).all().await
    }

    /// Schools of the scope have all inside them with them: in the part the school lies in, or each class as a part of its own.
    async fn insides(&mut self) -> Result<()> {
        for place in self.found.clone() {
            if place.unit.kind != UnitKind::School {
                continue;
            }
            for row in self
                .db
                .query(INSIDE)
                .bind(place.unit.id)
                .all::<Found>()
                .await?
            {
                let own = (row.kind == UnitKind::Class).then_some(row.id);
                let top = place.top.or(own);
                self.add(row, top);
            }
        }
        Ok(())
    }

    /// Beside every class its chi đội or chi đoàn, or the other way round.
    async fn partners(&mut self, line: Line) -> Result<()> {
        let sql = beside(line);
        let mut tops: BTreeMap<UnitId, Vec<Option<UnitId>>> = BTreeMap::new();
        for place in &self.found {
            tops.entry(place.unit.id).or_default().push(place.top);
        }
        let schools: BTreeSet<UnitId> = self
            .found
            .iter()
            .filter_map(|place| place.unit.school)
            .collect();
        let only = match &self.found[..] {
            [one] if one.unit.kind == UnitKind::Class => Some(one.unit.id),
            _ => None,
        };
        for school in schools {
            let asked = self.db.query(sql.clone()).bind(school).bind(only);
            let beside: Vec<Beside> = asked.bind(self.span.from).bind(self.span.to).all().await?;
            for Beside { known, unit } in beside {
                for top in tops.get(&known).into_iter().flatten() {
                    self.add(unit.clone(), *top);
                }
            }
        }
        Ok(())
    }
}
