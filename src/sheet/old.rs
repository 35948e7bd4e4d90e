//! `.xls`: measured record by record first, because its reader takes the whole area between the outermost cells.

use super::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_SHEETS, Refusal, book::text};
use calamine::{Data, Reader, Xls};
use chrono::NaiveDate;
use lachan_core::roster::{Cell, Grid};
use std::io::{Cursor, Read};

/// Records that begin with the row and column of a cell.
const CELLS: [u16; 12] = [
    0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0406, 0x0206,
];
const BEGIN_OF_PART: u16 = 0x0809;
const FILE_PASSWORD: u16 = 0x002F;

/// Reads every sheet.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    measure(bytes)?;
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    let names = book.sheet_names();
    if names.len() > MAX_SHEETS {
        return Err(Refusal::TooManySheets);
    }
    names
        .into_iter()
        .map(|name| sheet(&mut book, name))
        .collect()
}

fn sheet(book: &mut Xls<Cursor<&[u8]>>, name: String) -> Result<Grid, Refusal> {
    let Ok(range) = book.worksheet_range(&name) else {
        return Ok(Grid {
            sheet: name,
            rows: Vec::new(),
        });
    };
    let mut grid = Grid {
        sheet: name,
        rows: Vec::new(),
    };
    let (top, left) = range.start().unwrap_or_default();
    for (row, column, data) in range.used_cells() {
        let value = value(data)?;
        if value != Cell::Empty {
            grid.put(top + row as u32 + 1, left as usize + column, value);
        }
    }
    Ok(grid)
}

fn value(data: &Data) -> Result<Cell, Refusal> {
    Ok(match data {
        Data::Empty | Data::Error(_) | Data::DurationIso(_) => Cell::Empty,
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

/// Walks the records: refuses an encrypted file, and one whose outermost cells span more than a list has.
fn measure(bytes: &[u8]) -> Result<(), Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|name| file.is_stream(name));
    let mut stream = Vec::new();
    file.open_stream(name.ok_or(Refusal::NotAList)?)
        .and_then(|mut part| part.read_to_end(&mut stream))
        .map_err(|_| Refusal::Broken)?;
    let (mut rest, mut span, mut total) = (stream.as_slice(), (0usize, 0usize), 0usize);
    while let [a, b, c, d, after @ ..] = rest {
        let (kind, length) = (
            u16::from_le_bytes([*a, *b]),
            usize::from(u16::from_le_bytes([*c, *d])),
        );
        let Some(body) = after.get(..length) else {
            break;
        };
        if kind == FILE_PASSWORD {
            return Err(Refusal::Encrypted);
        }
        if kind == BEGIN_OF_PART {
            total += span.0 * span.1;
            span = (0, 0);
        }
        if let (true, [r0, r1, c0, c1, ..]) = (CELLS.contains(&kind), body) {
            let row = usize::from(u16::from_le_bytes([*r0, *r1])) + 1;
            let column = usize::from(u16::from_le_bytes([*c0, *c1])) + 1;
            if row > MAX_ROWS as usize {
                return Err(Refusal::TooManyRows);
            }
            if column > MAX_COLUMNS as usize {
                return Err(Refusal::TooManyColumns);
            }
            span = (span.0.max(row), span.1.max(column));
        }
        rest = &after[length..];
    }
    if total + span.0 * span.1 > MAX_CELLS {
        Err(Refusal::TooManyRows)
    } else {
        Ok(())
    }
}
