//! Learning: what is given to a class and when, how far a child is, and what a result does. No answer of a child is kept.

mod ticket;

use crate::{
    ids::{AssignmentId, UnitId},
    lesson::{ModuleId, Score},
    words::Word,
};
use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
pub use ticket::{SceneSeen, Submission, Ticket};

/// How a class takes a module.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// Each child on a device.
    Device,
    /// All together at the projector.
    Projector,
    /// On paper.
    Paper,
}

impl Mode {
    /// Every mode, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Device, Self::Projector, Self::Paper];

    /// The word in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Device => "device",
            Self::Projector => "projector",
            Self::Paper => "paper",
        }
    }

    /// The locale key of the mode.
    pub fn word(self) -> Word {
        match self {
            Self::Device => "assign-mode-device",
            Self::Projector => "assign-mode-projector",
            Self::Paper => "assign-mode-paper",
        }
    }

    /// The mode of a form's word.
    pub fn parse(text: &str) -> Result<Self, Word> {
        Self::ALL
            .into_iter()
            .find(|mode| mode.name() == text)
            .ok_or("field-required")
    }
}

/// The days on which an assigned module is open, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    pub opens_on: NaiveDate,
    pub closes_on: NaiveDate,
}

impl Window {
    /// The longest a module stays open: a school year.
    const LONGEST: i64 = 366;

    /// A window that does not end before it begins.
    pub fn new(opens_on: NaiveDate, closes_on: NaiveDate) -> Result<Self, Word> {
        match (closes_on - opens_on).num_days() {
            ..0 => Err("window-ends-before"),
            0..=Self::LONGEST => Ok(Self {
                opens_on,
                closes_on,
            }),
            _ => Err("window-too-long"),
        }
    }

    /// What the form proposes: from today, two weeks.
    pub fn proposed(today: NaiveDate) -> Self {
        Self {
            opens_on: today,
            closes_on: today.checked_add_days(Days::new(13)).unwrap_or(today),
        }
    }

    /// Whether the module is open on a day.
    pub fn covers(self, on: NaiveDate) -> bool {
        self.opens_on <= on && on <= self.closes_on
    }

    /// Where a day stands to the window.
    pub fn phase(self, on: NaiveDate) -> Phase {
        if self.covers(on) {
            Phase::Open
        } else if on < self.opens_on {
            Phase::Later
        } else {
            Phase::Over
        }
    }
}

/// How a window stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    Later,
    Open,
    Over,
}

impl Phase {
    /// What the lists of given modules and tests call it.
    pub fn word(self) -> Word {
        match self {
            Self::Later => "given-later",
            Self::Open => "given-open",
            Self::Over => "given-over",
        }
    }
}

/// A module given to a class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub id: AssignmentId,
    pub class: UnitId,
    pub module: ModuleId,
    pub window: Window,
    pub mode: Mode,
}

/// How far a child is with a module, in the words teachers read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Chưa học
    NotStarted,
    /// Đang học
    Learning,
    /// Hoàn thành: all scenes seen and all items answered
    Completed,
    /// Nắm được bài: at least four in five right in the best attempt
    Mastered,
}

impl Status {
    /// The locale key of the status.
    pub fn word(self) -> Word {
        match self {
            Self::NotStarted => "status-not-started",
            Self::Learning => "status-learning",
            Self::Completed => "status-completed",
            Self::Mastered => "status-mastered",
        }
    }
}

/// What is kept of a child's work on one module.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// The scene to go on with; 0 before the first, one past the last for the questions.
    pub scene: i64,
    /// The furthest scene.
    pub scenes_seen: i64,
    pub completed_at: Option<DateTime<Utc>>,
    /// The best attempt.
    pub best: Score,
    pub attempts: i64,
}

impl Progress {
    /// The status of a module on which this is known.
    pub fn status(&self) -> Status {
        if self.completed_at.is_none() {
            Status::Learning
        } else if self.best.is_mastered() {
            Status::Mastered
        } else {
            Status::Completed
        }
    }

