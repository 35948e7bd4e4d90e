//! What a report counts, along one line as it stood on the span's last day. Classes and questions come out of it, never a child.
//!
//! No statement is larger than one school: the units of the scope are walked from the reported one downwards, then each school, and each
//! unit above the schools, is counted by itself. So a class's report costs the same in a village and in a province, whatever a planner thinks
//! of the whole.

mod activities;
mod check;
mod children;
mod frozen;
mod kept;
pub mod marks;
mod places;
pub mod sheets;
pub mod spans;
mod structure;
mod turn;

pub use check::{Checked, Difference, check};
pub use frozen::{Frozen, is_forgotten};
pub use kept::hold;
pub use turn::turn;

use super::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    permission::{Permit, SeeReport},
    report::{ClassFacts, Facts, HeldFacts, Learnt},
    units::{Line, UnitKind},
};
use places::{Found, Walked};
use std::collections::{BTreeMap, BTreeSet};

/// The units of a scope that are counted together: of a school with all inside it, or a unit above the schools.
#[derive(Default)]
struct Group {
    /// The units of the group that are in the scope.
    units: BTreeSet<UnitId>,
    /// The classes among them that are there on the last day: only their children count; what was held before one closed counts anyway.
    classes: BTreeMap<UnitId, Option<i64>>,
    /// Whether it has one class alone, open or not: nobody else's children need be looked at.
    only: Only,
}

/// The only class of a group.
#[derive(Clone, Copy, Default)]
enum Only {
    #[default]
    NoClass,
    This(UnitId),
    Several,
}

impl Group {
    fn add(&mut self, unit: &Found, day: NaiveDate) {
        self.units.insert(unit.id);
        if unit.kind != UnitKind::Class {
            return;
        }
        self.only = match self.only {
            Only::NoClass => Only::This(unit.id),
            Only::This(class) if class == unit.id => self.only,
            _ => Only::Several,
        };
        if unit.opened_on <= day && unit.closed_on.is_none_or(|last| last >= day) {
            self.classes.insert(unit.id, unit.grade);
        }
    }

    fn only_class(&self) -> Option<UnitId> {
        match self.only {
            Only::This(class) => Some(class),
            Only::NoClass | Only::Several => None,
        }
    }

    /// Takes what concerns the group into the facts.
    fn give(
        &self,
        root: UnitId,
        mut learnt: BTreeMap<UnitId, Learnt>,
        mut held: HeldFacts,
        facts: &mut Facts,
    ) {
        held.keep(|unit| self.units.contains(&unit));
        facts.held.extend(held);
        facts
            .classes
            .extend(self.classes.iter().map(|(class, grade)| ClassFacts {
                class: *class,
                school: Some(root),
                grade: *grade,
                learnt: learnt.remove(class).unwrap_or_default(),
            }));
    }
}

/// Where the facts of a report lie.
struct Scope {
    groups: BTreeMap<UnitId, Group>,
    tops_of: BTreeMap<UnitId, Vec<UnitId>>,
}

impl Scope {
    /// The facts of all groups, from what was found of each.
    fn facts(self, mut found: BTreeMap<UnitId, kept::Kept>) -> Facts {
        let mut facts = Facts {
            tops_of: self.tops_of,
            ..Facts::default()
        };
        for (root, group) in self.groups {
            let (learnt, held) = found.remove(&root).unwrap_or_default();
            group.give(root, learnt, held, &mut facts);
        }
        facts.sort();
        facts
    }
}

async fn scope(db: &Db, unit: UnitId, line: Line, span: Span) -> Result<Scope> {
    let mut groups: BTreeMap<UnitId, Group> = BTreeMap::new();
    let mut tops_of: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
    for Walked { unit, top } in places::walk(db, unit, line, span).await? {
        let group = groups.entry(unit.school.unwrap_or(unit.id)).or_default();
        group.add(&unit, span.to);
        tops_of.entry(unit.id).or_default().extend(top);
    }
    Ok(Scope { groups, tops_of })
}

/// Everything a report of the permitted unit needs: what is kept, with what is missing or was changed since counted now. A span that is still
/// running is counted as of today.
pub async fn read(
    db: &Db,
    permit: &Permit<SeeReport>,
    line: Line,
    span: Span,
    today: NaiveDate,
) -> Result<Facts> {
    turn(db, today).await?;
    let scope = scope(db, permit.place.unit, line, as_of(span, today)).await?;
    let mut found = BTreeMap::new();
    for (id, group) in &scope.groups {
        let (id, only) = (*id, group.only_class());
        found.insert(id, kept::Root { id, only, today }.read(db, span).await?);
    }
    Ok(scope.facts(found))
}

/// The same with nothing kept: every child is counted that is still known.
pub async fn recount(
    db: &Db,
    permit: &Permit<SeeReport>,
    line: Line,
    span: Span,
    today: NaiveDate,
) -> Result<Facts> {
    let span = as_of(span, today);
    let scope = scope(db, permit.place.unit, line, span).await?;
    let mut found = BTreeMap::new();
    for (id, group) in &scope.groups {
        let counted = counted(db, *id, group.only_class(), span).await?;
        found.insert(*id, counted);
    }
    Ok(scope.facts(found))
}

/// Counts one school, or one unit above the schools, in one span, with nothing kept but what cannot be counted any more.
async fn counted(db: &Db, root: UnitId, only: Option<UnitId>, span: Span) -> Result<kept::Kept> {
    let Span { from, to } = span;
    let frozen = Frozen::of(db, root).await?;
    let learnt = match frozen.is_some_and(|frozen| frozen.holds(span)) {
        true => Some(kept::learnt(db, root, only, span).await?),
        false => children::count(db, root, only, to, &[from]).await?.pop(),
    };
    let held = activities::count(db, root, only, to, &[from]).await?.pop();
    Ok((learnt.unwrap_or_default(), held.unwrap_or_default()))
}

/// What of a span has passed.
fn as_of(span: Span, today: NaiveDate) -> Span {
    Span {
        from: span.from,
        to: span.to.min(today),
    }
}

/// Every statement a report runs, for the test that pins their plans. The highest parameter of each says how many it takes; $1 is a unit.
pub fn statements() -> Vec<String> {
    let places = places::statements().into_iter();
    let kept = kept::statements();
    let activities = activities::statements().into_iter();
    places
        .chain(activities)
        .chain(children::statements())
        .chain(kept)
        .collect()
}

/// A unit a report can be asked for, as `lachan report --list-units` prints it.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct CodedUnit {
    pub code: String,
    pub kind: lachan_core::units::UnitKind,
    pub name: String,
}

/// Every open unit with its code.
pub async fn units(db: &Db, on: NaiveDate) -> Result<Vec<CodedUnit>> {
    db.query(
        "select code, kind, name from unit where opened_on <= $1 and (closed_on is null or closed_on >= $1) order by kind, code",
    )
    .bind(on)
    .all()
    .await
}
