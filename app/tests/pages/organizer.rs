//! What a Youth Union organizer works with: the calendar, one activity, the form, and the attendance of a class.

use crate::html;
use lachan_app::pages::{
    activities::{ActivitiesPage, ActivityLine, Filter},
    activity::{ActivityPage, CountedUnit, GuestTab, Missed, PackScript, PackView, Rights},
    activity_form::{ActivityForm, Nothing, PackChoice},
    class_attendance::{AttenderLine, ClassAttendance, ClassAttendanceProps, MeetingLine},
};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Standing, Tally},
    form::{Fields, Problems},
};

#[test]
fn the_calendar_of_activities() {
    let line = |title: &str, standing| ActivityLine {
        href: "/hoat-dong/1".into(),
        kind: ActivityKind::PioneerMeeting,
        title: title.into(),
        when: "Thứ Hai, 12/10/2026 · 07:30".into(),
        place: Some("Sân trường".into()),
        guests: "Chi đội 4A, 4B".into(),
        standing,
        attended: 30,
        invited: 33,
    };
    let filter = || Filter {
        month: "2026-10".into(),
        month_word: "Tháng 10/2026".into(),
        before: "/hoat-dong?thang=2026-09".into(),
        after: None,
        units: vec![("1".into(), "Chi đội 4A".into())],
        unit: String::new(),
    };
    let nothing = ActivitiesPage {
        nothing_yet: true,
        ..ActivitiesPage::default()
    };
    let quiet = ActivitiesPage {
        filter: filter(),
        ..ActivitiesPage::default()
    };
    let full = ActivitiesPage {
        today: vec![line("Sinh hoạt", Standing::Open)],
        coming: vec![line("Tập huấn", Standing::Planned)],
        past: vec![
            line("Tọa đàm", Standing::Closed),
            line("Diễn đàn", Standing::Cancelled),
        ],
        filter: filter(),
        ..ActivitiesPage::default()
    };
    insta::assert_snapshot!("activities-never", html(move || nothing.view()));
    insta::assert_snapshot!("activities-quiet-month", html(move || quiet.view()));
    insta::assert_snapshot!("activities-every-standing", html(move || full.view()));
}

#[test]
fn the_attendance_of_a_class() {
    let page = |meetings: Vec<MeetingLine>, children: Vec<AttenderLine>, may_plan| {
        html(move || {
            ClassAttendance(ClassAttendanceProps {
                meetings,
                children,
                may_plan,
            })
        })
    };
    let meeting = |n: i64| MeetingLine {
        href: format!("/hoat-dong/{n}"),
        title: format!("Buổi {n}"),
        about: "Thứ Hai, 12/10/2026".into(),
        closed: n > 1,
        counts: [30, 1, 1, n],
    };
    let child = |name: &str, attended| AttenderLine {
        name: name.into(),
        attended,
        invited: 2,
    };
    insta::assert_snapshot!("class-attendance-none", page(vec![], vec![], true));
    insta::assert_snapshot!("class-attendance-none-may-not", page(vec![], vec![], false));
    let children = vec![child("Nguyễn Văn An", 2), child("Lê Chi", 0)];
    insta::assert_snapshot!(
        "class-attendance-many",
        page(vec![meeting(1), meeting(2)], children, true)
    );
}

/// An activity of one unit on the day it stands at; nobody's roll is open.
fn activity(standing: Standing) -> ActivityPage {
    ActivityPage {
        base: "/hoat-dong/1".into(),
        kind: ActivityKind::PioneerMeeting,
        title: "Chiếc chuông báo".into(),
        when: "Thứ Hai, 12/10/2026 · 07:30".into(),
        host: "Liên đội Hoa Sen".into(),
        pack: None,
        note: None,
        standing,
        cancel_reason: None,
        past: false,
        may: Rights {
            plan: true,
            roll: true,
        },
        guests: vec![],
        counted: vec![],
        all: Tally::default(),
        forgotten: None,
        sheet: None,
        missed: vec![],
        walk_ins: 0,
        copy_id: "2".into(),
        trouble: None,
    }
}

