//! Which column is what: found by the text of the head, whatever its place and spelling; by its cells when the text says nothing.

use super::{Cell, Grid, Headings, Meaning, rows::born};
use crate::import::{Asked, Doubt};
use chrono::{Datelike, NaiveDate};

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Is(Meaning),
    /// Not known; the head as written.
    Unknown(String),
    Blank,
}

/// The head of a sheet.
#[derive(Clone, Debug)]
pub struct Head {
    /// Index of the first row below the head.
    pub below: usize,
    pub columns: Vec<Column>,
    /// The heads as written.
    pub names: Vec<String>,
    /// Columns taken for something because of their cells.
    pub asked: Vec<Asked>,
}

/// How far down the head may stand.
const DEEPEST: usize = 25;
/// So many rows below a head are looked at to see what a column holds.
const LOOKED_AT: usize = 50;

impl Column {
    /// What a head's text means.
    pub fn of(text: &str, headings: &Headings) -> Self {
        let written = crate::words::tidy(text);
        match headings.meaning(&written) {
            Some(meaning) => Self::Is(meaning),
            None if written.chars().any(char::is_alphanumeric) => Self::Unknown(written),
            None => Self::Blank,
        }
    }

    fn is_name(&self) -> bool {
        matches!(
            self,
            Self::Is(Meaning::FullName | Meaning::Family | Meaning::Given)
        )
    }

    fn is_known(&self) -> bool {
        matches!(self, Self::Is(_))
    }
}

/// The head of a sheet: the first row with a name column and another known one. A head of two rows (merged cells above) is read as one.
pub fn find(grid: &Grid, headings: &Headings, today: NaiveDate) -> Option<Head> {
    (0..grid.rows.len().min(DEEPEST)).find_map(|index| at(grid, index, headings, today))
}

fn at(grid: &Grid, index: usize, headings: &Headings, today: NaiveDate) -> Option<Head> {
    let of_row = |index: usize| -> Vec<(Column, String)> {
        let cells = grid.rows.get(index).map_or(&[][..], |(_, cells)| cells);
        let shown = cells.iter().map(Cell::shown);
        shown
            .map(|text| (Column::of(&text, headings), text))
            .collect()
    };
    let mut heads = of_row(index);
    if heads.iter().filter(|(column, _)| column.is_known()).count() < 2 {
        return None;
    }
    let mut below = index + 1;
    let second = of_row(below);
    let words = second.iter().any(|(column, _)| column.is_known());
    let is_data = |cell: &Cell| matches!(cell, Cell::Number(_) | Cell::Date(_));
    let data = grid
        .rows
        .get(below)
        .is_some_and(|(_, cells)| cells.iter().any(is_data));
    let strange = second
        .iter()
        .any(|(column, _)| matches!(column, Column::Unknown(_)));
    if words && !data && !strange {
        below += 1;
        heads.resize(
            heads.len().max(second.len()),
            (Column::Blank, String::new()),
        );
        for (upper, lower) in heads.iter_mut().zip(second) {
            if lower.0 != Column::Blank {
                *upper = lower;
            }
        }
    }
    let (columns, names) = heads.into_iter().unzip();
    let mut head = Head {
        below,
        columns,
        names,
        asked: Vec::new(),
    };
    split_name(grid, &mut head);
    if !head.columns.iter().any(Column::is_name) {
        guess(grid, &mut head, Doubt::Name, looks_like_name)?;
    }
    if !head.columns.contains(&Column::Is(Meaning::Birth)) {
        guess(grid, &mut head, Doubt::Birth, |cell| {
            looks_like_birth(cell, today)
        });
    }
    Some(head)
}

/// Takes the one unread column whose cells look like something for it, and notes that a person has to say so.
fn guess(grid: &Grid, head: &mut Head, doubt: Doubt, looks: impl Fn(&Cell) -> bool) -> Option<()> {
    let of_column = |column: usize| {
        let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
        rows.filter_map(move |(_, cells)| cells.get(column).filter(|cell| **cell != Cell::Empty))
    };
    let at = head.columns.iter().enumerate().position(|(i, column)| {
        let (filled, alike) = (
            of_column(i).count(),
            of_column(i).filter(|cell| looks(cell)).count(),
        );
        matches!(column, Column::Unknown(_)) && filled >= 3 && alike * 10 >= filled * 8
    })?;
    head.asked.push(Asked {
        sheet: grid.sheet.clone(),
        head: head.names[at].clone(),
        doubt,
    });
    head.columns[at] = Column::Is(match doubt {
        Doubt::Birth => Meaning::Birth,
        Doubt::Name => Meaning::FullName,
    });
    Some(())
}

/// Two words or more, of letters alone.
fn looks_like_name(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else {
        return false;
    };
    let words = text.split_whitespace();
    words.clone().count() >= 2
        && words.clone().count() <= 7
        && words.flat_map(str::chars).all(char::is_alphabetic)
}

/// A whole date on which a pupil of a school may have been born.
fn looks_like_birth(cell: &Cell, today: NaiveDate) -> bool {
    let day = match cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(_) => born(&cell.shown()).and_then(crate::person::Birth::date),
        _ => None,
    };
    day.is_some_and(|day| (4..=20).contains(&(today.year() - day.year())))
}

/// "Họ và tên" merged over two columns: family and middle names in the first, the given name in the second, which has no head of its own.
fn split_name(grid: &Grid, head: &mut Head) {
    let full = Column::Is(Meaning::FullName);
    let Some(at) = head.columns.iter().position(|column| *column == full) else {
        return;
    };
    if head.columns.get(at + 1) != Some(&Column::Blank) {
        return;
    }
    let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
    let filled = |column: usize| {
        rows.clone().filter(|(_, cells)| matches!(cells.get(column), Some(Cell::Text(text)) if !text.contains(char::is_numeric))).count()
    };
    let (names, second) = (filled(at), filled(at + 1));
    if names > 0 && second * 10 >= names * 8 {
        head.columns[at] = Column::Is(Meaning::Family);
        head.columns[at + 1] = Column::Is(Meaning::Given);
        head.names[at] = "Họ và đệm".into();
        head.names[at + 1] = "Tên".into();
    }
}
