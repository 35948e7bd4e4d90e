//! A list as it was read, and what a person wishes of it before it is compared with the school.

use crate::{
    class_name::ClassName,
    person::{Birth, Gender},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One good row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    pub sheet: String,
    pub row: u32,
    pub code: Option<String>,
    /// As people write it.
    pub full_name: String,
    /// As the list has it, where that is something else: in capitals or small letters alone.
    #[serde(default)]
    pub typed: Option<String>,
    /// The name folded for comparing.
    pub folded: String,
    pub birth: Option<Birth>,
    pub gender: Gender,
    /// As the school writes it: "4A".
    pub class: String,
    /// The file hides the row or filters it out.
    #[serde(default)]
    pub hidden: bool,
}

/// A row that cannot be brought in, with its cells as they were, so that it can be handed back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    pub sheet: String,
    pub row: u32,
    /// The child's name, as far as it could be read.
    #[serde(default)]
    pub name: String,
    pub reason: String,
    pub cells: Vec<String>,
    /// The file hides the row or filters it out.
    #[serde(default)]
    pub hidden: bool,
}

/// The head of a sheet in which rows are wrong: its columns as written, for the file that is handed back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SheetHead {
    pub sheet: String,
    pub names: Vec<String>,
    /// The class the whole sheet is of, where no column says it.
    pub class: Option<String>,
}

/// A column that is taken for something because its cells look like it: a person has to say whether it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub sheet: String,
    pub head: String,
    pub doubt: Doubt,
}

/// What a column's cells look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Doubt {
    Birth,
    Name,
}

/// What a person chose in front of a preview.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Rows the file hides stay out.
    pub without_hidden: bool,
    /// Names in capitals or small letters alone stay as they are typed.
    pub as_typed: bool,
    /// Classes of the list whose names are almost those of other classes: which class each is.
    pub classes: BTreeMap<String, String>,
}

/// A class the school does not have under this name, and one it has, or the list has too, that differs in marks alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassQuestion {
    pub listed: String,
    pub like: String,
}

/// A list as it was read, kept between the preview and "Nhập".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub listed: Vec<Listed>,
    pub refused: Vec<Refused>,
    pub warnings: Vec<String>,
    pub dropped_columns: Vec<String>,
    #[serde(default)]
    pub heads: Vec<SheetHead>,
    #[serde(default)]
    pub asked: Vec<Asked>,
    #[serde(default)]
    pub wishes: Wishes,
}

impl Reading {
    /// Rows the file hides, good and wrong ones.
    pub fn hidden(&self) -> usize {
        let good = self.listed.iter().filter(|row| row.hidden).count();
        good + self.refused.iter().filter(|row| row.hidden).count()
    }

    /// Names that are shown otherwise than they are typed.
    pub fn rewritten(&self) -> usize {
        self.listed.iter().filter(|row| row.typed.is_some()).count()
    }

    /// The wrong rows, as the person wishes.
    pub fn wrong(&self) -> impl Iterator<Item = &Refused> {
        self.refused
            .iter()
            .filter(|row| !(row.hidden && self.wishes.without_hidden))
    }

    /// The good rows as the person wishes, each under the name its class has in the school, and the classes only a person can tell.
    /// `classes` are the names of the school's classes.
    pub fn rows(&self, classes: &BTreeSet<String>) -> (Vec<Listed>, Vec<ClassQuestion>) {
        let rows = self
            .listed
            .iter()
            .filter(|row| !(row.hidden && self.wishes.without_hidden));
        let mut rows: Vec<Listed> = rows.cloned().collect();
        let names = self.class_names(rows.iter().map(|row| row.class.as_str()).collect(), classes);
        for row in &mut rows {
            if let Some(typed) = row.typed.take().filter(|_| self.wishes.as_typed) {
                row.full_name = typed;
            }
            if let Some(name) = names.0.get(&row.class) {
                row.class.clone_from(name);
            }
        }
        (rows, names.1)
    }

