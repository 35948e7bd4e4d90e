//! The script of a ready meeting, `packs/G3.md` or, for older classes, `packs/G3-lop6.md` (see `content/README.md`).

mod quotes;

use super::{
    check,
    guide::{Headings, blocks, shared},
    outline::{self, Outline},
    problem::Sheet,
    section::numbered,
};
use lachan_core::{
    guide::{SceneRef, Script},
    lesson::ItemId,
    library::Library,
};
use quotes::{is_taught, quoted, shown};
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
