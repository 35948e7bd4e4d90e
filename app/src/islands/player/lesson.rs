//! What the player is given: readable in the page's source, so it holds nothing this child may not know.

use lachan_core::run::{Plays, Run, Step};
use serde::{Deserialize, Serialize};

/// One module as one child plays it. All of it travels as plain lists: names of fields cost a browser more than what stands in them.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "LessonList", into = "LessonList")]
pub struct Lesson {
    /// `/hoc/B4`
    pub path: String,
    /// Where this browser keeps what is unsent: names nobody.
    pub drawer: String,
    /// Signed: what is sent with it counts for the child it was made for.
    pub ticket: String,
    pub scenes: u16,
    /// The scenes with a game of their own step.
    pub plays: Plays,
    /// The furthest scene the server knows of.
    pub seen: u16,
    pub questions: Vec<Question>,
    pub start: Start,
    /// What each step is called: scenes first, then questions.
    pub labels: Vec<String>,
    pub words: Words,
}

type LessonList = (
    [String; 3],
    (u16, Plays, u16),
    Vec<Question>,
    (Step, Run, Option<u8>),
    Vec<String>,
    Words,
);

impl From<LessonList> for Lesson {
    fn from((names, sizes, questions, start, labels, words): LessonList) -> Self {
        let [path, drawer, ticket] = names;
        let (scenes, plays, seen) = sizes;
        let (step, run, shown) = start;
        Self {
            path,
            drawer,
            ticket,
            scenes,
            plays,
            seen,
            questions,
            start: Start { step, run, shown },
            labels,
            words,
        }
    }
}

impl From<Lesson> for LessonList {
    fn from(lesson: Lesson) -> Self {
        let start = lesson.start;
        (
            [lesson.path, lesson.drawer, lesson.ticket],
            (lesson.scenes, lesson.plays, lesson.seen),
            lesson.questions,
            (start.step, start.run, start.shown),
            lesson.labels,
            lesson.words,
        )
    }
}

/// A question with its options in this child's order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "QuestionList", into = "QuestionList")]
pub struct Question {
    pub stem: String,
    pub options: Vec<String>,
    /// Absent where nothing may be known before the answers are in: a before-test, a contest.
    pub key: Option<Key>,
}

type QuestionList = (String, Vec<String>, Option<Key>);

impl From<QuestionList> for Question {
    fn from((stem, options, key): QuestionList) -> Self {
        Self { stem, options, key }
    }
}

impl From<Question> for QuestionList {
    fn from(question: Question) -> Self {
        (question.stem, question.options, question.key)
    }
}

/// What is right, by place on the screen, and what to say about each.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "KeyList", into = "KeyList")]
pub struct Key {
    pub right: u8,
    /// Said first to a right answer.
    pub praise: String,
    pub feedback: Vec<String>,
}

type KeyList = (u8, String, Vec<String>);

impl From<KeyList> for Key {
    fn from((right, praise, feedback): KeyList) -> Self {
        Self {
            right,
            praise,
            feedback,
        }
    }
}

impl From<Key> for KeyList {
    fn from(key: Key) -> Self {
        (key.right, key.praise, key.feedback)
    }
}

/// Where the page opens.
#[derive(Clone, Debug)]
pub struct Start {
    pub step: Step,
    pub run: Run,
    /// The choice that was just answered, with its feedback shown.
    pub shown: Option<u8>,
}

/// Every word the player says itself. They travel as a plain list: reading eleven names costs a browser more than the words.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(from = "Vec<String>", into = "Vec<String>")]
pub struct Words {
    pub next: String,
    pub back: String,
    pub to_questions: String,
    pub answer: String,
    pub try_again: String,
    pub next_question: String,
    pub finish: String,
    pub think_again: String,
    /// Before what is said of the right option, when another one was chosen.
    pub right_one: String,
    pub unsent: String,
    pub unsent_old: String,
    pub refused: String,
    pub at_hand: String,
}

impl From<Vec<String>> for Words {
    fn from(list: Vec<String>) -> Self {
        let mut list = list.into_iter();
        let mut word = || list.next().unwrap_or_default();
        Self {
            next: word(),
            back: word(),
            to_questions: word(),
            answer: word(),
            try_again: word(),
            next_question: word(),
            finish: word(),
            think_again: word(),
            right_one: word(),
            unsent: word(),
            unsent_old: word(),
            refused: word(),
            at_hand: word(),
        }
    }
}

impl From<Words> for Vec<String> {
    fn from(words: Words) -> Self {
        vec![
            words.next,
            words.back,
            words.to_questions,
            words.answer,
            words.try_again,
            words.next_question,
            words.finish,
            words.think_again,
            words.right_one,
            words.unsent,
            words.unsent_old,
            words.refused,
            words.at_hand,
        ]
    }
}

impl Lesson {
    /// How many questions there are.
    pub fn n_questions(&self) -> u16 {
        u16::try_from(self.questions.len()).unwrap_or(u16::MAX)
    }

    /// A question by its number.
    pub fn question(&self, n: u16) -> Option<&Question> {
        self.questions.get(usize::from(n).checked_sub(1)?)
    }

    /// What a step is called.
    pub fn label(&self, step: Step) -> String {
        let at = match step {
            Step::Scene(n) | Step::Play(n) => n,
            Step::Question(n) => self.scenes + n,
            Step::End => return String::new(),
        };
        usize::from(at)
            .checked_sub(1)
            .and_then(|at| self.labels.get(at))
            .cloned()
            .unwrap_or_default()
    }
}