    /// For each class of the list the name the school knows it by.
    fn class_names(
        &self,
        listed: BTreeSet<&str>,
        classes: &BTreeSet<String>,
    ) -> (BTreeMap<String, String>, Vec<ClassQuestion>) {
        let parsed = |name: &String| ClassName::parse(name).map(|parsed| (parsed, name.clone()));
        let mut known: Vec<(ClassName, String)> = classes.iter().filter_map(parsed).collect();
        let (mut names, mut open) = (BTreeMap::new(), Vec::new());
        for name in listed {
            let said = self.wishes.classes.get(name);
            let Some(class) =
                ClassName::parse(name).filter(|_| said.is_none() && !classes.contains(name))
            else {
                names.insert(
                    name.to_owned(),
                    said.map_or(name, String::as_str).to_owned(),
                );
                continue;
            };
            let same = known.iter().find(|(other, _)| *other == class);
            if let Some((_, other)) = same {
                names.insert(name.to_owned(), other.clone());
                continue;
            }
            let like = known.iter().find(|(other, _)| other.is_like(&class));
            open.extend(like.map(|(_, like)| ClassQuestion {
                listed: name.to_owned(),
                like: like.clone(),
            }));
            names.insert(name.to_owned(), name.to_owned());
            known.push((class, name.to_owned()));
        }
        (names, open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(classes: &[&str]) -> Reading {
        let row = |class: &&str| Listed {
            sheet: "DS".into(),
            row: 8,
            code: None,
            full_name: "Nguyễn An".into(),
            typed: Some("NGUYỄN AN".into()),
            folded: "nguien an".into(),
            birth: None,
            gender: Gender::Unknown,
            class: (*class).to_owned(),
            hidden: *class == "5B",
        };
        Reading {
            listed: classes.iter().map(row).collect(),
            ..Reading::default()
        }
    }

    fn known(classes: &[&str]) -> BTreeSet<String> {
        classes.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn a_class_goes_by_the_name_the_school_has() {
        let (rows, open) = reading(&["4A", "4/1", "5A"]).rows(&known(&["Lớp 4a", "4.1"]));
        let names: Vec<&str> = rows.iter().map(|row| row.class.as_str()).collect();
        assert_eq!((names, open), (vec!["Lớp 4a", "4.1", "5A"], Vec::new()));
    }

    #[test]
    fn a_class_that_differs_in_marks_alone_is_asked_about() {
        let mut list = reading(&["4Đ"]);
        let school = known(&["4D"]);
        let question = ClassQuestion {
            listed: "4Đ".into(),
            like: "4D".into(),
        };
        assert_eq!(list.rows(&school).1, [question]);
        for answer in ["4D", "4Đ"] {
            list.wishes.classes.insert("4Đ".into(), answer.into());
            let (rows, open) = list.rows(&school);
            assert!(open.is_empty());
            assert_eq!(rows[0].class, answer);
        }
        // Twins inside one list are asked about too; a school that has both is not asked.
        assert_eq!(reading(&["4D", "4Đ"]).rows(&known(&[])).1.len(), 1);
        assert!(
            reading(&["4D", "4Đ"])
                .rows(&known(&["4D", "4Đ"]))
                .1
                .is_empty()
        );
    }

    #[test]
    fn hidden_rows_and_typed_names_follow_the_wishes() {
        let mut list = reading(&["4A", "5B"]);
        assert_eq!((list.hidden(), list.rewritten()), (1, 2));
        let name = |list: &Reading| {
            list.rows(&known(&[]))
                .0
                .into_iter()
                .map(|row| row.full_name)
                .collect::<Vec<_>>()
        };
        assert_eq!(name(&list), ["Nguyễn An", "Nguyễn An"]);
        list.wishes.without_hidden = true;
        list.wishes.as_typed = true;
        assert_eq!(name(&list), ["NGUYỄN AN"]);
    }
}
