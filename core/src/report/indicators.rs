//! The indicators I01 to I28 of domain §6.2, one entry each.

use super::{
    Formula, Indicator, Measure, Theme,
    indicator::{
        By::{Commune, Gender, Grade, Level, Period, School, Track},
        Of, Tests,
    },
};
use crate::units::Line;

const EDUCATION: &[Line] = &[Line::Education];
const YOUTH: &[Line] = &[Line::Youth];
const BOTH: &[Line] = &[Line::Education, Line::Youth];

/// The short form of a month (domain §1.3).
const MONTHLY: [&str; 7] = ["I03", "I13", "I15", "I16", "I17", "I22", "I26"];

const fn share(part: Measure, whole: Measure) -> Formula {
    Formula::Share { part, whole }
}

impl Indicator {
    /// Whether the short form of a month speaks of it, and not only the full form of longer periods.
    pub fn is_monthly(self) -> bool {
        MONTHLY.contains(&self.code)
    }

    /// Classes in which at least half finished one same module.
    pub const CLASSES: Self = Self {
        code: "I02",
        unit: "indicator-unit-class",
        formula: share(Measure::ClassesReached, Measure::Classes),
        by: &[Level, Grade, School, Commune, Period],
        lines: EDUCATION,
    };
    /// Children who finished at least one module.
    pub const CHILDREN: Self = Self {
        code: "I03",
        unit: "indicator-unit-pupil",
        formula: share(Measure::TookPart, Measure::Enrolled),
        by: &[Level, Grade, Gender, School, Commune, Period],
        lines: EDUCATION,
    };
    /// Children who finished at least 80 % of what their class was given this school year.
    pub const SETS: Self = Self {
        code: "I04",
        unit: "indicator-unit-pupil",
        formula: share(Measure::FinishedSet, Measure::Given),
        by: &[Level, Grade, Gender, School, Commune, Period],
        lines: EDUCATION,
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
        by: &[Level, Grade, Gender, Period],
        lines: EDUCATION,
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
        by: &[Level, Grade],
        lines: EDUCATION,
    };
    /// Children who know the number 111 after the lessons.
    pub const NUMBER_111: Self = Self {
        code: "I08",
        unit: "indicator-unit-pupil",
        formula: share(Measure::Knew111, Measure::Asked111),
        by: &[Level, Grade, Commune],
        lines: EDUCATION,
    };
    /// Meetings of chi đoàn, chi hội, chi đội, Sao with our content.
    pub const MEETINGS: Self = Self {
        code: "I13",
        unit: "indicator-unit-held",
        formula: Formula::Held(Theme::Meeting),
        by: &[Track, School, Commune, Period],
        lines: BOTH,
    };

    /// Every indicator, in the order of the domain's list.
    pub const ALL: [Self; 28] = [
        // Schools in which some class finished some module.
        Self {
            code: "I01",
            unit: "indicator-unit-school",
            formula: share(Measure::SchoolsTookPart, Measure::Schools),
            by: &[Level, Commune, Period],
            lines: EDUCATION,
        },
        Self::CLASSES,
        Self::CHILDREN,
        Self::SETS,
        // Children and modules, as often as a child got at least 80 % of one right.
        Self {
            code: "I05",
            unit: "indicator-unit-pair",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Grade, Period],
            lines: EDUCATION,
        },
        Self::GAIN,
        Self::RECALL,
        Self::NUMBER_111,
        // Children who made a circle or a hand of trust.
        Self {
            code: "I09",
            unit: "indicator-unit-pupil",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Grade],
            lines: EDUCATION,
        },
        // Teachers who were trained.
        Self {
            code: "I10",
            unit: "indicator-unit-teacher",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, School, Commune, Period],
            lines: EDUCATION,
        },
        // Heads and deputies who were trained.
        Self {
            code: "I11",
            unit: "indicator-unit-manager",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, School, Commune, Period],
            lines: EDUCATION,
        },
        // Leaders of the Pioneers and officers of the Youth Union who were trained.
        Self {
            code: "I12",
            unit: "indicator-unit-organizer",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[School, Commune, Period, Track],
            lines: YOUTH,
        },
        Self::MEETINGS,
        // Chi đoàn and chi đội with at least one meeting.
        Self {
            code: "I14",
            unit: "indicator-unit-branch",
            formula: share(Measure::BranchesMet, Measure::Branches),
            by: &[Track, School, Commune],
            lines: BOTH,
        },
        // Contests.
        Self {
            code: "I15",
            unit: "indicator-unit-contest",
            formula: Formula::NotYet { of: Of::Nothing },
            by: &[Track, Level, Commune, Period],
            lines: BOTH,
        },
        // Talks, seminars, forums.
        Self {
            code: "I16",
            unit: "indicator-unit-held",
            formula: Formula::Held(Theme::Talk),
            by: &[Track, Commune, Period],
            lines: BOTH,
        },
        // Trainings on the Internet and social media.
        Self {
            code: "I17",
            unit: "indicator-unit-held",
            formula: Formula::Held(Theme::Training),
            by: &[Track, Commune, Period],
            lines: BOTH,
        },
        // Programmes of healthy experience.
        Self {
            code: "I18",
            unit: "indicator-unit-program",
            formula: Formula::NotYet { of: Of::Nothing },
            by: &[Track, Commune, Period],
            lines: YOUTH,
        },
        // Models of a healthy playground on the net.
        Self {
            code: "I19",
            unit: "indicator-unit-model",
            formula: Formula::NotYet { of: Of::Nothing },
            by: &[Track, Commune],
            lines: YOUTH,
        },
        // Exchanges with families.
        Self {
            code: "I20",
            unit: "indicator-unit-family",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, School, Commune, Period],
            lines: EDUCATION,
        },
        // Parents who finished P1.
        Self {
            code: "I21",
            unit: "indicator-unit-parent",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, School, Commune, Period],
            lines: EDUCATION,
        },
        // Warnings of tricks, and the schools that passed them on.
        Self {
            code: "I22",
            unit: "indicator-unit-school",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Commune, Period],
            lines: EDUCATION,
        },
        // Schools that show where to find help.
        Self {
            code: "I23",
            unit: "indicator-unit-school",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Commune, Period],
            lines: EDUCATION,
        },
        // Schools that meet the list of a safe school.
        Self {
            code: "I24",
            unit: "indicator-unit-school",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Commune, Period],
            lines: EDUCATION,
        },
        // Units with a plan of the year.
        Self {
            code: "I25",
            unit: "indicator-unit-unit",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Commune, Period, Track],
            lines: EDUCATION,
        },
        // Reports that came in time.
        Self {
            code: "I26",
            unit: "indicator-unit-report",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, Commune, Period, Track],
            lines: BOTH,
        },
        // How far targets of the year are met.
        Self {
            code: "I27",
            unit: "indicator-unit-target",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Track, School, Commune],
            lines: YOUTH,
        },
        // Children whose consent is on file; nothing for documents.
        Self {
            code: "I28",
            unit: "indicator-unit-pupil",
            formula: Formula::NotYet { of: Of::Whole },
            by: &[Level, School],
            lines: &[],
        },
    ];
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_there_once_and_in_order() {
        let codes = Indicator::ALL.map(|indicator| indicator.code);
        let expected: Vec<String> = (1..=28).map(|n| format!("I{n:02}")).collect();
        assert_eq!(codes.to_vec(), expected);
    }

    #[test]
    fn consent_alone_stays_inside() {
        let inside = Indicator::ALL.into_iter().filter(|one| one.is_internal());
        assert_eq!(inside.map(|one| one.code).collect::<Vec<_>>(), ["I28"]);
    }
}
