//! From rows to children: every row of every sheet is a child, a wrong row with its reason, or nothing.

use super::{
    Grid, Headings, Meaning, SheetCell,
    child::Children,
    columns::{self, Column, Head},
    letters,
    notices::Notices,
    row::{ListRow, Merged, RowKind},
};
use crate::{
    class_name::ClassName,
    import::{Reading, Refused, SheetHead},
    words::tidy,
};
use chrono::NaiveDate;

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoList {
    /// No sheet has the head of a list.
    NoHead,
    /// Only a sheet that is not shown has one.
    Hidden { sheet: String },
    /// A column is in TCVN3 or VNI letters, or spoilt.
    OldLetters { sheet: String, head: String },
}

/// A file that is being read.
struct File<'a> {
    headings: &'a Headings,
    reading: Reading,
    children: Children,
    notices: Notices,
}

/// Reads the grids of a file.
///
/// # Errors
/// When there is no list in it, or one that cannot be read at all.
pub fn read(grids: &[Grid], headings: &Headings, today: NaiveDate) -> Result<Reading, NoList> {
    let mut file = File {
        headings,
        reading: Reading::default(),
        children: Children::on(today),
        notices: Notices::default(),
    };
    let (mut headless, mut hidden) = (Vec::new(), Vec::new());
    let mut any = false;
    for grid in grids {
        match columns::find(grid, headings, today) {
            Some(_) if grid.hidden => hidden.push(grid.sheet.clone()),
            Some(head) => {
                any = true;
                if let Some(head) = old_letters(grid, &head) {
                    return Err(NoList::OldLetters {
                        sheet: grid.sheet.clone(),
                        head,
                    });
                }
                file.sheet(grid, &head);
            }
            None if grid.rows.len() > 1 && !grid.hidden => headless.push(grid),
            None => {}
        }
    }
    if any {
        file.notices.hidden_sheets = hidden;
        let names = headless.into_iter().map(|grid| grid.sheet.clone());
        file.notices.headless_sheets = names.collect();
        return Ok(file.finish());
    }
    if let Some(grid) = headless.iter().find(|grid| is_old(grid)) {
        let sheet = grid.sheet.clone();
        return Err(NoList::OldLetters {
            sheet,
            head: String::new(),
        });
    }
    Err(hidden
        .into_iter()
        .next()
        .map_or(NoList::NoHead, |sheet| NoList::Hidden { sheet }))
}

/// The head of a column whose names or words are in old letters.
fn old_letters(grid: &Grid, head: &Head) -> Option<String> {
    let columns = head.columns.iter().zip(&head.names).enumerate();
    let of_words = columns
        .filter(|(_, (column, _))| column.is_name() || **column == Column::Is(Meaning::Gender));
    let mut old = of_words.filter(|(at, _)| {
        let rows = grid.rows.iter().skip(head.below);
        letters::are_old(rows.filter_map(|(_, cells)| text(cells.get(*at)?)))
    });
    old.next().map(|(_, (_, name))| name.clone())
}

/// Whether a sheet without a head has one in old letters.
fn is_old(grid: &Grid) -> bool {
    letters::are_old(
        grid.rows
            .iter()
            .take(40)
            .flat_map(|(_, cells)| cells)
            .filter_map(text),
    )
}

fn text(cell: &SheetCell) -> Option<&str> {
    if let SheetCell::Text(text) = cell {
        Some(text)
    } else {
        None
    }
}

impl File<'_> {
    fn finish(mut self) -> Reading {
        let never = &self.reading.dropped_columns;
        self.reading.warnings = self.notices.say(never, &self.children);
        self.reading
    }

    fn sheet(&mut self, grid: &Grid, head: &Head) {
        self.heads(grid, head);
        let class_of_sheet = class_of_sheet(grid, head);
        let merged = Merged::of(grid);
        let refused_before = self.reading.refused.len();
        let mut after_totals = false;
        for (number, cells) in grid.rows.iter().skip(head.below) {
            let row = ListRow::new(*number, cells, head, &merged, self.headings);
            match row.kind(after_totals) {
                RowKind::Other => {}
                RowKind::Totals => after_totals = true,
                RowKind::Child => {
                    match self
                        .children
                        .read(&row, grid, head, class_of_sheet.as_ref())
                    {
                        Ok(listed) => self.reading.listed.push(listed),
                        Err(reason) => self.reading.refused.push(Refused {
                            sheet: grid.sheet.clone(),
                            row: *number,
                            name: tidy(&row.name()),
                            reason,
                            // What is never stored is not handed back either.
                            cells: row.kept(),
                            hidden: grid.hidden_rows.contains(number),
                        }),
                    }
                }
            }
        }
        if self.reading.refused.len() > refused_before {
            self.reading.heads.push(SheetHead {
                sheet: grid.sheet.clone(),
                names: head.kept().map(|(_, name)| name.clone()).collect(),
                class: class_of_sheet,
            });
        }
    }

    fn heads(&mut self, grid: &Grid, head: &Head) {
        for (at, (column, name)) in head.columns.iter().zip(&head.names).enumerate() {
            match column {
                Column::Is(Meaning::Never) if !self.reading.dropped_columns.contains(name) => {
                    self.reading.dropped_columns.push(name.clone());
                }
                Column::Unknown(name) => {
                    self.notices.unknown_columns.insert(name.clone());
                }
                Column::Is(meaning) if meaning.is_read() && grid.hidden_columns.contains(&at) => {
                    self.notices.hidden_columns.insert(name.clone());
                }
                _ => {}
            }
        }
        for asked in &head.asked {
            if !self.reading.asked.contains(asked) {
                self.reading.asked.push(asked.clone());
            }
        }
    }
}

/// The class a whole sheet is of: "Lớp: 4A" above the head, else the sheet's name.
fn class_of_sheet(grid: &Grid, head: &Head) -> Option<ClassName> {
    if head.at(Meaning::Class).is_some() {
        return None;
    }
    let above = grid
        .rows
        .iter()
        .take(head.below.saturating_sub(1))
        .flat_map(|(_, cells)| cells);
    let above = above.map(SheetCell::shown).find_map(|text| {
        let at = text.to_lowercase().find("lớp")?;
        let after = text.get(at..)?.chars().skip(3).collect::<String>();
        let word = after
            .trim_start_matches([':', ' ', '.'])
            .split_whitespace()
            .next()?
            .to_owned();
        word.starts_with(|c: char| c.is_ascii_digit())
            .then(|| ClassName::parse(&word))?
    });
    above.or_else(|| ClassName::parse(&grid.sheet))
}
