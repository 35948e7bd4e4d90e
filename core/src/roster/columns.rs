//! Which column is what: found by the text of the head, whatever its place and spelling.

use super::{Cell, Grid};
use crate::names::search_key;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Column {
    Number,
    Code,
    FullName,
    /// Họ và đệm, beside a column of Tên.
    Family,
    Given,
    Birth,
    Gender,
    /// A tick for girls.
    Female,
    Class,
    Grade,
    /// Never stored; the head as written.
    Dropped(String),
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
}

/// How far down the head may stand.
const DEEPEST: usize = 25;

/// Beginnings of heads of columns about which nothing is ever kept.
const NEVER: [&str; 40] = [
    "dan toc",
    "ton giao",
    "cccd",
    "so cccd",
    "cmnd",
    "so cmnd",
    "so dinh danh",
    "dinh danh ca nhan",
    "so ddcn",
    "ddcn",
    "ma dinh danh ca nhan",
    "dien thoai",
    "so dien thoai",
    "sdt",
    "email",
    "thu dien tu",
    "dia chi",
    "noi o",
    "cho o",
    "ho khau",
    "thuong tru",
    "tam tru",
    "que quan",
    "noi sinh",
    "ho ten cha",
    "ho va ten cha",
    "ho ten me",
    "ho va ten me",
    "ho ten bo",
    "cha",
    "me",
    "bo me",
    "phu huinh",
    "nghe nghiep",
    "tinh trang suc khoe",
    "suc khoe",
    "khuiet tat",
    "hoan canh",
    "ghi chu",
    "quoc tich",
];
const NEVER_TOO: [&str; 10] = [
    "nam sinh cha",
    "nam sinh me",
    "doi tuong",
    "dien chinh sach",
    "ho ngheo",
    "anh the",
    "so bhit",
    "bao hiem",
    "xa",
    "huien",
];

impl Column {
    /// What a head's text means.
    pub fn of(text: &str) -> Self {
        let written = crate::words::tidy(text);
        let key = search_key(&written.replace("(*)", " ").replace('*', " "))
            .replace(['/', '.', '-', ':'], " ");
        let key = key.split_whitespace().collect::<Vec<_>>().join(" ");
        let begins = |word: &&str| key == **word || key.starts_with(&format!("{word} "));
        if key.is_empty() {
            return Self::Blank;
        }
        if NEVER.iter().chain(&NEVER_TOO).any(begins) || key.contains("ca nhan") {
            return Self::Dropped(written);
        }
        match key.as_str() {
            "stt" | "tt" | "so tt" | "so thu tu" => Self::Number,
            "ma hoc sinh" | "ma hs" | "mahs" | "ma so hoc sinh" | "ma so hs" => Self::Code,
            "ho va ten" | "ho ten" | "ten hoc sinh" | "ho va ten hoc sinh" | "ho ten hoc sinh"
            | "hoc sinh" | "ho va ten hs" | "ho ten hs" => Self::FullName,
            "ho va dem" | "ho dem" | "ho va ten dem" | "ho ten dem" | "ho va chu dem" | "ho"
            | "ho lot" | "ho va ten lot" => Self::Family,
            "ten" | "ten goi" => Self::Given,
            "ngai sinh"
            | "ngai thang nam sinh"
            | "nam sinh"
            | "ngai thang sinh"
            | "sinh ngai"
            | "ns" => Self::Birth,
            "gioi tinh" | "phai" | "gt" | "nam nu" => Self::Gender,
            "nu" => Self::Female,
            "lop" | "ma lop" | "ten lop" | "lop hoc" => Self::Class,
            "khoi" | "khoi lop" | "khoi hoc" => Self::Grade,
            other if other.starts_with("ma dinh danh") => Self::Code,
            other if other.starts_with("ngai sinh") || other.starts_with("ngai thang nam sinh") => {
                Self::Birth
            }
            other if other.starts_with("gioi tinh") => Self::Gender,
            _ => Self::Unknown(written),
        }
    }

    fn is_name(&self) -> bool {
        matches!(self, Self::FullName | Self::Family | Self::Given)
    }

    fn is_known(&self) -> bool {
        !matches!(self, Self::Unknown(_) | Self::Blank)
    }
}

/// The head of a sheet: the first row with a name column and another known one. A head of two rows (merged cells above) is read as one.
pub fn find(grid: &Grid) -> Option<Head> {
    let of_row = |index: usize| -> Vec<Column> {
        grid.rows.get(index).map_or_else(Vec::new, |(_, cells)| {
            cells.iter().map(|cell| Column::of(&cell.shown())).collect()
        })
    };
    for index in 0..grid.rows.len().min(DEEPEST) {
        let mut columns = of_row(index);
        let named = columns.iter().any(Column::is_name);
        if !named || columns.iter().filter(|column| column.is_known()).count() < 2 {
            continue;
        }
        let mut below = index + 1;
        let second = of_row(below);
        let words = second.iter().filter(|column| column.is_known()).count();
        let data = grid.rows.get(below).is_some_and(|(_, cells)| {
            cells
                .iter()
                .any(|cell| matches!(cell, Cell::Number(_) | Cell::Date(_)))
        });
        if words > 0
            && !data
            && second
                .iter()
                .all(|column| !matches!(column, Column::Unknown(_)))
        {
            below += 1;
            columns.resize(columns.len().max(second.len()), Column::Blank);
            for (upper, lower) in columns.iter_mut().zip(second) {
                if lower != Column::Blank {
                    *upper = lower;
                }
            }
        }
        split_name(grid, below, &mut columns);
        return Some(Head { below, columns });
    }
    None
}

/// "Họ và tên" merged over two columns: family and middle names in the first, the given name in the second, which has no head of its own.
fn split_name(grid: &Grid, below: usize, columns: &mut [Column]) {
    let Some(at) = columns
        .iter()
        .position(|column| *column == Column::FullName)
    else {
        return;
    };
    if columns.get(at + 1) != Some(&Column::Blank) {
        return;
    }
    let rows = grid.rows.iter().skip(below).take(50);
    let filled = |column: usize| {
        rows.clone().filter(|(_, cells)| matches!(cells.get(column), Some(Cell::Text(text)) if !text.contains(char::is_numeric))).count()
    };
    let (names, second) = (filled(at), filled(at + 1));
    if names > 0 && second * 10 >= names * 8 {
        columns[at] = Column::Family;
        columns[at + 1] = Column::Given;
    }
}
