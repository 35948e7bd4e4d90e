//! `.xlsx`: cell by cell, so that a far-away cell ends the reading instead of stretching the grid.

use super::{
    MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Refusal, hidden, merged, numbers, value::value,
};
use calamine::{Reader, SheetVisible, Xlsx};
use lachan_core::roster::{Grid, SheetCell};
use std::io::Cursor;

/// Reads every sheet of a measured workbook.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsxError::Password => Refusal::Encrypted,
        _ => Refusal::Broken,
    })?;
    let sheets = book.sheets_metadata().to_vec();
    if sheets.len() > MAX_SHEETS {
        return Err(Refusal::TooManySheets);
    }
    let mut not_shown = hidden::of_book(bytes)?;
    let mut cells = 0;
    let mut grids = Vec::new();
    for sheet in sheets {
        let mut grid = Grid::named(sheet.name);
        grid.hidden = sheet.visible != SheetVisible::Visible;
        if let Some(hidden) = not_shown.remove(&grid.sheet) {
            grid.hidden_rows = hidden.rows;
            grid.hidden_columns = hidden.columns;
        }
        fill(&mut book, &mut grid, &mut cells)?;
        // A chart sheet has nothing merged.
        let merged = book
            .merge_cells_by_sheet_name(&grid.sheet)
            .unwrap_or_default();
        merged::put(&mut grid, &merged)?;
        grids.push(grid);
    }
    Ok(grids)
}

fn fill(book: &mut Xlsx<Cursor<&[u8]>>, grid: &mut Grid, cells: &mut usize) -> Result<(), Refusal> {
    // A chart sheet has no cells to read.
    let Ok(mut reader) = book.worksheet_cells_reader(&grid.sheet) else {
        return Ok(());
    };
    while let Some((cell, style)) = reader
        .next_cell_with_style_id()
        .map_err(|_| Refusal::Broken)?
    {
        let (row, column) = cell.get_position();
        let mut value = value(cell.get_value())?;
        if value == SheetCell::Empty {
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
        let format = reader
            .styles()
            .get(style)
            .and_then(|style| style.number_format.as_ref());
        if let (SheetCell::Number(n), Some(format)) = (&value, format) {
            value = numbers::shown(*n, &format.format_code).map_or(value, SheetCell::Text);
        }
        grid.put(row + 1, column as usize, value);
    }
    Ok(())
}
