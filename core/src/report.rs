//! Participation of one unit in one span of days: the indicators of domain §6.2 that come from activity alone.
//!
//! The store counts [`Facts`]; [`Report::compile`] adds them up, each child once; [`Report::veil`] hides small numbers in whatever leaves
//! the school.

mod cell;
mod compile;
mod facts;
mod veil;

#[cfg(test)]
mod tests;

pub use cell::{Cell, SMALL};
pub use facts::{Attended, Branch, ClassFacts, Facts, Part, Session, Taken, TestSums, Tested};

use crate::{ids::UnitId, person::Gender};
use std::ops::{Index, IndexMut};

/// An indicator of domain §6.2.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Indicator {
    /// Schools in which some class finished some module.
    Schools,
    /// Classes in which at least half finished one same module.
    Classes,
    /// Children who finished at least one module.
    Children,
    /// Children who finished at least 80 % of what their class was given this school year.
    Sets,
    /// How much more of the short test is right after the lessons than before, by the children who took both.
    Gain,
    /// How much of it is still there three months later.
    Recall,
    /// Children who know the number 111 after the lessons.
    Number111,
    /// Meetings of chi đoàn, chi hội, chi đội, Sao with our content.
    Meetings,
    /// Chi đoàn and chi đội with at least one meeting.
    Branches,
    /// Talks, seminars, forums.
    Talks,
    /// Trainings on the Internet and social media.
    Trainings,
}

/// The value of an indicator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Value {
    /// So many of so many.
    Share { part: Cell, whole: Cell },
    /// Two averages of the same children; how far the second lies above the first.
    Gain(Means),
    /// Two averages of the same children; what share of the first the second is.
    Kept(Means),
    /// So many meetings, attended so many times.
    Held { sessions: i64, attendances: Cell },
}

/// Two tests of the same children, on average. Hidden together with the number of the children.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Means {
    pub children: Cell,
    sums: TestSums,
}

/// A column that counts people or attendances, and so may have to be hidden.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// Sĩ số on the last day.
    Enrolled,
    /// Finished at least one module.
    TookPart,
    /// Sĩ số of the classes that were given modules.
    Given,
    /// Finished at least 80 % of them.
    FinishedSet,
    /// Took the test before and after the lessons.
    TookBoth,
    /// Took it after the lessons and again three months later.
    TookAgain,
    /// Answered the question on 111 after the lessons, and knew it.
    Asked111,
    Knew111,
    /// Attendances of meetings, of talks, of trainings.
    AtMeetings,
    AtTalks,
    AtTrainings,
}

/// What an activity is counted as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Theme {
    Meeting,
    Talk,
    Training,
}

/// One unit's figures.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// `None`: what the unit itself held, outside all its parts.
    pub unit: Option<UnitId>,
    pub name: String,
    /// Schools that took part, and all.
    pub schools: (i64, i64),
    pub classes: (i64, i64),
    pub branches: (i64, i64),
    /// Meetings, talks, trainings.
    pub sessions: [i64; 3],
    gain: TestSums,
    recall: TestSums,
    counts: [Cell; Column::ALL.len()],
}

/// Counts by gender, and together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub male: Cell,
    pub female: Cell,
    pub unknown: Cell,
    pub total: Cell,
}

/// One khối; without a grade, all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GradeRow {
    pub grade: Option<i64>,
    pub enrolled: Split,
    pub took_part: Split,
    pub finished_set: Split,
}

/// The whole report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub total: Row,
    /// The units directly below, in their order.
    pub parts: Vec<Row>,
    pub grades: Vec<GradeRow>,
    pub all_grades: GradeRow,
}

impl Indicator {
    /// Every indicator, in the order of the domain's list.
    pub const ALL: [Self; 11] = [
        Self::Schools,
        Self::Classes,
        Self::Children,
        Self::Sets,
        Self::Gain,
        Self::Recall,
        Self::Number111,
        Self::Meetings,
        Self::Branches,
        Self::Talks,
        Self::Trainings,
    ];

    /// The number in domain §6.2.
    pub fn code(self) -> &'static str {
        match self {
            Self::Schools => "I01",
            Self::Classes => "I02",
            Self::Children => "I03",
            Self::Sets => "I04",
            Self::Gain => "I06",
            Self::Recall => "I07",
            Self::Number111 => "I08",
            Self::Meetings => "I13",
            Self::Branches => "I14",
            Self::Talks => "I16",
            Self::Trainings => "I17",
        }
    }

    /// What one of it is called in tables.
    pub fn unit(self) -> &'static str {
        match self {
            Self::Schools => "trường",
            Self::Classes => "lớp",
            Self::Children | Self::Sets | Self::Number111 => "học sinh",
            Self::Gain => "điểm phần trăm",
            Self::Recall => "%",
            Self::Branches => "chi đoàn, chi đội",
            Self::Meetings | Self::Talks | Self::Trainings => "buổi; lượt người",
        }
    }
}

