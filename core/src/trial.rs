//! The short test before, after, and three months after a band's modules: it measures the lessons, never the child.

use crate::{
    day,
    ids::{OperationId, PupilId, UnitId},
    learning::{Ticket, Window},
    lesson::{Band, ItemId, Score},
    words::Word,
};
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;

/// When the same questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum TestKind {
    /// Bài trước: before the first module, without feedback.
    #[cfg_attr(feature = "sqlx", sqlx(rename = "before"))]
    #[serde(rename = "before")]
    PreTest,
    /// Bài sau: after the last one, with feedback.
    #[cfg_attr(feature = "sqlx", sqlx(rename = "after"))]
    #[serde(rename = "after")]
    PostTest,
    /// Bài nhắc lại: at least 90 days after the bài sau, without feedback.
    Recall,
}

impl TestKind {
    /// Every kind, in the order of a school year.
    pub const ALL: [Self; 3] = [Self::PreTest, Self::PostTest, Self::Recall];

    /// The word in addresses.
    pub fn path(self) -> &'static str {
        match self {
            Self::PreTest => "truoc",
            Self::PostTest => "sau",
            Self::Recall => "nhac",
        }
    }

    /// The kind of an address.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.path() == text)
    }

    /// The locale key of its name.
    pub fn word(self) -> Word {
        match self {
            Self::PreTest => "trial-before",
            Self::PostTest => "trial-after",
            Self::Recall => "trial-recall",
        }
    }

    /// Whether the child is told what is right, once all is answered.
    pub fn explains(self) -> bool {
        self == Self::PostTest
    }
}

/// A test given to a class.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GivenTest {
    pub kind: TestKind,
    pub window: Window,
}

/// Whether a class can be given a test, and from which day on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Offer {
    /// From this day on; today where nothing has to be waited for.
    From(NaiveDate),
    /// Not: the word says why.
    No(Word),
}

/// So long after the bài sau the questions come back (domain §5.0: at least three months).
pub const RECALL_AFTER: Duration = Duration::days(90);
/// The question that every band's test has: the number 111.
pub const COMMON: &str = "A6.Q1";
/// Averages of fewer children are shown to nobody.
pub const HIDDEN_UNDER: i64 = 5;

/// What a class may be given, knowing what it has been given and whether a child of it has finished a module.
pub fn offer(kind: TestKind, given: &[GivenTest], has_learnt: bool, today: NaiveDate) -> Offer {
    let of = |kind| given.iter().find(|one| one.kind == kind);
    match kind {
        TestKind::PreTest if has_learnt => Offer::No("trial-too-late"),
        TestKind::PostTest if !has_learnt => Offer::No("trial-too-early"),
        TestKind::PreTest | TestKind::PostTest => Offer::From(today),
        // From the last day of the bài sau: then it is long enough for whoever took it last.
        TestKind::Recall => {
            of(TestKind::PostTest).map_or(Offer::No("trial-after-first"), |after| {
                let days = Days::new(RECALL_AFTER.num_days().unsigned_abs());
                let first = after.window.closes_on.checked_add_days(days);
                Offer::From(first.unwrap_or(after.window.closes_on).max(today))
            })
        }
    }
}

/// What lets a child's answers be sent in later, without a session. It is signed by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialTicket {
    pub pupil: PupilId,
    pub class: UnitId,
    pub school: UnitId,
    pub band: Band,
    pub kind: TestKind,
    pub issued_at: DateTime<Utc>,
    /// The last day of the window when the ticket was made.
    pub closes_on: NaiveDate,
}

impl TrialTicket {
    /// The ticket as text, before it is signed.
    pub fn text(&self) -> String {
        format!(
            "1.{}.{}.{}.{}.{}.{}.{}",
            self.pupil.0.simple(),
            self.class.0.simple(),
            self.school.0.simple(),
            self.band.letter(),
            self.kind.path(),
            self.issued_at.timestamp_micros(),
            self.closes_on.format("%Y%m%d"),
        )
    }

    /// Reads [`TrialTicket::text`].
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let ["1", pupil, class, school, band, kind, issued, closes] = parts[..] else {
            return None;
        };
        Some(Self {
            pupil: pupil.parse().ok()?,
            class: class.parse().ok()?,
            school: school.parse().ok()?,
            band: band.parse().ok().and_then(Band::from_letter)?,
            kind: TestKind::parse(kind)?,
            issued_at: DateTime::from_timestamp_micros(issued.parse().ok()?)?,
            closes_on: NaiveDate::parse_from_str(closes, "%Y%m%d").ok()?,
        })
    }

    /// Whether answers may still be sent in with it: as long as with a lesson's.
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now - self.issued_at <= Ticket::LIFE
    }

    /// When the test counts as taken: what was begun inside the window belongs to it, however late it arrives.
    pub fn taken_at(&self, received_at: DateTime<Utc>) -> DateTime<Utc> {
        let last = day::end(self.closes_on) - Duration::seconds(1);
        received_at.min(last).max(self.issued_at.min(received_at))
    }
}

/// The answers so far, as places on this child's screen. The form carries them; they are kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Made when the test was opened: sent twice, it still counts once.
    pub id: OperationId,
    places: Vec<u8>,
}

