//! `.xls`: cell by cell, with what its records say beside the cells.

use super::{MAX_SHEETS, Refusal, book::text, merged, records::Records};
use calamine::{Data, Reader, SheetVisible, Xls};
use chrono::NaiveDate;
use lachan_core::roster::{Cell, Grid};
use std::io::Cursor;

/// Reads every sheet.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut records = Records::walk(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > MAX_SHEETS {
        return Err(Refusal::TooManySheets);
    }
    let mut grids = Vec::new();
    for (at, sheet) in sheets.into_iter().enumerate() {
        let facts = records.take(at);
        let mut grid = Grid::named(sheet.name);
        grid.hidden = sheet.visible != SheetVisible::Visible;
        if let Ok(range) = book.worksheet_range(&grid.sheet) {
            let (top, left) = range.start().unwrap_or_default();
            for (row, column, data) in range.used_cells() {
                let (row, column) = (top + row as u32, left + column as u32);
                let mut value = value(data)?;
                if let Cell::Number(n) = value {
                    value = records
                        .shown(&facts, (row, column), n)
                        .map_or(value, Cell::Text);
                }
                if value != Cell::Empty {
                    grid.put(row + 1, column as usize, value);
                }
            }
        }
        let areas = book
            .merge_cells_by_sheet_name(&grid.sheet)
            .unwrap_or_default();
        merged::put(&mut grid, &areas)?;
        grid.hidden_rows = facts.hidden.rows;
        grid.hidden_columns = facts.hidden.columns;
        grids.push(grid);
    }
    Ok(grids)
}

fn value(data: &Data) -> Result<Cell, Refusal> {
    Ok(match data {
        Data::Empty | Data::DurationIso(_) => Cell::Empty,
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => Cell::Number(*n),
        Data::Bool(yes) => Cell::Text(if *yes { "x".into() } else { String::new() }),
        Data::String(words) => text(words)?,
        Data::DateTime(at) => {
            let (year, month, day, ..) = at.to_ymd_hms_milli();
            NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
                .map_or(Cell::Number(at.as_f64()), Cell::Date)
        }
        Data::DateTimeIso(words) => text(words)?,
    })
}
