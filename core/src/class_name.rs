//! The name of a class: a grade and what tells it from its sisters. "4A", "Lớp 4A", "4/A", "4-A", "04A" and "4 a" are one class.

use crate::words::tidy;
use serde::{Deserialize, Serialize};
use std::{
    cmp::Ordering,
    fmt,
    hash::{Hash, Hasher},
};

/// The longest name, in characters.
const LONGEST: usize = 20;
/// So many letters after the grade are an abbreviation, written in capitals and without spaces; more are a word of its own.
const SHORT: usize = 3;

/// A class as lists name it. Two names are equal when they mean the same class, however they are spelt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct ClassName {
    grade: u8,
    /// What follows the grade for comparing: small letters and digits alone.
    key: String,
    /// As it is shown.
    text: String,
}

impl ClassName {
    /// Reads a name; `None` when it does not begin with a grade from 1 to 12 or has signs no class has.
    pub fn parse(text: &str) -> Option<Self> {
        let text = tidy(text).replace(['–', '—', '‐', '‑', '−'], "-");
        let bare = without_word(&text)
            .trim_end_matches(['.', ',', ';', ':'])
            .trim();
        let digits = bare.bytes().take_while(u8::is_ascii_digit).count();
        let (grade, rest) = bare.split_at(digits);
        let grade: u8 = grade.parse().ok()?;
        let plain = rest
            .chars()
            .all(|c| c.is_alphanumeric() || " /.-_".contains(c));
        let fits = (1..=12).contains(&grade) && plain && bare.chars().count() <= LONGEST;
        if !fits || is_day(rest) {
            return None;
        }
        let key: String = rest
            .to_lowercase()
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect();
        Some(Self {
            grade,
            key,
            text: format!("{grade}{}", shown(rest)),
        })
    }

    /// The name of a class that is there, spelt as its school spells it. One that is none by the rules of lists is like no other.
    pub fn stored(text: String) -> Self {
        match Self::parse(&text) {
            Some(name) => Self { text, ..name },
            None => Self {
                grade: 0,
                key: text.clone(),
                text,
            },
        }
    }

    /// From 1 to 12.
    pub fn grade(&self) -> u8 {
        self.grade
    }

    /// As it is shown.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether two names differ in nothing but marks: "4D" and "4Đ", "10 Toan" and "10 Toán" may be one class or two.
    pub fn is_like(&self, other: &Self) -> bool {
        self != other && self.grade == other.grade && self.folded() == other.folded()
    }

    fn folded(&self) -> String {
        crate::names::search_key(&self.key)
    }
}

/// Without "Lớp" in front.
fn without_word(text: &str) -> &str {
    let mut letters = text.char_indices();
    let end = letters.nth(3).map_or(text.len(), |(at, _)| at);
    let (word, rest) = text.split_at(end);
    if crate::names::search_key(word) == "lop" {
        rest.trim_start_matches([':', '.', ' '])
    } else {
        text
    }
}

/// "/01/2026": what is left of a day, never of a class.
fn is_day(rest: &str) -> bool {
    let parts = rest
        .split(['/', '.', '-', ' '])
        .filter(|part| !part.is_empty());
    parts.clone().count() >= 2
        && parts
            .clone()
            .all(|part| part.bytes().all(|b| b.is_ascii_digit()))
}

/// What follows the grade, with its own separator where it begins with a digit ("/1") or a space before a word.
fn shown(rest: &str) -> String {
    let word = rest.trim_start_matches([' ', '/', '.', '-', '_']);
    let close: String = word.split_whitespace().collect();
    if word.is_empty() {
        String::new()
    } else if word.starts_with(|c: char| c.is_ascii_digit()) {
        // "4/1" without its separator would be another number; a space becomes the one most schools write.
        let mark = rest.chars().find(|c| "/.-_".contains(*c)).unwrap_or('/');
        format!("{mark}{}", close.to_uppercase())
    } else if close.chars().count() <= SHORT {
        close.to_uppercase()
    } else if rest.starts_with(' ') {
        format!(" {word}")
    } else {
        word.to_owned()
    }
}

