//! What a teacher works with: classes, what they were given, and who stands where.

use crate::html;
use lachan_app::{
    pages::{
        assign::{AssignPage, ClassChoice, GivenLine, GivenPage, ModuleChoice, ShelfChoice},
        class::{
            ClassHead, ClassTab, GivenState, HardItem, Head, HeadProps, LessonsPart,
            LessonsPartProps, ModuleCell, ModuleHead, ModuleLine, PupilLine, PupilsPart,
            PupilsPartProps,
        },
        classes::{ClassCard, ClassesPage, ClassesPageProps},
        library::{LibraryPage, MeetingCard, ModuleCard, ShelfPart},
        trial::{Gain, TrialLine, TrialPart, TrialState},
    },
    parts::ask::Done,
};
use lachan_core::{
    form::{Fields, Problems},
    learning::Mode,
    trial::TestKind,
};

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

/// Who may see results has one tab more; who may do nothing has no buttons.
#[test]
fn the_head_of_a_class() {
    let page = |tab, may| {
        let head = ClassHead {
            base: "/lop/1".into(),
            name: "4A".into(),
            school: "Trường Hoa Sen".into(),
            pupils: 33,
            tab,
            sees_results: may,
            may_print_cards: may,
            may_assign: may,
        };
        html(move || Head(HeadProps { head }))
    };
    insta::assert_snapshot!("class-head", page(ClassTab::Lessons, true));
    insta::assert_snapshot!("class-head-may-not", page(ClassTab::Attendance, false));
}

#[test]
fn the_children_of_a_class() {
    let page = |modules: Vec<ModuleHead>, pupils: Vec<PupilLine>, import: Option<&str>| {
        let props = PupilsPartProps {
            base: "/lop/1".into(),
            modules,
            pupils,
            unfinished_first: false,
            import: import.map(Into::into),
        };
        html(move || PupilsPart(props))
    };
    let module = |id: &str, withdrawn| ModuleHead {
        id: id.into(),
        title: "Chiếc chuông báo".into(),
        withdrawn,
    };
    let cell = |status, best| Some(ModuleCell { status, best });
    let pupil = |n, name: &str, cells: Vec<Option<ModuleCell>>| PupilLine {
        record: None,
        n,
        name: name.into(),
        cells,
    };
    insta::assert_snapshot!("pupils-none", page(vec![], vec![], Some("/nhap")));
    insta::assert_snapshot!("pupils-none-may-not", page(vec![], vec![], None));
    let names = vec![pupil(1, "Nguyễn Văn An", vec![])];
    insta::assert_snapshot!("pupils-without-results", page(vec![], names, None));
    let many = vec![
        pupil(
            1,
            "Nguyễn Văn An",
            vec![cell("status-mastered", Some((6, 6))), None],
        ),
        pupil(
            2,
            "Lê Chi",
            vec![
                cell("status-learning", None),
                cell("status-completed", Some((3, 6))),
            ],
        ),
    ];
    let modules = vec![module("B4", false), module("B2", true)];
    insta::assert_snapshot!("pupils-many", page(modules, many, None));
}

#[test]
fn the_lessons_of_a_class() {
    let page = |modules: Vec<ModuleLine>, hardest: Vec<(String, Vec<HardItem>)>| {
        html(move || {
            LessonsPart(LessonsPartProps {
                modules,
                hardest,
                hidden_under: 5,
            })
        })
    };
    let module = |state, finished| ModuleLine {
        module: "B4".into(),
        title: "Chiếc chuông báo".into(),
        window: "02/11 – 16/11".into(),
        state,
        waiting: 33 - finished,
        learning: 0,
        finished,
        mastered: finished,
    };
    let hard = HardItem {
        stem: "Em gọi số nào?".into(),
        wrong: 12,
        answers: 30,
        often: "113".into(),
        often_n: 9,
    };
    insta::assert_snapshot!("lessons-none", page(vec![], vec![]));
    let one = vec![module(GivenState::Open, 0)];
    insta::assert_snapshot!("lessons-one", page(one, vec![]));
    let many = vec![
        module(GivenState::Open, 30),
        module(GivenState::Later, 0),
        module(GivenState::Over, 33),
        module(GivenState::Withdrawn, 3),
    ];
    insta::assert_snapshot!("lessons-many", page(many, vec![("B4".into(), vec![hard])]));
}

/// Every state of a test, a window that was refused, and what the class gained, if enough took both.
#[test]
fn the_tests_of_a_class() {
    let line = |kind, state| TrialLine {
        kind,
        state,
        took: 12,
    };
    let page = |lines: Vec<TrialLine>, gain: Option<Gain>| {
        let part = TrialPart {
            base: "/lop/1".into(),
            pupils: 33,
            lines,
            gain,
        };
        html(move || part.view())
    };
    let ready = |problems| TrialState::Ready {
        typed: Fields::default().with("from", "2026-10-12"),
        problems,
    };
    let gain = |points: Option<&str>| Gain {
        children: 30,
        before: "61,3 %".into(),
        after: "78,4 %".into(),
        points: points.map(Into::into),
    };
    let given = TrialState::Given {
        days: "12/10 – 16/10".into(),
        word: "given-open",
    };
    let fresh = vec![
        line(TestKind::PreTest, ready(Problems::default())),
        line(TestKind::PostTest, TrialState::No("trial-too-early")),
        line(TestKind::Recall, TrialState::From("12/11/2026".into())),
    ];
    insta::assert_snapshot!("trials-fresh", page(fresh, None));
    let refused = ready(Problems::one("to", "window-ends-before"));
    let later = vec![
        line(TestKind::PreTest, given),
        line(TestKind::PostTest, refused),
    ];
    insta::assert_snapshot!("trials-refused", page(later, Some(gain(Some("17,1")))));
    insta::assert_snapshot!("trials-no-gain", page(vec![], Some(gain(None))));
}

