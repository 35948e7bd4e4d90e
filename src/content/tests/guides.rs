//! Guides and scripts: what is shipped can be read, and each kind of mistake is told at its line.

use super::{B4, built_in, folder, said, shipped};
use lachan_core::{
    guide::{Block, LineKind},
    lesson::Band,
};
use std::fs;

/// The guide of B4 with one thing changed is refused at the line of the marker, with these words.
#[track_caller]
fn refused_guide(from: &str, to: &str, marker: &str, words: &str) {
    let text = built_in(&format!("guides/{B4}"));
    refused_file(&format!("guides/{B4}"), &text, from, to, marker, words);
}

/// The same for the script of the meeting G3, in a folder with all modules.
#[track_caller]
fn refused_script(from: &str, to: &str, marker: &str, words: &str) {
    let text = built_in("packs/G3.md");
    refused_file("packs/G3.md", &text, from, to, marker, words);
}

#[track_caller]
fn refused_file(name: &str, text: &str, from: &str, to: &str, marker: &str, words: &str) {
    assert!(text.contains(from), "nothing to change: {from}");
    let text = text.replacen(from, to, 1);
    let line = 1 + text
        .lines()
        .position(|line| line.contains(marker))
        .expect("a marker");
    let said = said(everything(name, &text).path());
    let place = format!("{name}:{line}: ");
    assert!(
        said.iter()
            .any(|said| said.starts_with(&place) && said.contains(words)),
        "{place}{words} is not among {said:#?}"
    );
}

/// A folder with all modules, guides and scripts, one of them with another text.
fn everything(changed: &str, text: &str) -> tempfile::TempDir {
    let dir = folder(B4, built_in(&format!("modules/{B4}")));
    for folder in ["modules", "guides", "packs"] {
        fs::create_dir_all(dir.path().join(folder)).unwrap();
        for name in super::Source::BuiltIn.texts(folder).unwrap() {
            fs::write(dir.path().join(&name), built_in(&name)).unwrap();
        }
    }
    fs::write(dir.path().join(changed), text).unwrap();
    dir
}

#[test]
fn every_lesson_has_a_guide_that_fills_its_hour() {
    let library = shipped().library;
    for module in library.modules() {
        let teaching = library.teaching(&module.id).expect("a guide");
        let guide = &teaching.guide;
        let hour = match module.band {
            Band::A | Band::B => 35,
            Band::T => 60,
            _ => 45,
        };
        assert_eq!(guide.minutes, hour, "{}", module.id);
        assert!(guide.faq.len() >= 5 && guide.steps.len() >= 5);
        let aloud = [LineKind::Say, LineKind::Ask, LineKind::Answer];
        let spoken = guide.steps.iter().flat_map(|step| &step.lines);
        assert!(
            spoken.filter(|line| aloud.contains(&line.kind)).count() >= 10,
            "{}",
            module.id
        );
    }
}

#[test]
fn a_step_knows_its_scenes_and_what_each_line_is_for() {
    let library = shipped().library;
    let teaching = library.teaching(&"B4".parse().unwrap()).unwrap();
    let step = &teaching.guide.steps[1];
    assert_eq!((step.title.as_str(), step.minutes), ("Quà và lời khen", 6));
    assert_eq!(step.scenes, [2, 3]);
    let kinds: Vec<_> = step.lines.iter().map(|line| line.kind).collect();
    use LineKind::*;
    assert_eq!(kinds, [Do, Ask, ListenFor, Answer, Ask, ListenFor, Answer]);
    assert!(matches!(&teaching.letter[0], Block::Paragraph(text) if text.starts_with("Kính gửi")));
    assert!(matches!(&teaching.letter[3], Block::Point(_)));
}

#[test]
fn a_lesson_without_a_guide_is_refused() {
    let dir = everything("modules/README.txt", "");
    fs::remove_file(dir.path().join(format!("guides/{B4}"))).unwrap();
    assert_eq!(
        said(dir.path()),
        ["guides/B4-….md:1: bài B4 chưa có hướng dẫn"]
    );
}

