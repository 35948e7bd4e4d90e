//! What is counted of a unit. Indicators are formulas over it.

use serde::{Deserialize, Serialize};

/// Something that is counted, and adds up over the units of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Measure {
    /// Sĩ số on the last day.
    Enrolled,
    /// Children who finished at least one module.
    TookPart,
    /// Sĩ số of the classes that were given modules.
    Given,
    /// Children who finished at least 80 % of them.
    FinishedSet,
    /// Children who took the pre-test and the post-test.
    PrePost,
    /// Children who took the post-test and, three months later, the recall.
    PostRecall,
    /// Children who answered the question on 111 in the post-test, and those who knew it.
    Asked111,
    Knew111,
    /// Attendances of meetings, of talks, of trainings.
    AtMeetings,
    AtTalks,
    AtTrainings,
    /// Schools, and those in which some child took part.
    Schools,
    SchoolsTookPart,
    /// Classes, and those in which at least half finished one same module.
    Classes,
    ClassesReached,
    /// Chi đoàn and chi đội, and those that met.
    Branches,
    BranchesMet,
    /// How many were held.
    Meetings,
    Talks,
    Trainings,
    /// The shares of right answers of the children of [`Measure::PrePost`], in hundredths of a percent, added up.
    PreSum,
    PostSum,
    /// The same of the children of [`Measure::PostRecall`].
    PostSumOfRecall,
    RecallSum,
}

/// What an activity is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    Meeting,
    Talk,
    Training,
}

impl Measure {
    /// Every measure, each at its own place.
    pub const ALL: [Self; 24] = [
        Self::Enrolled,
        Self::TookPart,
        Self::Given,
        Self::FinishedSet,
        Self::PrePost,
        Self::PostRecall,
        Self::Asked111,
        Self::Knew111,
        Self::AtMeetings,
        Self::AtTalks,
        Self::AtTrainings,
        Self::Schools,
        Self::SchoolsTookPart,
        Self::Classes,
        Self::ClassesReached,
        Self::Branches,
        Self::BranchesMet,
        Self::Meetings,
        Self::Talks,
        Self::Trainings,
        Self::PreSum,
        Self::PostSum,
        Self::PostSumOfRecall,
        Self::RecallSum,
    ];

    /// How many count people or attendances; they are the first.
    pub const PEOPLE: usize = Self::AtTrainings as usize + 1;

    /// Whether it counts people or attendances, and so may have to be hidden. What the tests add up to is never shown by itself: an average
    /// is hidden with the number of its children.
    pub fn is_people(self) -> bool {
        (self as usize) < Self::PEOPLE
    }

    /// Counts of children next to the count of children they are among: the difference is a number of children, too.
    pub const AMONG: [(Self, Self); 7] = [
        (Self::TookPart, Self::Enrolled),
        (Self::Given, Self::Enrolled),
        (Self::FinishedSet, Self::Given),
        (Self::PrePost, Self::Enrolled),
        (Self::PostRecall, Self::Enrolled),
        (Self::Asked111, Self::Enrolled),
        (Self::Knew111, Self::Asked111),
    ];
}

impl Theme {
    /// Every theme.
    pub const ALL: [Self; 3] = [Self::Meeting, Self::Talk, Self::Training];

    /// How many were held.
    pub fn sessions(self) -> Measure {
        match self {
            Self::Meeting => Measure::Meetings,
            Self::Talk => Measure::Talks,
            Self::Training => Measure::Trainings,
        }
    }

    /// How often somebody was there.
    pub fn attendances(self) -> Measure {
        match self {
            Self::Meeting => Measure::AtMeetings,
            Self::Talk => Measure::AtTalks,
            Self::Training => Measure::AtTrainings,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_measure_stands_at_its_place() {
        for (n, measure) in Measure::ALL.into_iter().enumerate() {
            assert_eq!(n, measure as usize, "{measure:?}");
        }
        assert!(Measure::Enrolled.is_people() && Measure::AtTrainings.is_people());
        assert!(!Measure::Schools.is_people() && !Measure::PreSum.is_people());
    }
}
