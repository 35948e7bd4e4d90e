//! The scenes of a module file.

use super::{
    check, play,
    problem::Sheet,
    section::{Section, is_fence, paragraphs, split},
    whole::Told,
};
use lachan_core::{
    lesson::{Band, Scene},
    picture::{self, Picture},
};

/// Reads the `## Cảnh` part.
pub fn read(part: &Section<'_>, band: Band, sheet: &mut Sheet<'_>) -> Vec<Told> {
    let (before, parts) = split(&part.lines, "### ");
    check::stray(&before, sheet);
    if parts.is_empty() {
        sheet.add(part.line, "bài chưa có cảnh nào");
    }
    (1u8..)
        .zip(&parts)
        .map(|(n, part)| {
            if part.heading != format!("Cảnh {n}") {
                sheet.add(part.line, format!("chỗ này phải là “### Cảnh {n}”"));
            }
            Told {
                scene: scene(n, part, band, sheet),
                line: part.line,
            }
        })
        .collect()
}

fn scene(n: u8, part: &Section<'_>, band: Band, sheet: &mut Sheet<'_>) -> Scene {
    let mut text = Vec::new();
    let mut blocks: Vec<Section<'_>> = Vec::new();
    let mut fenced = false;
    for &(number, line) in &part.lines {
        match (is_fence(line), fenced) {
            (true, _) => {
                fenced = !fenced;
                if fenced {
                    blocks.push(Section {
                        line: number,
                        heading: line.trim_start_matches('`').trim(),
                        lines: Vec::new(),
                    });
                }
            }
            (false, true) => blocks
                .last_mut()
                .expect("a fence was opened")
                .lines
                .push((number, line)),
            (false, false) => text.push((number, line)),
        }
    }
    check::headings(&text, sheet);
    let text = paragraphs(&text);
    if text.text.is_empty() {
        sheet.add(part.line, format!("cảnh {n} chưa có lời"));
    }
    check::length(&text, band, sheet);
    let (games, pictures): (Vec<_>, Vec<_>) = blocks
        .into_iter()
        .partition(|block| play::is_play(block.heading));
    if let Some(second) = games.get(1) {
        sheet.add(second.line, format!("cảnh {n} chỉ có một trò chơi"));
    }
    let game = games.first().and_then(|block| play::read(block, sheet));
    for text in game.iter().flat_map(|game| &game.texts) {
        check::length(text, band, sheet);
    }
    Scene {
        n,
        text: text.text,
        picture: picture(n, part.line, &pictures, sheet),
        play: game.map(|game| game.play),
    }
}

fn picture(n: u8, line: usize, blocks: &[Section<'_>], sheet: &mut Sheet<'_>) -> Picture {
    let [block] = blocks else {
        sheet.add(
            line,
            format!(
                "cảnh {n} cần đúng một khối “```hinh”, đang có {}",
                blocks.len()
            ),
        );
        return Picture::default();
    };
    if block.heading != "hinh" {
        sheet.add(block.line, "khối này phải mở bằng “```hinh”");
    }
    picture::parse(&block.lines).unwrap_or_else(|problems| {
        for (number, message) in problems {
            sheet.add(number.max(block.line), message);
        }
        Picture::default()
    })
}
