//! The records of an `.xls`, walked once before its reader sees them: it takes the whole area between the outermost cells, gives hidden
//! rows like shown ones, and drops the zeros that a number format puts in front.
//!
//! Numbers of records and their fields: [MS-XLS], the published description of the format, section 2.4.

use super::{MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Refusal, hidden::Hidden, numbers};
use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
};

/// Records that begin with the row and column of a cell.
const CELLS: [u16; 12] = [
    0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00BE, 0x00D6, 0x00FD, 0x0406, 0x0206,
];
const BEGIN_OF_PART: u16 = 0x0809;
const END_OF_PART: u16 = 0x000A;
const FILE_PASSWORD: u16 = 0x002F;
const SHEET: u16 = 0x0085;
const FORMAT: u16 = 0x041E;
const STYLE: u16 = 0x00E0;
const ROW: u16 = 0x0208;
const COLUMNS: u16 = 0x007D;
const FORMULA: u16 = 0x0006;
const NUMBER: u16 = 0x0203;
const SHORT_NUMBER: u16 = 0x027E;
const SHORT_NUMBERS: u16 = 0x00BD;
/// The version of a part since 1997; in older ones texts are stored otherwise.
const SINCE_97: u16 = 0x0600;

/// What the reader does not tell of one sheet.
#[derive(Debug, Default)]
pub struct Facts {
    pub hidden: Hidden,
    /// The style of each number, by row and column from 0.
    styles: BTreeMap<(u32, u32), u16>,
}

/// What the reader does not tell of a whole file.
#[derive(Debug, Default)]
pub struct Records {
    /// Where each sheet's part begins, in the order of the sheets.
    begins: Vec<usize>,
    /// By the place where the part begins.
    parts: BTreeMap<usize, Facts>,
    formats: BTreeMap<u16, String>,
    /// The format of each style.
    styles: Vec<u16>,
}

impl Records {
    /// What is known of a sheet by its place among all.
    pub fn take(&mut self, sheet: usize) -> Facts {
        let begin = self.begins.get(sheet);
        begin
            .and_then(|begin| self.parts.remove(begin))
            .unwrap_or_default()
    }

    /// A number as its format shows it, where that is more than its digits.
    pub fn shown(&self, facts: &Facts, at: (u32, u32), value: f64) -> Option<String> {
        let style = facts.styles.get(&at)?;
        let format = self.styles.get(usize::from(*style))?;
        numbers::shown(value, self.formats.get(format)?)
    }

    /// Walks the records: refuses an encrypted file, and one whose outermost cells span more than a list has.
    pub fn walk(bytes: &[u8]) -> Result<Self, Refusal> {
        let stream = stream(bytes)?;
        let mut records = Self::default();
        let mut open: Vec<usize> = Vec::new();
        let (mut rest, mut span, mut total) = (stream.as_slice(), (0usize, 0usize), 0usize);
        let mut since_97 = false;
        while let [a, b, c, d, after @ ..] = rest {
            let (kind, length) = (
                u16::from_le_bytes([*a, *b]),
                usize::from(u16::from_le_bytes([*c, *d])),
            );
            let Some(body) = after.get(..length) else {
                break;
            };
            match kind {
                FILE_PASSWORD => return Err(Refusal::Encrypted),
                BEGIN_OF_PART => {
                    total += span.0 * span.1;
                    span = (0, 0);
                    since_97 = word(body, 0) == Some(SINCE_97);
                    open.push(stream.len() - rest.len());
                }
                END_OF_PART => {
                    open.pop();
                }
                SHEET => records
                    .begins
                    .extend(long(body, 0).and_then(|at| usize::try_from(at).ok())),
                FORMAT if since_97 => records.formats.extend(format(body)),
                STYLE => records.styles.extend(word(body, 2)),
                _ => {}
            }
            if let (true, Some(row), Some(column)) =
                (CELLS.contains(&kind), word(body, 0), word(body, 2))
            {
                let (row, column) = (usize::from(row) + 1, usize::from(column) + 1);
                if row > MAX_ROWS as usize {
                    return Err(Refusal::TooManyRows);
                }
                if column > MAX_COLUMNS as usize {
                    return Err(Refusal::TooManyColumns);
                }
                span = (span.0.max(row), span.1.max(column));
            }
            // A chart inside a sheet is a part of its own, whose rows are not the sheet's.
            if let [begin] = open[..] {
                records.parts.entry(begin).or_default().note(kind, body);
            }
            rest = &after[length..];
        }
        if total + span.0 * span.1 > MAX_CELLS {
            Err(Refusal::TooManyRows)
        } else {
            Ok(records)
        }
    }
}

impl Facts {
    fn note(&mut self, kind: u16, body: &[u8]) {
        let (Some(first), Some(second)) = (word(body, 0), word(body, 2)) else {
            return;
        };
        let (row, column) = (u32::from(first), u32::from(second));
        match kind {
            // Bit 5 of the flags: a row of no height.
            ROW if row < MAX_ROWS && word(body, 12).is_some_and(|flags| flags & 0x20 != 0) => {
                self.hidden.rows.insert(row + 1);
            }
            COLUMNS if word(body, 8).is_some_and(|flags| flags & 1 != 0) => {
                let last = usize::from(second).min(MAX_COLUMNS as usize - 1);
                self.hidden.columns.extend(usize::from(first)..=last);
            }
            FORMULA | NUMBER | SHORT_NUMBER => {
                self.styles
                    .extend(word(body, 4).map(|style| ((row, column), style)));
            }
            SHORT_NUMBERS => {
                // Row and first column, then style and number of each cell, then the last column.
                let cells = body
                    .get(4..body.len().saturating_sub(2))
                    .unwrap_or_default()
                    .chunks_exact(6);
                let styles = cells.filter_map(|cell| word(cell, 0));
                self.styles.extend(
                    (column..)
                        .zip(styles)
                        .map(|(column, style)| ((row, column), style)),
                );
            }
            _ => {}
        }
    }
}

/// The part of the file that holds the workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, Refusal> {
    let mut file = cfb::CompoundFile::open(Cursor::new(bytes)).map_err(|_| Refusal::Broken)?;
    if file.exists("/EncryptedPackage") {
        return Err(Refusal::Encrypted);
    }
    let names = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"];
    let name = names.into_iter().find(|name| file.is_stream(name));
    let mut stream = Vec::new();
    file.open_stream(name.ok_or(Refusal::NotAList)?)
        .and_then(|mut part| part.read_to_end(&mut stream))
        .map_err(|_| Refusal::Broken)?;
    Ok(stream)
}

/// A format and its number: length, a flag for two bytes a letter, letters.
fn format(body: &[u8]) -> Option<(u16, String)> {
    let (number, length, wide) = (
        word(body, 0)?,
        usize::from(word(body, 2)?),
        body.get(4)? & 1 != 0,
    );
    let letters = body.get(5..)?;
    let text = if wide {
        let units = letters.chunks_exact(2).take(length);
        let units: Vec<u16> = units
            .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
            .collect();
        String::from_utf16_lossy(&units)
    } else {
        letters
            .iter()
            .take(length)
            .map(|byte| char::from(*byte))
            .collect()
    };
    Some((number, text))
}

fn word(body: &[u8], at: usize) -> Option<u16> {
    let bytes = body.get(at..at + 2)?;
    Some(u16::from_le_bytes([bytes[0], bytes[1]]))
}

fn long(body: &[u8], at: usize) -> Option<u32> {
    Some(u32::from(word(body, at)?) | u32::from(word(body, at + 2)?) << 16)
}
