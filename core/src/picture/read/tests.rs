//! What authors write, and what they mistype.

use super::{
    super::{Character, Depth, Gaze, Gesture, Ground, Layout, Mood, Seat, Speaker, Tone, Wear},
    *,
};

fn read(block: &str) -> Result<Picture, Vec<(usize, String)>> {
    let lines: Vec<_> = block
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 10, line))
        .collect();
    parse(&lines)
}

#[test]
fn a_scene_is_read() {
    let picture = read(
        "nền: sân trường\nngười: Bông, bé gái, khăn quàng, trái, vẫy tay, cười\nngười: mẹ, phải, xa, cầm quà\nvật: cửa, phải: Phòng y tế\nnói: Bông: Con chào cô: bằng vẫy tay ạ!\nnghĩ: cửa: Ai đó?\nalt: Bông vẫy tay.",
    )
    .unwrap();
    assert_eq!(picture.ground, Ground::Yard);
    assert_eq!(picture.actors[0].wear, Some(Wear::Pioneer));
    assert_eq!(picture.actors[0].gesture, Gesture::Wave);
    assert_eq!(picture.actors[1].kind, Character::Mother);
    assert_eq!(picture.actors[1].holds, Thing::named("quà"));
    assert_eq!(picture.objects[0].label.as_deref(), Some("Phòng y tế"));
    assert_eq!(picture.speech[0].text, "Con chào cô: bằng vẫy tay ạ!");
    assert_eq!(picture.speech[1].by, Speaker::Object(0));
}

#[test]
fn a_picture_may_show_two_places() {
    let call = read("nền: nhà | phòng tư vấn\nngười: bố, trái, gọi điện\nalt: Bố gọi.").unwrap();
    assert_eq!(
        (call.ground, call.beyond),
        (Ground::Home, Some(Ground::Office))
    );
    let problems = read("nền: nhà | mặt trăng\nalt: x").unwrap_err();
    assert!(problems[0].1.contains("không có nền “mặt trăng”"));
}

#[test]
fn cards_and_messages_are_read() {
    let picture = read(
        "xếp: lưới, phải\nthẻ: quà | Tặng quà | vàng\nthẻ: KHÔNG\nmáy: điện thoại, trái: Bạn mới\ntin: họ, đỏ: Đọc xong xóa nhé\ntin: mình: (che)\nalt: Một đoạn chat.",
    )
    .unwrap();
    assert_eq!(picture.layout, Layout::Grid);
    assert_eq!(picture.side, Some(Spot::Right));
    assert_eq!(picture.cards[0].tone, Tone::Yellow);
    assert_eq!(picture.cards[1].icon, None);
    let device = picture.device.unwrap();
    assert_eq!(device.messages[0].light, Some(Tone::Red));
    assert_eq!(device.messages[1].text, None);
}

#[test]
fn every_problem_names_its_line() {
    let problems = read(
        "nền: mặt trăng\nngười: Bông, siêu nhân\nngười: Bi, bé trai, bay\nvật: súng\nnói: Na: Chào\nlời gì đó\nđồ: x\ntin: họ: x\nthẻ: a | b | c | d",
    )
    .unwrap_err();
    let lines: Vec<_> = problems.iter().map(|(line, _)| *line).collect();
    assert_eq!(lines, [10, 10, 11, 12, 13, 14, 15, 16, 17, 18]);
    assert!(
        problems[0].1.contains("không có nền “mặt trăng”"),
        "{problems:?}"
    );
    assert!(problems.iter().any(|(_, said)| said.contains("alt:")));
}

#[test]
fn long_words_and_crowds_are_refused() {
    let long = "a".repeat(LONGEST_SPEECH + 1);
    let problems = read(&format!(
        "người: Bi, bé trai\nngười: Bi, bé trai\nnói: Bi: {long}\nalt: Bi."
    ))
    .unwrap_err();
    assert_eq!(problems.len(), 2);
    assert!(problems[0].1.contains("hai người cùng tên"));
    assert!(problems[1].1.contains("nhiều nhất 64"));
}

#[test]
fn no_word_means_two_things() {
    let lists = [
        Spot::WORDS.iter().map(|(w, _)| *w).collect::<Vec<_>>(),
        Depth::WORDS.iter().map(|(w, _)| *w).collect(),
        Wear::WORDS.iter().map(|(w, _)| *w).collect(),
        Gesture::WORDS.iter().map(|(w, _)| *w).collect(),
        Mood::WORDS.iter().map(|(w, _)| *w).collect(),
    ];
    let mut all: Vec<_> = lists.concat();
    all.sort_unstable();
    let n = all.len();
    all.dedup();
    assert_eq!(all.len(), n);
}

#[test]
fn in_a_group_each_message_has_its_writer() {
    let picture = read(
        "máy: điện thoại: Nhóm lớp\ntin: họ, Linh, đỏ: Vào xem!\ntin: họ, vàng: Gửi đi\nalt: x",
    )
    .unwrap();
    let messages = &picture.device.unwrap().messages;
    assert_eq!(messages[0].name.as_deref(), Some("Linh"));
    assert_eq!(
        (messages[0].light, messages[1].light),
        (Some(Tone::Red), Some(Tone::Yellow))
    );
    assert_eq!(messages[1].name, None);
}

#[test]
fn whoever_sits_keeps_the_hands_free_and_looks_where_the_author_says() {
    let picture = read(
        "nhìn: Mít: máy\nnhìn: mẹ: Mít\nngười: Mít, bé gái, ngồi xe lăn, vẫy tay\nngười: mẹ, ngồi xổm, đặt tay lên vai\nmáy: điện thoại, phải: Bạn\nalt: x",
    )
    .unwrap();
    let [mit, mother] = &picture.actors[..] else {
        panic!("two people")
    };
    assert_eq!(
        (mit.seat, mit.gesture),
        (Some(Seat::Wheelchair), Gesture::Wave)
    );
    assert_eq!(
        (mit.gaze, mother.gaze),
        (Some(Gaze::Shown), Some(Gaze::Actor(0)))
    );
    assert_eq!(mother.seat, Some(Seat::Heels));
    for (line, words) in [
        ("nhìn: Na: Mít", "“Na” không có trong hình"),
        ("nhìn: Mít: thẻ", "“thẻ” không có trong hình để nhìn"),
        ("nhìn: Mít: Mít", "“Mít” không có trong hình để nhìn"),
    ] {
        let refusals = read(&format!("người: Mít, bé gái\n{line}\nalt: x")).unwrap_err();
        assert_eq!(
            (refusals[0].0, refusals[0].1.contains(words)),
            (11, true),
            "{refusals:?}"
        );
    }
}
