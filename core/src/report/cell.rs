//! A number that may be hidden.

use std::fmt;

/// A number of children below this points at somebody (domain §3.3).
pub const SMALL: i64 = 5;

/// A count of people or attendances in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    n: i64,
    veil: Veil,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Veil {
    #[default]
    Open,
    /// Too small.
    Small,
    /// Large enough, but a small one could be worked out from it.
    Beside,
}

impl Cell {
    /// A number everybody may see.
    pub fn open(n: i64) -> Self {
        Self {
            n,
            veil: Veil::Open,
        }
    }

    /// The number, unless it is hidden.
    pub fn seen(self) -> Option<i64> {
        (self.veil == Veil::Open).then_some(self.n)
    }

    pub(super) fn add(&mut self, n: i64) {
        self.n += n;
    }

    /// What decides which of several cells to hide: the smallest that is not zero, for a zero protects nothing.
    pub(super) fn weight(self) -> (bool, i64) {
        (self.n == 0, self.n)
    }

    /// Hides the cell if it is small. A zero points at nobody.
    pub(super) fn hide_small(&mut self) {
        if (1..SMALL).contains(&self.n) {
            self.veil = Veil::Small;
        }
    }

    /// Hides a part of so many children when it leaves one to four of them over: those would be pointed at.
    pub(super) fn hide_all_but_few_of(&mut self, whole: Self) {
        if (1..SMALL).contains(&(whole.n - self.n)) {
            self.hide_beside();
        }
    }

    /// What is hidden as too small stays so.
    pub(super) fn hide_beside(&mut self) {
        if self.veil == Veil::Open {
            self.veil = Veil::Beside;
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.veil {
            Veil::Open => self.n.fmt(f),
            Veil::Small => f.write_str("< 5"),
            Veil::Beside => f.write_str("ẩn"),
        }
    }
}
