//! Hiding small numbers in what leaves the school, so that they cannot be worked out from their neighbours either.

use super::{Cell, Column, GradeRow, Report};

impl Report {
    /// Hides every count of one to four children, and beside a lone hidden cell of a sum its smallest neighbour.
    pub fn veil(&mut self) {
        self.each_line(&mut |line| {
            for cell in line {
                cell.hide_small();
            }
            false
        });
        while self.each_line(&mut hide_beside_a_lone_one) {}
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
