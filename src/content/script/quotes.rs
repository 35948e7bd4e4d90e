//! What a script shows out of lessons, and whether it is there.

use crate::content::{problem::Sheet, section::Section};
use lachan_core::{
    guide::SceneRef,
    lesson::{AnswerKey, Item, ItemId},
    library::Library,
};

pub(super) fn is_taught(id: &ItemId, scenes: &[SceneRef], library: &Library) -> bool {
    let by = |item: &Item| {
        scenes
            .iter()
            .any(|scene| scene.module == id.module() && item.scenes.contains(&scene.n))
    };
    library.item(id).is_some_and(by)
}

/// “Cảnh 2 (B6.2)” is the second scene of the meeting, and each of its scenes is shown in some step.
pub(super) fn shown(
    steps: &Section<'_>,
    scenes: &[SceneRef],
    named: &[(usize, u8)],
    sheet: &mut Sheet<'_>,
) {
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
pub(super) fn quoted(
    steps: &Section<'_>,
    ids: &[ItemId],
    library: &Library,
    sheet: &mut Sheet<'_>,
) {
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
pub(super) fn said(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
}
