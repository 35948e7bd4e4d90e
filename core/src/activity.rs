//! Meetings, contests, talks, trainings: what they are, who may be invited, who counts as having been there.

use crate::{
    day,
    ids::{OperationId, PupilId},
    report::Theme,
    units::UnitKind,
};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::ops::AddAssign;

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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + second, 0).unwrap()
    }

    fn mark(status: Option<Status>, second: i64, id: u128) -> Mark {
        Mark {
            pupil: PupilId(Uuid::nil()),
            status,
            reason: None,
            marked_at: at(second),
            client_id: OperationId(Uuid::from_u128(id)),
        }
    }

    proptest! {
        #[test]
        fn every_child_of_a_roll_is_counted_in_one_place(statuses in prop::collection::vec(0usize..5, 0..60)) {
            let statuses: Vec<Option<Status>> = statuses.into_iter().map(|s| Status::ALL.get(s).copied()).collect();
            let tally = Tally::of(statuses.iter().copied());
            prop_assert_eq!(tally.all() as usize, statuses.len());
            prop_assert_eq!(tally.attended() as usize, statuses.iter().flatten().filter(|s| s.attended()).count());
        }
    }

    #[test]
    fn of_two_marks_at_once_the_larger_id_stands() {
        let first = mark(Some(Status::Late), 5, 1);
        let second = mark(Some(Status::Absent), 5, 2);
        assert_eq!(after(&[first, second]), Some(second));
        assert_eq!(after(&[second, first]), Some(second));
        assert_eq!(after(&[second, second]), Some(second));
    }

    #[test]
    fn a_reason_stands_only_beside_an_absence_and_no_mark_in_the_future() {
        let mut ill = mark(Some(Status::Excused), 90, 1);
        ill.reason = Some(Reason::Ill);
        let kept = ill.kept(at(60));
        assert_eq!((kept.reason, kept.marked_at), (Some(Reason::Ill), at(60)));
        ill.status = Some(Status::Late);
        assert_eq!(ill.kept(at(60)).reason, None);
    }

    #[test]
    fn everybody_is_here_never_stands_over_a_single_tap() {
        let held_on = day::of(at(0));
        let tapped = mark(Some(Status::Absent), 10, 1);
        let all = mark(Some(Status::Present), 60, 9).for_everybody(held_on, None);
        assert_eq!(after(&[all, tapped]), Some(tapped));
        let undone = mark(None, 20, 2);
        let again =
            mark(Some(Status::Present), 60, 9).for_everybody(held_on, Some(undone.marked_at));
        assert_eq!(after(&[tapped, undone, again]), Some(again));
    }

    #[test]
    fn an_activity_is_planned_then_open_then_closed() {
        let held_on = day::of(at(0));
        let mut course = Course {
            held_on,
            closed_at: None,
            cancelled_at: None,
        };
        assert_eq!(
            course.standing(held_on.pred_opt().unwrap()),
            Standing::Planned
        );
        assert_eq!(course.standing(held_on), Standing::Open);
        assert!(!course.is_past_at(at(60)));
        assert!(course.is_past_at(day::end(held_on)));
        course.closed_at = Some(at(60));
        assert_eq!(course.standing(held_on), Standing::Closed);
        assert!(!course.is_past_at(at(59)), "made in time, sent late");
        assert!(course.is_past_at(at(61)));
        course.cancelled_at = Some(at(70));
        assert_eq!(course.standing(held_on), Standing::Cancelled);
    }

    #[test]
    fn names_lead_back_and_every_meeting_has_one_theme() {
        for kind in ActivityKind::ALL {
            assert_eq!(ActivityKind::named(kind.name()), Some(kind));
            let json = serde_json::to_string(&kind).unwrap();
            assert_eq!(json.trim_matches('"'), kind.name());
        }
        assert_eq!(ActivityKind::PioneerMeeting.theme(), Some(Theme::Meeting));
        assert_eq!(ActivityKind::Forum.theme(), Some(Theme::Talk));
        assert!(ActivityKind::PioneerMeeting.fits(UnitKind::PioneerClass));
        assert!(!ActivityKind::PioneerMeeting.fits(UnitKind::Class));
        assert!(!ActivityKind::ClassSession.fits(UnitKind::Star));
        for status in Status::ALL {
            assert_eq!(Status::named(status.name()), Some(status));
        }
        for reason in Reason::ALL {
            assert_eq!(Reason::named(reason.name()), Some(reason));
        }
        for reason in CancelReason::ALL {
            assert_eq!(CancelReason::named(reason.name()), Some(reason));
        }
    }
}
