//! From rows to children: every rule about a name, a birthday and a class, with the reason when one is broken.

use super::{Cell, Grid, Headings, Meaning, columns};
use crate::{
    import::{Listed, Reading, Refused, SheetHead},
    names::search_key,
    person::{Birth, Gender},
    words::tidy,
};
use chrono::{Datelike, Days, NaiveDate};
use columns::{Column, Head};
use std::collections::{BTreeMap, BTreeSet};

const LONGEST_NAME: usize = 100;
const LONGEST_CODE: usize = 40;

/// What rows of one file share.
struct File<'a> {
    headings: &'a Headings,
    today: NaiveDate,
    reading: Reading,
    codes: BTreeMap<String, (String, u32)>,
    people: BTreeMap<(String, Option<Birth>, String), (String, u32)>,
    odd_age: Vec<String>,
    zeros_lost: bool,
    unknown: BTreeSet<String>,
}

/// Reads the grids of a file. `None` when no sheet has the head of a list.
pub fn read(grids: &[Grid], headings: &Headings, today: NaiveDate) -> Option<Reading> {
    let mut file = File {
        headings,
        today,
        reading: Reading::default(),
        codes: BTreeMap::new(),
        people: BTreeMap::new(),
        odd_age: Vec::new(),
        zeros_lost: false,
        unknown: BTreeSet::new(),
    };
    let mut headless = Vec::new();
    let mut any = false;
    for grid in grids {
        match columns::find(grid, headings, today) {
            Some(head) => {
                any = true;
                file.sheet(grid, &head);
            }
            None if grid.rows.len() > 1 => headless.push(grid.sheet.clone()),
            None => {}
        }
    }
    any.then(|| file.finish(headless))
}

impl File<'_> {
    fn sheet(&mut self, grid: &Grid, head: &Head) {
        for (column, name) in head.columns.iter().zip(&head.names) {
            match column {
                Column::Is(Meaning::Never) if !self.reading.dropped_columns.contains(name) => {
                    self.reading.dropped_columns.push(name.clone());
                }
                Column::Unknown(name) => {
                    self.unknown.insert(name.clone());
                }
                _ => {}
            }
        }
        for asked in &head.asked {
            if !self.reading.asked.contains(asked) {
                self.reading.asked.push(asked.clone());
            }
        }
        let class_of_sheet = class_of_sheet(grid, head);
        let refused_before = self.reading.refused.len();
        let mut after_totals = false;
        for (number, cells) in grid.rows.iter().skip(head.below) {
            let row = Row {
                cells,
                head,
                headings: self.headings,
            };
            match row.kind(after_totals) {
                Kind::Other => {}
                Kind::Totals => after_totals = true,
                Kind::Child => {
                    match self.child(&row, &grid.sheet, *number, class_of_sheet.as_deref()) {
                        Ok(listed) => self.reading.listed.push(listed),
                        Err(reason) => self.reading.refused.push(Refused {
                            sheet: grid.sheet.clone(),
                            row: *number,
                            name: tidy(&row.name()),
                            reason,
                            // What is never stored is not handed back either.
                            cells: row.kept(),
                        }),
                    }
                }
            }
        }
        if self.reading.refused.len() > refused_before {
            self.reading.heads.push(SheetHead {
                sheet: grid.sheet.clone(),
                names: head.kept().map(|(_, name)| name.clone()).collect(),
                class: class_of_sheet,
            });
        }
    }

    fn child(
        &mut self,
        row: &Row,
        sheet: &str,
        number: u32,
        class_of_sheet: Option<&str>,
    ) -> Result<Listed, String> {
        let full_name = name(&row.name())?;
        let code = self.code(row)?;
        let birth = row
            .cell(Meaning::Birth)
            .map_or(Ok(None), |cell| birth(cell, self.today))?;
        let class = match row.text(Meaning::Class) {
            text if text.is_empty() => class_of_sheet.map(str::to_owned).ok_or("Thiếu lớp.")?,
            text => class(&text)
                .ok_or_else(|| format!("Không hiểu tên lớp “{text}”. Hãy viết như 4A hoặc 6A1."))?,
        };
        let grade = grade(&class)
            .ok_or_else(|| format!("Không hiểu tên lớp “{class}”. Hãy viết như 4A hoặc 6A1."))?;
        let written = row.text(Meaning::Grade);
        if let Some(other) = leading_number(&written).filter(|other| *other != grade) {
            return Err(format!("Khối {other} không khớp với lớp {class}."));
        }
        let place = (sheet.to_owned(), number);
        let folded = search_key(&full_name);
        let person = (folded.clone(), birth, class.clone());
        if let Some((_, first)) = code.as_ref().and_then(|code| self.codes.get(code)) {
            return Err(format!("Mã học sinh trùng với dòng {first}."));
        }
        if let Some((_, first)) = self
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
            self.codes.insert(code.clone(), place.clone());
        }
        self.people.insert(person, place);
        if birth.is_some_and(|birth| odd_age(birth, grade, self.today)) {
            self.odd_age.push(format!("{full_name} ({class})"));
        }
        let gender = gender(row);
        Ok(Listed {
            sheet: sheet.to_owned(),
            row: number,
            code,
            full_name,
            folded,
            birth,
            gender,
            class,
        })
    }

    fn code(&mut self, row: &Row) -> Result<Option<String>, String> {
        let Some(cell) = row.cell(Meaning::Code) else {
            return Ok(None);
        };
        let code = cell.shown();
        if code.chars().count() > LONGEST_CODE
            || code.chars().any(|c| c.is_control() || is_hidden(c))
        {
            return Err("Mã học sinh không đọc được. Hãy gõ lại mã.".into());
        }
        if code.starts_with(['=', '+', '@']) {
            return Err("Mã học sinh là một công thức. Hãy chép lại thành chữ.".into());
        }
        // A number cell has no leading zeros any more; only the list's owner can say whether it had.
        self.zeros_lost |= matches!(cell, Cell::Number(_));
        Ok((!code.is_empty()).then_some(code))
    }

    fn finish(mut self, headless: Vec<String>) -> Reading {
        let warnings = &mut self.reading.warnings;
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
            warnings.push(format!(
                "{n} học sinh có năm sinh lệch nhiều so với lớp: {some}{}",
                if n > 5 { " …" } else { "." }
            ));
        }
        for sheet in headless {
            warnings.push(format!(
                "Trang “{sheet}” không có dòng tiêu đề của danh sách nên được bỏ qua."
            ));
        }
        self.reading
    }
}

