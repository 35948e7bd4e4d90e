//! Which column is what: found by the text of the head, whatever its place and spelling; by its cells when the text says nothing.

mod guess;

use super::{Grid, Headings, Meaning, SheetCell};
use crate::import::{Asked, Doubt};
use chrono::NaiveDate;
use guess::{date_part, guess, looks_like_birth, looks_like_name, split_name, three_columns};

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Is(Meaning),
    /// Month or year of a birthday that the column of its day has whole.
    Part,
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
    /// The columns of day, month and year, where a birthday stands in three.
    pub three: Option<[usize; 3]>,
}

/// How far down the head may stand.
const DEEPEST: usize = 25;
/// So many rows below a head are looked at to see what a column holds.
const LOOKED_AT: usize = 50;
/// So many rows one head may have.
const TALLEST: u32 = 4;

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

    /// Whether the column has names or a part of them.
    pub fn is_name(&self) -> bool {
        matches!(
            self,
            Self::Is(Meaning::FullName | Meaning::Family | Meaning::Given)
        )
    }

    fn is_known(&self) -> bool {
        matches!(self, Self::Is(_))
    }
}

impl Head {
    /// The first column of a meaning.
    pub fn at(&self, meaning: Meaning) -> Option<usize> {
        let is = Column::Is(meaning);
        self.columns.iter().position(|column| *column == is)
    }

    /// The columns that may be handed back, each with its place and name.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &String)> {
        let columns = self.columns.iter().zip(&self.names).enumerate();
        let is_kept = |column: &Column| {
            !matches!(
                column,
                Column::Is(Meaning::Never | Meaning::Note) | Column::Part
            )
        };
        columns
            .filter(move |(_, (column, _))| is_kept(column))
            .map(|(at, (_, name))| (at, name))
    }
}

/// The head of a sheet: the first row with two known columns, one of them a name or one that looks like names. A head of several rows
/// (merged cells above) is read as one.
pub fn find(grid: &Grid, headings: &Headings, today: NaiveDate) -> Option<Head> {
    (0..grid.rows.len().min(DEEPEST)).find_map(|index| at(grid, index, headings, today))
}

fn at(grid: &Grid, index: usize, headings: &Headings, today: NaiveDate) -> Option<Head> {
    let first = texts(grid, index);
    let known = first
        .iter()
        .filter(|text| Column::of(text, headings).is_known());
    if known.count() < 2 {
        return None;
    }
    let below = below(grid, index, headings);
    let mut names = first.clone();
    for row in index + 1..below {
        let lower = texts(grid, row);
        names.resize(names.len().max(lower.len()), String::new());
        for (upper, lower) in names.iter_mut().zip(lower) {
            // "Mã học sinh" above "(CSDL ngành)" is still the code; "Họ và tên" above "Họ đệm" and "Tên" is what stands below.
            let says_more =
                Column::of(&lower, headings).is_known() || !Column::of(upper, headings).is_known();
            if !lower.is_empty() && (says_more || date_part(&lower).is_some()) {
                *upper = lower;
            }
        }
    }
    let columns = names
        .iter()
        .map(|text| Column::of(text, headings))
        .collect();
    let mut head = Head {
        below,
        columns,
        names,
        asked: Vec::new(),
        three: None,
    };
    three_columns(grid, index, headings, &mut head);
    split_name(grid, &mut head);
    if !head.columns.iter().any(Column::is_name) {
        guess(grid, &mut head, Doubt::Name, looks_like_name)?;
    }
    if head.at(Meaning::Birth).is_none() {
        guess(grid, &mut head, Doubt::Birth, |cell| {
            looks_like_birth(cell, today)
        });
    }
    Some(head)
}

fn texts(grid: &Grid, index: usize) -> Vec<String> {
    let cells = grid.rows.get(index).map_or(&[][..], |(_, cells)| cells);
    cells.iter().map(SheetCell::shown).collect()
}

/// Index of the first row below the head: merged cells of the head say how far it reaches; without them a second row of head words does.
fn below(grid: &Grid, index: usize, headings: &Headings) -> usize {
    let top = grid.rows[index].0;
    let of_head = grid
        .merged
        .iter()
        .filter(|area| area.rows.0 <= top && area.rows.1 >= top && area.rows.1 < top + TALLEST);
    let bottom = of_head.map(|area| area.rows.1).max().unwrap_or(top);
    let below = grid
        .rows
        .partition_point(|(number, _)| *number <= bottom)
        .max(index + 1);
    if below > index + 1 {
        return below;
    }
    let second = texts(grid, below);
    let columns: Vec<Column> = second
        .iter()
        .map(|text| Column::of(text, headings))
        .collect();
    let part = |text: &String| date_part(text).is_some();
    let words = columns.iter().any(Column::is_known)
        || second.iter().filter(|text| part(text)).count() == 3;
    let strange = second
        .iter()
        .zip(&columns)
        .any(|(text, column)| matches!(column, Column::Unknown(_)) && !part(text));
    let is_data = |cell: &SheetCell| matches!(cell, SheetCell::Number(_) | SheetCell::Date(_));
    let data = grid
        .rows
        .get(below)
        .is_some_and(|(_, cells)| cells.iter().any(is_data));
    below + usize::from(words && !data && !strange)
}
