//! A table as it is read anywhere: on a page, in a workbook, by a program. Who writes it knows its cells, and nothing of what they mean.

use crate::ids::UnitId;
use serde::{Deserialize, Serialize};

/// The name of a text of the locale.
pub type Key = &'static str;

/// A table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    pub title: Key,
    pub heads: Vec<Head>,
    pub rows: Vec<Row>,
    pub total: Option<Row>,
}

/// What stands above a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    pub key: Key,
    /// Columns next to each other with the same group are read together.
    pub group: Option<Key>,
    pub holds: Holds,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// A short sign in front of the name.
    Code,
    /// What the row is about, about so many letters long.
    Name(u16),
    /// A word about the row.
    Word,
    /// Words about the row that say little without their head.
    Words,
    /// Figures of the row.
    Value,
}

/// A line of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// The unit whose own report stands behind the row, where it may be read.
    pub unit: Option<UnitId>,
    /// As many as the table has heads.
    pub cells: Vec<Cell>,
}

/// What stands in one place of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Count(i64),
    /// A number with one decimal, in tenths.
    Tenths(i64, Scale),
    /// A name as somebody wrote it.
    Text(String),
    /// A text of the locale.
    Word(String),
    /// A khối.
    Grade(i64),
    /// A sentence of the locale with cells in it.
    Said(Key, Vec<(&'static str, Cell)>),
    /// A number that is not shown.
    Hidden(Why),
    /// There is no such number here, though there might be.
    Nothing,
    /// A row of this kind has no such number.
    Absent,
}

/// What a number with a decimal counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scale {
    Percent,
    /// Points more or less, with their sign.
    Points,
    /// Percent, where the sentence around it says so.
    Bare,
}

/// Why a number is not shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Too small.
    Small,
    /// Large enough, but a small one could be worked out from it.
    Beside,
}

impl Head {
    /// A column of figures.
    pub const fn of(key: Key) -> Self {
        Self {
            key,
            group: None,
            holds: Holds::Value,
        }
    }

    /// A column of a group.
    pub const fn within(group: Key, key: Key) -> Self {
        Self {
            key,
            group: Some(group),
            holds: Holds::Value,
        }
    }

    /// The column of names, so many letters wide.
    pub const fn name(key: Key, letters: u16) -> Self {
        Self {
            key,
            group: None,
            holds: Holds::Name(letters),
        }
    }

    /// The column of short signs.
    pub const fn code(key: Key) -> Self {
        Self {
            key,
            group: None,
            holds: Holds::Code,
        }
    }

    /// A column of a word each.
    pub const fn word(key: Key) -> Self {
        Self {
            key,
            group: None,
            holds: Holds::Word,
        }
    }

    /// A column of sentences.
    pub const fn words(key: Key) -> Self {
        Self {
            key,
            group: None,
            holds: Holds::Words,
        }
    }
}

impl Cell {
    /// A sentence of the locale with cells in it.
    pub fn said<const N: usize>(key: Key, cells: [(&'static str, Self); N]) -> Self {
        Self::Said(key, cells.into())
    }

    /// A text of the locale.
    pub fn word(key: impl Into<String>) -> Self {
        Self::Word(key.into())
    }
}

impl Row {
    /// A row that leads nowhere.
    pub fn of(cells: impl IntoIterator<Item = Cell>) -> Self {
        Self {
            unit: None,
            cells: cells.into_iter().collect(),
        }
    }
}