#[test]
fn giving_a_module() {
    let class = |name: &str| ClassChoice {
        id: name.to_lowercase(),
        name: name.into(),
        school: "Trường Hoa Sen".into(),
        pupils: 33,
    };
    let module = |id: &str, reviewed, before: &[&str]| ModuleChoice {
        id: id.into(),
        title: "Chiếc chuông báo".into(),
        minutes: 12,
        reviewed,
        before: before.iter().map(|word| (*word).to_owned()).collect(),
    };
    let page = |classes: Vec<ClassChoice>, typed: Fields, problems: Problems| {
        let shelves = vec![ShelfChoice {
            band: "assign-band-b",
            modules: vec![
                module("B4", true, &["4A 02/11–16/11"]),
                module("B5", false, &[]),
            ],
        }];
        let page = AssignPage {
            classes,
            shelves,
            typed,
            problems,
        };
        html(move || page.view())
    };
    let nothing = Fields::default;
    insta::assert_snapshot!(
        "assign-no-class",
        page(vec![], nothing(), Problems::default())
    );
    let one = vec![class("4A")];
    insta::assert_snapshot!("assign-one", page(one, nothing(), Problems::default()));
    let typed = nothing()
        .with("lop", "4b")
        .with("module", "B4")
        .with("from", "2026-11-16");
    let mut problems = Problems::one("to", "window-ends-before");
    problems.add("lop", "assign-choose-class");
    let two = vec![class("4A"), class("4B")];
    insta::assert_snapshot!("assign-refused", page(two, typed, problems));
}

/// Nothing, everything in all its states, and to who may only look.
#[test]
fn what_a_class_was_given() {
    let line = |id: &str, mode, state| GivenLine {
        id: id.into(),
        module: "B4".into(),
        title: "Chiếc chuông báo".into(),
        mode,
        from: "2026-11-02".into(),
        to: "2026-11-16".into(),
        state,
        reviewed: state != "given-later",
    };
    let page = |lines: Vec<GivenLine>, may_assign, wrong: Option<&str>| {
        let page = GivenPage {
            base: "/lop/1".into(),
            class: "4A".into(),
            many: lines.len() > 2,
            lines,
            may_assign,
            done: wrong.is_none().then(|| Done {
                said: "Đã thu lại B4.".into(),
                undo: None,
            }),
            problems: match wrong {
                Some(_) => Problems::one("to", "window-ends-before"),
                None => Problems::default(),
            },
            wrong: wrong.map(Into::into),
        };
        html(move || page.view())
    };
    let all = || {
        vec![
            line("1", Mode::Device, "given-open"),
            line("2", Mode::Projector, "given-later"),
            line("3", Mode::Paper, "given-over"),
        ]
    };
    insta::assert_snapshot!("given-none", page(vec![], true, None));
    insta::assert_snapshot!("given-many-refused", page(all(), true, Some("2")));
    insta::assert_snapshot!("given-many-may-not", page(all(), false, None));
}

#[test]
fn the_library() {
    let module = |id: &str, classes: &[&str]| ModuleCard {
        id: id.into(),
        title: "Chiếc chuông báo".into(),
        about: "Khi nào cái chuông trong em reo".into(),
        picture: "<svg></svg>".into(),
        minutes: 12,
        scenes: 9,
        questions: 6,
        reviewed: classes.is_empty(),
        classes: classes.iter().map(|word| (*word).to_owned()).collect(),
    };
    let page = |search: &str, modules: Vec<ModuleCard>, meetings: Vec<MeetingCard>| {
        let page = LibraryPage {
            bands: vec![('A', "Lớp 1–3".into()), ('B', "Lớp 4–5".into())],
            band: Some('B'),
            search: search.into(),
            sheet: String::new(),
            shelves: vec![ShelfPart {
                band: 'B',
                title: "Lớp 4–5".into(),
                modules,
            }],
            meetings,
        };
        html(move || page.view())
    };
    let meeting = MeetingCard {
        name: "G3-lop6".into(),
        title: "Đi một mình".into(),
        audience: "Lớp 6".into(),
        minutes: 35,
        modules: "C1, C2".into(),
    };
    insta::assert_snapshot!("library-nothing-found", page("xyz", vec![], vec![]));
    let many = vec![module("B4", &[]), module("B5", &["4A", "4B"])];
    insta::assert_snapshot!("library-many", page("", many, vec![meeting]));
}
