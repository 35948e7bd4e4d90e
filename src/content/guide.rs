//! The guide of a module, `guides/B4-….md`, and what it shares with the script of a meeting (see `content/README.md`).

use super::{
    check,
    outline::{self, Outline},
    part::{Line, Part, numbered, split},
    problem::Sheet,
};
use lachan_core::{
    guide::{Block, Faq, Guide, Line as Said, LineKind, Step, Teaching, scenes_named},
    lesson::{Band, Module, ModuleId, sentence::words},
};
use std::ops::RangeInclusive;

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

const FEWEST_QUESTIONS: usize = 5;
const LETTER_WORDS: RangeInclusive<usize> = 130..=200;

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
    found: &[Part<'_>],
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

/// Paragraphs and points, in their order.
pub fn blocks(part: &Part<'_>, sheet: &mut Sheet<'_>) -> Vec<Block> {
    check::headings(&part.lines, sheet);
    let mut blocks: Vec<Block> = Vec::new();
    // a point may go on in the next line; any other line stands alone, so that a leaflet keeps its lines
    let mut in_point = false;
    for (_, line) in &part.lines {
        let line = line.trim();
        if line.is_empty() {
            in_point = false;
        } else if let Some(point) = line.strip_prefix("- ") {
            blocks.push(Block::Point(point.trim().to_owned()));
            in_point = true;
        } else if let (true, Some(Block::Point(text))) = (in_point, blocks.last_mut()) {
            text.push(' ');
            text.push_str(line);
        } else {
            blocks.push(Block::Paragraph(line.to_owned()));
        }
    }
    if blocks.is_empty() {
        sheet.add(part.line, format!("phần “{}” chưa có chữ", part.heading));
    }
    blocks
}

fn opening(part: &Part<'_>, sheet: &mut Sheet<'_>) -> Vec<String> {
    let said: Vec<&Line<'_>> = written(part).collect();
    for (number, line) in &said {
        if !(line.starts_with('"') && line.ends_with('"')) {
            sheet.add(
                *number,
                "lời mở đầu là lời nói: mỗi đoạn nằm trong ngoặc kép",
            );
        }
    }
    if said.is_empty() {
        sheet.add(part.line, format!("phần “{}” chưa có chữ", part.heading));
    }
    said.iter().map(|(_, line)| (*line).to_owned()).collect()
}

fn faq(part: &Part<'_>, sheet: &mut Sheet<'_>) -> Vec<Faq> {
    let mut pairs: Vec<Faq> = Vec::new();
    for (number, line) in written(part) {
        match (line.strip_prefix("Hỏi: "), line.strip_prefix("Đáp: ")) {
            (Some(q), _) => pairs.push(Faq {
                q: q.to_owned(),
                a: String::new(),
            }),
            (_, Some(a)) if pairs.last().is_some_and(|pair| pair.a.is_empty()) => {
                pairs.last_mut().expect("just looked at").a = a.to_owned();
            }
            _ => sheet.add(*number, "phần này gồm từng cặp “Hỏi: …” rồi “Đáp: …”"),
        }
    }
    if let Some(open) = pairs.iter().find(|pair| pair.a.is_empty()) {
        sheet.add(part.line, format!("câu “{}” chưa có lời đáp", open.q));
    }
    if pairs.len() < FEWEST_QUESTIONS {
        sheet.add(
            part.line,
            format!(
                "phần “{}” cần ít nhất {FEWEST_QUESTIONS} cặp hỏi đáp, đang có {}",
                part.heading,
                pairs.len()
            ),
        );
    }
    pairs
}

fn steps(part: &Part<'_>, sheet: &mut Sheet<'_>) -> (Vec<Step>, Vec<(usize, u8)>) {
    let (before, parts) = split(&part.lines, "### ");
    check::stray(&before, sheet);
    if parts.is_empty() {
        sheet.add(part.line, "hướng dẫn chưa có bước nào");
    }
    let mut named = Vec::new();
    let steps = (1..)
        .zip(&parts)
        .filter_map(|(n, part)| step(n, part, &mut named, sheet))
        .collect();
    (steps, named)
}

fn step(
    n: usize,
    part: &Part<'_>,
    named: &mut Vec<(usize, u8)>,
    sheet: &mut Sheet<'_>,
) -> Option<Step> {
    let mut lines = Vec::new();
    let mut scenes: Vec<u8> = Vec::new();
    for (number, line) in written(part) {
        let Some((kind, text)) = LineKind::ALL
            .into_iter()
            .find_map(|kind| Some((kind, line.strip_prefix(mark(kind))?)))
        else {
            sheet.add(
                *number,
                "dòng của một bước bắt đầu bằng “Làm:”, “Nói:”, “Hỏi:”, “Chờ nghe:” hoặc “Đáp:”",
            );
            continue;
        };
        for scene in scenes_named(text) {
            named.push((*number, scene));
            if !scenes.contains(&scene) {
                scenes.push(scene);
            }
        }
        lines.push(Said {
            kind,
            text: text.trim().to_owned(),
        });
    }
    if lines.is_empty() {
        sheet.add(part.line, format!("bước {n} chưa có dòng nào"));
    }
    let heading = part.heading.strip_prefix(&format!("{n}. "));
    let read = heading.and_then(|heading| {
        let (title, minutes) = heading.rsplit_once(" – ")?;
        Some((title, minutes.strip_suffix(" phút")?.parse().ok()?))
    });
    let Some((title, minutes)) = read.filter(|(title, minutes)| !title.is_empty() && *minutes > 0)
    else {
        sheet.add(
            part.line,
            format!("chỗ này phải là bước {n} với số phút, ví dụ “### {n}. Khởi động – 4 phút”"),
        );
        return None;
    };
    Some(Step {
        title: title.to_owned(),
        minutes,
        lines,
        scenes,
    })
}

fn mark(kind: LineKind) -> &'static str {
    match kind {
        LineKind::Do => "Làm: ",
        LineKind::Say => "Nói: ",
        LineKind::Ask => "Hỏi: ",
        LineKind::ListenFor => "Chờ nghe: ",
        LineKind::Answer => "Đáp: ",
    }
}

fn letter(part: &Part<'_>, band: Band, sheet: &mut Sheet<'_>) -> Vec<Block> {
    let letter = blocks(part, sheet);
    let n: usize = letter.iter().map(|block| words(block.text())).sum();
    if band.is_for_pupils() && !LETTER_WORDS.contains(&n) {
        sheet.add(
            part.line,
            format!(
                "thư dài {n} tiếng; cần từ {} đến {}, vừa một trang có phần ký",
                LETTER_WORDS.start(),
                LETTER_WORDS.end()
            ),
        );
    }
    if !letter.iter().any(|block| block.text().contains("111")) {
        sheet.add(
            part.line,
            format!("phần “{}” phải nhắc số 111", part.heading),
        );
    }
    letter
}

fn written<'p, 'a>(part: &'p Part<'a>) -> impl Iterator<Item = &'p Line<'a>> {
    part.lines
        .iter()
        .filter(|(_, line)| !line.trim().is_empty())
}
