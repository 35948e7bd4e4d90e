//! Pages as functions of data: what each shows when there is nothing, one thing, many, when something is refused, and when something failed.
#![cfg(feature = "ssr")]

use lachan_app::{
    pages::{
        activities::{ActivitiesPage, ActivityLine, Filter},
        class_attendance::{AttenderLine, ClassAttendance, ClassAttendanceProps, MeetingLine},
        classes::{ClassCard, ClassesPage, ClassesPageProps},
        desk::{DeskLine, DeskPage, DeskState},
        door::{DoorPage, DoorPageProps},
        import::{ImportPage, ImportPageProps, PastImport, SchoolChoice},
        report::{ReportsPage, ReportsPageProps},
        wrong::{Wrong, WrongKind},
    },
    parts::ask::Done,
};
use lachan_core::{
    activity::{ActivityKind, Standing},
    lesson::Band,
};
use leptos::prelude::*;

/// A view as a browser gets it, a tag to a line, without the comments that mark where a view is put in place and without drawings.
fn html<V: IntoView>(view: impl FnOnce() -> V) -> String {
    any_spawner::Executor::init_tokio().ok();
    let whole = Owner::new().with(|| view().into_view().to_html());
    let mut text = String::new();
    for (n, part) in whole.replace("<!>", "").split("<svg").enumerate() {
        match part.split_once("</svg>") {
            Some((_, rest)) if n > 0 => text.push_str(&format!("<svg/>{rest}")),
            _ => text.push_str(part),
        }
    }
    text.replace('>', ">\n")
        .replace("</", "\n</")
        .replace("\n\n", "\n")
}

fn class(name: &str, school: &str) -> ClassCard {
    ClassCard {
        href: format!("/lop/{name}"),
        name: name.into(),
        school: school.into(),
        pupils: 33,
        open_modules: 2,
        door_open: name == "4A",
    }
}

#[test]
fn my_classes() {
    let page = |classes: Vec<ClassCard>, may, done| {
        html(move || {
            ClassesPage(ClassesPageProps {
                classes,
                done,
                may_import: may,
                may_assign: may,
            })
        })
    };
    let many = ["4A", "4B"].map(|name| class(name, "Trường Hoa Sen"));
    let many = many.into_iter().chain([class("7A", "Trường Bình Minh")]);
    let done = Done {
        said: "Đã giao B4 cho lớp 4A.".into(),
        undo: None,
    };
    insta::assert_snapshot!("classes-none", page(vec![], true, None));
    insta::assert_snapshot!("classes-none-may-not", page(vec![], false, None));
    insta::assert_snapshot!(
        "classes-one",
        page(vec![class("4A", "Trường Hoa Sen")], true, None)
    );
    insta::assert_snapshot!("classes-many", page(many.collect(), false, Some(done)));
}

#[test]
fn the_desk_of_a_child() {
    let line = |title: &str, state, before| DeskLine {
        path: "/hoc/B4".into(),
        title: title.into(),
        minutes: 12,
        picture: "<svg></svg>".into(),
        state,
        before,
    };
    let page = |lessons: Vec<DeskLine>, trial| DeskPage {
        given_name: "An".into(),
        address: Band::B.address(),
        trial,
        lessons,
        sheet: String::new(),
    };
    let begun = DeskState::Begun { scene: 3, of: 9 };
    let done = DeskState::Done {
        stars: false,
        correct: 5,
        items: 6,
    };
    let many = vec![
        line("Chiếc chuông báo", DeskState::New, true),
        line("Cơ thể em", begun, false),
        line("Lời rủ", done, false),
    ];
    let test = Some(lachan_core::trial::TestKind::PreTest);
    insta::assert_snapshot!("desk-nothing", html(|| page(vec![], None).view()));
    insta::assert_snapshot!("desk-a-test-first", html(move || page(vec![], test).view()));
    insta::assert_snapshot!("desk-many", html(move || page(many, None).view()));
}

#[test]
fn the_door() {
    let page = |typed: &str, notice: Option<&str>, wait, still_in: Option<&str>| {
        let props = DoorPageProps {
            typed: typed.into(),
            notice: notice.map(Into::into),
            wait,
            still_in: still_in.map(Into::into),
        };
        html(move || DoorPage(props))
    };
    insta::assert_snapshot!("door-new", page("", None, None, None));
    let wrong = Some("Chưa có lớp nào mang mã này. Em xem lại mã trên bảng nhé.");
    insta::assert_snapshot!("door-wrong-code", page("ABCD 2345", wrong, None, None));
    insta::assert_snapshot!("door-waits", page("", wrong, Some(30), None));
    insta::assert_snapshot!("door-somebody-is-in", page("", None, None, Some("An N.")));
}

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

#[test]
fn bringing_a_list_in() {
    let school = |name: &str, classes: &[&str]| SchoolChoice {
        id: name.to_lowercase(),
        name: name.into(),
        classes: classes.iter().map(|name| (*name).to_owned()).collect(),
    };
    let past = |undone| PastImport {
        id: "1".into(),
        file_name: "DS-4A.xlsx".into(),
        who: "Cô Hạnh".into(),
        when: "08:00 12/10/2026".into(),
        changes: 33,
        undone,
    };
    let page = |schools: Vec<SchoolChoice>, past: Vec<PastImport>, refusal: Option<&str>| {
        let refusal = refusal.map(str::to_owned);
        html(move || {
            ImportPage(ImportPageProps {
                schools,
                past,
                refusal,
            })
        })
    };
    insta::assert_snapshot!(
        "import-one-school",
        page(vec![school("A", &[])], vec![], None)
    );
    let many = vec![school("A", &["4A"]), school("B", &[])];
    insta::assert_snapshot!(
        "import-many",
        page(many, vec![past(false), past(true)], None)
    );
    let why = Some("Tệp này không phải danh sách.");
    insta::assert_snapshot!("import-refused", page(vec![school("A", &[])], vec![], why));
}

#[test]
fn whose_report() {
    let page = |units: &[&str]| {
        let units = units
            .iter()
            .map(|name| (format!("/bao-cao/{name}"), (*name).to_owned()));
        let props = ReportsPageProps {
            units: units.collect(),
        };
        html(move || ReportsPage(props))
    };
    insta::assert_snapshot!("reports-none", page(&[]));
    insta::assert_snapshot!(
        "reports-many",
        page(&["Trường Hoa Sen", "Liên đội Hoa Sen"])
    );
}

/// Every way in which something is refused or fails: what it is, what to do, and a way out; to an adult and to a child.
#[test]
fn what_went_wrong() {
    let kinds = [
        WrongKind::NotFound,
        WrongKind::Forbidden,
        WrongKind::Invalid,
        WrongKind::Conflict("activity-is-over"),
        WrongKind::Busy,
        WrongKind::TooLarge,
        WrongKind::Slow,
        WrongKind::Internal,
        WrongKind::Origin,
    ];
    let mut all = String::new();
    for kind in kinds {
        let wrong = Wrong {
            kind,
            reference: (kind == WrongKind::Internal).then(|| "D9BF4B68".to_owned()),
        };
        let (title, child) = (wrong.title(), wrong.title_for_child());
        let page = html(move || wrong.view());
        assert!(page.contains("<a href"), "{kind:?} has a way out");
        all.push_str(&format!("## {kind:?}: {title} / {child}\n{page}\n"));
    }
    insta::assert_snapshot!("wrong", all);
}
