//! What comes of a list: its preview, the cards that are printed from it, and the door of the class.

use crate::html;
use lachan_app::pages::{
    cards::{Card, CardSecret, CardsPage, CardsPageProps},
    door_panel::{DoorView, Held, OpenDoor, ProjectorPage, ProjectorPageProps, panel},
    import_preview::{
        ClassLine, ColumnQuestion, MissingLine, PreviewPage, PreviewPageProps, PreviewView,
        RowLine, SameChoice, SameLine, Switch, WrongLine,
    },
};

fn nothing() -> PreviewView {
    PreviewView {
        base: "/nhap-danh-sach/1".into(),
        file_name: "DS-4A.xlsx".into(),
        new: vec![],
        changed: vec![],
        unchanged: 33,
        missing: vec![],
        wrong: vec![],
        columns: vec![],
        classes: vec![],
        switches: vec![],
        same: vec![],
        warnings: vec![],
        new_classes: vec![],
        seen: "0-0-33-0-0".into(),
        nothing_to_do: true,
    }
}

/// Nothing to do, something of everything, questions that come first, and numbers that have changed meanwhile.
#[test]
fn looking_before_a_list_is_brought_in() {
    let page = |preview: PreviewView, conflict: Option<&str>| {
        let conflict = conflict.map(Into::into);
        html(move || PreviewPage(PreviewPageProps { preview, conflict }))
    };
    let row = |about: &str| RowLine {
        place: "dòng 4".into(),
        name: "Nguyễn Văn An".into(),
        class: "4A".into(),
        birth: "10/03/2016".into(),
        code: String::new(),
        about: about.into(),
    };
    let full = || PreviewView {
        new: vec![row("")],
        changed: vec![row("ngày sinh: 10/03/2016 thay cho 01/03/2016")],
        missing: vec![MissingLine {
            id: "1".into(),
            name: "Lê Chi".into(),
            class: "4A".into(),
            left: false,
        }],
        wrong: vec![WrongLine {
            place: "dòng 9".into(),
            name: "An2".into(),
            reason: "Tên có chữ số.".into(),
        }],
        switches: vec![Switch {
            about: "hoa",
            to: true,
            now: "Tên viết thường.".into(),
            other: "Giữ như trong tệp".into(),
        }],
        same: vec![SameLine {
            field: "trung-4".into(),
            words: "Lớp 4A đã có một em tên này.".into(),
            choices: vec![SameChoice {
                value: "moi".into(),
                words: "Em mới".into(),
                chosen: true,
            }],
        }],
        warnings: vec!["Trang “Cũ” bị ẩn nên không đọc.".into()],
        new_classes: vec!["4C".into()],
        nothing_to_do: false,
        ..nothing()
    };
    let asked = PreviewView {
        columns: vec![ColumnQuestion {
            head: "Ghi chú".into(),
            question: "Cột “Ghi chú” có phải là mã học sinh?".into(),
            yes: "Phải".into(),
            no: "Không".into(),
        }],
        classes: vec![ClassLine {
            listed: "4 a".into(),
            like: "4A".into(),
            question: "“4 a” là lớp 4A?".into(),
            same: "Là lớp 4A".into(),
            new: "Là lớp mới".into(),
        }],
        ..full()
    };
    insta::assert_snapshot!("preview-nothing", page(nothing(), None));
    insta::assert_snapshot!("preview-full", page(full(), None));
    insta::assert_snapshot!("preview-asks", page(asked, None));
    let changed = Some("Danh sách đã đổi từ lúc xem. Hãy xem lại.");
    insta::assert_snapshot!("preview-conflict", page(full(), changed));
}

/// No child, both kinds of secret and one that nobody can read any more, and a single new card.
#[test]
fn the_cards_of_a_class() {
    let card = |name: &str, secret| Card {
        pupil: name.to_lowercase(),
        name: name.into(),
        animal: "meo".into(),
        link: "https://lachan.example/the#1".into(),
        secret,
    };
    let page = |cards: Vec<Card>, home, only| {
        let props = CardsPageProps {
            base: "/lop/1".into(),
            class: "4A".into(),
            school: "Trường Hoa Sen".into(),
            cards,
            home,
            only,
        };
        html(move || CardsPage(props))
    };
    insta::assert_snapshot!("cards-none", page(vec![], None, false));
    let many = vec![
        card("An", CardSecret::Pictures(vec![0, 1, 2])),
        card("Bình", CardSecret::Pin("0412".into())),
        card("Chi", CardSecret::Lost),
    ];
    insta::assert_snapshot!("cards-many", page(many, Some(false), false));
    let one = vec![card("An", CardSecret::Pin("0412".into()))];
    insta::assert_snapshot!("cards-one", page(one, Some(true), true));
}

/// Shut, open, and with children who wait; on the wall nobody reads who waits.
#[test]
fn the_door_of_a_class() {
    let door = |waits, held: &[&str], helped: Option<&str>| DoorView {
        base: "/lop/1".into(),
        open: Some(OpenDoor {
            code: "EG3E BQSM".into(),
            address: "https://lachan.example".into(),
            minutes_left: 44,
            inside: 12,
            pupils: 33,
            waits,
            held: held
                .iter()
                .map(|name| Held {
                    pupil: name.to_lowercase(),
                    name: (*name).to_owned(),
                })
                .collect(),
            helped: helped.map(Into::into),
        }),
    };
    let shut = || DoorView {
        base: "/lop/1".into(),
        open: None,
    };
    insta::assert_snapshot!("door-panel-shut", html(move || panel(shut())));
    let open = door(false, &[], None);
    insta::assert_snapshot!("door-panel-open", html(move || panel(open)));
    let waits = door(true, &["Lê Chi"], Some("An"));
    insta::assert_snapshot!("door-panel-waits", html(move || panel(waits)));
    let wall = |door: DoorView| {
        let props = ProjectorPageProps {
            class: "4A".into(),
            door,
        };
        html(move || ProjectorPage(props))
    };
    insta::assert_snapshot!("wall-shut", wall(shut()));
    let shown = wall(door(true, &["Lê Chi"], None));
    assert!(!shown.contains("Lê Chi"));
    insta::assert_snapshot!("wall-open", shown);
}
