//! Which column is what: found by the text of the head, whatever its place and spelling; by its cells when the text says nothing.

use super::{Cell, Grid, Headings, Meaning, births::born, headings::folded};
use crate::import::{Asked, Doubt};
use chrono::{Datelike, NaiveDate};

/// What a column is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Is(Meaning),
    /// Month or year of a birthday that the column of its day has whole.
    Part,
    /// Not known; the head as written.
    Unknown(String),
    Blank,
}

/// The head of a sheet.
#[derive(Clone, Debug)]
pub struct Head {
    /// Index of the first row below the head.
    pub below: usize,
    pub columns: Vec<Column>,
    /// The heads as written.
    pub names: Vec<String>,
    /// Columns taken for something because of their cells.
    pub asked: Vec<Asked>,
    /// The columns of day, month and year, where a birthday stands in three.
    pub three: Option<[usize; 3]>,
}

/// How far down the head may stand.
const DEEPEST: usize = 25;
/// So many rows below a head are looked at to see what a column holds.
const LOOKED_AT: usize = 50;
/// So many rows one head may have.
const TALLEST: u32 = 4;

impl Column {
    /// What a head's text means.
    pub fn of(text: &str, headings: &Headings) -> Self {
        let written = crate::words::tidy(text);
        match headings.meaning(&written) {
            Some(meaning) => Self::Is(meaning),
            None if written.chars().any(char::is_alphanumeric) => Self::Unknown(written),
            None => Self::Blank,
        }
    }

    /// Whether the column has names or a part of them.
    pub fn is_name(&self) -> bool {
        matches!(
            self,
            Self::Is(Meaning::FullName | Meaning::Family | Meaning::Given)
        )
    }

    fn is_known(&self) -> bool {
        matches!(self, Self::Is(_))
    }
}

impl Head {
    /// The first column of a meaning.
    pub fn at(&self, meaning: Meaning) -> Option<usize> {
        let is = Column::Is(meaning);
        self.columns.iter().position(|column| *column == is)
    }

    /// The columns that may be handed back, each with its place and name.
    pub fn kept(&self) -> impl Iterator<Item = (usize, &String)> {
        let columns = self.columns.iter().zip(&self.names).enumerate();
        let is_kept = |column: &Column| {
            !matches!(
                column,
                Column::Is(Meaning::Never | Meaning::Note) | Column::Part
            )
        };
        columns
            .filter(move |(_, (column, _))| is_kept(column))
            .map(|(at, (_, name))| (at, name))
    }
}

/// The head of a sheet: the first row with two known columns, one of them a name or one that looks like names. A head of several rows
/// (merged cells above) is read as one.
pub fn find(grid: &Grid, headings: &Headings, today: NaiveDate) -> Option<Head> {
    (0..grid.rows.len().min(DEEPEST)).find_map(|index| at(grid, index, headings, today))
}

fn at(grid: &Grid, index: usize, headings: &Headings, today: NaiveDate) -> Option<Head> {
    let first = texts(grid, index);
    let known = first
        .iter()
        .filter(|text| Column::of(text, headings).is_known());
    if known.count() < 2 {
        return None;
    }
    let below = below(grid, index, headings);
    let mut names = first.clone();
    for row in index + 1..below {
        let lower = texts(grid, row);
        names.resize(names.len().max(lower.len()), String::new());
        for (upper, lower) in names.iter_mut().zip(lower) {
            // "Mã học sinh" above "(CSDL ngành)" is still the code; "Họ và tên" above "Họ đệm" and "Tên" is what stands below.
            let says_more =
                Column::of(&lower, headings).is_known() || !Column::of(upper, headings).is_known();
            if !lower.is_empty() && (says_more || date_part(&lower).is_some()) {
                *upper = lower;
            }
        }
    }
    let columns = names
        .iter()
        .map(|text| Column::of(text, headings))
        .collect();
    let mut head = Head {
        below,
        columns,
        names,
        asked: Vec::new(),
        three: None,
    };
    three_columns(grid, index, headings, &mut head);
    split_name(grid, &mut head);
    if !head.columns.iter().any(Column::is_name) {
        guess(grid, &mut head, Doubt::Name, looks_like_name)?;
    }
    if head.at(Meaning::Birth).is_none() {
        guess(grid, &mut head, Doubt::Birth, |cell| {
            looks_like_birth(cell, today)
        });
    }
    Some(head)
}

