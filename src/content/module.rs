//! A module file → [`Module`] and the key to its questions.
//!
//! 1. A module is one UTF-8 text file `modules/<id>-<any words>.md`, in NFC; lines may end as on Windows.
//! 2. It begins with TOML between two lines `+++`: `id`, `title`, `minutes`, `rules` (R1–R9) and, once a specialist has
//!    reviewed this very text, `reviewed_by` and `reviewed_on`. There is no other key.
//! 3. Five headings follow, each once and in this order: `## Mục tiêu`, `## Cảnh`, `## Câu hỏi`, `## Lưu ý lời`, `## Kể với ai`.
//! 4. `## Mục tiêu` is a numbered list, one outcome a line.
//! 5. `## Cảnh` holds `### Cảnh 1`, `### Cảnh 2` …: the text of the scene, then one fenced block `hinh` with the lines of its
//!    picture (`core::picture`), of which `alt:` describes it to those who do not see it. A block `chơi` may follow: a small thing to do, never scored.
//! 6. `## Câu hỏi` holds `### B4.Q1` …, after a dash perhaps “đúng hay sai” and “dùng cho cuộc thi”, separated by a comma.
//!    Below stand the question, then the options: `- [x]` before the right one, `- [ ]` before the others, and under each
//!    its feedback on an indented line `> …`.
//! 7. Exactly one option is right and every option has feedback. A “đúng hay sai” question has the options Đúng and Sai.
//! 8. `## Lưu ý lời` is for whoever teaches; `## Kể với ai` is shown word for word at the end.
//! 9. Text is taken as written: no HTML, no emphasis, no escapes. The lines of a paragraph are joined by a space.
//! 10. In bands A and B no sentence a pupil reads (scenes, questions, options, feedback, Kể với ai) is longer than 20 and
//!     26 tiếng; where a sentence ends stands in `core::lesson::sentence`.
//! 11. Ids are never used again for something else. The version is the beginning of the SHA-256 of the text.

use super::{
    check, front,
    outline::{self, Outline, prose},
    problem::Sheet,
    quiz::{self, Asked},
    scene,
    section::{Section, numbered, split},
    whole,
};
use lachan_core::lesson::{AnswerKey, Band, ItemId, Module, ModuleId, Version};
use sha2::{Digest, Sha256};

const OUTCOMES: &str = "Mục tiêu";
const SCENES: &str = "Cảnh";
const QUIZ: &str = "Câu hỏi";
const NOTES: &str = "Lưu ý lời";
const TELL: &str = "Kể với ai";
const OUTLINE: Outline<'_> = Outline {
    what: "một bài",
    headings: &[OUTCOMES, SCENES, QUIZ, NOTES, TELL],
};

/// A module, and apart from it what is right.
#[derive(Debug)]
pub struct Read {
    pub module: Module,
    pub keys: Vec<(ItemId, AnswerKey)>,
}

