//! A number that may be hidden.

use super::table::{Cell, Why};
use serde::{Deserialize, Serialize};

/// A number of children below this points at somebody (domain §3.3).
pub const SMALL: i64 = 5;

/// How much there is of something in a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Kept", into = "Kept")]
pub struct Count {
    n: i64,
    hidden: Option<Why>,
}

/// As a count is kept. What is hidden is not written down.
#[derive(Clone, Copy, Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Open(i64),
    Hidden(Why),
}

impl From<Kept> for Count {
    fn from(kept: Kept) -> Self {
        match kept {
            Kept::Open(n) => Self::open(n),
            Kept::Hidden(why) => Self {
                n: 0,
                hidden: Some(why),
            },
        }
    }
}

impl From<Count> for Kept {
    fn from(count: Count) -> Self {
        count.hidden.map_or(Self::Open(count.n), Self::Hidden)
    }
}

impl Count {
    /// A number everybody may see.
    pub fn open(n: i64) -> Self {
        Self { n, hidden: None }
    }

    /// The number, unless it is hidden.
    pub fn seen(self) -> Option<i64> {
        self.hidden.is_none().then_some(self.n)
    }

    /// As it stands in a table.
    pub fn cell(self) -> Cell {
        self.hidden.map_or(Cell::Count(self.n), Cell::Hidden)
    }

    /// Whether there is any, shown or not.
    pub(super) fn is_any(self) -> bool {
        self.n > 0
    }

    pub(super) fn add(&mut self, n: i64) {
        self.n += n;
    }

    /// What decides which of several numbers to hide: the smallest that is not zero, for a zero protects nothing.
    pub(super) fn weight(self) -> (bool, i64) {
        (self.n == 0, self.n)
    }

    /// Hides the number if it is small. A zero points at nobody.
    pub(super) fn hide_small(&mut self) {
        if (1..SMALL).contains(&self.n) {
            self.hidden = Some(Why::Small);
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
        self.hidden.get_or_insert(Why::Beside);
    }
}