#[test]
fn a_guide_has_its_headings_in_order() {
    refused_guide(
        "## Không có máy\n",
        "",
        "## Bạn cần thêm hỗ trợ",
        "thiếu phần “## Không có máy”",
    );
    refused_guide(
        "## Tập nói\n",
        "## Tập hát\n",
        "## Tập hát",
        "không có phần “Tập hát”",
    );
}

#[test]
fn the_minutes_of_a_guide_fill_the_hour() {
    refused_guide(
        "### 1. Khởi động – 4 phút",
        "### 1. Khởi động – 5 phút",
        "## Tiến trình",
        "các bước cộng lại là 36 phút, giờ của nhóm B là 35 phút",
    );
    refused_guide(
        "### 2. Quà",
        "### 3. Quà",
        "### 3. Quà",
        "chỗ này phải là bước 2 với số phút",
    );
}

#[test]
fn a_line_says_what_it_is_for_and_names_scenes_that_exist() {
    refused_guide(
        "Làm: Chiếu Cảnh 8.",
        "Chiếu Cảnh 8.",
        "Chiếu Cảnh 8.",
        "dòng của một bước bắt đầu bằng",
    );
    refused_guide(
        "Chiếu lại Cảnh 9",
        "Chiếu lại Cảnh 12",
        "Cảnh 12",
        "bài B4 không có Cảnh 12",
    );
    refused_guide(
        "Làm: Chiếu Cảnh 8.",
        "Làm: Kể chuyện.",
        "+++",
        "chưa bước nào dùng Cảnh 8",
    );
}

#[test]
fn a_letter_is_one_page_and_names_111() {
    refused_guide(
        "Rồi gọi 111,",
        "Rồi gọi tổng đài,",
        "## Thư gửi gia đình",
        "phải nhắc số 111",
    );
    let long = vec!["tiếng"; 60].join(" ");
    refused_guide(
        "Ba câu nói ở nhà:",
        &format!("Ba câu nói ở nhà: {long}"),
        "## Thư gửi gia đình",
        "cần từ 130 đến 200",
    );
}

#[test]
fn an_opening_is_said_and_a_question_is_answered() {
    refused_guide(
        "\"Chào các em!",
        "Chào các em!",
        "Chào các em!",
        "ngoặc kép",
    );
    refused_guide(
        "Đáp: Em vẫn nhận quà",
        "Em vẫn nhận quà",
        "Em vẫn nhận quà",
        "từng cặp “Hỏi: …” rồi “Đáp: …”",
    );
}

#[test]
fn a_meeting_shows_scenes_that_exist_and_asks_what_they_teach() {
    refused_script(
        "\"B6.8\"]",
        "\"B6.10\"]",
        "pack =",
        "không có cảnh nào mang mã “B6.10”",
    );
    refused_script(
        "\"B6.Q3\",",
        "\"C1.Q3\",",
        "pack =",
        "không cảnh nào của buổi này dạy",
    );
    refused_script(
        "minutes = 40",
        "minutes = 41",
        "## Tiến trình",
        "40 phút, phần đầu ghi 41 phút",
    );
    refused_script(
        "Cảnh 4 (B6.4)",
        "Cảnh 4 (B6.5)",
        "Cảnh 4 (B6.5)",
        "không phải là B6.5",
    );
}

#[test]
fn a_meeting_quotes_its_questions_word_for_word() {
    refused_script(
        "A. Bạn im lặng nghĩa là bạn đã đồng ý từ đầu rồi.",
        "A. Bạn im lặng nghĩa là đã đồng ý.",
        "Câu 2 (B6.Q1)",
        "phải giống bài B6",
    );
    refused_script(
        "Đáp: \"Thẻ B. Hai câu này",
        "Đáp: \"Thẻ A. Hai câu này",
        "Thẻ A. Hai câu này",
        "thẻ đúng của câu B6.Q3 là thẻ B",
    );
}
