//! The script of a ready meeting, `packs/G3.md` or, for older classes, `packs/G3-lop6.md` (see `content/README.md`).

use super::{
    check,
    guide::{Headings, blocks, shared},
    outline::{self, Outline},
    part::{Part, numbered},
    problem::Sheet,
};
use lachan_core::{
    guide::{SceneRef, Script},
    lesson::{AnswerKey, Item, ItemId},
    library::Library,
};
use serde::Deserialize;
use std::ops::RangeInclusive;

const REPORTING: &str = "Điểm danh và báo cáo";
const HEADINGS: Headings = Headings {
    before: "Trước buổi sinh hoạt",
    opening: "Lời mở đầu",
    steps: "Tiến trình",
    practice: "Trò chơi và đóng vai",
    faq: "Nếu các em hỏi",
    disclosure: "Nếu có em kể",
    without_devices: "Không có điện, không có máy",
    after: "Sau buổi sinh hoạt",
};
const OUTLINE: Outline<'_> = Outline {
    what: "một kịch bản",
    headings: &[
        HEADINGS.before,
        HEADINGS.opening,
        HEADINGS.steps,
        HEADINGS.practice,
        HEADINGS.faq,
        HEADINGS.disclosure,
        HEADINGS.without_devices,
        REPORTING,
        HEADINGS.after,
    ],
};
const SCENES: RangeInclusive<usize> = 5..=7;
const ITEMS: RangeInclusive<usize> = 4..=5;
const MINUTES: RangeInclusive<u16> = 35..=45;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Head {
    pack: String,
    scenes: Vec<String>,
    items: Vec<ItemId>,
    minutes: u16,
}

/// Reads a script; notes everything that is wrong with it.
pub fn read(text: &str, library: &Library, sheet: &mut Sheet<'_>) -> Option<Script> {
    let lines = numbered(text, 1);
    check::letters(&lines, sheet);
    let (head, body) = outline::head(&lines, "kịch bản", sheet)?;
    let head = match toml::from_str::<Head>(&head.join("\n")) {
        Ok(head) => head,
        Err(error) => {
            let why = error.message();
            sheet.add(2, format!("phần đầu của kịch bản viết chưa đúng: {why}"));
            return None;
        }
    };
    named(&head.pack, sheet);
    let scenes = scenes(&head, library, sheet);
    items(&head, &scenes, library, sheet);
    let found = OUTLINE.parts(body, sheet)?;
    let (guide, mentioned) = shared(&found, &HEADINGS, sheet)?;
    let part = |heading| found.iter().find(|part| part.heading == heading);
    if let Some(steps) = part(HEADINGS.steps).filter(|_| sheet.is_clean()) {
        if guide.minutes != head.minutes {
            let (sum, said) = (guide.minutes, head.minutes);
            sheet.add(
                steps.line,
                format!("các bước cộng lại là {sum} phút, phần đầu ghi {said} phút"),
            );
        }
        shown(steps, &scenes, &mentioned, sheet);
        quoted(steps, &head.items, library, sheet);
    }
    let reporting = part(REPORTING).map(|part| blocks(part, sheet));
    Some(Script {
        guide,
        scenes,
        items: head.items,
        reporting: reporting?,
    })
}

// `packs/G3-lop6.md` belongs to G3
fn named(pack: &str, sheet: &mut Sheet<'_>) {
    let file = sheet.file().rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.trim_end_matches(".md");
    if stem.split_once('-').map_or(stem, |(pack, _)| pack) != pack {
        sheet.add(
            1,
            format!("tên tệp của kịch bản này phải bắt đầu bằng “{pack}”"),
        );
    }
}

fn scenes(head: &Head, library: &Library, sheet: &mut Sheet<'_>) -> Vec<SceneRef> {
    let mut scenes: Vec<SceneRef> = Vec::new();
    for name in &head.scenes {
        let scene = name.parse::<SceneRef>().ok().filter(|scene| {
            library
                .get(&scene.module)
                .is_some_and(|module| usize::from(scene.n) <= module.scenes.len())
        });
        match scene {
            None => sheet.add(2, format!("không có cảnh nào mang mã “{name}”")),
            Some(scene) if scenes.last().is_some_and(|last| *last >= scene) => {
                sheet.add(2, format!("cảnh {scene} phải đứng theo thứ tự của bài"));
            }
            Some(scene) => scenes.push(scene),
        }
    }
    if !SCENES.contains(&head.scenes.len()) {
        sheet.add(
            2,
            format!(
                "một buổi có từ {} đến {} cảnh, đang có {}",
                SCENES.start(),
                SCENES.end(),
                head.scenes.len()
            ),
        );
    }
    scenes
}

