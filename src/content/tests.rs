//! The shipped lessons load; every kind of mistake is refused with its file and line.

mod guides;
mod limits;

use super::{Content, command, load, source::Source};
use lachan_core::lesson::{Band, ItemKind, RuleId, sentence};
use std::{collections::BTreeSet, fs, path::Path};

const B4: &str = "B4-chieu-du-do.md";

fn shipped() -> Content {
    load(None).unwrap_or_else(|problems| panic!("{problems}"))
}

fn built_in(name: &str) -> String {
    String::from_utf8(Source::BuiltIn.read(name).unwrap().unwrap()).unwrap()
}

/// A folder with one module.
fn folder(name: &str, text: impl AsRef<[u8]>) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("modules")).unwrap();
    fs::write(dir.path().join("modules").join(name), text).unwrap();
    dir
}

/// What is said about a folder, without the path of the folder.
fn said(dir: &Path) -> Vec<String> {
    match load(Some(dir)) {
        Ok(_) => Vec::new(),
        Err(problems) => {
            let prefix = format!("{}/", dir.display());
            problems
                .iter()
                .map(|problem| problem.to_string().replace(&prefix, ""))
                .collect()
        }
    }
}

/// The whole text of B4's third scene.
fn scene_3() -> String {
    let b4 = built_in(&format!("modules/{B4}"));
    let at = b4.find("### Cảnh 3\n\n").unwrap() + "### Cảnh 3\n\n".len();
    b4[at..].lines().next().unwrap().to_owned()
}

/// B4 with one thing changed must be refused once, at the line of the marker, with these words.
#[track_caller]
fn refused(from: &str, to: &str, marker: &str, words: &str) {
    let text = built_in(&format!("modules/{B4}"));
    assert!(text.contains(from), "nothing to change: {from}");
    let text = text.replacen(from, to, 1);
    let line = 1 + text
        .lines()
        .position(|line| line.contains(marker))
        .expect("a marker");
    let said = said(folder(B4, text).path());
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(
        said[0].starts_with(&format!("modules/{B4}:{line}: ")),
        "line {line}: {}",
        said[0]
    );
    assert!(said[0].contains(words), "{}", said[0]);
}

#[test]
fn thirty_two_modules_and_197_questions_are_shipped() {
    let library = shipped().library;
    assert_eq!(library.modules().len(), 32);
    let pupils = library
        .modules()
        .iter()
        .filter(|module| module.band.is_for_pupils());
    assert_eq!(pupils.count(), 29);
    let items: usize = library
        .modules()
        .iter()
        .map(|module| module.items.len())
        .sum();
    assert_eq!(items, 197);
    let sizes: Vec<_> = Band::ALL.map(|band| library.of_band(band).count()).to_vec();
    assert_eq!(sizes, [7, 7, 8, 7, 2, 1]);
}

#[test]
fn every_lesson_is_something_to_do() {
    let library = shipped().library;
    let games = library.modules().iter().map(|module| {
        let scenes = module.scenes.iter();
        scenes.filter(|scene| scene.play.is_some()).count()
    });
    assert!(games.clone().all(|n| n >= 3));
    assert_eq!(games.sum::<usize>(), 107);
}

#[test]
fn every_question_has_its_key_and_every_scene_its_description() {
    let library = shipped().library;
    for module in library.modules() {
        assert_eq!(
            library.keyed(module).count(),
            module.items.len(),
            "{}",
            module.id
        );
        for (item, key) in library.keyed(module) {
            assert_eq!(key.feedback.len(), item.options.len(), "{}", item.id);
            assert!(usize::from(key.right) < item.options.len(), "{}", item.id);
        }
        for scene in &module.scenes {
            assert!(!scene.picture.alt.is_empty(), "{} {}", module.id, scene.n);
        }
    }
}

