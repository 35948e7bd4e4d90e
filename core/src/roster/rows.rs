//! From rows to children: every row of every sheet is a child, a wrong row with its reason, or nothing.

use super::{
    Cell, Grid, Headings, Meaning,
    births::{birth, is_odd_age},
    columns::{self, Column, Head},
    fields, letters,
    row::{Kind, Merged, Row},
};
use crate::{
    class_name::ClassName,
    import::{Listed, Reading, Refused, SheetHead},
    names::{as_written, search_key},
    person::Birth,
    words::tidy,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Why nothing of a file can be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoList {
    /// No sheet has the head of a list.
    NoHead,
    /// Only a sheet that is not shown has one.
    Hidden { sheet: String },
    /// A column is in TCVN3 or VNI letters, or spoilt.
    OldLetters { sheet: String, head: String },
}

/// What rows of one file share.
struct File<'a> {
    headings: &'a Headings,
    today: NaiveDate,
    reading: Reading,
    codes: BTreeMap<String, u32>,
    people: BTreeMap<(String, Option<Birth>, ClassName), u32>,
    /// Each class as the file spells it first.
    classes: BTreeSet<ClassName>,
    odd_age: Vec<String>,
    zeros_lost: bool,
    unknown: BTreeSet<String>,
    hidden_columns: BTreeSet<String>,
}

/// Reads the grids of a file.
///
/// # Errors
/// When there is no list in it, or one that cannot be read at all.
pub fn read(grids: &[Grid], headings: &Headings, today: NaiveDate) -> Result<Reading, NoList> {
    let mut file = File {
        headings,
        today,
        reading: Reading::default(),
        codes: BTreeMap::new(),
        people: BTreeMap::new(),
        classes: BTreeSet::new(),
        odd_age: Vec::new(),
        zeros_lost: false,
        unknown: BTreeSet::new(),
        hidden_columns: BTreeSet::new(),
    };
    let (mut headless, mut hidden) = (Vec::new(), Vec::new());
    let mut any = false;
    for grid in grids {
        match columns::find(grid, headings, today) {
            Some(_) if grid.hidden => hidden.push(grid.sheet.clone()),
            Some(head) => {
                any = true;
                if let Some(head) = old_letters(grid, &head) {
                    return Err(NoList::OldLetters {
                        sheet: grid.sheet.clone(),
                        head,
                    });
                }
                file.sheet(grid, &head);
            }
            None if grid.rows.len() > 1 && !grid.hidden => headless.push(grid),
            None => {}
        }
    }
    if any {
        return Ok(file.finish(headless, hidden));
    }
    if let Some(grid) = headless.iter().find(|grid| is_old(grid)) {
        let sheet = grid.sheet.clone();
        return Err(NoList::OldLetters {
            sheet,
            head: String::new(),
        });
    }
    Err(hidden
        .into_iter()
        .next()
        .map_or(NoList::NoHead, |sheet| NoList::Hidden { sheet }))
}

/// The head of a column whose names or words are in old letters.
fn old_letters(grid: &Grid, head: &Head) -> Option<String> {
    let columns = head.columns.iter().zip(&head.names).enumerate();
    let of_words = columns
        .filter(|(_, (column, _))| column.is_name() || **column == Column::Is(Meaning::Gender));
    let mut old = of_words.filter(|(at, _)| {
        let rows = grid.rows.iter().skip(head.below);
        letters::are_old(rows.filter_map(|(_, cells)| text(cells.get(*at)?)))
    });
    old.next().map(|(_, (_, name))| name.clone())
}

/// Whether a sheet without a head has one in old letters.
fn is_old(grid: &Grid) -> bool {
    letters::are_old(
        grid.rows
            .iter()
            .take(40)
            .flat_map(|(_, cells)| cells)
            .filter_map(text),
    )
}

fn text(cell: &Cell) -> Option<&str> {
    if let Cell::Text(text) = cell {
        Some(text)
    } else {
        None
    }
}

