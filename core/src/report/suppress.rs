//! Hiding small numbers in what leaves the school, so that they cannot be worked out from their neighbours either: neither in the same
//! table, nor by taking one number from another, nor from the pages of the schools below.

use super::{Count, Facts, Figures, GradeFigures, Measure, Report};
use crate::ids::UnitId;
use std::collections::BTreeMap;

impl Report {
    /// Hides every count of one to four children and every count that leaves one to four over; beside a lone hidden number of a sum its
    /// smallest neighbour; and what exactly one school hides on its own page, for this sum less the other schools would be it.
    ///
    /// `facts` are those the report was compiled from. `above` is the unit's line in the report of the unit above, where that hides something:
    /// a total that is hidden there stays hidden here, and whatever it could be added up from with it.
    pub fn suppress(&mut self, facts: &Facts, above: Option<&Figures>) {
        above
            .into_iter()
            .for_each(|known| self.total.hide_like(known));
        self.hide_what_one_school_hides(facts);
        self.settle();
    }

    fn settle(&mut self) {
        self.each_line(&mut |line| {
            for one in line {
                one.hide_small();
            }
            false
        });
        self.hide_complements();
        while self.each_line(&mut hide_beside_a_lone_one) {}
    }

    fn hide_complements(&mut self) {
        for row in self.below.iter_mut().chain([&mut self.total]) {
            for (part, whole) in Measure::AMONG {
                let whole = row[whole];
                row[part].hide_all_but_few_of(whole);
            }
        }
        for row in self.grades.iter_mut().chain([&mut self.all_grades]) {
            for side in 0..4 {
                let enrolled = *count(row, 0, side);
                for which in 1..3 {
                    count(row, which, side).hide_all_but_few_of(enrolled);
                }
            }
        }
    }

    fn hide_what_one_school_hides(&mut self, facts: &Facts) {
        let mut schools: BTreeMap<UnitId, Facts> = BTreeMap::new();
        for class in &facts.classes {
            if let Some(school) = class.school {
                schools
                    .entry(school)
                    .or_default()
                    .classes
                    .push(class.clone());
            }
        }
        let mut hidden: BTreeMap<(Option<i64>, usize, usize), usize> = BTreeMap::new();
        for facts in schools.into_values() {
            let mut own = Self::compile(&facts, &[], "", "");
            own.settle();
            for row in &mut own.grades {
                for (which, side) in every_count() {
                    let is_hidden = count(row, which, side).seen().is_none();
                    *hidden.entry((row.grade, which, side)).or_default() += usize::from(is_hidden);
                }
            }
        }
        for row in &mut self.grades {
            for (which, side) in every_count() {
                if hidden.get(&(row.grade, which, side)) == Some(&1) {
                    count(row, which, side).hide_beside();
                }
            }
        }
    }

    /// Runs over every group of numbers of which one is the sum of the others; answers whether anything changed.
    fn each_line(&mut self, settle: &mut impl FnMut(Vec<&mut Count>) -> bool) -> bool {
        let mut changed = false;
        for measure in people() {
            let rows = self.below.iter_mut().chain([&mut self.total]);
            changed |= settle(rows.map(|row| &mut row[measure]).collect());
        }
        for which in 0..3 {
            for side in 0..4 {
                let rows = self.grades.iter_mut().chain([&mut self.all_grades]);
                let line = rows.map(|row| count(row, which, side)).collect();
                changed |= settle(line);
            }
            for row in self.grades.iter_mut().chain([&mut self.all_grades]) {
                let [a, b, c] = row.splits_mut();
                changed |= settle(
                    [a, b, c]
                        .into_iter()
                        .nth(which)
                        .map_or_else(Vec::new, |s| s.counts_mut().into()),
                );
            }
        }
        // The same sum stands in both tables.
        let same = [Measure::Enrolled, Measure::TookPart, Measure::FinishedSet];
        for (which, measure) in same.into_iter().enumerate() {
            changed |= settle(vec![
                &mut self.total[measure],
                count(&mut self.all_grades, which, 3),
            ]);
        }
        changed
    }
}

impl Figures {
    /// Hides every count that is hidden in others.
    pub fn hide_like(&mut self, others: &Self) {
        for measure in people() {
            if others[measure].seen().is_none() {
                self[measure].hide_beside();
            }
        }
    }
}

fn people() -> impl Iterator<Item = Measure> {
    Measure::ALL
        .into_iter()
        .filter(|measure| measure.is_people())
}

fn every_count() -> impl Iterator<Item = (usize, usize)> {
    (0..3).flat_map(|which| (0..4).map(move |side| (which, side)))
}

fn count(row: &mut GradeFigures, which: usize, side: usize) -> &mut Count {
    let mut splits = row.splits_mut().into_iter();
    let split = splits.nth(which).expect("there are three splits");
    let mut counts = split.counts_mut().into_iter();
    counts.nth(side).expect("a split has four counts")
}

fn hide_beside_a_lone_one(line: Vec<&mut Count>) -> bool {
    if line.iter().filter(|count| count.seen().is_none()).count() != 1 {
        return false;
    }
    let open = line.into_iter().filter(|count| count.seen().is_some());
    match open.min_by_key(|count| count.weight()) {
        Some(count) => {
            count.hide_beside();
            true
        }
        None => false,
    }
}