/// Planned with its script, running with several units, closed, called off, and to who may only look.
#[test]
fn an_activity() {
    let page = |page: ActivityPage| html(move || page.view());
    let planned = ActivityPage {
        pack: Some(PackView {
            title: "Chiếc chuông báo".into(),
            scripts: vec![PackScript {
                label: None,
                minutes: 35,
                base: "/bai-hoc/G3".into(),
                from: "?tu=1".into(),
            }],
            modules: vec![("/bai-hoc/B4".into(), "Chiếc chuông báo".into())],
        }),
        note: Some("Mang theo sổ Đội.".into()),
        ..activity(Standing::Planned)
    };
    insta::assert_snapshot!("activity-planned", page(planned));
    let tab = |name: &str, here| GuestTab {
        href: format!("/hoat-dong/1?don-vi={name}"),
        name: format!("Chi đội {name}"),
        tally: Tally {
            present: 20,
            open: 13,
            ..Tally::default()
        },
        here,
    };
    let running = ActivityPage {
        guests: vec![tab("4A", true), tab("4B", false)],
        counted: vec![CountedUnit {
            id: "9".into(),
            name: "Đoàn xã An Bình".into(),
            attended: Some(12),
        }],
        all: Tally {
            present: 40,
            open: 26,
            ..Tally::default()
        },
        walk_ins: 3,
        ..activity(Standing::Open)
    };
    let refused = ActivityPage {
        trouble: Some("activity-is-over"),
        ..running.clone()
    };
    let may_not = ActivityPage {
        may: Rights::default(),
        ..running.clone()
    };
    insta::assert_snapshot!("activity-running", page(running));
    insta::assert_snapshot!("activity-refused", page(refused));
    insta::assert_snapshot!("activity-may-not", page(may_not));
    let closed = ActivityPage {
        past: true,
        missed: vec![Missed {
            unit: "Chi đội 4A".into(),
            lines: vec!["Vắng: Lê An (ốm), Lê Bình.".into()],
        }],
        ..activity(Standing::Closed)
    };
    insta::assert_snapshot!("activity-closed", page(closed));
    let cancelled = ActivityPage {
        cancel_reason: Some(CancelReason::Weather),
        ..activity(Standing::Cancelled)
    };
    insta::assert_snapshot!("activity-cancelled", page(cancelled));
}

/// Nobody to invite, an empty form, and one that was refused with what was typed.
#[test]
fn planning_an_activity() {
    let form = |typed: Fields, problems: Problems| ActivityForm {
        action: "/hoat-dong/moi".into(),
        new: true,
        hosts: vec![("1".into(), "Liên đội Hoa Sen".into())],
        host: "1".into(),
        kinds: vec![ActivityKind::PioneerMeeting, ActivityKind::Talk],
        nothing: None,
        packs: vec![PackChoice {
            id: "G3".into(),
            title: "Đi một mình".into(),
        }],
        guests: vec![
            ("2".into(), "Chi đội 4A".into(), Some(4)),
            ("3".into(), "Chi đội 4B".into(), Some(4)),
        ],
        typed,
        problems,
    };
    let nothing = ActivityForm {
        nothing: Some(Nothing {
            why: "Liên đội chưa có chi đội nào.".into(),
            go: Some("/don-vi".into()),
        }),
        kinds: vec![],
        ..form(Fields::default(), Problems::default())
    };
    let empty = form(Fields::default(), Problems::default());
    let typed = Fields::default()
        .with("title", "Sinh hoạt")
        .with("targets", "3");
    let mut problems = Problems::one("held_on", "field-required");
    problems.add("targets", "activity-target-required");
    let refused = form(typed, problems);
    insta::assert_snapshot!("activity-form-nobody", html(move || nothing.view()));
    insta::assert_snapshot!("activity-form-empty", html(move || empty.view()));
    insta::assert_snapshot!("activity-form-refused", html(move || refused.view()));
}
