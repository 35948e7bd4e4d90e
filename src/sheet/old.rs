//! `.xls`: cell by cell, with what its records say beside the cells.

use super::{MAX_SHEETS, Refusal, merged, records::Records, value::value};
use calamine::{Reader, SheetVisible, Xls};
use lachan_core::roster::{Grid, SheetCell};
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
                if let SheetCell::Number(n) = value {
                    value = records
                        .shown(&facts, (row, column), n)
                        .map_or(value, SheetCell::Text);
                }
                if value != SheetCell::Empty {
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
