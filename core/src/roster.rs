//! Reading a school's list: plain grids become children, wrong rows with their reason, and columns that are never kept (domain §8.1).

mod births;
mod child;
mod columns;
mod fields;
mod headings;
mod letters;
mod notices;
mod row;
mod rows;

pub use headings::{Heading, Headings, Meaning, Twice};
pub use rows::{NoList, read};

use chrono::NaiveDate;
use std::{borrow::Cow, collections::BTreeSet};

/// A spreadsheet keeps fifteen digits of a number; what comes after has become zeros.
pub const DIGITS_KEPT: f64 = 1e15;

/// A value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum SheetCell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Date(NaiveDate),
    /// An error of the program that made the file, as it shows it: "#REF!".
    Error(String),
}

impl SheetCell {
    /// The value as a person would read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => crate::words::tidy(&visible(text)),
            Self::Error(error) => error.clone(),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < DIGITS_KEPT => format!("{n:.0}"),
            Self::Number(n) => n.to_string(),
            Self::Date(day) => crate::day::written(*day),
        }
    }
}

/// Without the characters that take no room and say nothing: zero-width spaces and joiners, soft hyphens, marks of byte order. Marks of
/// direction stay: they turn what is read around, and a name that has one is refused.
fn visible(text: &str) -> Cow<'_, str> {
    let is_nothing = |c: char| {
        matches!(
            c,
            '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}'
        )
    };
    if text.contains(is_nothing) {
        Cow::Owned(text.replace(is_nothing, ""))
    } else {
        Cow::Borrowed(text)
    }
}

/// One sheet: rows that have anything in them, with their number as the program that made them shows it (from 1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Empty for a plain text file.
    pub sheet: String,
    /// Whether the file does not show the sheet.
    pub hidden: bool,
    pub rows: Vec<(u32, Vec<SheetCell>)>,
    /// Rows, by number, and columns, from 0, that the file hides or filters out.
    pub hidden_rows: BTreeSet<u32>,
    pub hidden_columns: BTreeSet<usize>,
    /// Cells merged into one. The first of each has the value.
    pub merged: Vec<Area>,
}

/// Cells side by side: rows by number and columns from 0, first and last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Area {
    pub rows: (u32, u32),
    pub columns: (usize, usize),
}

impl Grid {
    /// An empty sheet.
    pub fn named(sheet: String) -> Self {
        Self {
            sheet,
            ..Self::default()
        }
    }

    /// The cells of a row by its number.
    pub fn row(&self, number: u32) -> Option<&[SheetCell]> {
        let at = self
            .rows
            .binary_search_by_key(&number, |(number, _)| *number)
            .ok()?;
        Some(&self.rows[at].1)
    }

    /// Puts a value; cells come row by row, as files have them.
    pub fn put(&mut self, row: u32, column: usize, value: SheetCell) {
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            self.rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, SheetCell::Empty);
            }
            cells[column] = value;
        }
    }
}