fn texts(grid: &Grid, index: usize) -> Vec<String> {
    let cells = grid.rows.get(index).map_or(&[][..], |(_, cells)| cells);
    cells.iter().map(Cell::shown).collect()
}

/// Index of the first row below the head: merged cells of the head say how far it reaches; without them a second row of head words does.
fn below(grid: &Grid, index: usize, headings: &Headings) -> usize {
    let top = grid.rows[index].0;
    let of_head = grid
        .merged
        .iter()
        .filter(|area| area.rows.0 <= top && area.rows.1 >= top && area.rows.1 < top + TALLEST);
    let bottom = of_head.map(|area| area.rows.1).max().unwrap_or(top);
    let below = grid
        .rows
        .partition_point(|(number, _)| *number <= bottom)
        .max(index + 1);
    if below > index + 1 {
        return below;
    }
    let second = texts(grid, below);
    let columns: Vec<Column> = second
        .iter()
        .map(|text| Column::of(text, headings))
        .collect();
    let part = |text: &String| date_part(text).is_some();
    let words = columns.iter().any(Column::is_known)
        || second.iter().filter(|text| part(text)).count() == 3;
    let strange = second
        .iter()
        .zip(&columns)
        .any(|(text, column)| matches!(column, Column::Unknown(_)) && !part(text));
    let is_data = |cell: &Cell| matches!(cell, Cell::Number(_) | Cell::Date(_));
    let data = grid
        .rows
        .get(below)
        .is_some_and(|(_, cells)| cells.iter().any(is_data));
    below + usize::from(words && !data && !strange)
}

/// Whether a head names day (0), month (1) or year (2) alone.
fn date_part(text: &str) -> Option<usize> {
    match folded(text).as_str() {
        "ngai" | "ngai sinh" => Some(0),
        "thang" | "thang sinh" | "th" | "thg" => Some(1),
        "nam" | "nam sinh" => Some(2),
        _ => None,
    }
}

/// "Ngày | Tháng | Năm" side by side are one birthday. Where neither they nor what stands above them says so, a person is asked.
fn three_columns(grid: &Grid, index: usize, headings: &Headings, head: &mut Head) {
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
fn guess(grid: &Grid, head: &mut Head, doubt: Doubt, looks: impl Fn(&Cell) -> bool) -> Option<()> {
    let of_column = |column: usize| {
        let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
        rows.filter_map(move |(_, cells)| cells.get(column).filter(|cell| **cell != Cell::Empty))
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
fn looks_like_name(cell: &Cell) -> bool {
    let Cell::Text(text) = cell else {
        return false;
    };
    let words = text.split_whitespace();
    words.clone().count() >= 2
        && words.clone().count() <= 7
        && words.flat_map(str::chars).all(char::is_alphabetic)
}

/// A whole date on which a pupil of a school may have been born.
fn looks_like_birth(cell: &Cell, today: NaiveDate) -> bool {
    let day = match cell {
        Cell::Date(day) => Some(*day),
        Cell::Text(_) => born(&cell.shown()).and_then(crate::person::Birth::date),
        _ => None,
    };
    day.is_some_and(|day| (4..=20).contains(&(today.year() - day.year())))
}

/// "Họ và tên" merged over two columns: family and middle names in the first, the given name in the second, which has no head of its own.
fn split_name(grid: &Grid, head: &mut Head) {
    let full = Column::Is(Meaning::FullName);
    let Some(at) = head.columns.iter().position(|column| *column == full) else {
        return;
    };
    if head.columns.get(at + 1) != Some(&Column::Blank) {
        return;
    }
    let rows = grid.rows.iter().skip(head.below).take(LOOKED_AT);
    let filled = |column: usize| {
        rows.clone().filter(|(_, cells)| matches!(cells.get(column), Some(Cell::Text(text)) if !text.contains(char::is_numeric))).count()
    };
    let (names, second) = (filled(at), filled(at + 1));
    if names > 0 && second * 10 >= names * 8 {
        head.columns[at] = Column::Is(Meaning::Family);
        head.columns[at + 1] = Column::Is(Meaning::Given);
        head.names[at] = "Họ và đệm".into();
        head.names[at + 1] = "Tên".into();
    }
}
