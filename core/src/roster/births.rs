//! Birthdays as lists write them: a day, a text, a number, or three columns.

use super::SheetCell;
use crate::{person::Birth, sentence::Sentence};
use chrono::{Datelike, Days, NaiveDate};

/// A birthday of a child at school, or why the cell is none.
pub fn birth(cell: &SheetCell, today: NaiveDate) -> Result<Option<Birth>, Sentence> {
    let shown = cell.shown();
    let wrong = || Sentence::of("birth-wrong").with("shown", &shown);
    let found = match cell {
        SheetCell::Empty => return Ok(None),
        SheetCell::Date(day) => Birth::Date(*day),
        SheetCell::Number(n) if n.fract() == 0.0 && (1900.0..2200.0).contains(n) => {
            Birth::Year(*n as i32)
        }
        SheetCell::Number(n) if (20_000.0..80_000.0).contains(n) => {
            let start = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a valid date");
            Birth::Date(
                start
                    .checked_add_days(Days::new(*n as u64))
                    .ok_or_else(wrong)?,
            )
        }
        SheetCell::Number(_) | SheetCell::Error(_) => return Err(wrong()),
        SheetCell::Text(_) => born(&shown).ok_or_else(wrong)?,
    };
    let future = match found {
        Birth::Date(day) => day > today,
        Birth::Year(year) => year > today.year(),
    };
    if future || found.year() < today.year() - 30 {
        return Err(Sentence::of("birth-impossible").with("shown", &shown));
    }
    Ok(Some(found))
}

/// A birthday as it is written: day, month and year, or the year alone. "10/3/2016", "2016-03-10" and "ngày 10 tháng 3 năm 2016" are one
/// day; a year of two digits is none.
pub fn born(text: &str) -> Option<Birth> {
    let text = text
        .to_lowercase()
        .replace("tháng", "/")
        .replace("thg", "/")
        .replace("năm", "/");
    let text = text.replace("ngày", " ").replace(',', "/");
    // The hour that a program puts behind a day.
    let day_of = |word: &'_ str| word.split_once('t').map(|(day, _)| day.to_owned());
    let words = text.split_whitespace();
    let words = words.map_while(|word| {
        if word.contains(':') {
            day_of(word)
        } else {
            Some(word.to_owned())
        }
    });
    let day = words.collect::<Vec<_>>().join(" ");
    let parts = day.split(['/', '-', '.']).map(str::trim);
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    let number = |text: &str, longest: usize| {
        (!text.is_empty() && text.len() <= longest && text.bytes().all(|b| b.is_ascii_digit()))
            .then(|| text.parse::<u32>().ok())?
    };
    match parts[..] {
        [year] if year.len() == 4 => number(year, 4).map(|year| Birth::Year(year as i32)),
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(number(year, 4)? as i32, number(month, 2)?, number(day, 2)?)
                .map(Birth::Date)
        }
        [day, month, year] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(number(year, 4)? as i32, number(month, 2)?, number(day, 2)?)
                .map(Birth::Date)
        }
        _ => None,
    }
}

/// Three cells as one: the day as it is written, or the year alone. A cell with an error makes the whole one.
pub fn joined(day: &SheetCell, month: &SheetCell, year: &SheetCell) -> SheetCell {
    let cells = [day, month, year];
    if let Some(error) = cells
        .iter()
        .find(|cell| matches!(cell, SheetCell::Error(_)))
    {
        return (*error).clone();
    }
    match cells {
        [SheetCell::Empty, SheetCell::Empty, year] => year.clone(),
        // Somebody typed the whole day into one of the three.
        [one, SheetCell::Empty, SheetCell::Empty] => one.clone(),
        _ => SheetCell::Text(cells.map(SheetCell::shown).join("/")),
    }
}

/// Born more than three years off the usual year of the grade (lớp 1 in the year of turning six).
pub fn is_odd_age(birth: Birth, grade: u8, today: NaiveDate) -> bool {
    let begun = if today.month() >= 7 {
        today.year()
    } else {
        today.year() - 1
    };
    let usual = begun - 5 - i32::from(grade);
    (birth.year() - usual).abs() > 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_has_many_spellings() {
        let day = NaiveDate::from_ymd_opt(2016, 3, 10).map(Birth::Date);
        for text in [
            "10/3/2016",
            "10/03/2016",
            "10-3-2016",
            "10.3.2016",
            "2016-03-10",
            "10 / 3 / 2016",
            "2016-03-10 00:00:00",
            "2016-03-10T00:00:00",
            "10/3/2016 00:00",
            "10 tháng 3 năm 2016",
            "ngày 10 tháng 03 năm 2016",
            "Ngày 10, tháng 3, năm 2016",
            "10 tháng 3, 2016",
            "10-Thg3-2016",
        ] {
            assert_eq!(born(text), day, "{text}");
        }
        for text in ["2016", "năm 2016"] {
            assert_eq!(born(text), Some(Birth::Year(2016)), "{text}");
        }
        for text in [
            "10/3/16",
            "10 tháng 3 năm 16",
            "16",
            "3/2016",
            "30/2/2016",
            "10/2016/3",
            "10 3 2016",
            "không rõ",
            "",
            "tháng 3",
        ] {
            assert_eq!(born(text), None, "{text}");
        }
    }

    #[test]
    fn three_columns_are_one_day() {
        let number = |n: i32| SheetCell::Number(f64::from(n));
        let day = |day: &SheetCell, month: &SheetCell, year: &SheetCell| {
            born(&joined(day, month, year).shown())
        };
        let whole = NaiveDate::from_ymd_opt(2016, 3, 10).map(Birth::Date);
        assert_eq!(day(&number(10), &number(3), &number(2016)), whole);
        assert_eq!(
            day(
                &SheetCell::Text("10".into()),
                &SheetCell::Text("03".into()),
                &number(2016)
            ),
            whole
        );
        assert_eq!(
            day(&SheetCell::Empty, &SheetCell::Empty, &number(2016)),
            Some(Birth::Year(2016))
        );
        assert_eq!(
            day(
                &SheetCell::Text("10/3/2016".into()),
                &SheetCell::Empty,
                &SheetCell::Empty
            ),
            whole
        );
        assert_eq!(day(&number(10), &SheetCell::Empty, &number(2016)), None);
        assert_eq!(day(&number(10), &number(3), &number(16)), None);
        let error = SheetCell::Error("#REF!".into());
        assert_eq!(joined(&number(10), &error, &number(2016)), error);
    }
}
