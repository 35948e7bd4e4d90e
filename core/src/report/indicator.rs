//! The indicators of domain §6.2, one entry each: a code, a unit and a formula over what is counted. Its name is the text `indicator-` and
//! the code in the locale.

use super::{Measure, Theme, table::Key};

/// An indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indicator {
    /// The number in domain §6.2.
    pub code: &'static str,
    /// What one of it is called in tables.
    pub unit: Key,
    pub formula: Formula,
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
}

/// Two tests of the same children.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tests {
    pub children: Measure,
    pub first: Measure,
    pub second: Measure,
}

impl Indicator {
    /// Classes in which at least half finished one same module.
    pub const CLASSES: Self = Self {
        code: "I02",
        unit: "indicator-unit-class",
        formula: Formula::Share {
            part: Measure::ClassesReached,
            whole: Measure::Classes,
        },
    };
    /// Children who finished at least one module.
    pub const CHILDREN: Self = Self {
        code: "I03",
        unit: "indicator-unit-pupil",
        formula: Formula::Share {
            part: Measure::TookPart,
            whole: Measure::Enrolled,
        },
    };
    /// Children who finished at least 80 % of what their class was given this school year.
    pub const SETS: Self = Self {
        code: "I04",
        unit: "indicator-unit-pupil",
        formula: Formula::Share {
            part: Measure::FinishedSet,
            whole: Measure::Given,
        },
    };
    /// How much more of the short test is right after the lessons than before, by the children who took both.
    pub const GAIN: Self = Self {
        code: "I06",
        unit: "indicator-unit-points",
        formula: Formula::Gain(Tests {
            children: Measure::PrePost,
            first: Measure::PreSum,
            second: Measure::PostSum,
        }),
    };
    /// How much of it is still there three months later.
    pub const RECALL: Self = Self {
        code: "I07",
        unit: "indicator-unit-percent",
        formula: Formula::Kept(Tests {
            children: Measure::PostRecall,
            first: Measure::PostSumOfRecall,
            second: Measure::RecallSum,
        }),
    };
    /// Children who know the number 111 after the lessons.
    pub const NUMBER_111: Self = Self {
        code: "I08",
        unit: "indicator-unit-pupil",
        formula: Formula::Share {
            part: Measure::Knew111,
            whole: Measure::Asked111,
        },
    };
    /// Meetings of chi đoàn, chi hội, chi đội, Sao with our content.
    pub const MEETINGS: Self = Self {
        code: "I13",
        unit: "indicator-unit-held",
        formula: Formula::Held(Theme::Meeting),
    };

    /// Every indicator, in the order of the domain's list.
    pub const ALL: [Self; 11] = [
        // Schools in which some class finished some module.
        Self {
            code: "I01",
            unit: "indicator-unit-school",
            formula: Formula::Share {
                part: Measure::SchoolsTookPart,
                whole: Measure::Schools,
            },
        },
        Self::CLASSES,
        Self::CHILDREN,
        Self::SETS,
        Self::GAIN,
        Self::RECALL,
        Self::NUMBER_111,
        Self::MEETINGS,
        // Chi đoàn and chi đội with at least one meeting.
        Self {
            code: "I14",
            unit: "indicator-unit-branch",
            formula: Formula::Share {
                part: Measure::BranchesMet,
                whole: Measure::Branches,
            },
        },
        // Talks, seminars, forums.
        Self {
            code: "I16",
            unit: "indicator-unit-held",
            formula: Formula::Held(Theme::Talk),
        },
        // Trainings on the Internet and social media.
        Self {
            code: "I17",
            unit: "indicator-unit-held",
            formula: Formula::Held(Theme::Training),
        },
    ];

    /// The key of its name.
    pub fn key(self) -> String {
        format!("indicator-{}", self.code)
    }

    /// Whether it compares two tests, and so has no numerator and denominator.
    pub fn compares(self) -> bool {
        matches!(self.formula, Formula::Gain(_) | Formula::Kept(_))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_there_once_and_in_order() {
        let codes = Indicator::ALL.map(|indicator| indicator.code);
        assert!(codes.is_sorted_by(|a, b| a < b), "{codes:?}");
    }
}
