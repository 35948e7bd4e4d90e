//! The signed paper a child learns with, and what comes back with it.

use crate::{
    day,
    ids::{OperationId, PupilId, UnitId},
    lesson::ModuleId,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// What lets a child's work be sent in later, without a session: opaque ids and two times. It is signed by the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    pub pupil: PupilId,
    pub class: UnitId,
    pub school: UnitId,
    pub module: ModuleId,
    pub issued_at: DateTime<Utc>,
    /// The last day of the window when the ticket was made.
    pub closes_on: NaiveDate,
    /// How many scenes the lesson had then: whoever saw them all has seen the lesson, whatever a newer version adds.
    pub scenes: u16,
}

/// Every lesson had so many when tickets did not say it yet.
const SCENES_BEFORE: u16 = 5;

impl Ticket {
    /// How long work may stay unsent; receipts are kept as long.
    pub const LIFE: Duration = Duration::days(45);

    /// The text that is signed.
    pub fn text(&self) -> String {
        format!(
            "2.{}.{}.{}.{}.{}.{}.{}",
            self.pupil.0.simple(),
            self.class.0.simple(),
            self.school.0.simple(),
            self.module,
            self.issued_at.timestamp(),
            self.closes_on.format("%Y%m%d"),
            self.scenes,
        )
    }

    /// Reads a signed text back, also one of the first release.
    pub fn parse(text: &str) -> Option<Self> {
        let parts: Vec<&str> = text.split('.').collect();
        let (pupil, class, school, module, issued, closes, scenes) = match parts[..] {
            ["1", pupil, class, school, module, issued, closes] => {
                (pupil, class, school, module, issued, closes, SCENES_BEFORE)
            }
            ["2", pupil, class, school, module, issued, closes, scenes] => (
                pupil,
                class,
                school,
                module,
                issued,
                closes,
                scenes.parse().ok()?,
            ),
            _ => return None,
        };
        Some(Self {
            pupil: pupil.parse().ok()?,
            class: class.parse().ok()?,
            school: school.parse().ok()?,
            module: module.parse().ok()?,
            issued_at: DateTime::from_timestamp(issued.parse().ok()?, 0)?,
            closes_on: NaiveDate::parse_from_str(closes, "%Y%m%d").ok()?,
            scenes,
        })
    }

    /// Whether work may still be sent in with it.
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now - self.issued_at <= Self::LIFE
    }

    /// When the work was done: so many seconds after the ticket was made, as the device counted them, and not after it arrived.
    pub fn done_at(&self, seconds: u32, received_at: DateTime<Utc>) -> DateTime<Utc> {
        let said = self.issued_at + Duration::seconds(seconds.into());
        said.min(received_at).max(self.issued_at.min(received_at))
    }

    /// Whether work done at an instant lies in the window the ticket was made for.
    pub fn covers(&self, done_at: DateTime<Utc>) -> bool {
        day::of(done_at) <= self.closes_on
    }
}

/// A finished run through the questions, as a browser sends it. The same id is the same run, however often it arrives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submission {
    pub id: OperationId,
    /// The signed ticket.
    pub ticket: String,
    /// The furthest scene seen.
    pub scenes_seen: u16,
    /// For each question in turn, the place on the screen of the option chosen first.
    pub answers: Vec<u8>,
    /// From the making of the ticket to the last answer.
    pub seconds: u32,
}

/// How far a child is in the scenes, as a browser sends it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SceneSeen {
    pub ticket: String,
    /// The scene to go on with.
    pub scene: u16,
    pub scenes_seen: u16,
}
