//! What heads, officers and administrators work with: lists, reports, units, and the running of the place.

use crate::html;
use lachan_app::pages::{
    admin::{AdminPage, AdminPageProps, YearLine},
    audit::{AuditPage, AuditPageProps, LogLine},
    contacts::ContactsPage,
    import::{ImportPage, ImportPageProps, PastImport, SchoolChoice},
    report::{ReportsPage, ReportsPageProps},
    staff_door::{
        AccountPage, AccountPageProps, PasswordPage, PasswordPageProps, SessionLine, StaffDoorPage,
        StaffDoorPageProps,
    },
    units::{
        ColleagueLine, FirstPassword, UnitLine, UnitPage, UnitPageProps, UnitsPage, UnitsPageProps,
    },
};
use lachan_core::form::{Fields, Problems};

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

fn unit(name: &str) -> UnitLine {
    UnitLine {
        href: format!("/don-vi/{name}"),
        name: name.into(),
        code: "4A".into(),
        kind: "Lớp".into(),
    }
}

#[test]
fn the_units_one_looks_after() {
    let page = |units: Vec<UnitLine>| html(move || UnitsPage(UnitsPageProps { units }));
    insta::assert_snapshot!("units-none", page(vec![]));
    insta::assert_snapshot!("units-many", page(vec![unit("4A"), unit("4B")]));
}

/// A bare class; a school with people, one of them gone; a first password; and a name that was refused.
#[test]
fn one_unit() {
    let bare = |may_add| UnitPageProps {
        base: "/don-vi/1".into(),
        may_add,
        keeps_records: false,
        youth_to_make: 0,
        youth_without_parent: 0,
        name: "Trường Hoa Sen".into(),
        code: "hoa-sen".into(),
        below: vec![],
        people: vec![],
        roles: vec![("teacher".into(), "Giáo viên chủ nhiệm".into())],
        places: vec![("1".into(), "Trường Hoa Sen".into())],
        typed: Fields::default(),
        problems: Problems::default(),
        made: None,
        done: None,
    };
    let person = |name: &str, waiting, closed| ColleagueLine {
        id: name.to_lowercase(),
        name: format!("Cô {name}"),
        username: name.to_lowercase(),
        waiting,
        closed,
        roles: vec![(
            "Giáo viên chủ nhiệm".into(),
            "4A".into(),
            "teacher".into(),
            "2".into(),
        )],
    };
    let page = |props: UnitPageProps| html(move || UnitPage(props));
    insta::assert_snapshot!("unit-bare", page(bare(false)));
    let school = UnitPageProps {
        keeps_records: false,
        youth_to_make: 2,
        youth_without_parent: 1,
        below: vec![unit("4A"), unit("4B")],
        people: vec![person("Lan", true, false), person("Mai", false, true)],
        made: Some(FirstPassword {
            username: "lan".into(),
            password: "bi-mat-lan-dau".into(),
        }),
        ..bare(true)
    };
    insta::assert_snapshot!("unit-many", page(school));
    let refused = UnitPageProps {
        typed: Fields::default().with("username", "Cô Lan"),
        problems: Problems::one("username", "username-shape"),
        ..bare(true)
    };
    insta::assert_snapshot!("unit-refused", page(refused));
}

#[test]
fn what_an_administrator_looks_after() {
    let page = |years: Vec<YearLine>, problems: Problems| {
        let props = AdminPageProps {
            years,
            rules: vec![("calendar".into(), "Từ ngày 1 đến cuối tháng".into())],
            typed: Fields::default().with("rule", "calendar"),
            problems,
            about: vec![("Phiên bản".into(), "0.1.0".into())],
        };
        html(move || AdminPage(props))
    };
    let year = YearLine {
        href: "/quan-tri/nam-hoc/2026".into(),
        name: "2026–2027".into(),
        days: ["05/09/2026", "18/01/2027", "31/05/2027"].map(Into::into),
    };
    insta::assert_snapshot!("admin-no-year", page(vec![], Problems::default()));
    let problems = Problems::one("rule", "field-required");
    insta::assert_snapshot!("admin-refused", page(vec![year], problems));
}

/// Nothing at all, nothing of what was asked for, a question that is no question, and a full page.
#[test]
fn the_log() {
    let page = |narrowed, problems: Problems, log: Vec<LogLine>, older: Option<&str>| {
        let props = AuditPageProps {
            narrowed,
            typed: Fields::default().with("nguoi", "lan"),
            problems,
            actions: vec![(String::new(), "Mọi việc".into())],
            log,
            older: older.map(Into::into),
        };
        html(move || AuditPage(props))
    };
    let line = |mine: Option<&str>| LogLine {
        day: "12/10/2026".into(),
        hour: "08:00".into(),
        who: "Cô Lan".into(),
        mine: mine.map(Into::into),
        what: "Đăng nhập".into(),
        unit: "Trường Hoa Sen".into(),
        detail: String::new(),
    };
    let fine = Problems::default;
    insta::assert_snapshot!("log-none", page(false, fine(), vec![], None));
    insta::assert_snapshot!("log-none-here", page(true, fine(), vec![], None));
    let refused = Problems::one("tu", "date-shape");
    insta::assert_snapshot!("log-refused", page(true, refused, vec![], None));
    let many = vec![line(Some("/quan-tri/nhat-ky?nguoi=lan")), line(None)];
    let older = Some("/quan-tri/nhat-ky?truoc=1");
    insta::assert_snapshot!("log-many", page(false, fine(), many, older));
}

#[test]
fn the_people_a_school_names() {
    let page = |typed: Fields, problems: Problems, saved| {
        let page = ContactsPage {
            base: "/don-vi/1".into(),
            school: "Trường Hoa Sen".into(),
            typed,
            problems,
            saved,
        };
        html(move || page.view())
    };
    let lan = || {
        Fields::default()
            .with("name-0", "Cô Lan")
            .with("phone-0", "12")
    };
    insta::assert_snapshot!(
        "contacts-none",
        page(Fields::default(), Problems::default(), false)
    );
    insta::assert_snapshot!("contacts-saved", page(lan(), Problems::default(), true));
    let problems = Problems::one("contacts", "contacts-phone-shape");
    insta::assert_snapshot!("contacts-refused", page(lan(), problems, false));
}

#[test]
fn signing_in_as_an_adult() {
    let page = |notice: Option<&str>, seconds| {
        let props = StaffDoorPageProps {
            typed: Fields::default().with("username", "lan"),
            notice: notice.map(Into::into),
            seconds,
            next: "/lop".into(),
        };
        html(move || StaffDoorPage(props))
    };
    insta::assert_snapshot!("staff-door-new", page(None, None));
    let wrong = Some("Tên đăng nhập hoặc mật khẩu chưa đúng.");
    insta::assert_snapshot!("staff-door-refused-waits", page(wrong, Some(30)));
    let session = |this_one| SessionLine {
        opened: "08:00 12/10/2026".into(),
        seen: "09:00 12/10/2026".into(),
        this_one,
    };
    let account = AccountPageProps {
        name: "Cô Lan".into(),
        username: "lan".into(),
        roles: vec![("Giáo viên chủ nhiệm".into(), "4A".into())],
        sessions: vec![session(true), session(false)],
    };
    insta::assert_snapshot!("account", html(move || AccountPage(account)));
    let password = |problems: Problems, first| {
        html(move || PasswordPage(PasswordPageProps { problems, first }))
    };
    insta::assert_snapshot!("password-first", password(Problems::default(), true));
    let problems = Problems::one("new", "password-short");
    insta::assert_snapshot!("password-refused", password(problems, false));
}
