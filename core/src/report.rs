//! Participation of one unit in one span of days: the indicators of domain §6.2 that come from activity alone.
//!
//! The store counts [`Facts`]; [`Report::compile`] adds them up to [`Figures`], each child once, for whoever may see its numbers as they are;
//! a [`Tree`] does so for a whole line at once, and [`hide`] hides small numbers in it: whatever leaves the school comes from there.
//! [`forms`] lays them out as [`table::Table`]s, which a page, a workbook and JSON write without knowing what stands in them.

mod compile;
mod count;
mod facts;
pub mod forms;
mod index;
mod indicator;
mod indicators;
mod mask;
mod measure;
pub mod table;
mod tree;
mod value;

#[cfg(test)]
mod tests;

pub use count::{Count, SMALL};
pub use facts::{
    Attended, Below, Branch, ClassFacts, Facts, HeldFacts, Learnt, Sessions, Shared, Taken,
    TestSums, Tested,
};
pub use indicator::{By, Formula, Indicator};
pub use measure::{Measure, Theme};
pub use tree::{Place, Sheet, Tree, hide};
pub use value::Value;

use crate::{ids::UnitId, person::Gender};
use serde::{Deserialize, Serialize};
use std::ops::{Index, IndexMut};

/// One unit's figures: how much there is of every [`Measure`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Counts", into = "Counts")]
pub struct Figures {
    /// `None`: what the unit itself held, outside all units below it.
    pub unit: Option<UnitId>,
    pub name: String,
    counts: Counts,
}

/// Counts by gender, and together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    pub male: Count,
    pub female: Count,
    pub unknown: Count,
    pub total: Count,
}

/// One khối; without a grade, all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "KeptGrade", into = "KeptGrade")]
pub struct GradeFigures {
    pub grade: Option<i64>,
    pub enrolled: Split,
    pub took_part: Split,
    pub finished_set: Split,
}

/// The whole report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub total: Figures,
    /// The units directly below, in their order.
    pub below: Vec<Figures>,
    pub grades: Vec<GradeFigures>,
    pub all_grades: GradeFigures,
}

/// As figures are kept: their counts alone.
type Counts = [Count; Measure::ALL.len()];

impl From<Counts> for Figures {
    fn from(counts: Counts) -> Self {
        Self {
            counts,
            ..Self::default()
        }
    }
}

impl From<Figures> for Counts {
    fn from(figures: Figures) -> Self {
        figures.counts
    }
}

/// As a khối is kept: its number and the counts of its splits.
type KeptGrade = (Option<i64>, [[Count; 4]; 3]);

impl From<KeptGrade> for GradeFigures {
    fn from((grade, splits): KeptGrade) -> Self {
        let [enrolled, took_part, finished_set] = splits.map(|counts| {
            let [male, female, unknown, total] = counts;
            Split {
                male,
                female,
                unknown,
                total,
            }
        });
        Self {
            grade,
            enrolled,
            took_part,
            finished_set,
        }
    }
}

impl From<GradeFigures> for KeptGrade {
    fn from(figures: GradeFigures) -> Self {
        (figures.grade, figures.splits().map(Split::counts))
    }
}

impl Index<Measure> for Figures {
    type Output = Count;
    fn index(&self, measure: Measure) -> &Count {
        &self.counts[measure as usize]
    }
}

impl IndexMut<Measure> for Figures {
    fn index_mut(&mut self, measure: Measure) -> &mut Count {
        &mut self.counts[measure as usize]
    }
}

impl Split {
    /// In the order of every table: male, female, unknown, together.
    pub fn counts(self) -> [Count; 4] {
        [self.male, self.female, self.unknown, self.total]
    }

    fn add(&mut self, gender: Gender, n: i64) {
        self.total.add(n);
        match gender {
            Gender::Male => self.male.add(n),
            Gender::Female => self.female.add(n),
            Gender::Unknown => self.unknown.add(n),
        }
    }

    fn counts_mut(&mut self) -> [&mut Count; 4] {
        [
            &mut self.male,
            &mut self.female,
            &mut self.unknown,
            &mut self.total,
        ]
    }
}

impl GradeFigures {
    /// In the order of every table.
    pub fn splits(self) -> [Split; 3] {
        [self.enrolled, self.took_part, self.finished_set]
    }

    fn counts_mut(&mut self) -> impl Iterator<Item = &mut Count> {
        let splits = [
            &mut self.enrolled,
            &mut self.took_part,
            &mut self.finished_set,
        ];
        splits.into_iter().flat_map(Split::counts_mut)
    }
}
