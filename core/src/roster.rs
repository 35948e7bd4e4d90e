//! Reading a school's list: plain grids become children, wrong rows with their reason, and columns that are never kept (domain §8.1).

mod columns;
mod headings;
mod rows;

pub use headings::{Heading, Headings, Meaning, Twice};
pub use rows::read;

use chrono::NaiveDate;

/// A value of a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Date(NaiveDate),
}

impl Cell {
    /// The value as a person would read it.
    pub fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => crate::words::tidy(text),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Self::Number(n) => n.to_string(),
            Self::Date(day) => crate::day::written(*day),
        }
    }
}

/// One sheet: rows that have anything in them, with their number as the program that made them shows it (from 1).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Grid {
    /// Empty for a plain text file.
    pub sheet: String,
    pub rows: Vec<(u32, Vec<Cell>)>,
}

impl Grid {
    /// Puts a value; cells come row by row, as files have them.
    pub fn put(&mut self, row: u32, column: usize, value: Cell) {
        if self.rows.last().is_none_or(|(last, _)| *last != row) {
            self.rows.push((row, Vec::new()));
        }
        if let Some((_, cells)) = self.rows.last_mut() {
            if cells.len() <= column {
                cells.resize(column + 1, Cell::Empty);
            }
            cells[column] = value;
        }
    }
}
