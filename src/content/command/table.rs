//! Lessons as a table, for people and for programs.

use lachan_core::{
    guide::{Block, Guide},
    lesson::{Band, ItemKind, Module, ModuleId, Version},
    library::Library,
};
use serde::Serialize;

#[derive(Serialize)]
pub(super) struct Listed<'a> {
    id: &'a ModuleId,
    band: Band,
    title: &'a str,
    minutes: u8,
    version: &'a Version,
    reviewed_by: Option<&'a str>,
    scenes: Vec<ListedScene<'a>>,
    items: Vec<ListedItem<'a>>,
    guide: Option<ListedGuide<'a>>,
}

/// A guide as its core type has it, but the letter as one text.
#[derive(Serialize)]
pub(super) struct ListedGuide<'a> {
    #[serde(flatten)]
    guide: &'a Guide,
    support: &'a [Block],
    letter: String,
}

#[derive(Serialize)]
pub(super) struct ListedScene<'a> {
    n: u8,
    text: &'a str,
    picture_alt: &'a str,
}

#[derive(Serialize)]
pub(super) struct ListedItem<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    kind: ItemKind,
    contest: bool,
    stem: &'a str,
    options: Vec<ListedOption<'a>>,
}

#[derive(Serialize)]
pub(super) struct ListedOption<'a> {
    text: &'a str,
    correct: bool,
    feedback: &'a str,
}

pub(super) fn listed<'a>(module: &'a Module, library: &'a Library) -> Listed<'a> {
    let scenes = module.scenes.iter().map(|scene| ListedScene {
        n: scene.n,
        text: &scene.text,
        picture_alt: &scene.picture.alt,
    });
    let items = library.keyed(module).map(|(item, key)| ListedItem {
        id: item.id.as_str(),
        kind: item.kind,
        contest: item.contest,
        stem: &item.stem,
        options: (0u8..)
            .zip(item.options.iter().zip(&key.feedback))
            .map(|(choice, (text, feedback))| ListedOption {
                text,
                correct: key.is_right(choice),
                feedback,
            })
            .collect(),
    });
    Listed {
        id: &module.id,
        band: module.band,
        title: &module.title,
        minutes: module.minutes,
        version: &module.version,
        reviewed_by: module.reviewed_by.as_deref(),
        scenes: scenes.collect(),
        items: items.collect(),
        guide: library.teaching(&module.id).map(|teaching| ListedGuide {
            guide: &teaching.guide,
            support: &teaching.support,
            letter: teaching
                .letter
                .iter()
                .map(Block::text)
                .collect::<Vec<_>>()
                .join("\n"),
        }),
    }
}

pub(super) fn table(library: &Library) -> String {
    let mut rows =
        vec![["Mã", "Bài", "Phút", "Cảnh", "Câu", "Bản", "Thẩm định"].map(str::to_owned)];
    rows.extend(library.modules().iter().map(|module| {
        [
            module.id.to_string(),
            module.title.clone(),
            module.minutes.to_string(),
            module.scenes.len().to_string(),
            module.items.len().to_string(),
            module.version.to_string(),
            module
                .reviewed_by
                .clone()
                .unwrap_or_else(|| "chưa".to_owned()),
        ]
    }));
    let widths: Vec<usize> = (0..rows[0].len())
        .map(|i| {
            rows.iter()
                .map(|row| row[i].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells = row.iter().zip(&widths);
            let line: String = cells
                .map(|(cell, width)| format!("{cell:<width$}  "))
                .collect();
            line.trim_end().to_owned()
        })
        .collect();
    lines.join("\n")
}
