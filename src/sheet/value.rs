//! One cell of a file, whichever reader it comes from.

use super::{MAX_TEXT, Refusal};
use calamine::DataType;
use chrono::NaiveDate;
use lachan_core::roster::SheetCell;

/// A cell of a workbook, old or new.
pub fn value(data: &impl DataType) -> Result<SheetCell, Refusal> {
    if let Some(words) = data.get_string() {
        return text(words);
    }
    if let Some(words) = data.get_datetime_iso() {
        let day = words.get(..10).and_then(|day| day.parse().ok());
        return day.map_or_else(|| text(words), |day| Ok(SheetCell::Date(day)));
    }
    Ok(if let Some(n) = data.get_int() {
        SheetCell::Number(n as f64)
    } else if let Some(n) = data.get_float() {
        SheetCell::Number(n)
    } else if let Some(yes) = data.get_bool() {
        SheetCell::Text(if yes { "x".into() } else { String::new() })
    } else if let Some(at) = data.get_datetime() {
        let (year, month, day, ..) = at.to_ymd_hms_milli();
        NaiveDate::from_ymd_opt(year.into(), month.into(), day.into())
            .map_or(SheetCell::Number(at.as_f64()), SheetCell::Date)
    } else if let Some(error) = data.get_error() {
        SheetCell::Error(error.to_string())
    } else {
        SheetCell::Empty
    })
}

/// A text cell within its bound.
pub fn text(text: &str) -> Result<SheetCell, Refusal> {
    if text.len() > MAX_TEXT * 4 || text.chars().count() > MAX_TEXT {
        return Err(Refusal::CellTooLong);
    }
    Ok(if text.trim().is_empty() {
        SheetCell::Empty
    } else {
        SheetCell::Text(text.to_owned())
    })
}
