//! A question, and apart from it what is right: a page that may not carry the key cannot.

use super::{ItemId, shuffle};
use serde::{Deserialize, Serialize};

/// How a question is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ItemKind {
    /// One of several options.
    #[serde(rename = "single")]
    Single,
    /// Đúng or Sai.
    #[serde(rename = "tf")]
    TrueFalse,
}

/// What is asked. Options are numbered from 0 in the order of the module's file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    pub id: ItemId,
    pub kind: ItemKind,
    /// The scenes that teach it, from 1: the first is shown beside it.
    pub scenes: Vec<u8>,
    /// Asks for a fact, so that a contest may use it.
    pub contest: bool,
    pub stem: String,
    pub options: Vec<String>,
}

/// What is right, and what to say to whoever chose which option.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerKey {
    pub right: u8,
    pub feedback: Vec<String>,
}

impl Item {
    /// The options as this reader sees them: shuffled by the seed, but always Đúng before Sai.
    pub fn shown(&self, seed: u64) -> Vec<u8> {
        match self.kind {
            ItemKind::Single => shuffle::order(self.options.len(), &self.id, seed),
            ItemKind::TrueFalse => {
                let mut order: Vec<u8> = (0u8..).take(self.options.len()).collect();
                order.sort_by_key(|choice| self.options[usize::from(*choice)] != TRUE);
                order
            }
        }
    }
}

impl AnswerKey {
    /// Whether this option is the right one.
    pub fn is_right(&self, choice: u8) -> bool {
        self.right == choice
    }

    /// What is said first: the feedback of the chosen option.
    pub fn feedback_for(&self, choice: u8) -> Option<&str> {
        self.feedback.get(usize::from(choice)).map(String::as_str)
    }

    /// What is said always: the explanation of the right option.
    pub fn explanation(&self) -> &str {
        self.feedback_for(self.right)
            .expect("the right option is one of the options")
    }
}

/// The options of a true-or-false question.
pub const TRUE: &str = "Đúng";
/// See [`TRUE`].
pub const FALSE: &str = "Sai";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn true_stands_before_false_whichever_is_right() {
        let item = Item {
            id: "A3.Q5".parse().unwrap(),
            kind: ItemKind::TrueFalse,
            scenes: vec![1],
            contest: false,
            stem: "Em thấy sợ hay ngại nghĩa là em có lỗi.".into(),
            options: vec![FALSE.into(), TRUE.into()],
        };
        assert!((0..50).all(|seed| item.shown(seed) == [1, 0]));
    }
}
