//! One row below the head: its cells by meaning, and whether it is a child at all.

use super::{
    Grid, Headings, Meaning, SheetCell,
    births::joined,
    columns::{Column, Head},
};
use crate::{names::search_key, words::tidy};
use std::collections::BTreeMap;

/// What a row of a list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    Child,
    Totals,
    Other,
}

/// The cells of a row under their head.
pub struct ListRow<'a> {
    pub number: u32,
    cells: Vec<SheetCell>,
    head: &'a Head,
    headings: &'a Headings,
    /// The row carries on the child of the row above, whose name is merged over both.
    continued: bool,
    /// The one of three columns of a birthday that has an error.
    wrong_part: Option<usize>,
}

/// What cells merged over several rows say in the rows below their first: by row and column.
pub struct Merged(BTreeMap<(u32, usize), SheetCell>);

impl Merged {
    /// Looks through a sheet.
    pub fn of(grid: &Grid) -> Self {
        let mut below = BTreeMap::new();
        for area in grid.merged.iter().filter(|area| area.rows.1 > area.rows.0) {
            let column = area.columns.0;
            let Some(value) = grid.row(area.rows.0).and_then(|cells| cells.get(column)) else {
                continue;
            };
            let first = grid
                .rows
                .partition_point(|(number, _)| *number <= area.rows.0);
            let rows = grid.rows[first..]
                .iter()
                .take_while(|(number, _)| *number <= area.rows.1);
            below.extend(rows.map(|(number, _)| ((*number, column), value.clone())));
        }
        Self(below)
    }

    fn at(&self, row: u32, column: usize) -> Option<&SheetCell> {
        self.0
            .get(&(row, column))
            .filter(|cell| **cell != SheetCell::Empty)
    }
}

impl<'a> ListRow<'a> {
    /// The row as people see it: merged cells hold for all their rows, a date in three columns is one.
    pub fn new(
        number: u32,
        cells: &[SheetCell],
        head: &'a Head,
        merged: &Merged,
        headings: &'a Headings,
    ) -> Self {
        let mut row = Self {
            number,
            cells: cells.to_vec(),
            head,
            headings,
            continued: false,
            wrong_part: None,
        };
        if row.cells.len() < head.columns.len() {
            row.cells.resize(head.columns.len(), SheetCell::Empty);
        }
        let names = head
            .columns
            .iter()
            .enumerate()
            .filter(|(_, column)| column.is_name());
        let of_names: Vec<usize> = names.map(|(at, _)| at).collect();
        let own_name = of_names.iter().any(|at| row.cells[*at] != SheetCell::Empty);
        row.continued = !own_name && of_names.iter().any(|at| merged.at(number, *at).is_some());
        for (column, cell) in row.cells.iter_mut().enumerate() {
            if let (SheetCell::Empty, Some(value)) = (&*cell, merged.at(number, column)) {
                *cell = value.clone();
            }
        }
        if let Some([day, month, year]) = head.three {
            row.wrong_part = [day, month, year]
                .into_iter()
                .find(|at| matches!(row.cells[*at], SheetCell::Error(_)));
            row.cells[day] = joined(&row.cells[day], &row.cells[month], &row.cells[year]);
            row.cells[month] = SheetCell::Empty;
            row.cells[year] = SheetCell::Empty;
        }
        row
    }

    /// The cell of a meaning, unless it is empty.
    pub fn cell(&self, meaning: Meaning) -> Option<&SheetCell> {
        let at = self.head.at(meaning)?;
        self.cells.get(at).filter(|cell| **cell != SheetCell::Empty)
    }

    /// What the cell of a meaning shows; empty when there is none.
    pub fn text(&self, meaning: Meaning) -> String {
        self.cell(meaning).map(SheetCell::shown).unwrap_or_default()
    }

    /// The name as it is in the file, with the characters nobody sees.
    pub fn name(&self) -> String {
        let whole = self.raw(Meaning::FullName);
        if whole.is_empty() {
            format!("{} {}", self.raw(Meaning::Family), self.raw(Meaning::Given))
        } else {
            whole
        }
    }

    fn raw(&self, meaning: Meaning) -> String {
        match self.cell(meaning) {
            Some(SheetCell::Text(text)) => super::visible(text).into_owned(),
            Some(other) => other.shown(),
            None => String::new(),
        }
    }