    /// Stars for finishing (band A): three for having finished; there is no star less for an answer.
    pub fn stars(&self) -> u8 {
        if self.completed_at.is_some() { 3 } else { 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ids::PupilId;
    use chrono::Duration;
    use uuid::Uuid;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn ticket() -> Ticket {
        Ticket {
            pupil: PupilId(Uuid::from_u128(1)),
            class: UnitId(Uuid::from_u128(2)),
            school: UnitId(Uuid::from_u128(3)),
            module: "B4".parse().unwrap(),
            issued_at: "2026-10-12T01:00:00Z".parse().unwrap(),
            closes_on: day("2026-10-12"),
            scenes: 9,
        }
    }

    #[test]
    fn a_ticket_of_the_first_release_is_for_five_scenes() {
        let ticket = ticket();
        assert_eq!(Ticket::parse(&ticket.text()), Some(ticket.clone()));
        let text = ticket.text().replacen("2.", "1.", 1);
        let old = text.strip_suffix(".9").unwrap();
        assert_eq!(Ticket::parse(old).unwrap().scenes, 5);
        assert_eq!(Ticket::parse(&text), None);
    }

    #[test]
    fn a_window_holds_both_its_days_and_ends_after_it_begins() {
        let window = Window::new(day("2026-10-01"), day("2026-10-07")).unwrap();
        assert!(window.covers(day("2026-10-01")) && window.covers(day("2026-10-07")));
        assert!(!window.covers(day("2026-09-30")) && !window.covers(day("2026-10-08")));
        assert_eq!(window.phase(day("2026-09-30")), Phase::Later);
        assert_eq!(window.phase(day("2026-10-01")), Phase::Open);
        assert_eq!(window.phase(day("2026-10-07")), Phase::Open);
        assert_eq!(window.phase(day("2026-10-08")), Phase::Over);
        assert_eq!(
            Window::new(day("2026-10-02"), day("2026-10-01")),
            Err("window-ends-before")
        );
        assert_eq!(
            Window::new(day("2026-10-02"), day("2028-10-01")),
            Err("window-too-long")
        );
        let proposed = Window::proposed(day("2026-10-12"));
        assert_eq!(proposed.closes_on, day("2026-10-25"));
    }

    #[test]
    fn learning_becomes_completed_and_never_by_a_good_score_alone() {
        let mut progress = Progress {
            scene: 0,
            scenes_seen: 5,
            completed_at: None,
            best: Score {
                correct: 6,
                items: 6,
            },
            attempts: 1,
        };
        assert_eq!(progress.status(), Status::Learning);
        assert_eq!(progress.stars(), 0);
        progress.completed_at = Some(DateTime::UNIX_EPOCH);
        assert_eq!(progress.status(), Status::Mastered);
        progress.best.correct = 1;
        assert_eq!(
            (progress.status(), progress.stars()),
            (Status::Completed, 3)
        );
    }

    #[test]
    fn a_ticket_reads_back_and_lives_45_days_to_the_second() {
        let ticket = ticket();
        assert_eq!(Ticket::parse(&ticket.text()), Some(ticket.clone()));
        let end = ticket.issued_at + Ticket::LIFE;
        assert!(ticket.is_alive(end));
        assert!(!ticket.is_alive(end + Duration::seconds(1)));
        for broken in ["", "1", "2.x", "1.a.b.c.d.e.f", "1.a.b.c.d.e.f.g"] {
            assert_eq!(Ticket::parse(broken), None, "{broken}");
        }
    }

    #[test]
    fn work_counts_when_it_was_done_not_when_it_arrived() {
        let ticket = ticket();
        let next_week = ticket.issued_at + Duration::days(7);
        assert!(ticket.covers(ticket.done_at(600, next_week)));
        assert!(!ticket.covers(ticket.done_at(2 * 24 * 3600, next_week)));
        // a device cannot have done it after it arrived, nor before it began
        assert_eq!(ticket.done_at(u32::MAX, next_week), next_week);
        let back = ticket.issued_at - Duration::hours(2);
        assert_eq!(ticket.done_at(5, back), back);
    }
}
