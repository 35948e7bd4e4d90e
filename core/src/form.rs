//! What a person typed, and what is wrong with it: kept together so that a form can be shown again as it was.

use crate::words::Word;
use std::collections::BTreeMap;

/// The fields of a submitted form, as typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(BTreeMap<String, Vec<String>>);

impl Fields {
    /// Adds one value of a field.
    pub fn push(&mut self, name: impl Into<String>, value: impl Into<String>) {
        self.0.entry(name.into()).or_default().push(value.into());
    }

    /// A form filled in beforehand.
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.push(name, value);
        self
    }

    /// The value of a field that is there at most once; empty when it is absent.
    pub fn text(&self, name: &str) -> &str {
        self.0
            .get(name)
            .and_then(|values| values.first())
            .map_or("", String::as_str)
    }

    /// All values of a field that may be there several times (check boxes).
    pub fn all(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether a check box with this value was ticked.
    pub fn ticked(&self, name: &str, value: &str) -> bool {
        self.all(name).iter().any(|v| v == value)
    }

    /// Every name with its values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.0
            .iter()
            .map(|(name, values)| (name.as_str(), values.as_slice()))
    }

    /// Parses one field; a refusal is noted and `None` comes back, so that all problems are found at once.
    pub fn read<T>(
        &self,
        name: &'static str,
        problems: &mut Problems,
        parse: impl FnOnce(&str) -> Result<T, Word>,
    ) -> Option<T> {
        match parse(self.text(name)) {
            Ok(value) => Some(value),
            Err(word) => {
                problems.add(name, word);
                None
            }
        }
    }
}

/// What is wrong, by field: keys of the locale file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(BTreeMap<&'static str, Word>);

impl Problems {
    /// One problem alone.
    pub fn one(field: &'static str, word: Word) -> Self {
        Self(BTreeMap::from([(field, word)]))
    }

    /// Notes a problem; the first one of a field stays.
    pub fn add(&mut self, field: &'static str, word: Word) {
        self.0.entry(field).or_insert(word);
    }

    /// The problem of a field.
    pub fn of(&self, field: &str) -> Option<Word> {
        self.0.get(field).copied()
    }

    /// Whether a field is the first wrong one, by name: the one to look at.
    pub fn is_first(&self, field: &str) -> bool {
        self.0.keys().find(|name| !name.is_empty()) == Some(&field)
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Field and problem, by field.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, Word)> {
        self.0.iter().map(|(field, word)| (*field, *word))
    }
}