fn items(head: &Head, scenes: &[SceneRef], library: &Library, sheet: &mut Sheet<'_>) {
    for id in &head.items {
        if library.item(id).is_none() {
            sheet.add(2, format!("không có câu hỏi nào mang mã {id}"));
        } else if !is_taught(id, scenes, library) {
            sheet.add(
                2,
                format!("câu {id} hỏi điều không cảnh nào của buổi này dạy"),
            );
        }
    }
    if !ITEMS.contains(&head.items.len()) {
        sheet.add(
            2,
            format!(
                "một buổi có {} hoặc {} câu hỏi, đang có {}",
                ITEMS.start(),
                ITEMS.end(),
                head.items.len()
            ),
        );
    }
    if !MINUTES.contains(&head.minutes) {
        sheet.add(
            2,
            format!(
                "một buổi dài từ {} đến {} phút",
                MINUTES.start(),
                MINUTES.end()
            ),
        );
    }
}

fn is_taught(id: &ItemId, scenes: &[SceneRef], library: &Library) -> bool {
    let by = |item: &Item| {
        scenes
            .iter()
            .any(|scene| scene.module == id.module() && item.scenes.contains(&scene.n))
    };
    library.item(id).is_some_and(by)
}

/// “Cảnh 2 (B6.2)” is the second scene of the meeting, and each of its scenes is shown in some step.
fn shown(steps: &Part<'_>, scenes: &[SceneRef], named: &[(usize, u8)], sheet: &mut Sheet<'_>) {
    for (line, n) in named {
        if usize::from(*n) > scenes.len() || *n == 0 {
            sheet.add(
                *line,
                format!("buổi này chỉ có {} cảnh, không có Cảnh {n}", scenes.len()),
            );
        }
    }
    for (n, scene) in (1u8..).zip(scenes) {
        if !named.iter().any(|(_, shown)| *shown == n) {
            sheet.add(steps.line, format!("chưa bước nào dùng Cảnh {n} ({scene})"));
        }
    }
    for (number, line) in &steps.lines {
        for (at, word) in line.match_indices("Cảnh ") {
            let rest = &line[at + word.len()..];
            let Some((n, rest)) = rest.split_once(" (") else {
                continue;
            };
            let code = rest.split_once(')').map_or("", |(code, _)| code);
            let (Ok(n), Ok(code)) = (n.parse::<usize>(), code.parse::<SceneRef>()) else {
                continue;
            };
            if n.checked_sub(1).and_then(|i| scenes.get(i)) != Some(&code) {
                sheet.add(
                    *number,
                    format!("Cảnh {n} của buổi này không phải là {code}"),
                );
            }
        }
    }
}

/// Each question is asked once, in the words of its module, and the card that is named is the right one.
fn quoted(steps: &Part<'_>, ids: &[ItemId], library: &Library, sheet: &mut Sheet<'_>) {
    for id in ids {
        let (Some(item), Some(key)) = (library.item(id), library.key(id)) else {
            continue;
        };
        let code = format!("({id})");
        let Some(at) = steps
            .lines
            .iter()
            .position(|(_, line)| line.starts_with("Hỏi: ") && line.contains(&code))
        else {
            sheet.add(steps.line, format!("chưa bước nào hỏi câu {id}"));
            continue;
        };
        let (number, line) = steps.lines[at];
        let asked = line.split_once(&code).map_or("", |(_, asked)| asked);
        let Some(right) = right_card(asked, item, key) else {
            sheet.add(
                number,
                format!(
                    "câu hỏi và các ý phải giống bài {}: “{}”",
                    id.module(),
                    item.stem
                ),
            );
            continue;
        };
        let answer = steps.lines[at + 1..]
            .iter()
            .find(|(_, line)| !line.is_empty());
        if let Some((number, answer)) = answer
            && let Some((_, named)) = answer.split_once("Thẻ ")
            && !named.starts_with(right)
        {
            sheet.add(*number, format!("thẻ đúng của câu {id} là thẻ {right}"));
        }
    }
}

/// The letter of the right option when a line asks just what the item asks, in whichever order.
fn right_card(asked: &str, item: &Item, key: &AnswerKey) -> Option<char> {
    let (stem, options) = asked.split_once(" A. ")?;
    let mut rest = options;
    let mut cards = Vec::new();
    for mark in [" B. ", " C. ", " D. "] {
        if let Some((card, after)) = rest.split_once(mark) {
            cards.push(card);
            rest = after;
        }
    }
    cards.push(rest);
    let same = |one: &str, other: &str| said(one).eq(said(other));
    let stem = stem.trim_start_matches(", đúng hay sai");
    if !same(stem, &item.stem) || cards.len() != item.options.len() {
        return None;
    }
    let every = item
        .options
        .iter()
        .all(|option| cards.iter().any(|card| same(card, option)));
    let right = item.options.get(usize::from(key.right))?;
    let letter = cards.iter().position(|card| same(card, right))?;
    every.then(|| char::from(b'A' + u8::try_from(letter).unwrap_or(0)))
}

// the words alone: a quotation inside a quotation has other marks
fn said(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
