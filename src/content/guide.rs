//! The guide of a module, `guides/B4-….md`, and what it shares with the script of a meeting (see `content/README.md`).

mod parts;

use super::{
    check,
    outline::{self, Outline},
    problem::Sheet,
    section::{Section, numbered},
};
use lachan_core::{
    guide::{Guide, Teaching},
    lesson::{Band, Module, ModuleId},
};
pub use parts::blocks;
use parts::{faq, letter, opening, steps};

const BEFORE: &str = "Trước giờ học";
const OPENING: &str = "Lời mở đầu";
const STEPS: &str = "Tiến trình";
const PRACTICE: &str = "Tập nói";
const FAQ: &str = "Nếu học sinh hỏi";
const DISCLOSURE: &str = "Nếu có em kể";
const WITHOUT_DEVICES: &str = "Không có máy";
const SUPPORT: &str = "Bạn cần thêm hỗ trợ";
const AFTER: &str = "Sau giờ học";
const LETTER: &str = "Thư gửi gia đình";
const HANDOUT: &str = "Tờ mang về";

/// The headings of the shared parts, in the words of one kind of file.
pub struct Headings {
    pub before: &'static str,
    pub opening: &'static str,
    pub steps: &'static str,
    pub practice: &'static str,
    pub faq: &'static str,
    pub disclosure: &'static str,
    pub without_devices: &'static str,
    pub after: &'static str,
}

const HEADINGS: Headings = Headings {
    before: BEFORE,
    opening: OPENING,
    steps: STEPS,
    practice: PRACTICE,
    faq: FAQ,
    disclosure: DISCLOSURE,
    without_devices: WITHOUT_DEVICES,
    after: AFTER,
};

/// A guide as read, with the line of each step, for what is checked against the module.
#[derive(Debug)]
pub struct Read {
    pub teaching: Teaching,
    /// Each scene that is named, with its line.
    pub named: Vec<(usize, u8)>,
}

/// Reads a guide file; notes everything that is wrong with it.
pub fn read(text: &str, sheet: &mut Sheet<'_>) -> Option<Read> {
    let lines = numbered(text, 1);
    check::letters(&lines, sheet);
    let (head, body) = outline::head(&lines, "hướng dẫn", sheet)?;
    let module = module(&head, sheet)?;
    let last = if module.band().is_for_pupils() {
        LETTER
    } else {
        HANDOUT
    };
    let headings = [
        BEFORE,
        OPENING,
        STEPS,
        PRACTICE,
        FAQ,
        DISCLOSURE,
        WITHOUT_DEVICES,
        SUPPORT,
        AFTER,
        last,
    ];
    let outline = Outline {
        what: "một hướng dẫn",
        headings: &headings,
    };
    let found = outline.parts(body, sheet)?;
    let (guide, named) = shared(&found, &HEADINGS, sheet)?;
    let part = |heading| found.iter().find(|part| part.heading == heading);
    let support = part(SUPPORT).map(|part| blocks(part, sheet));
    let letter = part(last).map(|part| letter(part, module.band(), sheet));
    let planned = planned(module.band());
    if guide.minutes != planned {
        let line = part(STEPS).map_or(1, |part| part.line);
        sheet.add(
            line,
            format!(
                "các bước cộng lại là {} phút, giờ của nhóm {} là {planned} phút",
                guide.minutes,
                module.band()
            ),
        );
    }
    Some(Read {
        teaching: Teaching {
            module,
            guide,
            support: support?,
            letter: letter?,
        },
        named,
    })
}

/// Refuses scenes that the module does not have, and a scene of the module that no step shows.
pub fn against(module: &Module, read: &Read, sheet: &mut Sheet<'_>) {
    let n = module.scenes.len();
    for (line, scene) in &read.named {
        if usize::from(*scene) > n || *scene == 0 {
            sheet.add(*line, format!("bài {} không có Cảnh {scene}", module.id));
        }
    }
    for scene in &module.scenes {
        if !read.named.iter().any(|(_, named)| *named == scene.n) {
            sheet.add(1, format!("chưa bước nào dùng Cảnh {}", scene.n));
        }
    }
}

// the minutes of a lesson at school, or of a meeting of adults
fn planned(band: Band) -> u16 {
    match band {
        Band::A | Band::B => 35,
        Band::C | Band::D | Band::P => 45,
        Band::T => 60,
    }
}

fn module(head: &[&str], sheet: &mut Sheet<'_>) -> Option<ModuleId> {
    let read: Option<ModuleId> = toml::from_str::<toml::Table>(&head.join("\n"))
        .ok()
        .filter(|table| table.len() == 1)
        .and_then(|table| table.get("module")?.as_str()?.parse().ok());
    if read.is_none() {
        sheet.add(
            2,
            "phần đầu của hướng dẫn chỉ có mã bài, ví dụ module = \"B4\"",
        );
    }
    let named = super::module::named(sheet.file());
    if let (Some(written), false) = (&read, named == read) {
        sheet.add(
            1,
            format!("tên tệp của hướng dẫn này phải bắt đầu bằng “{written}-”"),
        );
    }
    read
}

/// The parts that lessons and meetings share, and the scenes that are named with their lines.
pub fn shared(
    found: &[Section<'_>],
    headings: &Headings,
    sheet: &mut Sheet<'_>,
) -> Option<(Guide, Vec<(usize, u8)>)> {
    let part = |heading| found.iter().find(|part| part.heading == heading);
    let mut listed = |heading| part(heading).map(|part| blocks(part, sheet));
    let before = listed(headings.before);
    let practice = listed(headings.practice);
    let disclosure = listed(headings.disclosure);
    let without_devices = listed(headings.without_devices);
    let after = listed(headings.after);
    let opening = part(headings.opening).map(|part| opening(part, sheet));
    let faq = part(headings.faq).map(|part| faq(part, sheet));
    let (steps, named) = part(headings.steps).map(|part| steps(part, sheet))?;
    let guide = Guide {
        minutes: steps.iter().map(|step| step.minutes).sum(),
        before: before?,
        opening: opening?,
        steps,
        practice: practice?,
        faq: faq?,
        disclosure: disclosure?,
        without_devices: without_devices?,
        after: after?,
    };
    Some((guide, named))
}
