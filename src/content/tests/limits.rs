//! A storyboard is no lesson: too few scenes, too much in one, one game, an unsaid rule, a wrong length.

use super::{B4, built_in, folder, refused, said, scene_3};

#[test]
fn a_lesson_has_as_many_scenes_as_its_band() {
    let b4 = built_in(&format!("modules/{B4}"));
    let from = b4.find("### Cảnh 3\n").unwrap();
    let to = b4.find("### Cảnh 5\n").unwrap();
    let mut text = format!("{}{}", &b4[..from], &b4[to..]);
    for n in 5..=9 {
        text = text.replace(&format!("### Cảnh {n}\n"), &format!("### Cảnh {}\n", n - 2));
    }
    let said = said(folder(B4, text).path());
    let line = 1 + b4.lines().position(|line| line == "## Cảnh").unwrap();
    assert_eq!(
        said[0],
        format!("modules/{B4}:{line}: bài nhóm B có ít nhất 8 cảnh, đang có 7")
    );
}

#[test]
fn a_scene_is_not_longer_than_its_band_reads() {
    let many = vec!["Một câu."; 75].join(" ");
    refused(
        &scene_3(),
        &many,
        "### Cảnh 3",
        "cảnh 3 dài 150 tiếng, bài nhóm B nhiều nhất 70 tiếng một cảnh",
    );
}

#[test]
fn a_lesson_has_two_games_of_different_kinds() {
    let b4 = built_in(&format!("modules/{B4}"));
    let mut games = Vec::new();
    for (at, _) in b4.match_indices("```chơi\n") {
        let end = at + b4[at..].find("\n```\n").unwrap() + 5;
        games.push(&b4[at..end]);
    }
    assert_eq!(games.len(), 3);
    let one = b4.replacen(games[1], "", 1).replacen(games[2], "", 1);
    let said = said(folder(B4, one).path());
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(
        said[0].contains("ít nhất 2 trò chơi khác kiểu ở các cảnh khác nhau, đang có 1"),
        "{said:#?}"
    );
}

#[test]
fn a_rule_in_the_head_is_said_in_its_own_words() {
    refused(
        "rules = [\"R4\"]",
        "rules = [\"R4\", \"R8\"]",
        "rules =",
        "chưa cảnh nào nói câu của quy tắc: “Im lặng, ậm ừ hay bị ép không phải là đồng ý.”",
    );
    refused(
        "Bí mật làm em lo, sợ, khó chịu thì em kể",
        "Có bí mật thì em kể",
        "rules =",
        "chưa cảnh nào nói câu của quy tắc",
    );
}

#[test]
fn the_last_scene_holds_the_cards_to_remember() {
    let b4 = built_in(&format!("modules/{B4}"));
    let last = b4.find("### Cảnh 9\n").unwrap();
    let cards: String = b4[last..]
        .lines()
        .filter(|line| line.starts_with("thẻ:"))
        .map(|line| format!("{line}\n"))
        .collect();
    let with = format!("xếp: danh sách, 76%\n{cards}");
    refused(&with, "", "### Cảnh 9", "cảnh cuối là phần nhắc lại");
}

#[test]
fn the_minutes_are_those_of_the_text() {
    refused(
        "minutes = 10",
        "minutes = 8",
        "minutes = 8",
        "mất khoảng 10 phút; hãy ghi minutes = 10",
    );
    let b4 = built_in(&format!("modules/{B4}"));
    let quiz = b4.find("## Câu hỏi").unwrap();
    let mut text = b4[..quiz].to_owned();
    for n in 10..=14 {
        let scene = scene_3();
        text.push_str(&format!(
            "### Cảnh {n}\n\n{scene}\n\n```hinh\nnền: nhà\nthẻ: tim | Kể\nalt: Một tấm thẻ.\n```\n\n"
        ));
    }
    text.push_str(&b4[quiz..]);
    let said = said(folder(B4, text).path());
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("bài nhóm B từ 8 đến 10 phút"), "{said:#?}");
}
