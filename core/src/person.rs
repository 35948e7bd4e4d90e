//! What is written down about a child, and nothing else (domain §3.3).

use crate::{
    day,
    full_name::FullName,
    ids::{PupilId, UnitId},
    pupil_code::PupilCode,
};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Gender as the school's list gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Gender {
    Male,
    Female,
    Unknown,
}

impl Gender {
    /// The word used in lists and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::Male => "Nam",
            Self::Female => "Nữ",
            Self::Unknown => "không rõ",
        }
    }
}

/// A birthday as exact as the list had it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Birth {
    Date(NaiveDate),
    Year(i32),
}

impl Pupil {
    /// The whole name.
    pub fn full_name(&self) -> &str {
        self.details.full_name.as_str()
    }
}

impl Birth {
    /// The year of birth.
    pub fn year(self) -> i32 {
        match self {
            Self::Date(day) => day.year(),
            Self::Year(year) => year,
        }
    }

    /// The exact day, where it is known.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Self::Date(day) => Some(day),
            Self::Year(_) => None,
        }
    }

    /// As people write it: 05/03/2016, or 2016.
    pub fn written(self) -> String {
        match self {
            Self::Date(date) => day::written(date),
            Self::Year(year) => year.to_string(),
        }
    }
}

/// As programs write it: 2016-03-05, or 2016.
impl fmt::Display for Birth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(day) => day.fmt(f),
            Self::Year(year) => year.fmt(f),
        }
    }
}

/// How a pupil proves that a tile is theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum SecretKind {
    /// Three of twelve pictures, in order (lớp 1–5).
    Pictures,
    /// Four digits (lớp 6–12).
    Pin,
}

impl SecretKind {
    /// The kind a grade uses.
    pub fn for_grade(grade: i64) -> Self {
        if grade <= 5 {
            Self::Pictures
        } else {
            Self::Pin
        }
    }
}

/// What is written down of a child from a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    pub code: Option<PupilCode>,
    pub full_name: FullName,
    pub birth: Option<Birth>,
    pub gender: Gender,
}

/// A child in a list: what a teacher sees of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pupil {
    pub id: PupilId,
    pub school: UnitId,
    pub details: Details,
    /// The animal on the tile, a name of `art`.
    pub animal: String,
}
