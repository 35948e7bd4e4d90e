//! What an activity is, and whom it is for.

use crate::{report::Theme, units::UnitKind};
use serde::{Deserialize, Serialize};

/// What an activity is (domain PR-19, PR-20, PR-21).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "snake_case")
)]
#[serde(rename_all = "snake_case")]
pub enum ActivityKind {
    BranchMeeting,
    AssociationMeeting,
    PioneerMeeting,
    StarMeeting,
    FlagCeremony,
    Contest,
    Talk,
    Seminar,
    Forum,
    InternetTraining,
    Training,
    Experience,
    ClassSession,
}

impl ActivityKind {
    /// Every kind, in the order a form offers them.
    pub const ALL: [Self; 13] = [
        Self::PioneerMeeting,
        Self::StarMeeting,
        Self::BranchMeeting,
        Self::AssociationMeeting,
        Self::FlagCeremony,
        Self::ClassSession,
        Self::InternetTraining,
        Self::Contest,
        Self::Talk,
        Self::Seminar,
        Self::Forum,
        Self::Experience,
        Self::Training,
    ];

    /// The stable name, as it stands in forms and in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::BranchMeeting => "branch_meeting",
            Self::AssociationMeeting => "association_meeting",
            Self::PioneerMeeting => "pioneer_meeting",
            Self::StarMeeting => "star_meeting",
            Self::FlagCeremony => "flag_ceremony",
            Self::Contest => "contest",
            Self::Talk => "talk",
            Self::Seminar => "seminar",
            Self::Forum => "forum",
            Self::InternetTraining => "internet_training",
            Self::Training => "training",
            Self::Experience => "experience",
            Self::ClassSession => "class_session",
        }
    }

    /// The kind of a stable name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The word used in lists and reports.
    pub fn word(self) -> &'static str {
        match self {
            Self::BranchMeeting => "Sinh hoạt chi đoàn",
            Self::AssociationMeeting => "Sinh hoạt chi hội",
            Self::PioneerMeeting => "Sinh hoạt chi đội – liên đội",
            Self::StarMeeting => "Sinh hoạt Sao nhi đồng",
            Self::FlagCeremony => "Sinh hoạt dưới cờ",
            Self::Contest => "Cuộc thi",
            Self::Talk => "Tọa đàm",
            Self::Seminar => "Hội thảo",
            Self::Forum => "Diễn đàn",
            Self::InternetTraining => "Tập huấn Internet, mạng xã hội",
            Self::Training => "Tập huấn khác",
            Self::Experience => "Chương trình trải nghiệm",
            Self::ClassSession => "Buổi học của lớp",
        }
    }

    /// What this kind is counted as in a report (domain §6.2: I13, I16, I17). A lesson in class counts through the children's progress; a
    /// flag ceremony, other trainings, contests and experiences in no indicator yet.
    pub fn theme(self) -> Option<Theme> {
        match self {
            Self::BranchMeeting
            | Self::AssociationMeeting
            | Self::PioneerMeeting
            | Self::StarMeeting => Some(Theme::Meeting),
            Self::Talk | Self::Seminar | Self::Forum => Some(Theme::Talk),
            Self::InternetTraining => Some(Theme::Training),
            Self::Contest
            | Self::Experience
            | Self::FlagCeremony
            | Self::Training
            | Self::ClassSession => None,
        }
    }

    /// Whether a unit of this kind can be invited. Inside a school children come by class, chi đội, chi đoàn …; above it whole
    /// units are invited and only counted.
    pub fn fits(self, unit: UnitKind) -> bool {
        match self {
            Self::BranchMeeting => unit == UnitKind::Branch,
            Self::AssociationMeeting => unit == UnitKind::Association,
            Self::PioneerMeeting => unit == UnitKind::PioneerClass,
            Self::StarMeeting => unit == UnitKind::Star,
            Self::ClassSession => unit == UnitKind::Class,
            Self::FlagCeremony => unit.is_class_like(),
            Self::Contest
            | Self::Talk
            | Self::Seminar
            | Self::Forum
            | Self::InternetTraining
            | Self::Training
            | Self::Experience => true,
        }
    }
}
