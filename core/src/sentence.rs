//! What a rule answers: the key of a text of the locale, and the values the text needs.

use crate::words::Word;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// A sentence that is not yet in words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Stored")]
pub struct Sentence {
    key: Cow<'static, str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    values: Vec<(Cow<'static, str>, String)>,
}

/// A sentence as it was kept: earlier releases kept the words themselves.
#[derive(Deserialize)]
#[serde(untagged)]
enum Stored {
    Words(String),
    Sentence {
        key: String,
        #[serde(default)]
        values: Vec<(String, String)>,
    },
}

impl From<Stored> for Sentence {
    fn from(stored: Stored) -> Self {
        match stored {
            Stored::Words(text) => Self::of("as-it-is").with("text", text),
            Stored::Sentence { key, values } => Self {
                key: key.into(),
                values: values
                    .into_iter()
                    .map(|(name, value)| (name.into(), value))
                    .collect(),
            },
        }
    }
}

impl Sentence {
    /// The text of a key.
    pub fn of(key: Word) -> Self {
        Self {
            key: key.into(),
            values: Vec::new(),
        }
    }

    /// The same with a value the text needs.
    pub fn with(mut self, name: Word, value: impl ToString) -> Self {
        self.values.push((name.into(), value.to_string()));
        self
    }

    /// The key of the text.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The values by their names in the text.
    pub fn values(&self) -> Vec<(&str, &str)> {
        let values = self.values.iter();
        values
            .map(|(name, value)| (&**name, value.as_str()))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_comes_back_from_where_it_was_kept() {
        let sentence = Sentence::of("row-code-twice").with("row", 8);
        let kept = serde_json::to_string(&sentence).unwrap();
        assert_eq!(serde_json::from_str::<Sentence>(&kept).unwrap(), sentence);
        let words: Sentence = serde_json::from_str("\"Thiếu lớp.\"").unwrap();
        assert_eq!(words.values(), [("text", "Thiếu lớp.")]);
    }
}
