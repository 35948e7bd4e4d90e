//! Any workbook or list a school may hand in, as plain bounded grids. It knows nothing of pupils.
//!
//! A file is taken apart only after it has been measured: a workbook of 2 kB may claim an area of half a terabyte.

mod book;
mod guard;
mod hidden;
mod merged;
mod numbers;
mod old;
mod plain;
mod records;
mod value;

use lachan_core::roster::Grid;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The largest file looked at.
pub const MAX_BYTES: usize = 10 * 1024 * 1024;
/// The last row and column that are read, and how many cells a whole workbook may have.
pub const MAX_ROWS: u32 = 20_000;
pub const MAX_COLUMNS: u32 = 64;
pub const MAX_CELLS: usize = 1_500_000;
/// Sheets in one workbook.
pub const MAX_SHEETS: usize = 60;
/// Characters in one cell; the program that makes the files allows no more.
pub const MAX_TEXT: usize = 32_767;

/// Why a file was refused whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    Empty,
    TooBig,
    Encrypted,
    /// A web page with the ending of a workbook, as some portals export it.
    WebPage,
    NotAList,
    Broken,
    TooManyRows,
    TooManyColumns,
    TooManySheets,
    CellTooLong,
    /// Unpacks to far more than a list needs.
    Unpacked,
    /// An XML part that defines entities.
    Entities,
}

impl Refusal {
    /// The key of the sentence that says what to do.
    pub fn word(self) -> &'static str {
        match self {
            Self::Empty => "sheet-empty",
            Self::TooBig => "sheet-too-big",
            Self::Encrypted => "sheet-encrypted",
            Self::WebPage => "sheet-web-page",
            Self::NotAList => "sheet-not-a-list",
            Self::Broken => "sheet-broken",
            Self::TooManyRows => "sheet-too-many-rows",
            Self::TooManyColumns => "sheet-too-many-columns",
            Self::TooManySheets => "sheet-too-many-sheets",
            Self::CellTooLong => "sheet-cell-too-long",
            Self::Unpacked => "sheet-unpacked",
            Self::Entities => "sheet-entities",
        }
    }
}

/// Reads a file by its content; the ending of its name is believed only for plain text.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if bytes.len() > MAX_BYTES {
        return Err(Refusal::TooBig);
    }
    // A defect in a reader of foreign formats is a broken file for us, never the end of the server.
    let grids = catch_unwind(AssertUnwindSafe(|| match bytes {
        [b'P', b'K', 3, 4, ..] => guard::measure(bytes).and_then(|()| book::read(bytes)),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => old::read(bytes),
        _ => plain::read(bytes),
    }))
    .unwrap_or(Err(Refusal::Broken))?;
    if grids.iter().all(|grid| grid.rows.is_empty()) {
        return Err(Refusal::Empty);
    }
    Ok(grids)
}
