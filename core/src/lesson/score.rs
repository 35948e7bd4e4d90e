//! When a module is finished, when it is mastered, and how an answer is received (domain §5.0).

use super::{AnswerKey, Item, ItemId};
use crate::words::Word;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The chosen option of each item.
pub type Answers = BTreeMap<ItemId, u8>;

/// How many answers of an attempt were right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    pub correct: i64,
    pub items: i64,
}

impl Score {
    /// Nắm được bài: at least 80 % right.
    pub fn is_mastered(self) -> bool {
        self.items > 0 && self.correct * 5 >= self.items * 4
    }
}

/// Answers that cannot be scored: an item is missing, is foreign to the module, or the option does not exist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answers do not fit the items")]
pub struct Unmarkable;

/// Scores an attempt in which every item was answered.
pub fn mark<'a>(
    items: impl IntoIterator<Item = (&'a Item, &'a AnswerKey)>,
    answers: &Answers,
) -> Result<Score, Unmarkable> {
    let mut score = Score {
        correct: 0,
        items: 0,
    };
    for (item, key) in items {
        let choice = *answers.get(&item.id).ok_or(Unmarkable)?;
        if usize::from(choice) >= item.options.len() {
            return Err(Unmarkable);
        }
        score.items += 1;
        score.correct += i64::from(key.is_right(choice));
    }
    if answers.len() as i64 == score.items {
        Ok(score)
    } else {
        Err(Unmarkable)
    }
}

/// Hoàn thành: all scenes seen and all items answered.
pub fn is_completed(scenes_seen: usize, scenes: usize, answered: usize, items: usize) -> bool {
    scenes_seen >= scenes && answered >= items
}

/// The first words to a child who answered; never that it was wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Opening {
    /// Đúng rồi!
    Right,
    /// Em làm tốt lắm!
    WellDone,
    /// Mình cùng nghĩ lại nhé.
    ThinkAgain,
}

impl Opening {
    /// The opening for an answer; right ones take turns by the number of the item.
    pub fn of(right: bool, item: &ItemId) -> Self {
        match (right, item.number() % 2) {
            (false, _) => Self::ThinkAgain,
            (true, 1) => Self::Right,
            (true, _) => Self::WellDone,
        }
    }

    /// The key of the sentence in the locale file; it takes `$you`, the form of address.
    pub fn key(self) -> Word {
        match self {
            Self::Right => "opening-right",
            Self::WellDone => "opening-well-done",
            Self::ThinkAgain => "opening-think-again",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lesson::ItemKind;
    use proptest::prelude::*;

    fn quiz(n: usize) -> Vec<(Item, AnswerKey)> {
        (1..=n)
            .map(|number| {
                let item = Item {
                    id: format!("B4.Q{number}").parse().unwrap(),
                    kind: ItemKind::Single,
                    scenes: vec![1],
                    contest: false,
                    stem: String::new(),
                    options: vec![String::new(); 3],
                };
                let key = AnswerKey {
                    right: (number % 3) as u8,
                    feedback: vec![String::new(); 3],
                };
                (item, key)
            })
            .collect()
    }

    fn marked(quiz: &[(Item, AnswerKey)], answers: &Answers) -> Result<Score, Unmarkable> {
        mark(quiz.iter().map(|(item, key)| (item, key)), answers)
    }

    #[test]
    fn eighty_percent_is_mastered_and_less_is_not() {
        let score = |correct, items| Score { correct, items };
        assert!(score(5, 6).is_mastered());
        assert!(score(4, 5).is_mastered());
        assert!(!score(4, 6).is_mastered());
        assert!(score(7, 8).is_mastered() && !score(6, 8).is_mastered());
        assert!(!score(0, 0).is_mastered());
    }

    #[test]
    fn a_module_is_finished_with_its_last_scene_and_its_last_answer() {
        assert!(is_completed(5, 5, 6, 6));
        assert!(!is_completed(4, 5, 6, 6));
        assert!(!is_completed(5, 5, 5, 6));
    }

    #[test]
    fn what_does_not_fit_is_not_scored() {
        let quiz = quiz(3);
        let all: Answers = quiz
            .iter()
            .map(|(item, key)| (item.id.clone(), key.right))
            .collect();
        assert_eq!(
            marked(&quiz, &all),
            Ok(Score {
                correct: 3,
                items: 3
            })
        );

        let mut missing = all.clone();
        missing.pop_first();
        assert_eq!(marked(&quiz, &missing), Err(Unmarkable));

        let mut foreign = all.clone();
        foreign.insert("C1.Q1".parse().unwrap(), 0);
        assert_eq!(marked(&quiz, &foreign), Err(Unmarkable));

        let mut beyond = all;
        beyond.insert(quiz[0].0.id.clone(), 3);
        assert_eq!(marked(&quiz, &beyond), Err(Unmarkable));
    }

    #[test]
    fn nobody_is_told_wrong() {
        let item: ItemId = "A1.Q1".parse().unwrap();
        assert_eq!(Opening::of(false, &item), Opening::ThinkAgain);
        assert_eq!(Opening::of(true, &item), Opening::Right);
        assert_eq!(
            Opening::of(true, &"A1.Q2".parse().unwrap()),
            Opening::WellDone
        );
    }

    proptest! {
        #[test]
        fn the_score_counts_the_right_choices(choices in proptest::collection::vec(0u8..3, 1..9)) {
            let quiz = quiz(choices.len());
            let answers = quiz.iter().zip(&choices).map(|((item, _), c)| (item.id.clone(), *c)).collect();
            let right = quiz.iter().zip(&choices).filter(|((_, key), c)| key.right == **c).count();
            prop_assert_eq!(marked(&quiz, &answers), Ok(Score { correct: right as i64, items: quiz.len() as i64 }));
        }
    }
}