enum Kind {
    Child,
    Totals,
    Other,
}

struct Row<'a> {
    cells: &'a [Cell],
    head: &'a Head,
    headings: &'a Headings,
}

impl Head {
    /// The columns that may be handed back, each with its place and name.
    fn kept(&self) -> impl Iterator<Item = (usize, &String)> {
        let columns = self.columns.iter().zip(&self.names).enumerate();
        columns
            .filter(|(_, (column, _))| {
                !matches!(column, Column::Is(Meaning::Never | Meaning::Note))
            })
            .map(|(at, (_, name))| (at, name))
    }

    fn has(&self, meaning: Meaning) -> bool {
        self.columns.contains(&Column::Is(meaning))
    }
}

impl Row<'_> {
    fn cell(&self, meaning: Meaning) -> Option<&Cell> {
        let is = Column::Is(meaning);
        let at = self.head.columns.iter().position(|column| *column == is)?;
        self.cells.get(at).filter(|cell| **cell != Cell::Empty)
    }

    fn text(&self, meaning: Meaning) -> String {
        self.cell(meaning).map(Cell::shown).unwrap_or_default()
    }

    fn name(&self) -> String {
        let whole = self.raw(Meaning::FullName);
        if whole.is_empty() {
            format!("{} {}", self.raw(Meaning::Family), self.raw(Meaning::Given))
        } else {
            whole
        }
    }

    fn raw(&self, meaning: Meaning) -> String {
        match self.cell(meaning) {
            Some(Cell::Text(text)) => text.clone(),
            Some(other) => other.shown(),
            None => String::new(),
        }
    }

    fn kept(&self) -> Vec<String> {
        let cells = self.head.kept().map(|(at, _)| self.cells.get(at));
        cells
            .map(|cell| cell.map(Cell::shown).unwrap_or_default())
            .collect()
    }

    fn kind(&self, after_totals: bool) -> Kind {
        let first = self
            .cells
            .iter()
            .find(|cell| **cell != Cell::Empty)
            .map(Cell::shown)
            .unwrap_or_default();
        if first.is_empty() {
            return Kind::Other;
        }
        let folded = search_key(&first);
        let name = search_key(&tidy(&self.name()));
        let facts = [
            Meaning::Code,
            Meaning::Birth,
            Meaning::Class,
            Meaning::Gender,
            Meaning::Female,
        ]
        .iter()
        .filter(|meaning| self.cell(**meaning).is_some())
        .count();
        let numbered = self
            .text(Meaning::Number)
            .chars()
            .all(|c| c.is_ascii_digit())
            && self.cell(Meaning::Number).is_some();
        if ["tong so", "tong cong", "cong:", "tong:", "tong "]
            .iter()
            .any(|word| folded.starts_with(word))
            && facts < 2
        {
            return Kind::Totals;
        }
        // The head once more, at the top of a printed page.
        let heads = self.cells.iter().zip(&self.head.columns);
        if heads
            .filter(|(cell, _)| **cell != Cell::Empty)
            .filter(|(cell, column)| Column::of(&cell.shown(), self.headings) == **column)
            .count()
            >= 2
        {
            return Kind::Other;
        }
        match (name.is_empty(), facts, numbered) {
            (true, 0, _) => Kind::Other,
            (true, 1, false) => Kind::Other,
            (true, ..) => Kind::Child,
            // A signature below the list stands in some column or other and has nothing beside it.
            (false, 0, false) if after_totals || is_signature(&name) => Kind::Other,
            (false, 0, false) if self.head.has(Meaning::Number) => Kind::Other,
            (false, _, false) if after_totals && facts < 2 => Kind::Other,
            (false, ..) => Kind::Child,
        }
    }
}

