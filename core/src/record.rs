//! All that is known of one child: what a parent may ask to see and to have deleted (Luật 91/2025/QH15; domain §3.2).

use crate::{
    activity::{Reason, Status},
    lesson::ModuleId,
    person::Details,
    trial::TestKind,
};
use chrono::NaiveDate;
use serde::Serialize;

/// A child with everything that is kept of it. Its pictures or PIN are kept sealed, and are not shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Record {
    pub school: String,
    #[serde(flatten)]
    pub details: Details,
    /// The picture on its tile.
    pub animal: String,
    pub classes: Vec<Seat>,
    pub lessons: Vec<Lesson>,
    pub tests: Vec<Test>,
    pub meetings: Vec<Meeting>,
    /// The day of its last lesson of the year before, until the report of the calendar year is made.
    pub carried: Option<NaiveDate>,
}

/// A class it sat in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Seat {
    pub class: String,
    pub from: NaiveDate,
    /// The last day; none while it sits there.
    pub to: Option<NaiveDate>,
}

/// A module it opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Lesson {
    pub module: ModuleId,
    pub school_year: String,
    pub begun_on: NaiveDate,
    pub finished_on: Option<NaiveDate>,
    /// Right answers of the best run, of how many.
    pub right: i64,
    pub of: i64,
    pub runs: i64,
}

/// A short test it took.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Test {
    pub kind: TestKind,
    pub on: NaiveDate,
    pub right: i64,
    pub of: i64,
    /// Whether it knew the number 111.
    pub knew_111: bool,
}

/// A meeting on whose roll something is said of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Meeting {
    pub title: String,
    pub on: NaiveDate,
    pub status: Status,
    pub reason: Option<Reason>,
}
