//! What the store counts for a report. No child is in it.

use super::Theme;
use crate::{
    ids::{ActivityId, UnitId},
    person::Gender,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A unit directly below the one reported on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    pub unit: UnitId,
    pub name: String,
}

/// Everything counted for one unit and span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub classes: Vec<ClassFacts>,
    /// Every unit of the scope with the units directly below that it lies in: none for the reported unit itself, two where a class stands in two of them.
    pub tops_of: BTreeMap<UnitId, Vec<UnitId>>,
    pub held: HeldFacts,
}

/// A class that was there on the last day of the span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassFacts {
    pub class: UnitId,
    pub school: Option<UnitId>,
    pub grade: Option<i64>,
    pub learnt: Learnt,
}

/// What the children of one class did, as it is kept for a class and a span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Learnt {
    /// Whether the class had been given modules in its school year by then.
    pub has_set: bool,
    /// How many children finished the module that most of them finished.
    pub most_in_one_module: i64,
    pub taken: Vec<Taken>,
    #[serde(skip_serializing_if = "is_default")]
    pub tested: Tested,
}

/// What the short tests say about the children of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tested {
    /// Children who took the pre-test and the post-test, and what was right.
    pub pre_post: i64,
    pub gain: TestSums,
    /// Children who took the post-test and, three months later, the recall.
    pub post_recall: i64,
    pub recall: TestSums,
    /// Children who answered the question on 111 in the post-test, and those who knew.
    pub asked_111: i64,
    pub knew_111: i64,
}

/// Two tests of the same children: the share of right answers of each child in hundredths of a percent, added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TestSums {
    pub first: i64,
    pub second: i64,
}

/// The children of one class and gender.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    pub gender: Gender,
    pub enrolled: i64,
    pub took_part: i64,
    pub finished_set: i64,
}

/// What was held at units and who came, as it is kept for a school with all inside it, or for a unit above the schools, and a span.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct HeldFacts {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sessions: Vec<Sessions>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shared: Vec<Shared>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attended: Vec<Attended>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub branches: Vec<Branch>,
}

/// Activities that touched exactly these units, as host or as guest, and none outside the school: so many.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Sessions {
    pub theme: Theme,
    /// In ascending order.
    pub units: Vec<UnitId>,
    pub n: i64,
}

/// An activity that touches units of several schools, and one of these. It counts once wherever some of them are together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Shared {
    pub activity: ActivityId,
    pub theme: Theme,
    pub unit: UnitId,
}

/// Attendances of a unit: children of a class, the count of a unit above the schools, or walk-ins at the host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attended {
    pub theme: Theme,
    pub unit: UnitId,
    pub n: i64,
}

/// A chi đoàn or chi đội, and whether it met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Branch {
    pub unit: UnitId,
    pub met: bool,
}

impl Facts {
    /// Puts everything in an order that does not depend on where it came from.
    pub fn sort(&mut self) {
        self.classes.sort_by_key(|class| (class.grade, class.class));
        let held = &mut self.held;
        held.sessions.sort_unstable();
        held.shared.sort_unstable();
        held.attended.sort_unstable();
        held.branches.sort_unstable();
    }
}

impl HeldFacts {
    /// Only what concerns some of the units.
    pub fn keep(&mut self, within: impl Fn(UnitId) -> bool) {
        self.sessions
            .retain(|sessions| sessions.units.iter().any(|unit| within(*unit)));
        self.shared.retain(|shared| within(shared.unit));
        self.attended.retain(|attended| within(attended.unit));
        self.branches.retain(|branch| within(branch.unit));
    }

    /// Adds what was held elsewhere.
    pub fn extend(&mut self, other: Self) {
        self.sessions.extend(other.sessions);
        self.shared.extend(other.shared);
        self.attended.extend(other.attended);
        self.branches.extend(other.branches);
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
