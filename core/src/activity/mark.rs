//! What is said of a child on a roll, and how many of each there are.

use crate::{
    day,
    ids::{OperationId, PupilId},
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

/// Whether a child was there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    Present,
    Late,
    Excused,
    Absent,
}

impl Status {
    /// Every status, in the order of the buttons and of the keys 1–4.
    pub const ALL: [Self; 4] = [Self::Present, Self::Late, Self::Excused, Self::Absent];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Present => "present",
            Self::Late => "late",
            Self::Excused => "excused",
            Self::Absent => "absent",
        }
    }

    /// The status of a stable name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.name() == name)
    }

    /// The word on the button.
    pub fn word(self) -> &'static str {
        match self {
            Self::Present => "Có mặt",
            Self::Late => "Muộn",
            Self::Excused => "Có phép",
            Self::Absent => "Vắng",
        }
    }

    /// The sign of a narrow button, explained by the word beside the count.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Present => "✓",
            Self::Late => "M",
            Self::Excused => "P",
            Self::Absent => "V",
        }
    }

    /// Whether the child took part: who came late was there.
    pub fn attended(self) -> bool {
        matches!(self, Self::Present | Self::Late)
    }
}

/// Why a child was not there. A fixed list: free text would collect what we must not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    Ill,
    Family,
    Elsewhere,
    Other,
}

impl Reason {
    /// Every reason, in the order of the list.
    pub const ALL: [Self; 4] = [Self::Ill, Self::Family, Self::Elsewhere, Self::Other];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ill => "ill",
            Self::Family => "family",
            Self::Elsewhere => "elsewhere",
            Self::Other => "other",
        }
    }

    /// The reason of a stable name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.name() == name)
    }

    /// The words in the list.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ill => "Ốm",
            Self::Family => "Việc gia đình",
            Self::Elsewhere => "Đội tuyển, hoạt động khác",
            Self::Other => "Lý do khác",
        }
    }
}

/// One tap: what somebody said about one child, and when. Without a status it takes an earlier tap back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub pupil: PupilId,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
    pub marked_at: DateTime<Utc>,
    pub client_id: OperationId,
}

impl Mark {
    /// The same mark as it may be kept: a reason stands only beside an absence, and nothing was marked in the future.
    pub fn kept(mut self, now: DateTime<Utc>) -> Self {
        if self.status.is_none_or(Status::attended) {
            self.reason = None;
        }
        self.marked_at = self.marked_at.min(now);
        self
    }

    /// The same mark as one of "everybody is here": older than any tap of that day, so that what was said about one child alone stands,
    /// whoever's tap arrives first. `taken_back` is when an earlier mark of the child was taken back.
    pub fn for_everybody(mut self, held_on: NaiveDate, taken_back: Option<DateTime<Utc>>) -> Self {
        self.marked_at =
            taken_back.map_or(day::start(held_on), |at| at + Duration::microseconds(1));
        self
    }
}

/// How many children were there, came late, were away, are still open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub present: u32,
    pub late: u32,
    pub excused: u32,
    pub absent: u32,
    pub open: u32,
}

impl Tally {
    /// Counts what is said about each child of a roll.
    pub fn of(statuses: impl IntoIterator<Item = Option<Status>>) -> Self {
        let mut tally = Self::default();
        for status in statuses {
            *match status {
                Some(Status::Present) => &mut tally.present,
                Some(Status::Late) => &mut tally.late,
                Some(Status::Excused) => &mut tally.excused,
                Some(Status::Absent) => &mut tally.absent,
                None => &mut tally.open,
            } += 1;
        }
        tally
    }

    /// Children on the roll.
    pub fn all(&self) -> u32 {
        self.attended() + self.excused + self.absent + self.open
    }

    /// Children who were there.
    pub fn attended(&self) -> u32 {
        self.present + self.late
    }
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.present += other.present;
        self.late += other.late;
        self.excused += other.excused;
        self.absent += other.absent;
        self.open += other.open;
    }
}