fn is_signature(folded: &str) -> bool {
    [
        "hieu truong",
        "pho hieu truong",
        "nguoi lap",
        "giao vien",
        "gvcn",
        "(ki",
        "ki ten",
        "ngai ",
        "thu ki",
        "xac nhan",
        "lop truong",
    ]
    .iter()
    .any(|word| folded.starts_with(word))
}

/// A name as it may be stored, or why not.
fn name(raw: &str) -> Result<String, String> {
    if raw.chars().any(is_hidden) {
        return Err("Họ tên có ký tự ẩn. Hãy gõ lại họ tên.".into());
    }
    let name = tidy(raw);
    if name.is_empty() {
        return Err("Thiếu họ và tên.".into());
    }
    if name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
        return Err("Ô họ tên là một công thức. Hãy chép lại thành chữ.".into());
    }
    if name.chars().count() > LONGEST_NAME {
        return Err("Họ tên dài quá 100 chữ cái.".into());
    }
    if name.chars().any(|c| c.is_numeric()) {
        return Err("Họ tên có chữ số.".into());
    }
    let allowed = |c: char| c == ' ' || "'’ʼ`.-()".contains(c) || is_letter_here(c);
    if let Some(strange) = name.chars().find(|c| !allowed(*c)) {
        return Err(format!(
            "Họ tên có ký tự lạ “{strange}”. Hãy gõ lại họ tên bằng chữ Việt."
        ));
    }
    Ok(name)
}

/// Letters of the Latin alphabet with any marks: letters of other alphabets that look the same are another name.
fn is_letter_here(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{00C0}'..='\u{024F}').contains(&c) && !matches!(c, '×' | '÷')
        || ('\u{1E00}'..='\u{1EFF}').contains(&c)
        || ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Characters nobody sees: controls, zero-width, marks of direction.
fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}' | '\u{00AD}')
}

