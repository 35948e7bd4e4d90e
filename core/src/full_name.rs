//! The name of a child: read once, folded once.

use crate::{
    names::{as_written, search_key},
    sentence::Sentence,
    words::tidy,
};
use serde::{Deserialize, Serialize};
use std::fmt;

const LONGEST: usize = 100;

/// A name as it may be stored, with the form it is compared and searched by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct FullName {
    text: String,
    folded: String,
}

impl FullName {
    /// Reads a name.
    ///
    /// # Errors
    /// When it is none: empty, too long, a formula, with digits, hidden signs or letters of another alphabet.
    pub fn parse(raw: &str) -> Result<Self, Sentence> {
        if raw.chars().any(is_hidden) {
            return Err(Sentence::of("name-hidden-sign"));
        }
        let name = tidy(raw);
        if name.is_empty() {
            return Err(Sentence::of("name-missing"));
        }
        if name.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) {
            return Err(Sentence::of("name-formula"));
        }
        if name.chars().count() > LONGEST {
            return Err(Sentence::of("name-too-long").with("most", LONGEST));
        }
        if name.chars().any(|c| c.is_numeric()) {
            return Err(Sentence::of("name-digits"));
        }
        let allowed = |c: char| c == ' ' || "'’ʼ`.-()".contains(c) || is_letter_here(c);
        match name.chars().find(|c| !allowed(*c)) {
            Some(strange) => Err(Sentence::of("name-strange-sign").with("sign", strange)),
            None => Ok(Self::from(name)),
        }
    }

    /// A name out of the database, where its folded form stands beside it.
    pub fn stored(text: String, folded: String) -> Self {
        Self { text, folded }
    }

    /// The name as people write it, where it was typed in capitals or small letters alone.
    pub fn as_written(&self) -> Self {
        Self {
            text: as_written(&self.text),
            // Capitals and small letters are folded alike.
            folded: self.folded.clone(),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is compared and searched by: see [`search_key`].
    pub fn folded(&self) -> &str {
        &self.folded
    }
}

/// A text that was read as a name before.
impl From<String> for FullName {
    fn from(text: String) -> Self {
        Self {
            folded: search_key(&text),
            text,
        }
    }
}

impl From<FullName> for String {
    fn from(name: FullName) -> Self {
        name.text
    }
}

impl fmt::Display for FullName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Letters of the Latin alphabet with any marks: letters of other alphabets that look the same are another name.
fn is_letter_here(c: char) -> bool {
    c.is_ascii_alphabetic()
        || ('\u{00C0}'..='\u{024F}').contains(&c) && !matches!(c, '×' | '÷')
        || ('\u{1E00}'..='\u{1EFF}').contains(&c)
        || ('\u{0300}'..='\u{036F}').contains(&c)
}

/// Characters nobody sees that do something: controls and marks of direction.
pub(crate) fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
        || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2061}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_is_no_name_is_said() {
        for (raw, key) in [
            ("  ", "name-missing"),
            ("=HYPERLINK(1)", "name-formula"),
            ("Nguyễn Văn 4", "name-digits"),
            ("Nguyễn \u{202E}An", "name-hidden-sign"),
            ("An\u{200E}", "name-hidden-sign"),
            ("Нгуен", "name-strange-sign"),
        ] {
            assert_eq!(FullName::parse(raw).unwrap_err().key(), key, "{raw}");
        }
        let long = "A".repeat(LONGEST + 1);
        assert_eq!(FullName::parse(&long).unwrap_err().key(), "name-too-long");
        let name = FullName::parse("Nguyễn\u{a0}Văn  An").unwrap();
        assert_eq!(
            (name.as_str(), name.folded()),
            ("Nguyễn Văn An", "nguien van an")
        );
    }

    proptest! {
        #[test]
        fn writing_a_name_otherwise_folds_it_no_other_way(raw in "[A-ZĐÊẮƯa-zđêắư' -]{1,30}") {
            if let Ok(name) = FullName::parse(&raw) {
                let written = name.as_written();
                prop_assert_eq!(written.folded(), search_key(written.as_str()));
            }
        }
    }
}