impl File<'_> {
    fn sheet(&mut self, grid: &Grid, head: &Head) {
        self.heads(grid, head);
        let class_of_sheet = class_of_sheet(grid, head);
        let merged = Merged::of(grid);
        let refused_before = self.reading.refused.len();
        let mut after_totals = false;
        for (number, cells) in grid.rows.iter().skip(head.below) {
            let row = Row::new(*number, cells, head, &merged, self.headings);
            match row.kind(after_totals) {
                Kind::Other => {}
                Kind::Totals => after_totals = true,
                Kind::Child => {
                    match self.child(&row, grid, head, class_of_sheet.as_ref()) {
                        Ok(listed) => self.reading.listed.push(listed),
                        Err(reason) => self.reading.refused.push(Refused {
                            sheet: grid.sheet.clone(),
                            row: *number,
                            name: tidy(&row.name()),
                            reason,
                            // What is never stored is not handed back either.
                            cells: row.kept(),
                            hidden: grid.hidden_rows.contains(number),
                        }),
                    }
                }
            }
        }
        if self.reading.refused.len() > refused_before {
            self.reading.heads.push(SheetHead {
                sheet: grid.sheet.clone(),
                names: head.kept().map(|(_, name)| name.clone()).collect(),
                class: class_of_sheet.map(|class| class.to_string()),
            });
        }
    }

    fn heads(&mut self, grid: &Grid, head: &Head) {
        for (at, (column, name)) in head.columns.iter().zip(&head.names).enumerate() {
            match column {
                Column::Is(Meaning::Never) if !self.reading.dropped_columns.contains(name) => {
                    self.reading.dropped_columns.push(name.clone());
                }
                Column::Unknown(name) => {
                    self.unknown.insert(name.clone());
                }
                Column::Is(meaning) if meaning.is_read() && grid.hidden_columns.contains(&at) => {
                    self.hidden_columns.insert(name.clone());
                }
                _ => {}
            }
        }
        for asked in &head.asked {
            if !self.reading.asked.contains(asked) {
                self.reading.asked.push(asked.clone());
            }
        }
    }

    fn child(
        &mut self,
        row: &Row,
        grid: &Grid,
        head: &Head,
        class_of_sheet: Option<&ClassName>,
    ) -> Result<Listed, String> {
        if let Some((cell, head, error)) = row.error() {
            return Err(format!(
                "Ô {cell} (cột “{head}”) đang báo lỗi {error}. Hãy gõ lại giá trị đúng vào ô ấy."
            ));
        }
        let typed = fields::name(&row.name())?;
        let code = row.cell(Meaning::Code).map_or(Ok(None), fields::code)?;
        let birth = row
            .cell(Meaning::Birth)
            .map_or(Ok(None), |cell| birth(cell, self.today))?;
        let class = self.class(row, class_of_sheet)?;
        let written = row.text(Meaning::Grade);
        if let Some(other) =
            leading_number(&written).filter(|other| *other != u32::from(class.grade()))
        {
            return Err(format!("Khối {other} không khớp với lớp {class}."));
        }
        let full_name = as_written(&typed);
        let folded = search_key(&full_name);
        let person = (folded.clone(), birth, class.clone());
        if let Some(first) = code.as_ref().and_then(|code| self.codes.get(code)) {
            return Err(format!("Mã học sinh trùng với dòng {first}."));
        }
        if let Some(first) = self
            .people
            .get(&person)
            // Two codes and only a year: two children who share a common name.
            .filter(|_| code.is_none() || birth.is_some_and(|birth| birth.date().is_some()))
        {
            return Err(format!(
                "Học sinh này trùng với dòng {first} (cùng tên, ngày sinh và lớp)."
            ));
        }
        if let Some(code) = &code {
            self.codes.insert(code.clone(), row.number);
        }
        self.people.insert(person, row.number);
        if birth.is_some_and(|birth| is_odd_age(birth, class.grade(), self.today)) {
            self.odd_age.push(format!("{full_name} ({class})"));
        }
        // A number cell has no leading zeros any more; only the list's owner can say whether it had.
        self.zeros_lost |= matches!(row.cell(Meaning::Code), Some(Cell::Number(_)));
        Ok(Listed {
            sheet: grid.sheet.clone(),
            row: row.number,
            code,
            typed: (full_name != typed).then_some(typed),
            full_name,
            folded,
            birth,
            gender: fields::gender(row, head.at(Meaning::Female).is_some()),
            class: class.to_string(),
            hidden: grid.hidden_rows.contains(&row.number),
        })
    }

    /// The class of a row, spelt as the file spelt it first.
    fn class(
        &mut self,
        row: &Row,
        class_of_sheet: Option<&ClassName>,
    ) -> Result<ClassName, String> {
        let class = match row.cell(Meaning::Class) {
            None => class_of_sheet.cloned().ok_or("Thiếu lớp.")?,
            Some(Cell::Date(day)) => {
                let day = crate::day::written(*day);
                return Err(format!(
                    "Ô lớp là ngày {day}: Excel đã đổi tên lớp như 4/1 thành ngày. Hãy đổi cột lớp sang dạng Văn bản rồi gõ lại tên lớp."
                ));
            }
            Some(cell) => {
                let text = cell.shown();
                ClassName::parse(&text).ok_or_else(|| {
                    format!("Không hiểu tên lớp “{text}”. Hãy viết như 4A hoặc 6A1.")
                })?
            }
        };
        if let Some(first) = self.classes.get(&class) {
            return Ok(first.clone());
        }
        self.classes.insert(class.clone());
        Ok(class)
    }

    fn finish(mut self, headless: Vec<&Grid>, hidden: Vec<String>) -> Reading {
        let warnings = &mut self.reading.warnings;
        for sheet in hidden {
            warnings.push(format!("Trang “{sheet}” đang bị ẩn trong tệp nên không được nhập. Nếu cần, hãy bỏ ẩn trang ấy rồi chọn lại tệp."));
        }
        for name in self.hidden_columns {
            warnings.push(format!(
                "Cột “{name}” đang bị ẩn trong tệp nhưng vẫn được đọc."
            ));
        }
        for name in &self.reading.dropped_columns {
            warnings.push(format!("Cột “{name}” không được lưu."));
        }
        for name in self.unknown {
            warnings.push(format!("Cột “{name}” không dùng tới nên được bỏ qua."));
        }
        if self.zeros_lost {
            warnings.push("Mã học sinh đang ở dạng số nên có thể đã mất số 0 ở đầu. Hãy đổi cột ấy sang dạng Văn bản nếu mã có số 0.".into());
        }
        if !self.odd_age.is_empty() {
            let some = self
                .odd_age
                .iter()
                .take(5)
                .cloned()
                .collect::<Vec<_>>()
                .join(", ");
            let n = self.odd_age.len();
            let end = if n > 5 { " …" } else { "." };
            warnings.push(format!(
                "{n} học sinh có năm sinh lệch nhiều so với lớp: {some}{end}"
            ));
        }
        for grid in headless {
            warnings.push(format!(
                "Trang “{}” không có dòng tiêu đề của danh sách nên được bỏ qua.",
                grid.sheet
            ));
        }
        self.reading
    }
}

fn leading_number(text: &str) -> Option<u32> {
    let digits = text.chars().skip_while(|c| !c.is_ascii_digit());
    digits
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .ok()
}

/// The class a whole sheet is of: "Lớp: 4A" above the head, else the sheet's name.
fn class_of_sheet(grid: &Grid, head: &Head) -> Option<ClassName> {
    if head.at(Meaning::Class).is_some() {
        return None;
    }
    let above = grid
        .rows
        .iter()
        .take(head.below.saturating_sub(1))
        .flat_map(|(_, cells)| cells);
    let above = above.map(Cell::shown).find_map(|text| {
        let at = text.to_lowercase().find("lớp")?;
        let after = text.get(at..)?.chars().skip(3).collect::<String>();
        let word = after
            .trim_start_matches([':', ' ', '.'])
            .split_whitespace()
            .next()?
            .to_owned();
        word.starts_with(|c: char| c.is_ascii_digit())
            .then(|| ClassName::parse(&word))?
    });
    above.or_else(|| ClassName::parse(&grid.sheet))
}
