//! The parts of a guide below its headings.

use crate::content::{
    check,
    problem::Sheet,
    section::{NumberedLine, Section, split},
};
use lachan_core::{
    guide::{Block, Faq, GuideLine, GuideStep, LineKind, scenes_named},
    lesson::{Band, sentence::words},
};
use std::ops::RangeInclusive;

const FEWEST_QUESTIONS: usize = 5;

const LETTER_WORDS: RangeInclusive<usize> = 130..=200;

/// Paragraphs and points, in their order.
pub fn blocks(part: &Section<'_>, sheet: &mut Sheet<'_>) -> Vec<Block> {
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

pub(super) fn opening(part: &Section<'_>, sheet: &mut Sheet<'_>) -> Vec<String> {
    let said: Vec<&NumberedLine<'_>> = written(part).collect();
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

pub(super) fn faq(part: &Section<'_>, sheet: &mut Sheet<'_>) -> Vec<Faq> {
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

pub(super) fn steps(
    part: &Section<'_>,
    sheet: &mut Sheet<'_>,
) -> (Vec<GuideStep>, Vec<(usize, u8)>) {
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

pub(super) fn step(
    n: usize,
    part: &Section<'_>,
    named: &mut Vec<(usize, u8)>,
    sheet: &mut Sheet<'_>,
) -> Option<GuideStep> {
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
        lines.push(GuideLine {
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
    Some(GuideStep {
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

pub(super) fn letter(part: &Section<'_>, band: Band, sheet: &mut Sheet<'_>) -> Vec<Block> {
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

pub(super) fn written<'p, 'a>(part: &'p Section<'a>) -> impl Iterator<Item = &'p NumberedLine<'a>> {
    part.lines
        .iter()
        .filter(|(_, line)| !line.trim().is_empty())
}
