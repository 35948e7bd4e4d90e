//! `.xlsx`: cell by cell, so that a far-away cell ends the reading instead of stretching the grid.

use super::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, MAX_TEXT, Refusal};
use calamine::{DataRef, Reader, Xlsx};
use chrono::NaiveDate;
use lachan_core::roster::{Cell, Grid};
use std::io::Cursor;

/// Reads every sheet of a measured workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    })?;
    let names = book.sheet_names();
    if names.len() > MAX_SHEETS {
        return Err(Refusal::TooManySheets);
    }
    let mut cells = 0;
    names
        .into_iter()
        .map(|name| sheet(&mut book, name, &mut cells))
        .collect()
}

fn sheet(book: &mut Xlsx<Cursor<&[u8]>>, name: String, cells: &mut usize) -> Result<Grid, Refusal> {
    let mut grid = Grid {
        sheet: name,
        rows: Vec::new(),
    };
    // A chart sheet has no cells to read.
    let Ok(mut reader) = book.worksheet_cells_reader(&grid.sheet) else {
        return Ok(grid);
    };
    while let Some(cell) = reader.next_cell().map_err(|_| Refusal::Broken)? {
        let (row, column) = cell.get_position();
        let value = value(cell.get_value())?;
        if value == Cell::Empty {
            continue;
        }
        if row >= MAX_ROWS {
            return Err(Refusal::TooManyRows);
        }
        if column >= MAX_COLUMNS {
            return Err(Refusal::TooManyColumns);
        }
        *cells += 1;
        if *cells > MAX_CELLS {
            return Err(Refusal::TooManyRows);
        }
        grid.put(row + 1, column as usize, value);
    }
    Ok(grid)
}

fn value(data: &DataRef<'_>) -> Result<Cell, Refusal> {
    Ok(match data {
        DataRef::Empty | DataRef::Error(_) | DataRef::DurationIso(_) => Cell::Empty,
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::Bool(yes) => Cell::Text(if *yes { "x".into() } else { String::new() }),
        DataRef::String(text) => self::text(text)?,
        DataRef::SharedString(text) => self::text(text)?,
        DataRef::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
                .map_or(Cell::Number(at.as_f64()), Cell::Date)
        }
        DataRef::DateTimeIso(text) => text
            .get(..10)
            .and_then(|day| day.parse().ok())
            .map_or(self::text(text)?, Cell::Date),
    })
}

/// A text cell within its bound.
pub(super) fn text(text: &str) -> Result<Cell, Refusal> {
    if text.len() > MAX_TEXT * 4 || text.chars().count() > MAX_TEXT {
        return Err(Refusal::CellTooLong);
    }
    Ok(if text.trim().is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    })
}
