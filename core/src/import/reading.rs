//! A list as it was read, and what a person wishes of it before it is compared with the school.

use crate::{class_name::ClassName, full_name::FullName, person::Details, sentence::Sentence};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One good row of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedChild {
    pub sheet: String,
    pub row: u32,
    /// The child, with the name as people write it.
    #[serde(flatten)]
    pub details: Details,
    /// The name as the list has it, where that is something else: in capitals or small letters alone.
    #[serde(default)]
    pub typed: Option<FullName>,
    pub class: ClassName,
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
    pub reason: Sentence,
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
    pub class: Option<ClassName>,
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
    pub classes: BTreeMap<ClassName, ClassName>,
}

/// A class the school does not have under this name, and one it has, or the list has too, that differs in marks alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassQuestion {
    pub listed: ClassName,
    pub like: ClassName,
}

/// A list as it was read, kept between the preview and "Nhập".
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    pub listed: Vec<ListedChild>,
    pub refused: Vec<Refused>,
    pub warnings: Vec<Sentence>,
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
    /// `classes` are those of the school.
    pub fn rows(&self, classes: &BTreeSet<ClassName>) -> (Vec<ListedChild>, Vec<ClassQuestion>) {
        let rows = self
            .listed
            .iter()
            .filter(|row| !(row.hidden && self.wishes.without_hidden));
        let mut rows: Vec<ListedChild> = rows.cloned().collect();
        let listed = rows.iter().map(|row| row.class.clone()).collect();
        let (names, open) = self.class_names(listed, classes);
        for row in &mut rows {
            if let Some(typed) = row.typed.take().filter(|_| self.wishes.as_typed) {
                row.details.full_name = typed;
            }
            if let Some(name) = names.get(&row.class) {
                row.class.clone_from(name);
            }
        }
        (rows, open)
    }

    /// For each class of the list the name the school knows it by.
    fn class_names(
        &self,
        listed: BTreeSet<ClassName>,
        classes: &BTreeSet<ClassName>,
    ) -> (BTreeMap<ClassName, ClassName>, Vec<ClassQuestion>) {
        let mut known = classes.clone();
        let (mut names, mut open) = (BTreeMap::new(), Vec::new());
        for name in listed {
            let said = self.wishes.classes.get(&name);
            let is = said.or_else(|| known.get(&name)).cloned();
            if is.is_none() {
                let like = known.iter().find(|other| other.is_like(&name));
                open.extend(like.map(|like| ClassQuestion {
                    listed: name.clone(),
                    like: like.clone(),
                }));
                known.insert(name.clone());
            }
            names.insert(name.clone(), is.unwrap_or(name));
        }
        (names, open)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::person::Gender;

    fn class(name: &str) -> ClassName {
        ClassName::stored(name.to_owned())
    }

    fn name(text: &str) -> FullName {
        FullName::parse(text).unwrap()
    }

    fn reading(classes: &[&str]) -> Reading {
        let row = |of: &&str| ListedChild {
            sheet: "DS".into(),
            row: 8,
            details: Details {
                code: None,
                full_name: name("Nguyễn An"),
                birth: None,
                gender: Gender::Unknown,
            },
            typed: Some(name("NGUYỄN AN")),
            class: class(of),
            hidden: *of == "5B",
        };
        Reading {
            listed: classes.iter().map(row).collect(),
            ..Reading::default()
        }
    }

    fn known(classes: &[&str]) -> BTreeSet<ClassName> {
        classes.iter().map(|name| class(name)).collect()
    }

    #[test]
    fn a_list_that_an_earlier_release_read_is_still_there() {
        let kept = r#"{"listed": [{"sheet": "DS", "row": 8, "code": "01", "full_name": "Nguyễn An", "typed": null,
                                   "folded": "nguien an", "birth": "2016-03-10", "gender": "female", "class": "4A"}],
                       "refused": [{"sheet": "DS", "row": 9, "reason": "Thiếu lớp.", "cells": ["Bình"]}],
                       "warnings": ["Cột “Ghi chú” không được lưu."], "dropped_columns": [],
                       "wishes": {"without_hidden": false, "as_typed": false, "classes": {"4Đ": "4D"}}}"#;
        let list: Reading = serde_json::from_str(kept).unwrap();
        let child = &list.listed[0].details;
        assert_eq!(child.full_name.folded(), "nguien an");
        assert!(child.birth.is_some_and(|birth| birth.date().is_some()));
        assert_eq!(list.refused[0].reason.values(), [("text", "Thiếu lớp.")]);
        let again = serde_json::to_string(&list).unwrap();
        assert_eq!(serde_json::from_str::<Reading>(&again).unwrap(), list);
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
            listed: class("4Đ"),
            like: class("4D"),
        };
        assert_eq!(list.rows(&school).1, [question]);
        for answer in ["4D", "4Đ"] {
            list.wishes.classes.insert(class("4Đ"), class(answer));
            let (rows, open) = list.rows(&school);
            assert!(open.is_empty());
            assert_eq!(rows[0].class, class(answer));
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
        let names = |list: &Reading| {
            list.rows(&known(&[]))
                .0
                .into_iter()
                .map(|row| row.details.full_name.to_string())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&list), ["Nguyễn An", "Nguyễn An"]);
        list.wishes.without_hidden = true;
        list.wishes.as_typed = true;
        assert_eq!(names(&list), ["NGUYỄN AN"]);
    }
}
