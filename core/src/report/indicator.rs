//! What an indicator is. The list of them is in `indicators.rs`.

use super::{Measure, Theme, table::Key};
use crate::units::Line;

/// An indicator of domain §6.2. Everything that is said of it anywhere comes from its entry: its name is the text `indicator-` and the code in the
/// locale, what is counted of it `…-part`, and of what `…-whole`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The number in domain §6.2.
    pub code: &'static str,
    /// What one of it is called in tables.
    pub unit: Key,
    pub formula: Formula,
    /// What it is broken down by.
    pub by: &'static [By],
    /// The lines whose documents speak of it; none where it stays inside.
    pub lines: &'static [Line],
}

/// How an indicator comes from what is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Formula {
    /// So many of so many.
    Share { part: Measure, whole: Measure },
    /// How many points the second of two tests lies above the first, on average of the same children.
    Gain(Tests),
    /// What share of the first of two tests the second is.
    Kept(Tests),
    /// So many meetings, attended so many times.
    Held(Theme),
    /// Nothing is known of it yet, which is not none: so many, or so many of so many.
    NotYet { of: Of },
}

/// Whether something is counted by itself, or of a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    Nothing,
    Whole,
}

/// Two tests of the same children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tests {
    pub children: Measure,
    pub first: Measure,
    pub second: Measure,
}

/// What a table of an indicator has a row or a column for: the letters of domain §6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Cấp học: TH, THCS, THPT.
    Level,
    Grade,
    Gender,
    School,
    Commune,
    Period,
    /// Tuyến: education or Youth Union.
    Track,
}

impl Indicator {
    /// The key of its name.
    pub fn key(self) -> String {
        format!("indicator-{}", self.code)
    }

    /// The key of what is counted.
    pub fn part_key(self) -> String {
        format!("indicator-{}-part", self.code)
    }

    /// The key of what it is a part of; `None` where it is no share.
    pub fn whole_key(self) -> Option<String> {
        let is_share = match self.formula {
            Formula::Share { .. } => true,
            Formula::NotYet { of } => of == Of::Whole,
            Formula::Gain(_) | Formula::Kept(_) | Formula::Held(_) => false,
        };
        is_share.then(|| format!("indicator-{}-whole", self.code))
    }

    /// Whether it compares two tests, and so has no numerator and denominator.
    pub fn compares(self) -> bool {
        matches!(self.formula, Formula::Gain(_) | Formula::Kept(_))
    }

    /// Whether what it needs is known.
    pub fn is_counted(self) -> bool {
        !matches!(self.formula, Formula::NotYet { .. })
    }

    /// Whether it stays inside the school and the Department, and stands in no document.
    pub fn is_internal(self) -> bool {
        self.lines.is_empty()
    }
}

impl By {
    /// Every one, in the order of the domain.
    pub const ALL: [Self; 7] = [
        Self::Level,
        Self::Grade,
        Self::Gender,
        Self::School,
        Self::Commune,
        Self::Period,
        Self::Track,
    ];

    /// The key of its name.
    pub fn key(self) -> Key {
        match self {
            Self::Level => "by-level",
            Self::Grade => "by-grade",
            Self::Gender => "by-gender",
            Self::School => "by-school",
            Self::Commune => "by-commune",
            Self::Period => "by-period",
            Self::Track => "by-track",
        }
    }
}
