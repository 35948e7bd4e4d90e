//! How an activity goes: planned, open, closed, cancelled.

use crate::day;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Why an activity did not take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum CancelReason {
    Clash,
    Weather,
    Organizer,
    Mistake,
    Other,
}

impl CancelReason {
    /// Every reason, in the order of the list.
    pub const ALL: [Self; 5] = [
        Self::Clash,
        Self::Weather,
        Self::Organizer,
        Self::Mistake,
        Self::Other,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clash => "clash",
            Self::Weather => "weather",
            Self::Organizer => "organizer",
            Self::Mistake => "mistake",
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
            Self::Clash => "Trùng lịch",
            Self::Weather => "Thời tiết",
            Self::Organizer => "Người phụ trách bận",
            Self::Mistake => "Tạo nhầm",
            Self::Other => "Lý do khác",
        }
    }
}

/// Where an activity is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// Its day is still to come: nobody can have been there yet.
    Planned,
    /// Its day has come; attendance is being taken.
    Open,
    Closed,
    Cancelled,
}

/// The dates that decide what may still be done with an activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    pub held_on: NaiveDate,
    pub closed_at: Option<DateTime<Utc>>,
    pub cancelled_at: Option<DateTime<Utc>>,
}

impl Course {
    /// Where the activity is on a day.
    pub fn standing(&self, today: NaiveDate) -> Standing {
        if self.cancelled_at.is_some() {
            Standing::Cancelled
        } else if self.closed_at.is_some() {
            Standing::Closed
        } else if self.held_on > today {
            Standing::Planned
        } else {
            Standing::Open
        }
    }

    /// Whether a change made at this instant rewrites the past: after the activity was closed or its day was over. Such a change asks
    /// first and is logged. A mark made in time and only sent late does not.
    pub fn is_past_at(&self, at: DateTime<Utc>) -> bool {
        self.closed_at.is_some_and(|closed| at > closed) || day::of(at) > self.held_on
    }
}
