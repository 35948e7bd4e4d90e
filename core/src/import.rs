//! Bringing a list in: what is new, changed, unchanged or missing, decided before anything is written.
//!
//! A child is known again by its code in the school; without a code by folded name, birthday and class, by name and birthday where it sits in
//! no class, or by name and class alone where one side does not know the birthday. Where that leaves a doubt a person is asked. Nobody is removed because a list does not name
//! them: they are proposed, and a person decides.

mod matching;

use matching::{by_class, certain, may_be, may_share, name_and_class, step};
mod reading;

pub use reading::{Asked, ClassQuestion, Doubt, ListedChild, Reading, Refused, SheetHead, Wishes};

use crate::{
    class_name::ClassName,
    ids::{PupilId, UnitId},
    person::{Details, Gender},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A child the school already has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    pub id: PupilId,
    pub details: Details,
    /// The class the child is in today; none when it left.
    pub class: Option<(UnitId, ClassName)>,
}

/// What one row would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowStep {
    Add(ListedChild),
    /// Another name, birthday, gender, code or class than before.
    Change {
        was: Known,
        now: ListedChild,
        moved: bool,
    },
    Keep(PupilId),
}

/// A row with the name of a child its class already has: only a person knows whether it is the same one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Namesake {
    /// The place of the row in the list, from 0.
    pub at: usize,
    pub row: ListedChild,
    pub known: Vec<Known>,
}

/// What a person said about rows with a known name, by their place: the child it is, or `None` for another child.
pub type Said = BTreeMap<usize, Option<PupilId>>;

/// What an import would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    pub steps: Vec<RowStep>,
    /// Rows nobody has decided about yet; their steps add a child.
    pub asked: Vec<Namesake>,
    /// Children of the listed classes whom the list does not name.
    pub missing: Vec<Known>,
    /// Classes the school does not have yet.
    pub new_classes: BTreeSet<ClassName>,
}

impl Known {
    /// The child's details once a row is brought in: what the list does not say stays.
    pub fn with(&self, row: &ListedChild) -> Details {
        let (known, new) = (&self.details, &row.details);
        Details {
            code: new.code.clone().or_else(|| known.code.clone()),
            full_name: new.full_name.clone(),
            birth: new.birth.or(known.birth),
            gender: match new.gender {
                Gender::Unknown => known.gender,
                gender => gender,
            },
        }
    }
}

/// How many of each: what the person is shown, and what must still be true when "Nhập" is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub missing: usize,
    pub new_classes: usize,
}

impl Plan {
    /// Compares a list with what the school has: its children, and its classes.
    pub fn make(
        listed: &[ListedChild],
        known: &[Known],
        classes: &BTreeSet<ClassName>,
        said: &Said,
    ) -> Self {
        let mut plan = Self::default();
        let new = listed.iter().filter(|row| !classes.contains(&row.class));
        plan.new_classes = new.map(|row| row.class.clone()).collect();
        let mut seen = BTreeSet::new();
        let mut found = certain(listed, known, &mut seen);
        let mut alike: BTreeMap<(&str, &ClassName), usize> = BTreeMap::new();
        for (row, _) in listed
            .iter()
            .zip(&found)
            .filter(|(_, found)| found.is_none())
        {
            *alike.entry(name_and_class(row)).or_default() += 1;
        }
        let of_class = by_class(known);
        for (at, row) in listed.iter().enumerate() {
            if found[at].is_some() {
                continue;
            }
            let name = name_and_class(row);
            let here = of_class.get(&name).into_iter().flatten();
            let maybe: Vec<&Known> = here
                .copied()
                .filter(|child| !seen.contains(&child.id))
                .filter(|child| may_share(row, child))
                .collect();
            found[at] = match (&maybe[..], said.get(&at)) {
                ([], _) | (_, Some(None)) => None,
                (_, Some(Some(id))) => maybe.iter().find(|child| child.id == *id).copied(),
                ([child], None)
                    if alike[&name] == 1 && may_be(row.details.birth, child.details.birth) =>
                {
                    Some(child)
                }
                _ => {
                    plan.asked.push(Namesake {
                        at,
                        row: row.clone(),
                        known: maybe.into_iter().cloned().collect(),
                    });
                    None
                }
            };
            seen.extend(found[at].map(|child| child.id));
        }
        let steps = listed.iter().zip(&found).map(|(row, found)| match found {
            None => RowStep::Add(row.clone()),
            Some(child) => step(child, row),
        });
        plan.steps = steps.collect();
        let covered: BTreeSet<&ClassName> = listed.iter().map(|row| &row.class).collect();
        plan.missing = known
            .iter()
            .filter(|child| !seen.contains(&child.id))
            .filter(|child| {
                child
                    .class
                    .as_ref()
                    .is_some_and(|(_, name)| covered.contains(name))
            })
            .cloned()
            .collect();
        plan
    }

    /// The numbers of the preview.
    pub fn tally(&self) -> Tally {
        let mut tally = Tally {
            missing: self.missing.len(),
            new_classes: self.new_classes.len(),
            ..Tally::default()
        };
        for step in &self.steps {
            match step {
                RowStep::Add(_) => tally.new += 1,
                RowStep::Change { .. } => tally.changed += 1,
                RowStep::Keep(_) => tally.unchanged += 1,
            }
        }
        tally
    }
}

#[cfg(test)]
mod tests;
