//! One cell of a file, whichever reader it comes from.

use super::{MAX_TEXT, Refusal};
use calamine::DataType;
use chrono::NaiveDate;
use lachan_core::roster::Cell;

/// A cell of a workbook, old or new.
pub fn value(data: &impl DataType) -> Result<Cell, Refusal> {
    if let Some(words) = data.get_string() {
        return text(words);
    }
    if let Some(words) = data.get_datetime_iso() {
        let day = words.get(..10).and_then(|day| day.parse().ok());
        return day.map_or_else(|| text(words), |day| Ok(Cell::Date(day)));
    }
    Ok(if let Some(n) = data.get_int() {
        Cell::Number(n as f64)
    } else if let Some(n) = data.get_float() {
        Cell::Number(n)
    } else if let Some(yes) = data.get_bool() {
        Cell::Text(if yes { "x".into() } else { String::new() })
    } else if let Some(at) = data.get_datetime() {
        let (year, month, day, ..) = at.to_ymd_hms_milli();
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
            .map_or(Cell::Number(at.as_f64()), Cell::Date)
    } else if let Some(error) = data.get_error() {
        Cell::Error(error.to_string())
    } else {
        Cell::Empty
    })
}

/// A text cell within its bound.
pub fn text(text: &str) -> Result<Cell, Refusal> {
    if text.len() > MAX_TEXT * 4 || text.chars().count() > MAX_TEXT {
        return Err(Refusal::CellTooLong);
    }
    Ok(if text.trim().is_empty() {
        Cell::Empty
    } else {
        Cell::Text(text.to_owned())
    })
}
