//! What a person has to know of a file as a whole before its children are brought in.

use super::child::Children;
use crate::sentence::Sentence;
use std::collections::BTreeSet;

/// So many children are named in one sentence.
const NAMED: usize = 5;

/// What was noticed while a file was read.
#[derive(Debug, Default)]
pub struct Notices {
    pub hidden_sheets: Vec<String>,
    pub headless_sheets: Vec<String>,
    pub hidden_columns: BTreeSet<String>,
    pub unknown_columns: BTreeSet<String>,
}

impl Notices {
    /// All of it in sentences; `never` are the columns that are never kept.
    pub fn say(self, never: &[String], children: &Children) -> Vec<Sentence> {
        let head = |key, name: &String| Sentence::of(key).with("head", name);
        let sheet = |key, name: &String| Sentence::of(key).with("sheet", name);
        let (hidden, headless) = (self.hidden_sheets.iter(), self.headless_sheets.iter());
        let (out, unknown) = (self.hidden_columns.iter(), self.unknown_columns.iter());
        let zeros = children.zeros_lost.then(|| Sentence::of("list-zeros-lost"));
        hidden
            .map(|name| sheet("list-sheet-hidden", name))
            .chain(out.map(|name| head("list-column-hidden", name)))
            .chain(never.iter().map(|name| head("list-column-never", name)))
            .chain(unknown.map(|name| head("list-column-unknown", name)))
            .chain(zeros)
            .chain(odd_age(&children.odd_age))
            .chain(headless.map(|name| sheet("list-sheet-headless", name)))
            .collect()
    }
}

fn odd_age(children: &[String]) -> Option<Sentence> {
    let some = children.iter().take(NAMED).cloned().collect::<Vec<_>>();
    let key = match children.len() {
        0 => return None,
        n if n > NAMED => "list-odd-age-more",
        _ => "list-odd-age",
    };
    let sentence = Sentence::of(key).with("n", children.len());
    Some(sentence.with("children", some.join(", ")))
}
