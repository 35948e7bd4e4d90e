//! Hiding small numbers so that they cannot be worked out from others: whichever pages and files they stand on, each number is hidden in all
//! of them or in none.

use super::Count;

/// Numbers, and what one of them says about others.
#[derive(Default)]
pub(super) struct Mask {
    pub counts: Vec<Count>,
    /// One of them is the sum of the rest.
    sums: Vec<Vec<usize>>,
    /// A part and the whole it is among.
    parts: Vec<(usize, usize)>,
    /// Two that are always equal.
    same: Vec<(usize, usize)>,
}

impl Mask {
    /// One of these is the sum of the others.
    pub(super) fn sum(&mut self, counts: Vec<usize>) {
        self.sums.push(counts);
    }

    /// The first counts people among those of the second: so is what is left.
    pub(super) fn part(&mut self, part: usize, whole: usize) {
        self.parts.push((part, whole));
    }

    /// Both are the same number.
    pub(super) fn same(&mut self, one: usize, other: usize) {
        self.same.push((one, other));
    }

    /// Hides every number of one to four and every number that leaves one to four over; then, beside a lone hidden number of a sum, its
    /// smallest neighbour, until no hidden number is the only unknown of a sum.
    pub(super) fn hide(&mut self) {
        for count in &mut self.counts {
            count.hide_small();
        }
        for &(part, whole) in &self.parts {
            let whole = self.counts[whole];
            self.counts[part].hide_all_but_few_of(whole);
        }
        while self.hide_more() {}
    }

    fn hide_more(&mut self) -> bool {
        let mut changed = false;
        for &(one, other) in &self.same {
            for (known, twin) in [(one, other), (other, one)] {
                if self.counts[known].seen().is_none() && self.counts[twin].seen().is_some() {
                    self.counts[twin].hide_beside();
                    changed = true;
                }
            }
        }
        for sum in &self.sums {
            let hidden = sum.iter().filter(|n| self.counts[**n].seen().is_none());
            if hidden.count() != 1 {
                continue;
            }
            let open = sum.iter().filter(|n| self.counts[**n].seen().is_some());
            if let Some(smallest) = open.min_by_key(|n| self.counts[**n].weight()) {
                self.counts[*smallest].hide_beside();
                changed = true;
            }
        }
        changed
    }
}
