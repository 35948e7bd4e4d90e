//! What a report counts, along one line as it stood on the span's last day. Classes and questions come out of it, never a child.
//!
//! No statement is larger than one school: the units of the scope are walked from the reported one downwards, then each school, and each
//! unit above the schools, is counted by itself. So a class's report costs the same in a village and in a province, whatever a planner thinks
//! of the whole.

mod activities;
mod children;
mod places;

use super::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    permission::{Permit, SeeReport},
    report::Facts,
    units::{Line, UnitKind},
};
use places::{Found, Walked};
use std::collections::{BTreeMap, BTreeSet};

/// The units of a scope that are counted with one statement: a school with all inside it, or a unit above the schools.
#[derive(Default)]
struct Group {
    /// The units of the group that are in the scope.
    units: BTreeSet<UnitId>,
    classes: BTreeMap<UnitId, Class>,
}

/// A class of the scope.
struct Class {
    grade: Option<i64>,
    /// Whether it was there on the last day: only then its children count; what was held before it closed counts anyway.
    open: bool,
}

impl Group {
    fn add(&mut self, unit: &Found, day: NaiveDate) {
        self.units.insert(unit.id);
        if unit.kind == UnitKind::Class {
            let open = unit.opened_on <= day && unit.closed_on.is_none_or(|last| last >= day);
            let class = Class {
                grade: unit.grade,
                open,
            };
            self.classes.insert(unit.id, class);
        }
    }

    /// The only class, where there is one: nobody else's children need be looked at.
    fn only_class(&self) -> Option<UnitId> {
        let only = self.classes.keys().next();
        only.filter(|_| self.classes.len() == 1).copied()
    }
}

/// Counts everything a report of the permitted unit needs.
pub async fn count(db: &Db, permit: &Permit<SeeReport>, line: Line, span: Span) -> Result<Facts> {
    let mut facts = Facts::default();
    let mut groups: BTreeMap<UnitId, Group> = BTreeMap::new();
    for Walked { unit, top } in places::walk(db, permit.place.unit, line, span).await? {
        let group = groups.entry(unit.school.unwrap_or(unit.id)).or_default();
        group.add(&unit, span.to);
        facts.tops_of.entry(unit.id).or_default().extend(top);
    }
    for (root, group) in groups {
        activities::count(db, root, &group, span, &mut facts).await?;
        if !group.classes.is_empty() {
            children::count(db, root, &group, span, &mut facts).await?;
        }
    }
    facts
        .classes
        .sort_by_key(|class| (class.grade, class.class));
    Ok(facts)
}

/// Every statement a report runs, for the test that pins their plans. The highest parameter of each says how many it takes; $1 is a unit.
pub fn statements() -> Vec<String> {
    let places = places::statements().into_iter();
    let activities = activities::statements().into_iter();
    places
        .chain(activities)
        .chain(children::statements())
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
