//! One run through a module in one browser: which step is open, and what was chosen first. It lives in the browser alone.

use crate::ids::OperationId;
use serde::{Deserialize, Serialize};

/// A step of a module, numbered from 1 as children count. It travels as a number: a browser reads a number sooner than names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "u16", into = "u16")]
pub enum Step {
    Scene(u16),
    /// The game of a scene, after its text.
    Play(u16),
    Question(u16),
    End,
}

/// The scenes of a lesson that have a game: one bit each, because a browser reads a number sooner than a list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Plays(u32);

impl Plays {
    /// Whether a scene has one.
    pub fn has(self, scene: u16) -> bool {
        scene < 32 && self.0 >> scene & 1 == 1
    }
}

impl FromIterator<u16> for Plays {
    /// From the numbers of the scenes; those past 31 are left out, and no lesson is so long.
    fn from_iter<I: IntoIterator<Item = u16>>(scenes: I) -> Self {
        let bits = scenes.into_iter().filter(|scene| *scene < 32);
        Self(bits.fold(0, |all, scene| all | 1 << scene))
    }
}

const PLAY: u16 = 1 << 14;
const QUESTION: u16 = 1 << 15;

impl From<Step> for u16 {
    fn from(step: Step) -> Self {
        match step {
            Step::Scene(n) => n,
            Step::Play(n) => n | PLAY,
            Step::Question(n) => n | QUESTION,
            Step::End => PLAY | QUESTION,
        }
    }
}

impl From<u16> for Step {
    fn from(mark: u16) -> Self {
        let n = mark & !(PLAY | QUESTION);
        match (mark & PLAY, mark & QUESTION) {
            (0, 0) => Self::Scene(n),
            (_, 0) => Self::Play(n),
            (0, _) => Self::Question(n),
            _ => Self::End,
        }
    }
}

impl Step {
    /// The query of its address.
    pub fn query(self) -> String {
        match self {
            Self::Scene(n) => format!("?canh={n}"),
            Self::Play(n) => format!("?canh={n}&choi=1"),
            Self::Question(n) => format!("?cau={n}"),
            Self::End => String::new(),
        }
    }

    /// The step after a scene of `scenes` or after its game; `plays` are the scenes that have one.
    pub fn onward(self, scenes: u16, plays: Plays) -> Self {
        match self {
            Self::Scene(n) if plays.has(n) => Self::Play(n),
            Self::Scene(n) | Self::Play(n) if n < scenes => Self::Scene(n + 1),
            Self::Scene(_) | Self::Play(_) => Self::Question(1),
            later => later,
        }
    }

    /// The step before a scene or game; `None` before the first scene.
    pub fn back(self, plays: Plays) -> Option<Self> {
        match self {
            Self::Play(n) => Some(Self::Scene(n)),
            Self::Scene(n) if n > 1 && plays.has(n - 1) => Some(Self::Play(n - 1)),
            Self::Scene(n) if n > 1 => Some(Self::Scene(n - 1)),
            _ => None,
        }
    }
}

/// The first choice for each question, as places on this child's screen. Trying again changes nothing in it.
///
/// It travels as its id and its [`Run::text`], with a space between.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Run {
    /// Made in the browser: sent twice, the run still counts once.
    pub id: OperationId,
    first: Vec<Option<u8>>,
}

impl From<Run> for String {
    fn from(run: Run) -> Self {
        format!("{} {}", run.id, run.text())
    }
}

impl TryFrom<String> for Run {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let (id, places) = text.split_once(' ').ok_or("a run has an id and places")?;
        let id = id.parse().map_err(|_| "the id of a run is a UUID")?;
        let first = places.split('.').map(|place| place.parse().ok()).collect();
        Ok(Self { id, first })
    }
}

impl Run {
    /// A run in which nothing is answered.
    pub fn new(id: OperationId, questions: u16) -> Self {
        Self {
            id,
            first: vec![None; questions.into()],
        }
    }

    /// Reads what a form carried; anything that does not fit counts as not answered.
    pub fn parse(id: OperationId, text: &str, questions: u16) -> Self {
        let mut first: Vec<Option<u8>> = text.split('.').map(|place| place.parse().ok()).collect();
        first.resize(questions.into(), None);
        Self { id, first }
    }

