//! `lachan content list` and `lachan content check`.

mod table;

use super::{Content, Problems, load};
use std::{fmt::Write, path::Path};
use table::{listed, table};

/// How a list is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// For programs.
    Json,
}

/// Every module, as text to print.
pub fn list(dir: Option<&Path>, format: Format) -> Result<String, Problems> {
    let library = load(dir)?.library;
    Ok(match format {
        Format::Json => {
            let listed: Vec<_> = library
                .modules()
                .iter()
                .map(|m| listed(m, &library))
                .collect();
            serde_json::to_string_pretty(&listed).expect("texts and numbers are always JSON")
        }
        Format::Table => table(&library),
    })
}

/// Reads everything and says how much there is and what no specialist has reviewed yet.
pub fn check(dir: Option<&Path>) -> Result<String, Problems> {
    let Content {
        library,
        help,
        packs,
        recordings: _,
        review,
        headings: _,
    } = load(dir)?;
    let items: usize = library.modules().iter().map(|m| m.items.len()).sum();
    let waiting: Vec<_> = library
        .modules()
        .iter()
        .filter(|module| !module.is_reviewed())
        .map(|module| module.id.as_str())
        .collect();
    let mut said = format!(
        "{} bài có hướng dẫn, {items} câu hỏi, {} nơi trợ giúp, {} kịch bản sinh hoạt: đọc được, không có lỗi.",
        library.modules().len(),
        help.all().len(),
        packs.scripts.len(),
    );
    if !waiting.is_empty() {
        write!(
            said,
            "\nLưu ý: {} bài chưa được chuyên gia thẩm định: {}.",
            waiting.len(),
            waiting.join(", ")
        )
        .expect("writing to a text cannot fail");
    }
    if !review.is_empty() {
        write!(
            said,
            "\nCòn {} điều hỏi chuyên gia; xem bằng `lachan content review`.",
            review.len()
        )
        .expect("writing to a text cannot fail");
    }
    Ok(said)
}

/// What a specialist is still asked, module by module, as Markdown: the text of `docs/review.md`.
pub fn review(dir: Option<&Path>) -> Result<String, Problems> {
    let content = load(dir)?;
    let mut said = String::from(REVIEW_HEAD);
    let modules = content.library.modules().iter();
    let modules = modules.map(|module| (module.id.to_string(), module.title.as_str()));
    let packs = content.packs.packs.iter();
    let packs = packs.map(|pack| (pack.id.clone(), pack.title.as_str()));
    for (code, title) in modules.chain(packs) {
        let mut asked = content.asked_about(&code).peekable();
        if asked.peek().is_some() {
            let _ = write!(said, "\n## {code}. {title}\n\n");
            for question in asked {
                let _ = writeln!(said, "- {}: {}", question.part, question.ask);
            }
        }
    }
    Ok(said.trim_end().to_owned())
}

const REVIEW_HEAD: &str = "# Điều còn hỏi chuyên gia

Chưa bài nào được chuyên gia thẩm định. Trước khi một trường dựa vào bài, những điều sau cần một câu trả lời; chúng cũng hiện ở trang
của từng bài. Danh sách nằm ở `content/review.toml`, trang này do `lachan content review` in ra.
";

/// The recordings that a school that reads its lessons aloud itself does not have yet.
pub fn missing_audio(dir: Option<&Path>) -> Result<String, Problems> {
    let content = load(dir)?;
    let mut lines = Vec::new();
    let mut has = 0;
    for module in content.library.modules() {
        let recorded = content.recordings.of(&module.id);
        let scenes = module
            .scenes
            .iter()
            .map(|scene| format!("canh-{}", scene.n));
        let questions = (1..=module.items.len()).map(|n| format!("cau-{n}"));
        for step in scenes.chain(questions) {
            if recorded.contains(&step) {
                has += 1;
            } else {
                lines.push(format!("audio/{}/{step}.mp3", module.id));
            }
        }
    }
    let all = has + lines.len();
    lines.push(format!("Đã có {has} trên {all} tệp lời đọc."));
    Ok(lines.join("\n"))
}