impl Sheet {
    /// A sheet with nothing on it.
    pub fn new(id: OperationId) -> Self {
        Self {
            id,
            places: Vec::new(),
        }
    }

    /// Reads what a form carried; `None` when that is not a sheet.
    pub fn parse(id: OperationId, text: &str) -> Option<Self> {
        let places = match text {
            "" => Vec::new(),
            _ => text
                .split('.')
                .map(|place| place.parse().ok())
                .collect::<Option<_>>()?,
        };
        Some(Self { id, places })
    }

    /// Answers the next question.
    pub fn answer(&mut self, place: u8) {
        self.places.push(place);
    }

    /// The places chosen so far, one for each question answered.
    pub fn places(&self) -> &[u8] {
        &self.places
    }
}

impl fmt::Display for Sheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places: Vec<String> = self.places.iter().map(u8::to_string).collect();
        f.write_str(&places.join("."))
    }
}

/// What is kept of a test: how many were right, and whether the child knows the number 111. No answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    pub score: Score,
    pub knows_111: bool,
}

impl Outcome {
    /// Counts answers, each said to be right or not.
    pub fn count<'a>(answers: impl IntoIterator<Item = (&'a ItemId, bool)>) -> Self {
        let mut outcome = Self {
            score: Score {
                correct: 0,
                items: 0,
            },
            knows_111: false,
        };
        for (item, right) in answers {
            outcome.score.items += 1;
            outcome.score.correct += i64::from(right);
            outcome.knows_111 |= right && item.as_str() == COMMON;
        }
        outcome
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ticket() -> TrialTicket {
        TrialTicket {
            pupil: PupilId(Uuid::from_u128(1)),
            class: UnitId(Uuid::from_u128(2)),
            school: UnitId(Uuid::from_u128(3)),
            band: Band::B,
            kind: TestKind::PostTest,
            issued_at: "2026-10-12T01:00:00Z".parse().unwrap(),
            closes_on: day("2026-10-12"),
        }
    }

    #[test]
    fn a_ticket_reads_back_and_is_no_ticket_of_a_lesson() {
        assert_eq!(TrialTicket::parse(&ticket().text()), Some(ticket()));
        assert_eq!(Ticket::parse(&ticket().text()), None);
        for broken in ["", "1", "2.x", "1.a.b.c.d.e.f.g"] {
            assert_eq!(TrialTicket::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn a_test_begun_in_its_window_is_taken_in_its_window() {
        let ticket = ticket();
        let soon = ticket.issued_at + Duration::minutes(9);
        assert_eq!(ticket.taken_at(soon), soon);
        let next_week = ticket.issued_at + Duration::days(7);
        assert_eq!(day::of(ticket.taken_at(next_week)), ticket.closes_on);
        assert!(ticket.is_alive(ticket.issued_at + Duration::days(45)));
        assert!(!ticket.is_alive(ticket.issued_at + Duration::days(46)));
    }

    #[test]
    fn before_the_first_lesson_after_the_last_and_again_ninety_days_later() {
        let today = day("2026-10-12");
        let after = GivenTest {
            kind: TestKind::PostTest,
            window: Window::new(day("2026-10-05"), day("2026-10-09")).unwrap(),
        };
        assert_eq!(
            offer(TestKind::PreTest, &[], false, today),
            Offer::From(today)
        );
        assert_eq!(
            offer(TestKind::PreTest, &[], true, today),
            Offer::No("trial-too-late")
        );
        assert_eq!(
            offer(TestKind::PostTest, &[], false, today),
            Offer::No("trial-too-early")
        );
        assert_eq!(
            offer(TestKind::PostTest, &[], true, today),
            Offer::From(today)
        );
        assert_eq!(
            offer(TestKind::Recall, &[], true, today),
            Offer::No("trial-after-first")
        );
        assert_eq!(
            offer(TestKind::Recall, &[after], true, today),
            Offer::From(day("2027-01-07"))
        );
        let late = day("2027-02-01");
        assert_eq!(
            offer(TestKind::Recall, &[after], true, late),
            Offer::From(late)
        );
    }

    #[test]
    fn only_counts_are_kept() {
        let items: Vec<ItemId> = ["A6.Q1", "B1.Q1", "B1.Q4"]
            .map(|id| id.parse().unwrap())
            .into();
        let kept = Outcome::count(items.iter().zip([true, false, true]));
        assert_eq!(
            (kept.score.correct, kept.score.items, kept.knows_111),
            (2, 3, true)
        );
        let kept = Outcome::count(items.iter().zip([false, true, true]));
        assert_eq!((kept.score.correct, kept.knows_111), (2, false));
    }

    proptest! {
        #[test]
        fn what_a_form_carries_reads_back(places in proptest::collection::vec(0u8..4, 0..12)) {
            let mut sheet = Sheet::new(OperationId(Uuid::from_u128(7)));
            for place in places { sheet.answer(place); }
            prop_assert_eq!(Sheet::parse(sheet.id, &sheet.to_string()), Some(sheet));
        }

        #[test]
        fn no_text_panics(text in ".{0,20}") {
            let _ = (Sheet::parse(OperationId(Uuid::nil()), &text), TrialTicket::parse(&text));
        }
    }
}
