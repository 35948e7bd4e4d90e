//! Every picture that is shipped can be read, drawn, and travels light.
#![cfg(feature = "ssr")]

use lachan_app::parts::scene::{self, sheet::Sheet};
use lachan_core::picture::{self, Picture};
use std::{collections::BTreeSet, fs, path::PathBuf};

/// What a scene may weigh on average in its module, uncompressed and with its share of the drawings: about 7 kB.
const SCENE_BUDGET: usize = 7_000;

#[test]
fn every_scene_is_drawn_and_light() {
    let mut total = 0;
    for (name, pictures) in modules() {
        let mut sheet = Sheet::default();
        let mut page = String::new();
        for picture in &pictures {
            let svg = scene::svg(&mut sheet, picture);
            assert!(
                !is_empty(picture),
                "{name}: nothing is drawn for “{}”",
                picture.alt
            );
            page.push_str(&svg);
        }
        page.push_str(&sheet.defs());
        unique_ids(&name, &page);
        references_resolve(&name, &page);
        println!("{name}: {:.1} KB", page.len() as f64 / 1000.0);
        let scene = page.len() / pictures.len();
        assert!(scene <= SCENE_BUDGET, "{name} weighs {scene} bytes a scene");
        total += pictures.len();
    }
    println!("{total} scenes");
    assert!(total >= 300, "{total} scenes");
}

#[test]
fn one_page_with_all_modules_has_no_id_twice() {
    let mut sheet = Sheet::default();
    let mut page = String::new();
    for (_, pictures) in modules() {
        for picture in &pictures {
            page.push_str(&scene::svg(&mut sheet, picture));
        }
    }
    page.push_str(&sheet.defs());
    unique_ids("all", &page);
    println!(
        "all pictures on one page: {:.0} KB",
        page.len() as f64 / 1000.0
    );
}

#[test]
fn no_picture_carries_what_the_page_policy_refuses() {
    for (name, pictures) in modules() {
        let mut sheet = Sheet::default();
        for picture in &pictures {
            let svg = scene::svg(&mut sheet, picture) + &sheet.defs();
            for refused in ["style=", "<style", "<script", "http://", "https://", "url("] {
                assert!(
                    !svg.contains(refused),
                    "{name}: {refused} in “{}”",
                    picture.alt
                );
            }
        }
    }
}

fn is_empty(picture: &Picture) -> bool {
    picture.actors.is_empty()
        && picture.objects.is_empty()
        && picture.cards.is_empty()
        && picture.device.is_none()
}

fn unique_ids(name: &str, page: &str) {
    let mut seen = BTreeSet::new();
    for id in attributes(page, " id=\"") {
        assert!(seen.insert(id), "{name}: id “{id}” stands twice");
    }
}

fn references_resolve(name: &str, page: &str) {
    let ids: BTreeSet<_> = attributes(page, " id=\"").collect();
    for reference in attributes(page, "href=\"#") {
        assert!(
            ids.contains(reference),
            "{name}: “{reference}” is shown and not drawn"
        );
    }
}

fn attributes<'a>(page: &'a str, start: &'a str) -> impl Iterator<Item = &'a str> {
    page.split(start)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

fn modules() -> Vec<(String, Vec<Picture>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../content/modules");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|end| end == "md"))
        .collect();
    files.sort();
    assert!(!files.is_empty());
    files
        .iter()
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            let text = fs::read_to_string(path).unwrap();
            (name.clone(), pictures(&name, &text))
        })
        .collect()
}

fn pictures(name: &str, text: &str) -> Vec<Picture> {
    let lines: Vec<(usize, &str)> = text
        .lines()
        .enumerate()
        .map(|(i, line)| (i + 1, line))
        .collect();
    lines
        .iter()
        .enumerate()
        .filter(|(_, (_, line))| *line == "```hinh")
        .map(|(start, _)| {
            let block: Vec<_> = lines[start + 1..]
                .iter()
                .take_while(|(_, line)| !line.starts_with("```"))
                .copied()
                .collect();
            picture::parse(&block).unwrap_or_else(|problems| panic!("{name}: {problems:?}"))
        })
        .collect()
}

fn drawn(block: &str) -> String {
    let lines: Vec<_> = block.lines().enumerate().collect();
    let picture = picture::parse(&lines).unwrap();
    let mut sheet = Sheet::default();
    scene::svg(&mut sheet, &picture) + &sheet.defs()
}

#[test]
fn a_hand_on_the_shoulder_of_a_child_close_by_has_an_arm() {
    let arms = |place: &str| {
        let block = format!("người: mẹ, 40%, đặt tay lên vai\nngười: Na, bé gái, {place}\nalt: x");
        drawn(&block).matches("class=\"s-arm\"").count()
    };
    assert_eq!((arms("70%"), arms("48%")), (4, 4));
}

#[test]
fn nothing_of_a_room_peeps_out_from_behind_cards() {
    let furniture = |cards: &str| {
        let block = format!("nền: phòng tư vấn\nngười: cô tư vấn, trái\n{cards}alt: x");
        drawn(&block).matches("s-frame").count()
    };
    assert_eq!(furniture(""), 1, "the window");
    assert_eq!(
        furniture("xếp: danh sách, phải\nthẻ: Một\nthẻ: Hai\nthẻ: Ba\n"),
        0
    );
}

#[test]
fn a_sign_is_read_whole_or_left_blank() {
    let named = |said: &str| {
        let block = format!("nền: cổng trường\nngười: Bi, bé trai, giữa\n{said}alt: x");
        drawn(&block).contains("TRƯỜNG HỌC")
    };
    assert!(named(""));
    assert!(!named(
        "nói: Bi: Cô ơi, cô gọi mẹ giúp con với ạ, con đứng đây!\n"
    ));
}

#[test]
fn two_ends_of_a_phone_call_have_their_places() {
    let call =
        drawn("nền: nhà | phòng tư vấn\nngười: bố, 20%\nngười: người tư vấn 111, 75%\nalt: x");
    assert_eq!(call.matches("<svg x=\"160\"").count(), 1);
    assert_eq!(call.matches("s-between").count(), 1);
}