    /// The first cell that is read and has an error: its place as the file's own program names it, its head, and the error.
    pub fn error(&self) -> Option<(String, &str, &str)> {
        let cells = self.cells.iter().zip(&self.head.columns).enumerate();
        let mut wrong = cells.filter_map(|(at, (cell, column))| match (cell, column) {
            (SheetCell::Error(error), Column::Is(meaning)) if meaning.is_read() => {
                Some((at, error))
            }
            _ => None,
        });
        let (at, error) = wrong.next()?;
        let name = self.head.names.get(at).map_or("", String::as_str);
        let is_day = self.head.three.is_some_and(|[day, ..]| day == at);
        let place = self.wrong_part.filter(|_| is_day).unwrap_or(at);
        Some((
            format!("{}{}", column_letters(place), self.number),
            name,
            error,
        ))
    }

    /// The cells that may be handed back, as a person reads them.
    pub fn kept(&self) -> Vec<String> {
        let cells = self.head.kept().map(|(at, _)| self.cells.get(at));
        cells
            .map(|cell| cell.map(SheetCell::shown).unwrap_or_default())
            .collect()
    }

    /// Whether the row is a child, a line of totals, or something else that stands in a list.
    pub fn kind(&self, after_totals: bool) -> RowKind {
        let first = self
            .cells
            .iter()
            .find(|cell| **cell != SheetCell::Empty)
            .map(SheetCell::shown)
            .unwrap_or_default();
        if first.is_empty() || self.continued || self.is_count_of_columns() {
            return RowKind::Other;
        }
        let folded = search_key(&first);
        let name = search_key(&tidy(&self.name()));
        let facts = [
            Meaning::Code,
            Meaning::Birth,
            Meaning::Class,
            Meaning::Gender,
            Meaning::Female,
        ];
        let facts = facts
            .iter()
            .filter(|meaning| self.cell(**meaning).is_some())
            .count();
        let number = self.text(Meaning::Number);
        let numbered = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
        let totals = ["tong so", "tong cong", "cong:", "tong:", "tong "];
        if totals.iter().any(|word| folded.starts_with(word)) && facts < 2 {
            return RowKind::Totals;
        }
        if self.is_head_again() {
            return RowKind::Other;
        }
        match (name.is_empty(), facts, numbered) {
            (true, 0, _) => RowKind::Other,
            (true, 1, false) => RowKind::Other,
            (true, ..) => RowKind::Child,
            // A signature below the list stands in some column or other and has nothing beside it.
            (false, 0, false) if after_totals || is_signature(&name) => RowKind::Other,
            (false, 0, false) if self.head.at(Meaning::Number).is_some() => RowKind::Other,
            (false, _, false) if after_totals && facts < 2 => RowKind::Other,
            (false, ..) => RowKind::Child,
        }
    }

    /// The head once more, at the top of a printed page.
    fn is_head_again(&self) -> bool {
        let heads = self.cells.iter().zip(&self.head.columns);
        let filled = heads.filter(|(cell, _)| **cell != SheetCell::Empty);
        filled
            .filter(|(cell, column)| Column::of(&cell.shown(), self.headings) == **column)
            .count()
            >= 2
    }

    /// "(1) (2) (3)" below the head of an official form.
    fn is_count_of_columns(&self) -> bool {
        let number = |cell: &SheetCell| {
            let text = cell.shown();
            let bare = text.trim_start_matches('(').trim_end_matches(')');
            bare.parse::<u8>().ok()
        };
        let cells = self.cells.iter().filter(|cell| **cell != SheetCell::Empty);
        let numbers: Option<Vec<u8>> = cells.map(number).collect();
        numbers.is_some_and(|numbers| {
            numbers.len() >= 3 && numbers.iter().zip(1..).all(|(number, n)| *number == n)
        })
    }
}

fn is_signature(folded: &str) -> bool {
    [
        "hieu truong",
        "pho hieu truong",
        "nguoi lap",
        "giao vien",
        "gvcn",
        "(ki",
        "ki ten",
        "ngai ",
        "thu ki",
        "xac nhan",
        "lop truong",
    ]
    .iter()
    .any(|word| folded.starts_with(word))
}

/// "A", "B", …, "Z", "AA": a column as spreadsheets name it.
fn column_letters(at: usize) -> String {
    let letter = |n: usize| char::from(b'A' + u8::try_from(n % 26).unwrap_or_default());
    match at / 26 {
        0 => letter(at).to_string(),
        before => format!("{}{}", letter(before - 1), letter(at)),
    }
}
