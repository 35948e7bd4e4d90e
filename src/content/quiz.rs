//! The questions of a module file.

use super::{
    problem::Sheet,
    section::{NumberedLine, Section, Text, paragraphs},
};
use lachan_core::lesson::{AnswerKey, FALSE, Item, ItemId, ItemKind, ModuleId, TRUE};

const TRUE_FALSE: &str = "đúng hay sai";
const CONTEST: &str = "dùng cho cuộc thi";
const SCENE: &str = "cảnh ";
const MOST_OPTIONS: usize = 6;
const ORDINALS: [&str; MOST_OPTIONS] = ["nhất", "hai", "ba", "tư", "năm", "sáu"];

/// A question as read, with the texts a pupil will see.
#[derive(Debug)]
pub struct Asked {
    /// Of its heading.
    pub line: usize,
    pub item: Item,
    pub key: AnswerKey,
    pub texts: Vec<Text>,
}

struct Choice {
    right: bool,
    text: Text,
    feedback: Text,
}

/// Reads one `### B4.Q1` part.
pub fn read(part: &Section<'_>, module: &ModuleId, sheet: &mut Sheet<'_>) -> Option<Asked> {
    let (name, flags) = match part.heading.split_once('–') {
        Some((name, flags)) => (name.trim(), flags.trim()),
        None => (part.heading, ""),
    };
    let id = match name.parse::<ItemId>() {
        Ok(id) if id.module() == *module => Some(id),
        _ => {
            sheet.add(
                part.line,
                format!("“{name}” không phải mã câu hỏi của bài này; ví dụ {module}.Q1"),
            );
            None
        }
    };
    let mut kind = ItemKind::Single;
    let mut contest = false;
    let mut scenes = Vec::new();
    for flag in flags
        .split(',')
        .map(str::trim)
        .filter(|flag| !flag.is_empty())
    {
        match flag {
            TRUE_FALSE => kind = ItemKind::TrueFalse,
            CONTEST => contest = true,
            _ if flag.starts_with(SCENE) => scenes = numbers(&flag[SCENE.len()..]),
            _ => sheet.add(
                part.line,
                format!("không hiểu “{flag}”; chỉ có “{SCENE}N”, “{TRUE_FALSE}” và “{CONTEST}”"),
            ),
        }
    }
    if scenes.is_empty() {
        sheet.add(
            part.line,
            format!("câu {name} chưa ghi cảnh nào dạy điều được hỏi, ví dụ “### {name} – cảnh 2”"),
        );
    }
    let (stem, choices) = body(part, sheet);
    if stem.text.is_empty() {
        sheet.add(part.line, format!("câu {name} chưa có câu hỏi"));
    }
    check(part, name, kind, &choices, sheet);
    let right = choices.iter().position(|choice| choice.right)?;
    let item = Item {
        id: id?,
        kind,
        scenes,
        contest,
        stem: stem.text.clone(),
        options: choices
            .iter()
            .map(|choice| choice.text.text.clone())
            .collect(),
    };
    let key = AnswerKey {
        right: u8::try_from(right).ok()?,
        feedback: choices
            .iter()
            .map(|choice| choice.feedback.text.clone())
            .collect(),
    };
    let mut texts = vec![stem];
    texts.extend(choices.into_iter().flat_map(|c| [c.text, c.feedback]));
    Some(Asked {
        line: part.line,
        item,
        key,
        texts,
    })
}

// “7 và 3”; none when one of them is no number
fn numbers(text: &str) -> Vec<u8> {
    let numbers: Option<Vec<u8>> = text
        .split(" và ")
        .map(|number| number.trim().parse().ok())
        .collect();
    numbers.unwrap_or_default()
}

fn body(part: &Section<'_>, sheet: &mut Sheet<'_>) -> (Text, Vec<Choice>) {
    let first = part
        .lines
        .iter()
        .position(|(_, line)| line.starts_with("- "))
        .unwrap_or(part.lines.len());
    let stem = paragraphs(&part.lines[..first]);
    let mut choices: Vec<Choice> = Vec::new();
    for &(number, line) in &part.lines[first..] {
        if line.trim().is_empty() {
            continue;
        }
        if let Some(option) = line.strip_prefix("- ") {
            match marked(option) {
                Some((right, text)) => choices.push(Choice {
                    right,
                    text: Text {
                        line: number,
                        text: text.trim().to_owned(),
                    },
                    feedback: Text::default(),
                }),
                None => sheet.add(
                    number,
                    "phương án bắt đầu bằng “- [x]” (đúng) hoặc “- [ ]” (các phương án khác)",
                ),
            }
        } else if let (Some(said), Some(choice)) =
            (line.trim_start().strip_prefix('>'), choices.last_mut())
        {
            say(&mut choice.feedback, (number, said.trim()));
        } else {
            sheet.add(
                number,
                "dòng này không phải phương án (“- [ ] …”) cũng không phải lời phản hồi (“  > …”)",
            );
        }
    }
    (stem, choices)
}

fn marked(option: &str) -> Option<(bool, &str)> {
    let (mark, text) = option.strip_prefix('[')?.split_once(']')?;
    match mark {
        "x" | "X" => Some((true, text)),
        " " => Some((false, text)),
        _ => None,
    }
}

fn say(feedback: &mut Text, (number, said): NumberedLine<'_>) {
    if feedback.text.is_empty() {
        feedback.line = number;
    } else {
        feedback.text.push(' ');
    }
    feedback.text.push_str(said);
}

fn check(
    part: &Section<'_>,
    name: &str,
    kind: ItemKind,
    choices: &[Choice],
    sheet: &mut Sheet<'_>,
) {
    if !(2..=MOST_OPTIONS).contains(&choices.len()) {
        sheet.add(
            part.line,
            format!(
                "câu {name} có {} phương án, cần từ 2 đến {MOST_OPTIONS}",
                choices.len()
            ),
        );
    }
    match choices.iter().filter(|choice| choice.right).count() {
        1 => {}
        0 => sheet.add(
            part.line,
            format!("câu {name} chưa có phương án đúng “- [x]”"),
        ),
        n => sheet.add(
            part.line,
            format!("câu {name} có {n} phương án đúng, chỉ được một"),
        ),
    }
    for (i, choice) in choices.iter().enumerate() {
        let ordinal = ORDINALS.get(i).copied().unwrap_or("cuối");
        if choice.text.text.is_empty() {
            sheet.add(
                choice.text.line,
                format!("phương án thứ {ordinal} chưa có chữ"),
            );
        }
        if choice.feedback.text.is_empty() {
            sheet.add(
                choice.text.line,
                format!("phương án thứ {ordinal} chưa có lời phản hồi"),
            );
        }
        if choices[..i]
            .iter()
            .any(|other| other.text.text == choice.text.text)
        {
            sheet.add(
                choice.text.line,
                format!("phương án thứ {ordinal} giống một phương án khác"),
            );
        }
    }
    let is_true_false = choices.len() == 2
        && choices
            .iter()
            .all(|c| [TRUE, FALSE].contains(&c.text.text.as_str()));
    if (kind == ItemKind::TrueFalse) != is_true_false {
        sheet.add(
            part.line,
            format!("câu “{TRUE_FALSE}” có hai phương án {TRUE} và {FALSE}, và chỉ câu ấy mới có"),
        );
    }
}