#[test]
fn versions_differ_and_nobody_has_reviewed_anything_yet() {
    let library = shipped().library;
    let versions: BTreeSet<_> = library
        .modules()
        .iter()
        .map(|m| m.version.as_str())
        .collect();
    assert_eq!(versions.len(), 32);
    assert!(library.modules().iter().all(|module| !module.is_reviewed()));
}

#[test]
fn the_tests_before_and_after_share_the_question_about_111() {
    let library = shipped().library;
    for (band, items) in [(Band::A, 8), (Band::B, 10), (Band::C, 10), (Band::D, 10)] {
        let test = &library.shelf(band).unwrap().test;
        assert_eq!((test.len(), test[0].as_str()), (items, "A6.Q1"));
        assert!(
            test.iter()
                .all(|id| library.item(id).is_some() && library.key(id).is_some())
        );
    }
}

#[test]
fn every_rule_is_taught_to_children() {
    let library = shipped().library;
    let taught: BTreeSet<RuleId> = library
        .modules()
        .iter()
        .filter(|module| module.band.is_for_pupils())
        .flat_map(|module| module.rules.iter().copied())
        .collect();
    assert_eq!(taught, BTreeSet::from(RuleId::ALL));
}

#[test]
fn every_pack_is_made_of_modules_that_exist() {
    let Content { library, packs, .. } = shipped();
    let ids: Vec<_> = packs.packs.iter().map(|pack| pack.id.as_str()).collect();
    assert_eq!(ids, ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"]);
    for pack in &packs.packs {
        let instead = pack.instead.iter().flat_map(|instead| &instead.modules);
        for id in pack.modules.iter().chain(instead) {
            assert!(library.get(id).is_some(), "{} {id}", pack.id);
        }
        assert_eq!(
            packs.scripts_of(pack).count(),
            pack.script_names().len(),
            "{}",
            pack.id
        );
    }
    assert_eq!(packs.scripts.len(), 9);
}

#[test]
fn everybody_may_call_111_and_the_young_see_nothing_else_than_numbers() {
    let help = shipped().help;
    let day = "2026-09-05".parse().unwrap();
    for band in Band::ALL {
        assert_eq!(help.for_band(band, day).next().unwrap().id, "111");
    }
    let young: Vec<_> = help
        .for_band(Band::A, day)
        .map(|channel| channel.id.as_str())
        .collect();
    assert_eq!(young, ["111", "113", "115"]);
    // the contact between agencies is not for these pages
    assert!(
        help.all()
            .iter()
            .all(|channel| channel.dial().as_deref() != Some("0692760001"))
    );
}

#[test]
fn a_whole_module_reads_as_it_was_written() {
    let library = shipped().library;
    let module = library.get(&"A3".parse().unwrap()).unwrap();
    let scenes: Vec<_> = module
        .scenes
        .iter()
        .map(|scene| (scene.n, &scene.text))
        .collect();
    let quiz: Vec<_> = library.keyed(module).collect();
    insta::assert_debug_snapshot!((
        (
            &module.title,
            module.minutes,
            &module.rules,
            &module.outcomes
        ),
        scenes,
        quiz,
        (&module.wording_notes, &module.who_to_tell),
    ));
}

#[test]
fn the_list_has_the_agreed_shape() {
    let list = command::list(None, command::Format::Json).unwrap();
    let list: serde_json::Value = serde_json::from_str(&list).unwrap();
    let keys = |value: &serde_json::Value| -> Vec<String> {
        value.as_object().unwrap().keys().cloned().collect()
    };
    let module = &list[2];
    assert_eq!(
        keys(module),
        [
            "band",
            "guide",
            "id",
            "items",
            "minutes",
            "reviewed_by",
            "scenes",
            "title",
            "version"
        ]
    );
    assert_eq!(keys(&module["scenes"][0]), ["n", "picture_alt", "text"]);
    let item = &module["items"][4];
    assert_eq!(keys(item), ["contest", "id", "options", "stem", "type"]);
    assert_eq!(keys(&item["options"][0]), ["correct", "feedback", "text"]);
    assert_eq!(
        (&item["id"], &item["type"]),
        (&"A3.Q5".into(), &"tf".into())
    );
    assert!(module["reviewed_by"].is_null());

    let guide = &module["guide"];
    assert_eq!(
        keys(guide),
        [
            "after",
            "before",
            "disclosure",
            "faq",
            "letter",
            "minutes",
            "opening",
            "practice",
            "steps",
            "support",
            "without_devices"
        ]
    );
    assert_eq!(guide["minutes"], 35);
    assert_eq!(keys(&guide["faq"][0]), ["a", "q"]);
    let step = &guide["steps"][0];
    assert_eq!(keys(step), ["lines", "minutes", "scenes", "title"]);
    assert_eq!(keys(&step["lines"][0]), ["kind", "text"]);
    assert_eq!(step["lines"][0]["kind"], "do");
    assert!(guide["letter"].as_str().unwrap().contains("111"));
}

#[test]
fn a_folder_takes_the_place_of_the_shipped_files() {
    // saved by Notepad: a byte-order mark and Windows line ends
    let text = built_in(&format!("modules/{B4}"));
    let saved = format!("\u{feff}{}", text.replace('\n', "\r\n"));
    let dir = folder(B4, saved);
    let content = load(Some(dir.path())).unwrap();
    assert_eq!(content.library.modules().len(), 1);
    let shipped = shipped().library;
    assert_eq!(
        content.library.modules()[0],
        *shipped.get(&"B4".parse().unwrap()).unwrap()
    );
    assert_eq!(content.library.modules()[0].items[0].kind, ItemKind::Single);
    assert_eq!(content.help.all().len(), 6);
    assert!(
        content.packs.packs.is_empty(),
        "a pack with a missing module is left out"
    );
}

#[test]
fn a_reviewed_module_says_by_whom() {
    let text = built_in(&format!("modules/{B4}")).replacen(
        "rules =",
        "reviewed_by = \"Lê Thị Hoa, chuyên gia tâm lý\"\nreviewed_on = 2026-11-20\nrules =",
        1,
    );
    let dir = folder(B4, text);
    let library = load(Some(dir.path())).unwrap().library;
    let module = &library.modules()[0];
    assert_eq!(
        module.reviewed_by.as_deref(),
        Some("Lê Thị Hoa, chuyên gia tâm lý")
    );
    assert_eq!(module.reviewed_on, "2026-11-20".parse().ok());
    assert!(
        !command::check(Some(dir.path()))
            .unwrap()
            .contains("chưa được")
    );
    assert!(
        command::check(None)
            .unwrap()
            .contains("32 bài chưa được chuyên gia thẩm định: A1,")
    );
}

#[test]
fn what_a_specialist_is_still_asked_stands_in_the_docs_too() {
    let said = command::review(None).unwrap();
    let docs = include_str!("../../docs/review.md");
    assert_eq!(
        docs.trim_end(),
        said,
        "run `cargo run -- content review > docs/review.md`"
    );
    assert!(shipped().asked_about("A2").count() >= 3);
    let dir = folder(B4, built_in(&format!("modules/{B4}")));
    let list = "[[question]]\nabout = \"Z9\"\npart = \"Cảnh 1\"\nask = \"?\"\n";
    fs::write(dir.path().join("review.toml"), list).unwrap();
    assert_eq!(
        self::said(dir.path()),
        ["review.toml:1: không có bài hay buổi nào mang mã “Z9”"]
    );
}

#[test]
fn the_recordings_that_are_missing_are_listed() {
    let dir = folder(B4, built_in(&format!("modules/{B4}")));
    fs::create_dir_all(dir.path().join("audio/B4")).unwrap();
    fs::write(dir.path().join("audio/B4/canh-1.mp3"), b"ID3").unwrap();
    let said = command::missing_audio(Some(dir.path())).unwrap();
    assert!(said.starts_with("audio/B4/canh-2.mp3\n"));
    assert!(said.ends_with("Đã có 1 trên 15 tệp lời đọc."), "{said}");
}

#[test]
fn several_mistakes_are_told_at_once() {
    let text = built_in(&format!("modules/{B4}"))
        .replacen("rules = [\"R4\"]", "rules = [\"R44\"]", 1)
        .replacen("- [x] Quà kèm bí mật", "- [ ] Quà kèm bí mật", 1)
        .replacen("## Kể với ai", "## Kể với bạn", 1);
    let said = said(folder(B4, text).path());
    let lines: Vec<_> = said
        .iter()
        .map(|said| said.split(':').nth(1).unwrap())
        .collect();
    assert!(said.len() >= 4, "{said:#?}");
    assert!(lines.is_sorted_by_key(|line| line.parse::<usize>().unwrap()));
}

#[test]
fn a_mistake_in_a_module_is_not_told_again_by_the_lists_that_name_it() {
    let text = built_in(&format!("modules/{B4}")).replacen("minutes = 10", "minutes = 0", 1);
    let dir = folder(B4, text);
    let order = "[[band]]\nid = \"B\"\ntitle = \"B\"\nmodules = [\"B4\"]\ntest = [\"B4.Q1\"]\n";
    fs::write(dir.path().join("order.toml"), order).unwrap();
    let said = said(dir.path());
    assert_eq!(said.len(), 1, "{said:#?}");
    assert!(said[0].contains("số phút"));
}

#[test]
fn a_missing_part_is_refused_where_it_should_have_stood() {
    for (part, next) in [
        ("Mục tiêu", "## Cảnh"),
        ("Cảnh", "## Câu hỏi"),
        ("Câu hỏi", "## Lưu ý lời"),
        ("Lưu ý lời", "## Kể với ai"),
    ] {
        let text = built_in(&format!("modules/{B4}"));
        let start = text.find(&format!("## {part}\n")).unwrap();
        let end = text.find(&format!("{next}\n")).unwrap();
        let whole = &text[start..end];
        refused(whole, "", next, &format!("thiếu phần “## {part}”"));
    }
    let text = built_in(&format!("modules/{B4}"));
    let tell = &text[text.find("## Kể với ai").unwrap()..];
    let notes = "không gắn chiêu với nghề";
    refused(tell, "", notes, "thiếu phần “## Kể với ai”");
}

fn notes() -> String {
    let b4 = built_in(&format!("modules/{B4}"));
    let line = b4.lines().find(|line| line.starts_with("không gắn chiêu"));
    line.unwrap().to_owned()
}

#[test]
fn an_empty_or_a_foreign_part_is_refused() {
    refused(&notes(), "", "## Lưu ý lời", "chưa có chữ");
    refused(
        "## Kể với ai\n",
        "## Ghi chú\n\nabc\n\n## Kể với ai\n",
        "## Ghi chú",
        "một bài không có phần",
    );
    refused(
        "## Kể với ai\n",
        "## Mục tiêu  \n\n## Kể với ai\n",
        "## Mục tiêu  ",
        "hai lần",
    );
}

#[test]
fn a_question_has_exactly_one_right_answer() {
    refused(
        "- [x] Quà kèm bí mật",
        "- [ ] Quà kèm bí mật",
        "### B4.Q1",
        "chưa có phương án đúng",
    );
    refused(
        "- [ ] Quà bình thường",
        "- [x] Quà bình thường",
        "### B4.Q1",
        "có 2 phương án đúng",
    );
}

#[test]
fn an_option_has_feedback_and_words_of_its_own() {
    refused(
        "  > Em không phải trả bằng điều gì.\n",
        "",
        "Phần thưởng em phải trả ơn",
        "phương án thứ ba chưa có lời phản hồi",
    );
    refused(
        "- [ ] Quà bình thường",
        "- [ ]",
        "- [ ]",
        "phương án thứ hai chưa có chữ",
    );
    refused(
        "- [ ] Quà bình thường",
        "- [ ] Quà kèm bí mật",
        "- [ ] Quà kèm bí mật",
        "giống một phương án khác",
    );
    refused(
        "- [ ] Quà bình thường",
        "- [?] Quà bình thường",
        "- [?]",
        "phương án bắt đầu bằng",
    );
}

#[test]
fn a_sentence_too_long_for_the_band_is_refused() {
    let long = |n: usize| format!("{}.", vec!["tiếng"; n].join(" "));
    let praise = scene_3();
    refused(
        &praise,
        &long(27),
        "tiếng tiếng",
        "câu dài 27 tiếng, bài nhóm B nhiều nhất 26",
    );
    refused(
        "  > Quà an toàn không cần giấu.",
        &format!("  > {}", long(27)),
        "tiếng tiếng",
        "27 tiếng",
    );
    refused(
        "- [ ] Quà bình thường",
        &format!("- [ ] {}", long(27)),
        "tiếng tiếng",
        "27 tiếng",
    );
    refused("Đó là chiêu gì?", &long(27), "tiếng tiếng", "27 tiếng");
    refused(
        "Thám tử giỏi không làm một mình:",
        &long(27),
        "tiếng tiếng",
        "27 tiếng",
    );

    // at the limit, and beyond it for older pupils
    let b4 = built_in(&format!("modules/{B4}"));
    let fits = b4.replacen(&praise, &long(26), 1);
    assert_eq!(said(folder(B4, fits).path()), Vec::<String>::new());
    let name = "C6-khi-bi-de-doa-bang-hinh-anh.md";
    let c6 = built_in(&format!("modules/{name}"));
    let breath = c6
        .lines()
        .skip_while(|line| *line != "### Cảnh 1")
        .nth(2)
        .unwrap();
    let older = c6.replacen(breath, &long(40), 1);
    assert_eq!(said(folder(name, older).path()), Vec::<String>::new());
}

#[test]
fn the_youngest_get_the_shortest_sentences() {
    for module in shipped().library.modules() {
        let longest = module
            .scenes
            .iter()
            .map(|scene| sentence::longest(&scene.text).0)
            .max();
        assert!(
            longest <= module.band.words_per_sentence().or(Some(usize::MAX)),
            "{}",
            module.id
        );
    }
}

#[test]
fn an_unknown_rule_is_refused() {
    refused(
        "rules = [\"R4\"]",
        "rules = [\"R4\", \"R10\"]",
        "rules =",
        "không có quy tắc “R10”",
    );
    refused(
        "rules = [\"R4\"]",
        "rules = [\"R4\", \"R4\"]",
        "rules =",
        "hai lần",
    );
    refused(
        "rules = [\"R4\"]",
        "rules = []",
        "rules =",
        "ít nhất một quy tắc",
    );
}

#[test]
fn an_id_is_used_once() {
    let text = built_in(&format!("modules/{B4}"));
    let line = 1 + text
        .lines()
        .position(|line| line.starts_with("### B4.Q2"))
        .unwrap();
    let text = text.replacen("### B4.Q2", "### B4.Q1", 1);
    assert_eq!(
        said(folder(B4, text).path()),
        [format!("modules/{B4}:{line}: mã câu hỏi B4.Q1 bị trùng")]
    );
}

#[test]
fn the_head_is_checked_key_by_key() {
    refused(
        "minutes = 10",
        "minutes = 10\nauthor = \"Lan\"",
        "author",
        "mục “author” không có trong phần đầu",
    );
    refused("minutes = 10", "minutes = 90", "minutes", "số phút");
    refused("minutes = 10\n", "", "id = ", "thiếu mục “minutes”");
    refused(
        "minutes = 10",
        "minutes = ",
        "minutes",
        "phần đầu viết chưa đúng",
    );
    refused(
        "title = \"Chiêu dụ dỗ\"",
        "title = \" \"",
        "title",
        "không để trống",
    );
    refused(
        "minutes = 10",
        "minutes = 10\nreviewed_by = \"Lan\"",
        "id = ",
        "thiếu mục “reviewed_on”",
    );
    refused(
        "minutes = 10",
        "minutes = 10\nreviewed_by = \"Lan\"\nreviewed_on = \"hôm qua\"",
        "reviewed_on",
        "phải là ngày",
    );
}

#[test]
fn a_scene_has_one_picture_with_a_description() {
    let b4 = built_in(&format!("modules/{B4}"));
    let first = b4.find("```hinh").unwrap();
    let end = first + b4[first..].find("\n```\n").unwrap() + 5;
    refused(&b4[first..end], "", "### Cảnh 1", "cần đúng một khối");
    refused(
        &b4[first..end],
        "```hinh\nnền: lớp học\n```\n",
        "nền: lớp học",
        "alt",
    );
    refused(&b4[first..end], "```hinh\n```\n", "```hinh", "alt");
    refused("```hinh", "```hình", "```hình", "```hinh");
    refused("### Cảnh 2", "### Cảnh 3", "### Cảnh 3", "### Cảnh 2");
    refused(&scene_3(), "", "### Cảnh 3", "chưa có lời");
}

#[test]
fn an_open_fence_is_refused_alone() {
    let b4 = built_in(&format!("modules/{B4}"));
    let last = b4.rfind("\n```\n").unwrap();
    let opened = b4[..last].rfind("```chơi").unwrap();
    let line = 1 + b4[..opened].matches('\n').count();
    let text = format!("{}\n{}", &b4[..last], &b4[last + 5..]);
    assert_eq!(
        said(folder(B4, text).path()),
        [format!("modules/{B4}:{line}: khối “```” chưa có dòng đóng")]
    );
}

#[test]
fn html_and_loose_accents_are_refused() {
    refused("Thám tử An", "Thám tử <b>An</b>", "<b>", "HTML");
    refused("Thám tử An", "Tha\u{301}m tử An", "Tha\u{301}m", "NFC");
    refused("Thám tử An", "Thám\u{7} tử An", "\u{7}", "ký tự điều khiển");
    // a comparison is not HTML
    let text = built_in(&format!("modules/{B4}")).replacen("Thám tử An", "5 < 6, An", 1);
    assert_eq!(said(folder(B4, text).path()), Vec::<String>::new());
}

#[test]
fn what_belongs_nowhere_is_refused() {
    refused(
        "## Cảnh\n",
        "## Cảnh\n\nlạc chỗ\n",
        "lạc chỗ",
        "không thuộc phần nào",
    );
    refused(
        "- [ ] Quà bình thường",
        "lạc chỗ\n- [ ] Quà bình thường",
        "lạc chỗ",
        "không phải phương án",
    );
    refused(
        "### B4.Q1 – cảnh 2",
        "### B4.Q1 – cảnh 2, vui lắm",
        "vui lắm",
        "không hiểu “vui lắm”",
    );
    refused(
        "### B4.Q1 – cảnh 2",
        "### B4.Q1 – cảnh 2, đúng hay sai",
        "đúng hay sai",
        "có hai phương án Đúng và Sai",
    );
    refused(
        "### B4.Q1",
        "### B5.Q1",
        "### B5.Q1",
        "không phải mã câu hỏi của bài này",
    );
    refused("2. biết", "3. biết", "3. biết", "“2. …”");
    refused(
        "### B4.Q1 – cảnh 2",
        "### B4.Q1",
        "### B4.Q1",
        "chưa ghi cảnh nào dạy",
    );
    refused(
        "### B4.Q1 – cảnh 2",
        "### B4.Q1 – cảnh 12",
        "### B4.Q1",
        "bài không có Cảnh 12",
    );
}

#[test]
fn the_file_is_named_after_the_module() {
    let text = built_in(&format!("modules/{B4}"));
    assert_eq!(
        said(folder("B5-chieu-du-do.md", &text).path()),
        ["modules/B5-chieu-du-do.md:1: tên tệp của bài này phải bắt đầu bằng “B4-”"]
    );
    let dir = folder(B4, &text);
    fs::write(dir.path().join("modules/B4-lan-nua.md"), &text).unwrap();
    assert_eq!(
        said(dir.path()),
        ["modules/B4-lan-nua.md:2: mã bài B4 đã có ở một tệp khác"]
    );
}

#[test]
fn a_file_that_is_no_text_is_refused() {
    assert_eq!(
        said(folder(B4, b"+++\nid = \"\xff\"").path()),
        [format!(
            "modules/{B4}:2: tệp không phải chữ UTF-8; hãy lưu lại với mã UTF-8"
        )]
    );
    assert_eq!(
        said(folder(B4, "Chiêu dụ dỗ").path()),
        [format!(
            "modules/{B4}:1: dòng đầu tiên phải là “+++”, sau đó là phần đầu của bài"
        )]
    );
    assert_eq!(
        said(folder(B4, "+++\nid = \"B4\"").path()),
        [format!(
            "modules/{B4}:1: phần đầu chưa đóng: thiếu dòng “+++” thứ hai"
        )]
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(said(empty.path())[0].contains("không mở được thư mục các bài"));
}

#[test]
fn lists_name_only_what_exists() {
    let list = |name: &str, text: &str| {
        let dir = folder(B4, built_in(&format!("modules/{B4}")));
        fs::write(dir.path().join(name), text).unwrap();
        said(dir.path())
    };
    let order = |modules: &str, test: &str| {
        list(
            "order.toml",
            &format!(
                "[[band]]\nid = \"B\"\ntitle = \"Nhóm B\"\nmodules = [{modules}]\ntest = [{test}]\n"
            ),
        )
    };
    assert_eq!(order("\"B4\"", "\"B4.Q1\""), Vec::<String>::new());
    assert_eq!(
        order("\"B4\",\n\"B9\"", ""),
        ["order.toml:5: không có bài nào mang mã B9"]
    );
    assert_eq!(
        order("\"B4\", \"B4\"", ""),
        ["order.toml:4: bài B4 được xếp hai lần"]
    );
    assert_eq!(
        order("\"B4\", \"C1\"", ""),
        ["order.toml:4: bài C1 không thuộc nhóm B"]
    );
    assert_eq!(
        order("", ""),
        ["order.toml:1: bài B4 chưa được xếp vào nhóm nào"]
    );
    assert_eq!(
        order("\"B4\"", "\"B4.Q9\""),
        ["order.toml:5: không có câu hỏi nào mang mã B4.Q9"]
    );

    let unknown = list("order.toml", "[[band]]\nid = \"B\"\nsize = 3\n");
    assert!(
        unknown[0].starts_with("order.toml:3: tệp viết chưa đúng"),
        "{unknown:?}"
    );

    let channel = "[[channel]]\nid = \"x\"\nlabel = \"X\"\ntext = \"…\"\nbands = [\"A\"]\n";
    assert_eq!(
        list("help-channels.toml", channel),
        ["help-channels.toml:1: “X” cần số điện thoại hoặc địa chỉ trang"]
    );
    let twice = format!("{channel}number = \"1\"\n\n{channel}number = \"2\"\n");
    assert_eq!(
        list("help-channels.toml", &twice),
        ["help-channels.toml:8: mã “x” bị trùng"]
    );

    let pack = "[[pack]]\nid = \"G1\"\ntitle = \"T\"\naudience = \"\"\nmodules = [\"B9\"]\nheld_at = \"\"\nactivities = []\n";
    assert_eq!(
        list("packs.toml", pack),
        ["packs.toml:1: kịch bản G1: không có bài nào mang mã B9"]
    );
}
