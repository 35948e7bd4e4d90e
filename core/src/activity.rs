//! Meetings, contests, talks, trainings: what they are, who may be invited, who counts as having been there.

mod course;
mod kind;
mod mark;

pub use course::{CancelReason, Course, Standing};
pub use kind::ActivityKind;
pub use mark::{Mark, Reason, Status, Tally};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        day,
        ids::{OperationId, PupilId},
        report::Theme,
        units::UnitKind,
    };
    use chrono::{DateTime, Utc};
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
        assert!(all.marked_at < tapped.marked_at);
        let undone = mark(None, 20, 2);
        let again =
            mark(Some(Status::Present), 60, 9).for_everybody(held_on, Some(undone.marked_at));
        assert!(again.marked_at > undone.marked_at);
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
