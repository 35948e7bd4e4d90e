//! The rules of a code and a gender, with the reason when one is broken.

use super::{DIGITS_KEPT, Meaning, SheetCell, row::ListRow};
use crate::{names::search_key, person::Gender, pupil_code::PupilCode, sentence::Sentence};

/// A code as its school writes it, or why not.
pub fn code(cell: &SheetCell) -> Result<Option<PupilCode>, Sentence> {
    if matches!(cell, SheetCell::Number(n) if n.abs() >= DIGITS_KEPT) {
        return Err(PupilCode::cut());
    }
    PupilCode::parse(&cell.shown())
}

/// The gender a row says, by its word or by the tick of a column for girls.
pub fn gender(row: &ListRow, has_tick: bool) -> Gender {
    let tick = row.text(Meaning::Female);
    let word = search_key(&row.text(Meaning::Gender));
    match word.as_str() {
        "nam" | "trai" | "m" => Gender::Male,
        "nu" | "gai" | "f" | "x" => Gender::Female,
        _ if !tick.is_empty() => Gender::Female,
        _ if word.is_empty() && has_tick => Gender::Male,
        _ => Gender::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_that_lost_digits_is_no_code() {
        let number = |n: f64| code(&SheetCell::Number(n));
        assert_eq!(number(1_234_567_890_123_450.0), Err(PupilCode::cut()));
        let whole = number(123_456_789_012_345.0).unwrap().unwrap();
        assert_eq!(whole.as_str(), "123456789012345");
    }
}
