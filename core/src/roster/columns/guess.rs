//! Columns nobody named, or named in a way of their own.

use super::{Column, Head, LOOKED_AT, texts};
use crate::{
    import::{Asked, Doubt},
    roster::{Grid, Headings, Meaning, SheetCell, births::born, headings::folded},
};
use chrono::{Datelike, NaiveDate};

/// Whether a head names day (0), month (1) or year (2) alone.
pub(super) fn date_part(text: &str) -> Option<usize> {
    match folded(text).as_str() {
        "ngai" | "ngai sinh" => Some(0),
        "thang" | "thang sinh" | "th" | "thg" => Some(1),
        "nam" | "nam sinh" => Some(2),
        _ => None,
    }
}

/// "Ngày | Tháng | Năm" side by side are one birthday. Where neither they nor what stands above them says so, a person is asked.
pub(super) fn three_columns(grid: &Grid, index: usize, headings: &Headings, head: &mut Head) {
    let parts: Vec<Option<usize>> = head.names.iter().map(|text| date_part(text)).collect();
    let Some(day) = parts
        .windows(3)
        .position(|three| three == [Some(0), Some(1), Some(2)])
    else {
        return;
    };
    // What is merged over the three stands in the first.
    let mut above =
        (index.saturating_sub(1)..head.below.saturating_sub(1)).map(|row| texts(grid, row));
    let is_birth = |text: &String| Column::of(text, headings) == Column::Is(Meaning::Birth);
    let says_so = above.any(|row| row.get(day).is_some_and(is_birth));
    let own = head.names[day..day + 3]
        .iter()
        .any(|name| folded(name).ends_with(" sinh"));
    if !says_so && !own {
        let head_of_three = head.names[day..day + 3].join(", ");
        head.asked.push(Asked {
            sheet: grid.sheet.clone(),
            head: head_of_three,
            doubt: Doubt::Birth,
        });
    }
    head.columns[day] = Column::Is(Meaning::Birth);
    head.columns[day + 1] = Column::Part;
    head.columns[day + 2] = Column::Part;
    head.names[day] = "Ngày sinh".into();
    head.three = Some([day, day + 1, day + 2]);
}

/// Takes the one unread column whose cells look like something for it, and notes that a person has to say so.
pub(super) fn guess(
    grid: &Grid,
    head: &mut Head,
    doubt: Doubt,
    looks: impl Fn(&SheetCell) -> bool,
) -> Option<()> {
    let of_column = |column: usize| {
        let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
        rows.filter_map(move |(_, cells)| {
            cells.get(column).filter(|cell| **cell != SheetCell::Empty)
        })
    };
    let at = head.columns.iter().enumerate().position(|(i, column)| {
        let (filled, alike) = (
            of_column(i).count(),
            of_column(i).filter(|cell| looks(cell)).count(),
        );
        matches!(column, Column::Unknown(_)) && filled >= 3 && alike * 10 >= filled * 8
    })?;
    head.asked.push(Asked {
        sheet: grid.sheet.clone(),
        head: head.names[at].clone(),
        doubt,
    });
    head.columns[at] = Column::Is(match doubt {
        Doubt::Birth => Meaning::Birth,
        Doubt::Name => Meaning::FullName,
    });
    Some(())
}

/// Two words or more, of letters alone.
pub(super) fn looks_like_name(cell: &SheetCell) -> bool {
    let SheetCell::Text(text) = cell else {
        return false;
    };
    let words = text.split_whitespace();
    words.clone().count() >= 2
        && words.clone().count() <= 7
        && words.flat_map(str::chars).all(char::is_alphabetic)
}

/// A whole date on which a pupil of a school may have been born.
pub(super) fn looks_like_birth(cell: &SheetCell, today: NaiveDate) -> bool {
    let day = match cell {
        SheetCell::Date(day) => Some(*day),
        SheetCell::Text(_) => born(&cell.shown()).and_then(crate::person::Birth::date),
        _ => None,
    };
    day.is_some_and(|day| (4..=20).contains(&(today.year() - day.year())))
}

/// "Họ và tên" merged over two columns: family and middle names in the first, the given name in the second, which has no head of its own.
pub(super) fn split_name(grid: &Grid, head: &mut Head) {
    let full = Column::Is(Meaning::FullName);
    let Some(at) = head.columns.iter().position(|column| *column == full) else {
        return;
    };
    if head.columns.get(at + 1) != Some(&Column::Blank) {
        return;
    }
    let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
    let filled = |column: usize| {
        rows.clone().filter(|(_, cells)| matches!(cells.get(column), Some(SheetCell::Text(text)) if !text.contains(char::is_numeric))).count()
    };
    let (names, second) = (filled(at), filled(at + 1));
    if names > 0 && second * 10 >= names * 8 {
        head.columns[at] = Column::Is(Meaning::Family);
        head.columns[at + 1] = Column::Is(Meaning::Given);
        head.names[at] = "Họ và đệm".into();
        head.names[at + 1] = "Tên".into();
    }
}
