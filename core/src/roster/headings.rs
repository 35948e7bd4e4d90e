//! What schools call the columns of their lists: one table of content, compared by meaning and not by spelling.

use crate::names::search_key;
use serde::Deserialize;
use std::collections::BTreeMap;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Meaning {
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
    /// Never stored.
    Never,
    /// For the reader of the file alone.
    Note,
}

impl Meaning {
    /// Whether cells of this meaning become part of a child.
    pub fn is_read(self) -> bool {
        !matches!(self, Self::Number | Self::Never | Self::Note)
    }
}

/// The names of one meaning, as a person writes them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Heading {
    pub is: Meaning,
    #[serde(default)]
    pub names: Vec<String>,
    #[serde(default)]
    pub begins: Vec<String>,
    #[serde(default)]
    pub contains: Vec<String>,
}

/// The whole table, ready for looking up.
#[derive(Clone, Debug, Default)]
pub struct Headings {
    whole: BTreeMap<String, Meaning>,
    begins: Vec<(String, Meaning)>,
    contains: Vec<(String, Meaning)>,
}

/// A name that stands in the table for two meanings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Twice(pub String);

impl Headings {
    /// From the entries of the table.
    ///
    /// # Errors
    /// When the same name has two meanings.
    pub fn new(entries: &[Heading]) -> Result<Self, Twice> {
        let mut table = Self::default();
        for entry in entries {
            for name in entry.names.iter().chain(&entry.begins) {
                let before = table.whole.insert(folded(name), entry.is);
                if before.is_some_and(|before| before != entry.is) {
                    return Err(Twice(name.clone()));
                }
            }
            let with_end = |name: &String| (format!("{} ", folded(name)), entry.is);
            table.begins.extend(entry.begins.iter().map(with_end));
            table
                .contains
                .extend(entry.contains.iter().map(|name| (folded(name), entry.is)));
        }
        // The longer beginning says more: "mã định danh cá nhân" is not "mã định danh".
        table
            .begins
            .sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        Ok(table)
    }

    /// What a head's text means; `None` when the table does not know it.
    pub fn meaning(&self, text: &str) -> Option<Meaning> {
        let key = folded(text);
        let contained = self.contains.iter().find(|(words, _)| key.contains(words));
        if let Some((_, meaning)) = contained {
            return Some(*meaning);
        }
        let begun = || {
            let found = self.begins.iter().find(|(words, _)| key.starts_with(words));
            found.map(|(_, meaning)| *meaning)
        };
        self.whole.get(&key).copied().or_else(begun)
    }
}

/// Without marks, case, punctuation and doubled spaces.
pub(super) fn folded(text: &str) -> String {
    let key = search_key(&crate::words::tidy(text));
    let plain: String = key
        .chars()
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(is: Meaning, names: &[&str], begins: &[&str]) -> Heading {
        let own = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        Heading {
            is,
            names: own(names),
            begins: own(begins),
            contains: Vec::new(),
        }
    }

    #[test]
    fn spelling_does_not_matter_and_the_longer_beginning_wins() {
        let table = Headings::new(&[
            entry(Meaning::Code, &[], &["mã định danh"]),
            entry(Meaning::Never, &[], &["mã định danh cá nhân"]),
            entry(Meaning::FullName, &["họ tên"], &[]),
        ])
        .unwrap();
        for (text, meaning) in [
            ("Họ, tên", Some(Meaning::FullName)),
            (" HỌ & TÊN(*) ", Some(Meaning::FullName)),
            ("Ho ten", Some(Meaning::FullName)),
            ("Mã định danh Bộ GD&ĐT", Some(Meaning::Code)),
            ("Mã định danh cá nhân", Some(Meaning::Never)),
            ("Mã định danh cá nhân (12 số)", Some(Meaning::Never)),
            ("Họ tên bố", None),
        ] {
            assert_eq!(table.meaning(text), meaning, "{text}");
        }
    }

    #[test]
    fn a_name_with_two_meanings_is_refused() {
        let twice = Headings::new(&[
            entry(Meaning::Birth, &["ngày sinh"], &[]),
            entry(Meaning::Never, &[], &["Ngày sinh"]),
        ]);
        assert_eq!(twice.unwrap_err(), Twice("Ngày sinh".into()));
    }
}
