//! From counted facts to the report of one unit as its school sees it: every class, session and branch once in the total and once in each
//! unit below that it lies in.

use super::{Below, Facts, Figures, Report, Theme, index::Index};
use crate::ids::UnitId;
use std::collections::BTreeSet;

impl Report {
    /// Adds the facts up. `own` names what the unit itself held outside all units below it.
    pub fn compile(facts: &Facts, below: &[Below], name: &str, own: &str) -> Self {
        let index = Index::of(facts);
        let all = index.units();
        let within = |one: &Below| -> BTreeSet<UnitId> {
            let lies = |unit: &&UnitId| {
                let tops = facts.tops_of.get(unit);
                tops.is_some_and(|tops| tops.contains(&one.unit))
            };
            all.iter().filter(lies).copied().collect()
        };
        let mut outside = all.clone();
        let mut rows: Vec<Figures> = Vec::new();
        for one in below {
            let within = within(one);
            rows.push(index.figures(&within).of(Some(one.unit), &one.name));
            outside.retain(|unit| !within.contains(unit));
        }
        if !below.is_empty() {
            let outside = index.figures(&outside);
            if outside.anybody_came() {
                rows.push(outside.of(None, own));
            }
        }
        let (grades, all_grades) = index.grades(&all);
        Self {
            total: index.figures(&all).of(None, name),
            below: rows,
            grades,
            all_grades,
        }
    }
}

impl Figures {
    /// The same as those of a unit, or of what a unit held itself.
    pub fn of(self, unit: Option<UnitId>, name: &str) -> Self {
        Self {
            unit,
            name: name.to_owned(),
            ..self
        }
    }

    pub(super) fn anybody_came(&self) -> bool {
        let came = |theme: Theme| self[theme.attendances()].is_any();
        Theme::ALL.into_iter().any(came)
    }
}
