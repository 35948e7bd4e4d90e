//! What a child sees before and after a lesson.

use crate::html;
use lachan_app::pages::{
    attempt::Attempt,
    desk::{DeskLine, DeskPage, DeskState},
    door::{
        Ask, CardPage, CardPageProps, DoorPage, DoorPageProps, SecretPage, SecretPageProps, Tile,
        TilesPage, TilesPageProps,
    },
    help::{HelpPage, SchoolContact},
    trial::{Carried, EndPage, Explained, FirstPage, QuestionPage},
};
use lachan_core::{help::HelpChannel, lesson::Band, trial::TestKind};

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
    let test = Some(TestKind::PreTest);
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

/// An empty class, a class, and a number that was wrong.
#[test]
fn the_tiles_of_a_class() {
    let tile = |label: &str| Tile {
        href: "/vao/1".into(),
        label: label.into(),
        animal: "meo".into(),
    };
    let page = |tiles: Vec<Tile>, notice: Option<&str>| {
        let props = TilesPageProps {
            class: "4A".into(),
            tiles,
            notice: notice.map(Into::into),
        };
        html(move || TilesPage(props))
    };
    insta::assert_snapshot!("tiles-none", page(vec![], None));
    insta::assert_snapshot!(
        "tiles-many",
        page(vec![tile("An N."), tile("Chi L.")], None)
    );
    let wrong = Some("Số bí mật chưa đúng.");
    insta::assert_snapshot!("tiles-refused", page(vec![tile("An N.")], wrong));
}

/// Three pictures, four digits, a wait after too many tries, and a card that was not known.
#[test]
fn showing_that_a_tile_is_ones_own() {
    let page = |ask, notice: Option<&str>| {
        let props = SecretPageProps {
            action: "/vao-lop/1".into(),
            name: "An N.".into(),
            animal: "meo".into(),
            ask,
            notice: notice.map(Into::into),
        };
        html(move || SecretPage(props))
    };
    insta::assert_snapshot!("secret-pictures", page(Ask::Pictures, None));
    let wrong = Some("Chưa đúng. Em thử lại nhé.");
    insta::assert_snapshot!("secret-pin-wrong", page(Ask::Pin, wrong));
    let wait = Some("Em đợi một phút rồi thử lại nhé.");
    insta::assert_snapshot!("secret-waits", page(Ask::Nothing, wait));
    let card = |notice: Option<&str>| {
        let notice = notice.map(Into::into);
        html(move || CardPage(CardPageProps { notice }))
    };
    insta::assert_snapshot!("card-new", card(None));
    insta::assert_snapshot!("card-unknown", card(Some("Thẻ này đã được thay.")));
}

/// All right, some, none: said kindly, each with its ways back; and not known yet.
#[test]
fn how_a_run_went() {
    let run = |wrong: Option<&[u16]>| Attempt {
        path: "/hoc/B4".into(),
        address: Band::B.address(),
        taught: vec![2, 5],
        wrong: wrong.map(<[u16]>::to_vec),
    };
    for (name, wrong) in [
        ("attempt-unknown", None),
        ("attempt-all", Some(&[][..])),
        ("attempt-some", Some(&[2][..])),
        ("attempt-none", Some(&[1, 2][..])),
    ] {
        let run = run(wrong);
        insta::assert_snapshot!(name, html(move || run.view()));
    }
}

/// To a stranger with the numbers alone; to a child with the people of its school and the way back.
#[test]
fn where_help_is() {
    let channel = |label: &str, number: Option<&str>, site: Option<&str>| HelpChannel {
        id: label.to_lowercase(),
        label: label.into(),
        text: format!("Khi cần {label}"),
        number: number.map(Into::into),
        site: site.map(Into::into),
        bands: vec![Band::B, Band::D],
        from: None,
        to: None,
    };
    let channels = vec![
        channel("Tổng đài 111", Some("111"), None),
        channel("Công an", Some("113"), None),
        channel("Trang báo cáo", None, Some("vncert.vn")),
    ];
    let stranger = HelpPage {
        band: None,
        channels: channels.clone(),
        contacts: vec![],
        back: None,
    };
    let child = HelpPage {
        band: Some(Band::D),
        channels,
        contacts: vec![SchoolContact {
            name: "Cô Lan".into(),
            title: "Tư vấn tâm lý".into(),
            room: "Phòng 12".into(),
            phone: "0912 345 678".into(),
        }],
        back: Some("/hoc".into()),
    };
    insta::assert_snapshot!("help-stranger", html(move || stranger.view()));
    insta::assert_snapshot!("help-child", html(move || child.view()));
}

/// From the first screen to the thanks: only the post-test explains, and no question says what is right.
#[test]
fn a_short_test() {
    let address = Band::B.address();
    let carried = || Carried {
        ticket: "ve".into(),
        id: "1".into(),
        sheet: "2".into(),
    };
    let first = FirstPage {
        kind: TestKind::PreTest,
        address,
        questions: 7,
        carried: carried(),
    };
    let question = QuestionPage {
        kind: TestKind::PreTest,
        n: 2,
        of: 7,
        stem: "Ai được chạm vào em?".into(),
        options: vec!["Không ai".into(), "Em cho phép".into()],
        carried: carried(),
    };
    let explained = |right| Explained {
        stem: "Em gọi số nào?".into(),
        right,
        opening: "Mình cùng nghĩ lại nhé.".into(),
        chosen: "113".into(),
        own: "Số này là của công an.".into(),
        answer: "111".into(),
        explanation: "111 nghe em nói, cả ngày lẫn đêm.".into(),
    };
    let thanks = |explained| EndPage { address, explained };
    insta::assert_snapshot!("trial-first", html(move || first.view()));
    insta::assert_snapshot!("trial-question", html(move || question.view()));
    insta::assert_snapshot!("trial-thanks", html(move || thanks(vec![]).view()));
    let both = vec![explained(true), explained(false)];
    insta::assert_snapshot!("trial-explained", html(move || thanks(both).view()));
}