impl fmt::Display for ClassName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl From<String> for ClassName {
    fn from(text: String) -> Self {
        Self::stored(text)
    }
}

impl From<ClassName> for String {
    fn from(name: ClassName) -> Self {
        name.text
    }
}

impl PartialEq for ClassName {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for ClassName {}

impl PartialOrd for ClassName {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for ClassName {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.grade, &self.key).cmp(&(other.grade, &other.key))
    }
}

impl Hash for ClassName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.grade, &self.key).hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str) -> String {
        ClassName::parse(text).map_or_else(|| "–".to_owned(), |name| name.to_string())
    }

    #[test]
    fn one_class_has_many_spellings() {
        for text in [
            "4A",
            "Lớp 4A",
            "LỚP: 4a",
            "lop 4 A",
            "4/A",
            "4-A",
            "4 – A",
            "4.A",
            "04A",
            "4 a",
            "4A.",
            "  lớp\u{a0}4a ",
        ] {
            assert_eq!(read(text), "4A", "{text}");
        }
        let same = [
            ("4/1", "4.1"),
            ("4 1", "4-1"),
            ("6A1", "6a-1"),
            ("10 Toán 1", "10toán1"),
            ("4/1", "Lớp 04.1"),
        ];
        for (one, other) in same {
            assert_eq!(
                ClassName::parse(one),
                ClassName::parse(other),
                "{one} {other}"
            );
        }
    }

    #[test]
    fn a_name_is_shown_as_its_school_writes_it() {
        for (text, name) in [
            ("4/1", "4/1"),
            ("4.1", "4.1"),
            ("4 1", "4/1"),
            ("12", "12"),
            ("6 A1", "6A1"),
            ("11 b12", "11B12"),
            ("10 Toán 1", "10 Toán 1"),
            ("10A1CLC", "10A1CLC"),
            ("4đ", "4Đ"),
        ] {
            assert_eq!(read(text), name, "{text}");
        }
    }

    #[test]
    fn what_is_no_class_is_none() {
        for text in [
            "",
            "IV A",
            "13A",
            "0A",
            "A4",
            "4A (cũ)",
            "01/04/2026",
            "4/1/2026",
            "4*",
            "Tổng số",
            "4A và 4B cộng lại thành một lớp",
        ] {
            assert_eq!(read(text), "–", "{text}");
        }
    }

    #[test]
    fn marks_alone_tell_two_classes_apart_but_leave_a_doubt() {
        let name = |text: &str| ClassName::parse(text).unwrap();
        assert_ne!(name("4D"), name("4Đ"));
        assert!(name("4D").is_like(&name("4Đ")));
        assert!(!name("4D").is_like(&name("4d")) && !name("4D").is_like(&name("5Đ")));
    }

    #[test]
    fn a_class_that_is_there_keeps_its_spelling() {
        let stored = |text: &str| ClassName::stored(text.to_owned());
        assert_eq!(stored("Lớp 4a"), ClassName::parse("4A").unwrap());
        assert_eq!(stored("Lớp 4a").to_string(), "Lớp 4a");
        assert_ne!(stored("Lớp ghép"), stored("Lớp mẫu giáo"));
        assert_eq!(stored("Lớp ghép").to_string(), "Lớp ghép");
    }

    proptest! {
        #[test]
        fn reading_a_name_again_changes_nothing(text in "(Lớp )?[0-9]{1,2}[ /.-]?[A-Da-dĐ0-9á]{0,3}( [a-z]{1,6})?") {
            if let Some(name) = ClassName::parse(&text) {
                let again = ClassName::parse(&name.to_string()).unwrap();
                prop_assert_eq!(&again, &name);
                prop_assert_eq!(again.to_string(), name.to_string());
            }
        }
    }
}