    /// What a form carries: places joined by dots, a dash where nothing was chosen yet.
    pub fn text(&self) -> String {
        let places: Vec<String> = self
            .first
            .iter()
            .map(|place| place.map_or_else(|| "-".to_owned(), |place| place.to_string()))
            .collect();
        places.join(".")
    }

    /// Notes a choice; the first one of a question stays.
    pub fn choose(&mut self, question: u16, place: u8) {
        if let Some(slot) = self.slot(question) {
            slot.get_or_insert(place);
        }
    }

    /// What was chosen first.
    pub fn chosen(&self, question: u16) -> Option<u8> {
        *self.first.get(usize::from(question).checked_sub(1)?)?
    }

    /// Where to go after a question: the next one, an earlier one that was left out, or the end.
    pub fn after(&self, question: u16) -> Step {
        let open =
            |range: std::ops::Range<usize>| range.into_iter().find(|i| self.first[*i].is_none());
        let n = self.first.len();
        if usize::from(question) < n {
            return Step::Question(question + 1);
        }
        open(0..n)
            .and_then(|i| u16::try_from(i + 1).ok())
            .map_or(Step::End, Step::Question)
    }

    /// All first choices, once every question has one.
    pub fn whole(&self) -> Option<Vec<u8>> {
        self.first.iter().copied().collect()
    }

    /// How many questions it has.
    pub fn len(&self) -> usize {
        self.first.len()
    }

    /// Whether it has no questions at all.
    pub fn is_empty(&self) -> bool {
        self.first.is_empty()
    }

    /// Whether anything was answered.
    pub fn is_begun(&self) -> bool {
        self.first.iter().any(Option::is_some)
    }

    fn slot(&mut self, question: u16) -> Option<&mut Option<u8>> {
        self.first.get_mut(usize::from(question).checked_sub(1)?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn run(questions: u16) -> Run {
        Run::new(OperationId(Uuid::from_u128(7)), questions)
    }

    #[test]
    fn scenes_lead_to_questions_and_back() {
        let plays: Plays = [2, 3].into_iter().collect();
        let way: Vec<Step> = std::iter::successors(Some(Step::Scene(1)), |step| {
            Some(step.onward(3, plays)).filter(|next| next != step)
        })
        .collect();
        use Step::{Play, Question, Scene};
        assert_eq!(
            way,
            [Scene(1), Scene(2), Play(2), Scene(3), Play(3), Question(1)]
        );
        for pair in way[..5].windows(2) {
            assert_eq!(pair[1].back(plays), Some(pair[0]));
        }
        assert_eq!(Scene(1).back(plays), None);
        assert_eq!(
            (Question(3).query(), Play(2).query()),
            ("?cau=3".into(), "?canh=2&choi=1".into())
        );
    }

    #[test]
    fn a_history_keeps_every_step() {
        for n in 1..40 {
            for step in [Step::Scene(n), Step::Play(n), Step::Question(n), Step::End] {
                assert_eq!(Step::from(u16::from(step)), step);
            }
        }
    }

    #[test]
    fn the_first_choice_counts_and_trying_again_is_free() {
        let mut run = run(2);
        run.choose(1, 2);
        run.choose(1, 0);
        assert_eq!(run.chosen(1), Some(2));
        assert_eq!(run.text(), "2.-");
        assert_eq!(run.whole(), None);
        run.choose(2, 1);
        assert_eq!(run.whole(), Some(vec![2, 1]));
    }

    #[test]
    fn a_question_left_out_comes_back_before_the_end() {
        let mut run = run(3);
        run.choose(2, 0);
        run.choose(3, 0);
        assert_eq!(run.after(2), Step::Question(3));
        assert_eq!(run.after(3), Step::Question(1));
        run.choose(1, 0);
        assert_eq!(run.after(3), Step::End);
    }

    proptest! {
        #[test]
        fn what_a_form_carries_reads_back(places in proptest::collection::vec(proptest::option::of(0u8..4), 1..9)) {
            let mut made = run(places.len() as u16);
            for (i, place) in places.iter().enumerate() {
                if let Some(place) = place { made.choose(i as u16 + 1, *place); }
            }
            prop_assert_eq!(Run::parse(made.id, &made.text(), places.len() as u16), made);
        }

        #[test]
        fn no_text_panics(text in ".{0,20}", question in 0u16..9) {
            let mut run = Run::parse(OperationId(Uuid::nil()), &text, 3);
            run.choose(question, 1);
            let _ = (run.chosen(question), run.after(question.max(1)), run.text());
        }
    }
}