fn birth(cell: &Cell, today: NaiveDate) -> Result<Option<Birth>, String> {
    let shown = cell.shown();
    let wrong =
        || format!("Ngày sinh “{shown}” không đúng. Hãy viết ngày/tháng/năm, ví dụ 25/05/2015.");
    let found = match cell {
        Cell::Empty => return Ok(None),
        Cell::Date(day) => Birth::Date(*day),
        Cell::Number(n) if n.fract() == 0.0 && (1900.0..2200.0).contains(n) => {
            Birth::Year(*n as i32)
        }
        Cell::Number(n) if (20_000.0..80_000.0).contains(n) => {
            let start = NaiveDate::from_ymd_opt(1899, 12, 30).expect("a valid date");
            Birth::Date(
                start
                    .checked_add_days(Days::new(*n as u64))
                    .ok_or_else(wrong)?,
            )
        }
        Cell::Number(_) => return Err(wrong()),
        Cell::Text(_) => born(&shown).ok_or_else(wrong)?,
    };
    let future = match found {
        Birth::Date(day) => day > today,
        Birth::Year(year) => year > today.year(),
    };
    if future || found.year() < today.year() - 30 {
        return Err(format!(
            "Ngày sinh “{shown}” không thể là của học sinh đang học."
        ));
    }
    Ok(Some(found))
}

/// A birthday as it is written: day, month and year, or the year alone.
pub(super) fn born(text: &str) -> Option<Birth> {
    let day_only = text.split(' ').next().unwrap_or(text);
    let parts: Vec<&str> = day_only.split(['/', '-', '.']).collect();
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

fn gender(row: &Row) -> Gender {
    let tick = row.text(Meaning::Female);
    let word = search_key(&row.text(Meaning::Gender));
    match word.as_str() {
        "nam" | "trai" | "m" => Gender::Male,
        "nu" | "gai" | "f" | "x" => Gender::Female,
        _ if !tick.is_empty() => Gender::Female,
        _ if word.is_empty() && row.head.has(Meaning::Female) => Gender::Male,
        _ => Gender::Unknown,
    }
}

/// "6 A1", "Lớp 6a1" and "6A1" are one class.
fn class(text: &str) -> Option<String> {
    let text = tidy(text);
    let bare = ["Lớp ", "lớp ", "LỚP "]
        .iter()
        .find_map(|word| text.strip_prefix(word))
        .unwrap_or(&text)
        .trim();
    let digits: String = bare.chars().take_while(char::is_ascii_digit).collect();
    let rest = bare.strip_prefix(digits.as_str())?.trim();
    let short = rest.chars().count() <= 3;
    let rest = if short {
        rest.to_uppercase().replace(' ', "")
    } else {
        rest.to_owned()
    };
    let name = if short || rest.starts_with(['/', '.', '-']) {
        format!("{digits}{rest}")
    } else {
        format!("{digits} {rest}")
    };
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || " /.-_".contains(c));
    (grade(&name).is_some() && plain && name.chars().count() <= 20).then_some(name)
}

fn grade(class: &str) -> Option<u32> {
    leading_number(class).filter(|grade| (1..=12).contains(grade))
}

fn leading_number(text: &str) -> Option<u32> {
    text.chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .ok()
}

/// The class a whole sheet is of: "Lớp: 4A" above the head, else the sheet's name.
fn class_of_sheet(grid: &Grid, head: &Head) -> Option<String> {
    if head.has(Meaning::Class) {
        return None;
    }
    let above = grid
        .rows
        .iter()
        .take(head.below.saturating_sub(1))
        .flat_map(|(_, cells)| cells)
        .find_map(|cell| {
            let text = cell.shown();
            let at = text.to_lowercase().find("lớp")?;
            let after = text.get(at..)?.chars().skip(3).collect::<String>();
            let word = after
                .trim_start_matches([':', ' ', '.'])
                .split_whitespace()
                .next()?
                .to_owned();
            word.starts_with(|c: char| c.is_ascii_digit())
                .then(|| class(word.trim_end_matches([',', ';', '.'])))?
        });
    above.or_else(|| class(&grid.sheet))
}

/// Born more than three years off the usual year of the grade (lớp 1 in the year of turning six).
fn odd_age(birth: Birth, grade: u32, today: NaiveDate) -> bool {
    let begun = if today.month() >= 7 {
        today.year()
    } else {
        today.year() - 1
    };
    let usual = begun - 5 - i32::try_from(grade).unwrap_or_default();
    (birth.year() - usual).abs() > 3
}
