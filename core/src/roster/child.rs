//! One row as a child of the school, or the reason why it is none.

use super::{
    Grid, Meaning, SheetCell,
    births::{birth, is_odd_age},
    columns::Head,
    fields,
    row::ListRow,
};
use crate::{
    class_name::ClassName,
    full_name::FullName,
    import::ListedChild,
    person::{Birth, Details},
    pupil_code::PupilCode,
    sentence::Sentence,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// The children of a file so far, each with its row: nobody stands in it twice.
pub struct Children {
    today: NaiveDate,
    codes: BTreeMap<PupilCode, u32>,
    people: BTreeMap<(String, Option<Birth>, ClassName), u32>,
    /// Each class as the file spells it first.
    classes: BTreeSet<ClassName>,
    /// Children much older or younger than their class.
    pub odd_age: Vec<String>,
    /// Some code stood in a number cell, which has no leading zeros any more: only the list's owner can say whether it had.
    pub zeros_lost: bool,
}

impl Children {
    /// Nobody yet; birthdays are looked at from this day.
    pub fn on(today: NaiveDate) -> Self {
        Self {
            today,
            codes: BTreeMap::new(),
            people: BTreeMap::new(),
            classes: BTreeSet::new(),
            odd_age: Vec::new(),
            zeros_lost: false,
        }
    }

    /// Reads a row.
    ///
    /// # Errors
    /// With the reason when it cannot be brought in.
    pub fn read(
        &mut self,
        row: &ListRow,
        grid: &Grid,
        head: &Head,
        class_of_sheet: Option<&ClassName>,
    ) -> Result<ListedChild, Sentence> {
        if let Some((cell, head, error)) = row.error() {
            let sentence = Sentence::of("row-error").with("cell", cell);
            return Err(sentence.with("head", head).with("error", error));
        }
        let typed = FullName::parse(&row.name())?;
        let code = row.cell(Meaning::Code).map_or(Ok(None), fields::code)?;
        let birth = row
            .cell(Meaning::Birth)
            .map_or(Ok(None), |cell| birth(cell, self.today))?;
        let class = self.class(row, class_of_sheet)?;
        let grade = leading_number(&row.text(Meaning::Grade));
        if let Some(other) = grade.filter(|other| *other != u32::from(class.grade())) {
            let sentence = Sentence::of("row-grade-differs").with("grade", other);
            return Err(sentence.with("class", class));
        }
        let full_name = typed.as_written();
        self.once(row.number, &full_name, code.as_ref(), birth, &class)?;
        if birth.is_some_and(|birth| is_odd_age(birth, class.grade(), self.today)) {
            self.odd_age.push(format!("{full_name} ({class})"));
        }
        self.zeros_lost |= matches!(row.cell(Meaning::Code), Some(SheetCell::Number(_)));
        Ok(ListedChild {
            sheet: grid.sheet.clone(),
            row: row.number,
            typed: (full_name != typed).then_some(typed),
            details: Details {
                code,
                full_name,
                birth,
                gender: fields::gender(row, head.at(Meaning::Female).is_some()),
            },
            class,
            hidden: grid.hidden_rows.contains(&row.number),
        })
    }

    /// Remembers a child; refuses one that stands in the file already.
    fn once(
        &mut self,
        row: u32,
        name: &FullName,
        code: Option<&PupilCode>,
        birth: Option<Birth>,
        class: &ClassName,
    ) -> Result<(), Sentence> {
        let person = (name.folded().to_owned(), birth, class.clone());
        if let Some(first) = code.and_then(|code| self.codes.get(code)) {
            return Err(Sentence::of("row-code-twice").with("row", first));
        }
        // Two codes and only a year: two children who share a common name.
        let can_tell = code.is_none() || birth.is_some_and(|birth| birth.date().is_some());
        if let Some(first) = self.people.get(&person).filter(|_| can_tell) {
            return Err(Sentence::of("row-child-twice").with("row", first));
        }
        if let Some(code) = code {
            self.codes.insert(code.clone(), row);
        }
        self.people.insert(person, row);
        Ok(())
    }

    /// The class of a row, spelt as the file spelt it first.
    fn class(
        &mut self,
        row: &ListRow,
        class_of_sheet: Option<&ClassName>,
    ) -> Result<ClassName, Sentence> {
        let class = match row.cell(Meaning::Class) {
            None => class_of_sheet
                .cloned()
                .ok_or_else(|| Sentence::of("row-class-missing"))?,
            Some(SheetCell::Date(day)) => {
                let day = crate::day::written(*day);
                return Err(Sentence::of("row-class-is-day").with("day", day));
            }
            Some(cell) => {
                let text = cell.shown();
                ClassName::parse(&text)
                    .ok_or_else(|| Sentence::of("row-class-unknown").with("text", text))?
            }
        };
        if let Some(first) = self.classes.get(&class) {
            return Ok(first.clone());
        }
        self.classes.insert(class.clone());
        Ok(class)
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
