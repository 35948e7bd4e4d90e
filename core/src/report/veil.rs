//! Hiding small numbers in what leaves the school, so that they cannot be worked out from their neighbours either: neither in the same
//! table, nor by taking one number from another, nor from the pages of the schools below.

use super::{Cell, Column, Facts, GradeRow, Report, Row};
use crate::ids::UnitId;
use std::collections::BTreeMap;

/// Counts of children next to the count of children they are among: the difference is a number of children, too.
const AMONG: [(Column, Column); 7] = [
    (Column::TookPart, Column::Enrolled),
    (Column::Given, Column::Enrolled),
    (Column::FinishedSet, Column::Given),
    (Column::TookBoth, Column::Enrolled),
    (Column::TookAgain, Column::Enrolled),
    (Column::Asked111, Column::Enrolled),
    (Column::Knew111, Column::Asked111),
];

impl Report {
    /// Hides every count of one to four children and every count that leaves one to four over; beside a lone hidden cell of a sum its
    /// smallest neighbour; and what exactly one school hides on its own page, for this sum less the other schools would be it.
    ///
    /// `facts` are those the report was compiled from. `above` is the unit's row in the report of the unit above, where that hides something:
    /// a total that is hidden there stays hidden here, and whatever it could be added up from with it.
    pub fn veil(&mut self, facts: &Facts, above: Option<&Row>) {
        above.into_iter().for_each(|row| self.total.hide_like(row));
        self.hide_what_one_school_hides(facts);
        self.settle();
    }

    fn settle(&mut self) {
        self.each_line(&mut |line| {
            for cell in line {
                cell.hide_small();
            }
            false
        });
        self.hide_complements();
        while self.each_line(&mut hide_beside_a_lone_one) {}
    }

    fn hide_complements(&mut self) {
        for row in self.parts.iter_mut().chain([&mut self.total]) {
            for (part, whole) in AMONG {
                let whole = row[whole];
                row[part].hide_all_but_few_of(whole);
            }
        }
        for row in self.grades.iter_mut().chain([&mut self.all_grades]) {
            for side in 0..4 {
                let enrolled = *cell(row, 0, side);
                for which in 1..3 {
                    cell(row, which, side).hide_all_but_few_of(enrolled);
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
                for (which, side) in every_cell() {
                    let is_hidden = cell(row, which, side).seen().is_none();
                    *hidden.entry((row.grade, which, side)).or_default() += usize::from(is_hidden);
                }
            }
        }
        for row in &mut self.grades {
            for (which, side) in every_cell() {
                if hidden.get(&(row.grade, which, side)) == Some(&1) {
                    cell(row, which, side).hide_beside();
                }
            }
        }
    }

    /// Runs over every group of cells of which one is the sum of the others; answers whether anything changed.
    fn each_line(&mut self, settle: &mut impl FnMut(Vec<&mut Cell>) -> bool) -> bool {
        let mut changed = false;
        for column in Column::ALL {
            let rows = self.parts.iter_mut().chain([&mut self.total]);
            changed |= settle(rows.map(|row| &mut row[column]).collect());
        }
        for which in 0..3 {
            for side in 0..4 {
                let rows = self.grades.iter_mut().chain([&mut self.all_grades]);
                let line = rows.map(|row| cell(row, which, side)).collect();
                changed |= settle(line);
            }
            for row in self.grades.iter_mut().chain([&mut self.all_grades]) {
                let [a, b, c] = row.splits_mut();
                changed |= settle(
                    [a, b, c]
                        .into_iter()
                        .nth(which)
                        .map_or_else(Vec::new, |s| s.cells_mut().into()),
                );
            }
        }
        // The same sum stands in both tables.
        let same = [Column::Enrolled, Column::TookPart, Column::FinishedSet];
        for (which, column) in same.into_iter().enumerate() {
            changed |= settle(vec![
                &mut self.total[column],
                cell(&mut self.all_grades, which, 3),
            ]);
        }
        changed
    }
}

impl Row {
    /// Hides every count that is hidden in another row.
    pub fn hide_like(&mut self, other: &Self) {
        for column in Column::ALL {
            if other[column].seen().is_none() {
                self[column].hide_beside();
            }
        }
    }
}

fn every_cell() -> impl Iterator<Item = (usize, usize)> {
    (0..3).flat_map(|which| (0..4).map(move |side| (which, side)))
}

fn cell(row: &mut GradeRow, which: usize, side: usize) -> &mut Cell {
    let mut splits = row.splits_mut().into_iter();
    let split = splits.nth(which).expect("there are three splits");
    let mut cells = split.cells_mut().into_iter();
    cells.nth(side).expect("a split has four cells")
}

fn hide_beside_a_lone_one(line: Vec<&mut Cell>) -> bool {
    if line.iter().filter(|cell| cell.seen().is_none()).count() != 1 {
        return false;
    }
    let open = line.into_iter().filter(|cell| cell.seen().is_some());
    match open.min_by_key(|cell| cell.weight()) {
        Some(cell) => {
            cell.hide_beside();
            true
        }
        None => false,
    }
}