impl Column {
    /// Every column.
    pub const ALL: [Self; 11] = [
        Self::Enrolled,
        Self::TookPart,
        Self::Given,
        Self::FinishedSet,
        Self::TookBoth,
        Self::TookAgain,
        Self::Asked111,
        Self::Knew111,
        Self::AtMeetings,
        Self::AtTalks,
        Self::AtTrainings,
    ];
}

impl Theme {
    /// Every theme, in the order of [`Row::sessions`].
    pub const ALL: [Self; 3] = [Self::Meeting, Self::Talk, Self::Training];

    fn column(self) -> Column {
        match self {
            Self::Meeting => Column::AtMeetings,
            Self::Talk => Column::AtTalks,
            Self::Training => Column::AtTrainings,
        }
    }
}

impl Row {
    /// Whether some count of the row is hidden.
    pub fn hides_something(&self) -> bool {
        self.counts.iter().any(|cell| cell.seen().is_none())
    }

    /// The value of an indicator.
    pub fn value(&self, indicator: Indicator) -> Value {
        let units = |(part, whole)| Value::Share {
            part: Cell::open(part),
            whole: Cell::open(whole),
        };
        let people = |part, whole| Value::Share {
            part: self[part],
            whole: self[whole],
        };
        let held = |theme: Theme| Value::Held {
            sessions: self.sessions[theme as usize],
            attendances: self[theme.column()],
        };
        match indicator {
            Indicator::Schools => units(self.schools),
            Indicator::Classes => units(self.classes),
            Indicator::Branches => units(self.branches),
            Indicator::Children => people(Column::TookPart, Column::Enrolled),
            Indicator::Sets => people(Column::FinishedSet, Column::Given),
            Indicator::Gain => Value::Gain(Means {
                children: self[Column::TookBoth],
                sums: self.gain,
            }),
            Indicator::Recall => Value::Kept(Means {
                children: self[Column::TookAgain],
                sums: self.recall,
            }),
            Indicator::Number111 => people(Column::Knew111, Column::Asked111),
            Indicator::Meetings => held(Theme::Meeting),
            Indicator::Talks => held(Theme::Talk),
            Indicator::Trainings => held(Theme::Training),
        }
    }
}

impl Value {
    /// The share in percent with one decimal, as it is rounded on paper; nothing where it is hidden or nothing of nothing.
    pub fn percent(self) -> Option<f64> {
        match self {
            Self::Share { part, whole } => {
                let (part, whole) = (part.seen()?, whole.seen()?);
                (whole > 0).then(|| ((part * 2000 + whole) / (whole * 2)) as f64 / 10.0)
            }
            Self::Kept(means) => means.kept(),
            Self::Gain(_) | Self::Held { .. } => None,
        }
    }
}

impl Means {
    /// The average of the first test, in percent of right answers with one decimal.
    pub fn first(self) -> Option<f64> {
        self.mean(self.sums.first)
    }

    /// The average of the second.
    pub fn second(self) -> Option<f64> {
        self.mean(self.sums.second)
    }

    /// How many points the second lies above the first; rounded once, from the exact sums.
    pub fn gain(self) -> Option<f64> {
        self.mean(self.sums.second - self.sums.first)
    }

    /// What share of the first the second is, in percent.
    pub fn kept(self) -> Option<f64> {
        self.children.seen()?;
        let TestSums { first, second } = self.sums;
        (first > 0).then(|| tenths(second as f64 * 100.0 / first as f64))
    }

    fn mean(self, sum: i64) -> Option<f64> {
        let children = self.children.seen().filter(|n| *n > 0)?;
        Some(tenths(sum as f64 / children as f64 / 100.0))
    }
}

fn tenths(n: f64) -> f64 {
    (n * 10.0).round() / 10.0
}

impl Index<Column> for Row {
    type Output = Cell;
    fn index(&self, column: Column) -> &Cell {
        &self.counts[column as usize]
    }
}

impl IndexMut<Column> for Row {
    fn index_mut(&mut self, column: Column) -> &mut Cell {
        &mut self.counts[column as usize]
    }
}

impl Split {
    fn add(&mut self, gender: Gender, n: i64) {
        self.total.add(n);
        match gender {
            Gender::Male => self.male.add(n),
            Gender::Female => self.female.add(n),
            Gender::Unknown => self.unknown.add(n),
        }
    }

    fn cells_mut(&mut self) -> [&mut Cell; 4] {
        [
            &mut self.male,
            &mut self.female,
            &mut self.unknown,
            &mut self.total,
        ]
    }
}

impl GradeRow {
    fn splits_mut(&mut self) -> [&mut Split; 3] {
        [
            &mut self.enrolled,
            &mut self.took_part,
            &mut self.finished_set,
        ]
    }
}
