//! `.csv` and `.txt`: the letters and the separator are found out.

use super::{MAX_COLUMNS, MAX_ROWS, Refusal, value::text};
use lachan_core::roster::{Grid, SheetCell};
use unicode_normalization::UnicodeNormalization;

/// Reads a list of plain text.
pub fn read(bytes: &[u8]) -> Result<Vec<Grid>, Refusal> {
    let words = decode(bytes)?;
    let start = words
        .trim_start()
        .get(..512)
        .unwrap_or(words.trim_start())
        .to_ascii_lowercase();
    if start.starts_with('<') {
        let page = ["<html", "<table", "<!doctype html", "<meta", "<?xml"]
            .iter()
            .any(|mark| start.contains(mark));
        return Err(if page {
            Refusal::WebPage
        } else {
            Refusal::NotAList
        });
    }
    if start.starts_with("%pdf") || words.contains('\u{0}') || !words.contains(['\n', '\r']) {
        return Err(Refusal::NotAList);
    }
    let mut grid = Grid::default();
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator(&words))
        .from_reader(words.as_bytes());
    let mut record = csv::StringRecord::new();
    while reader
        .read_record(&mut record)
        .map_err(|_| Refusal::Broken)?
    {
        let row = record.position().map_or(0, |at| at.line()) as u32;
        if row > MAX_ROWS {
            return Err(Refusal::TooManyRows);
        }
        for (column, field) in record.iter().enumerate() {
            let value = text(field)?;
            if value == SheetCell::Empty {
                continue;
            }
            if column >= MAX_COLUMNS as usize {
                return Err(Refusal::TooManyColumns);
            }
            grid.put(row, column, value);
        }
    }
    Ok(vec![grid])
}

fn decode(bytes: &[u8]) -> Result<String, Refusal> {
    let words = match bytes {
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => {
            let (words, _, wrong) = encoding_rs::UTF_16LE.decode(bytes);
            if wrong {
                return Err(Refusal::Broken);
            }
            words.into_owned()
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => {
            String::from_utf8(rest.to_vec()).map_err(|_| Refusal::Broken)?
        }
        _ => match std::str::from_utf8(bytes) {
            Ok(words) => words.to_owned(),
            Err(_) => {
                // Too many bytes below a space are no letters of any list.
                let odd = bytes
                    .iter()
                    .filter(|b| **b < 32 && !matches!(b, b'\t' | b'\n' | b'\r'))
                    .count();
                if odd * 200 > bytes.len() {
                    return Err(Refusal::NotAList);
                }
                encoding_rs::WINDOWS_1258.decode(bytes).0.into_owned()
            }
        },
    };
    // The reader counts lines by "\n" alone; with "\r\n" two rows would carry one number and become one.
    let words: String = words.nfc().collect();
    Ok(words.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The separator that the first lines have most of.
fn separator(words: &str) -> u8 {
    let head: String = words.lines().take(20).collect();
    let count = |mark: u8| head.bytes().filter(|b| *b == mark).count();
    [b',', b';', b'\t']
        .into_iter()
        .max_by_key(|mark| (count(*mark), *mark == b','))
        .unwrap_or(b',')
}
