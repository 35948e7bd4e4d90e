//! What the store counts for a report. No child is in it.

use super::Theme;
use crate::{
    ids::{ActivityId, UnitId},
    person::Gender,
};
use std::collections::BTreeMap;

/// A unit directly below the one reported on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    pub unit: UnitId,
    pub name: String,
}

/// Everything counted for one unit and span.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    pub classes: Vec<ClassFacts>,
    /// Every unit of the scope with the units directly below that it lies in: none for the reported unit itself, two where a class stands in two of them.
    pub tops_of: BTreeMap<UnitId, Vec<UnitId>>,
    pub sessions: Vec<Session>,
    pub attended: Vec<Attended>,
    pub branches: Vec<Branch>,
}

/// A class that was there on the last day of the span.
#[derive(Clone, Debug)]
pub struct ClassFacts {
    pub class: UnitId,
    pub school: Option<UnitId>,
    pub grade: Option<i64>,
    /// Whether it had been given modules in its school year by then.
    pub has_set: bool,
    /// How many children finished the module that most of them finished.
    pub most_in_one_module: i64,
    pub taken: Vec<Taken>,
    pub tested: Tested,
}

/// What the short tests say about the children of one class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestSums {
    pub first: i64,
    pub second: i64,
}

/// The children of one class and gender.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    pub gender: Gender,
    pub enrolled: i64,
    pub took_part: i64,
    pub finished_set: i64,
}

/// An activity touching one unit of the scope, as host or as guest.
#[derive(Clone, Copy, Debug)]
pub struct Session {
    pub activity: ActivityId,
    pub theme: Theme,
    pub unit: UnitId,
}

/// Attendances of a unit: children of a class, the count of a unit above the schools, or walk-ins at the host.
#[derive(Clone, Copy, Debug)]
pub struct Attended {
    pub theme: Theme,
    pub unit: UnitId,
    pub n: i64,
}

/// A chi đoàn or chi đội, and whether it met.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    pub unit: UnitId,
    pub met: bool,
}