/// Reads a module file; notes everything that is wrong with it.
pub fn read(text: &str, sheet: &mut Sheet<'_>) -> Option<Read> {
    let lines = numbered(text, 1);
    check::letters(&lines, sheet);
    let (head, body) = outline::head(&lines, "bài", sheet)?;
    let front = front::read(&head.join("\n"), sheet);
    let id = agreed_id(front.as_ref().map(|front| &front.id), sheet)?;
    let band = id.band();
    let found = OUTLINE.parts(body, sheet)?;
    let part = |heading| found.iter().find(|part| part.heading == heading);

    let outcomes = part(OUTCOMES).map(|part| list(part, sheet));
    let told = part(SCENES).map(|part| (part, scene::read(part, band, sheet)));
    let asked = part(QUIZ).map(|part| asked(part, &id, band, sheet));
    let notes = part(NOTES).map(|part| prose(part, sheet));
    let tell = part(TELL).map(|part| prose(part, sheet));
    if let Some(tell) = &tell {
        check::length(tell, band, sheet);
    }
    if let Some((part, told)) = &told {
        whole::scenes(part, told, band, sheet);
        if let Some(front) = &front {
            whole::rules(front.rules_line, &front.rules, told, band, sheet);
        }
    }
    let front = front.filter(|_| sheet.is_clean())?;
    let (_, told) = told?;
    let asked = asked?;
    for one in &asked {
        for n in &one.item.scenes {
            if !told.iter().any(|told| told.scene.n == *n) {
                sheet.add(
                    one.line,
                    format!("câu {}: bài không có Cảnh {n}", one.item.id),
                );
            }
        }
    }
    let quiz = asked.iter().map(|asked| (&asked.item, &asked.key));
    let minutes = whole::minutes(front.minutes_line, front.minutes, &told, quiz, band, sheet);
    let front = Some(front).filter(|_| sheet.is_clean())?;
    let (reviewed_by, reviewed_on) = front.reviewed.unzip();
    let (items, keys) = asked
        .into_iter()
        .map(|asked| (asked.item.clone(), (asked.item.id, asked.key)))
        .unzip();
    Some(Read {
        module: Module {
            id,
            band,
            title: front.title,
            version: version(text),
            reviewed_by,
            reviewed_on,
            minutes,
            rules: front.rules,
            outcomes: outcomes?,
            scenes: told.into_iter().map(|told| told.scene).collect(),
            items,
            wording_notes: notes?.text,
            who_to_tell: tell?.text,
        },
        keys,
    })
}

/// The module a file is named after.
pub fn named(file: &str) -> Option<ModuleId> {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    name.split_once('-').and_then(|(id, _)| id.parse().ok())
}

fn version(text: &str) -> Version {
    let hash = Sha256::digest(text.as_bytes());
    let short: String = hash[..6].iter().map(|byte| format!("{byte:02x}")).collect();
    Version::new(short)
}

fn agreed_id(written: Option<&ModuleId>, sheet: &mut Sheet<'_>) -> Option<ModuleId> {
    let named = named(sheet.file());
    match (written, named) {
        (Some(written), Some(named)) if *written == named => Some(named),
        (Some(written), _) => {
            sheet.add(
                1,
                format!("tên tệp của bài này phải bắt đầu bằng “{written}-”"),
            );
            Some(written.clone())
        }
        (None, named) => named,
    }
}

fn list(part: &Section<'_>, sheet: &mut Sheet<'_>) -> Vec<String> {
    let mut outcomes = Vec::new();
    let lines = part.lines.iter().filter(|(_, line)| !line.is_empty());
    for (n, (number, line)) in (1..).zip(lines) {
        let wanted = format!("{n}. ");
        match line.strip_prefix(&wanted).map(str::trim) {
            Some(outcome) if !outcome.is_empty() => outcomes.push(outcome.to_owned()),
            _ => sheet.add(*number, format!("mục tiêu phải bắt đầu bằng “{wanted}…”")),
        }
    }
    if part.lines.iter().all(|(_, line)| line.is_empty()) {
        sheet.add(part.line, "bài chưa có mục tiêu nào");
    }
    outcomes
}

fn asked(part: &Section<'_>, module: &ModuleId, band: Band, sheet: &mut Sheet<'_>) -> Vec<Asked> {
    let (before, parts) = split(&part.lines, "### ");
    check::stray(&before, sheet);
    if parts.is_empty() {
        sheet.add(part.line, "bài chưa có câu hỏi nào");
    }
    let mut all: Vec<Asked> = Vec::new();
    for part in &parts {
        let Some(asked) = quiz::read(part, module, sheet) else {
            continue;
        };
        if all.iter().any(|other| other.item.id == asked.item.id) {
            sheet.add(part.line, format!("mã câu hỏi {} bị trùng", asked.item.id));
        }
        for text in &asked.texts {
            check::length(text, band, sheet);
        }
        all.push(asked);
    }
    all
}
