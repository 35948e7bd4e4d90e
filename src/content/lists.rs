//! The lists beside the modules: their order, the help channels, the packs.

mod known;
mod review;

use super::{
    problem::{Problems, Sheet},
    source::Source,
};
pub use known::Known;
use known::{List, line, line_at};
use lachan_core::{
    help::{Directory, HelpChannel},
    lesson::{Band, ItemId, ModuleId},
    library::Shelf,
    pack::{Pack, Packs},
    roster::{Heading, Headings, Twice},
};
pub use review::review;
use serde::Deserialize;
use std::collections::BTreeSet;
use toml::Spanned;

const ORDER: &str = "order.toml";
const HELP: &str = "help-channels.toml";
const PACKS: &str = "packs.toml";
const REVIEW: &str = "review.toml";
const HEADINGS: &str = "list-headings.toml";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderFile {
    band: Vec<BandEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BandEntry {
    id: Spanned<Band>,
    title: String,
    modules: Vec<Spanned<ModuleId>>,
    test: Vec<Spanned<ItemId>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HelpFile {
    channel: Vec<Spanned<HelpChannel>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HeadingsFile {
    column: Vec<Heading>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PacksFile {
    pack: Vec<Spanned<Pack>>,
}

/// The bands and the order of their modules.
pub fn shelves(source: &Source, known: &Known, problems: &mut Problems) -> Vec<Shelf> {
    let file: List<OrderFile> = match List::read(source, ORDER, problems) {
        Some(file) => file,
        None => return Vec::new(),
    };
    let shown = source.shown(ORDER);
    let mut sheet = Sheet::new(&shown);
    let mut placed = BTreeSet::new();
    let mut shelves: Vec<Shelf> = Vec::new();
    for entry in file.value.band {
        let band = *entry.id.get_ref();
        if shelves.iter().any(|shelf| shelf.band == band) {
            sheet.add(
                line(&file.text, &entry.id),
                format!("nhóm {band} có hai lần"),
            );
        }
        let mut modules = Vec::new();
        for id in entry.modules {
            let at = line(&file.text, &id);
            let id = id.into_inner();
            if id.band() != band {
                sheet.add(at, format!("bài {id} không thuộc nhóm {band}"));
            } else if !placed.insert(id.clone()) {
                sheet.add(at, format!("bài {id} được xếp hai lần"));
            } else if known.modules.contains(&id) {
                modules.push(id);
            } else if file.own {
                sheet.add(at, format!("không có bài nào mang mã {id}"));
            }
        }
        let mut test = Vec::new();
        for id in entry.test {
            let at = line(&file.text, &id);
            let id = id.into_inner();
            if known.item(&id) {
                test.push(id);
            } else if file.own {
                sheet.add(at, format!("không có câu hỏi nào mang mã {id}"));
            }
        }
        shelves.push(Shelf {
            band,
            title: entry.title,
            modules,
            test,
        });
    }
    if file.own {
        for id in known.modules.difference(&placed) {
            sheet.add(1, format!("bài {id} chưa được xếp vào nhóm nào"));
        }
    }
    problems.take(sheet);
    shelves
}

/// The help channels.
pub fn help(source: &Source, problems: &mut Problems) -> Directory {
    let Some(file) = List::<HelpFile>::read(source, HELP, problems) else {
        return Directory::default();
    };
    let shown = source.shown(HELP);
    let mut sheet = Sheet::new(&shown);
    let mut channels: Vec<HelpChannel> = Vec::new();
    for channel in file.value.channel {
        let at = line(&file.text, &channel);
        let channel = channel.into_inner();
        if channel.number.is_none() && channel.site.is_none() {
            sheet.add(
                at,
                format!("“{}” cần số điện thoại hoặc địa chỉ trang", channel.label),
            );
        }
        if channels.iter().any(|other| other.id == channel.id) {
            sheet.add(at, format!("mã “{}” bị trùng", channel.id));
        }
        channels.push(channel);
    }
    problems.take(sheet);
    Directory::new(channels)
}

/// The ready-made meetings.
pub fn packs(source: &Source, known: &Known, problems: &mut Problems) -> Packs {
    let Some(file) = List::<PacksFile>::read(source, PACKS, problems) else {
        return Packs::default();
    };
    let shown = source.shown(PACKS);
    let mut sheet = Sheet::new(&shown);
    let mut packs: Vec<Pack> = Vec::new();
    for pack in file.value.pack {
        let at = line(&file.text, &pack);
        let pack = pack.into_inner();
        if packs.iter().any(|other| other.id == pack.id) {
            sheet.add(at, format!("mã “{}” bị trùng", pack.id));
        }
        let instead = pack.instead.iter().flat_map(|instead| &instead.modules);
        let missing: Vec<_> = pack
            .modules
            .iter()
            .chain(instead)
            .filter(|id| !known.modules.contains(id))
            .collect();
        if missing.is_empty() {
            packs.push(pack);
        } else if file.own {
            for id in missing {
                sheet.add(
                    at,
                    format!("kịch bản {}: không có bài nào mang mã {id}", pack.id),
                );
            }
        }
    }
    problems.take(sheet);
    Packs {
        packs,
        ..Packs::default()
    }
}

/// What schools call the columns of their lists.
pub fn headings(source: &Source, problems: &mut Problems) -> Headings {
    let Some(file) = List::<HeadingsFile>::read(source, HEADINGS, problems) else {
        return Headings::default();
    };
    Headings::new(&file.value.column).unwrap_or_else(|Twice(name)| {
        let at = file.text.find(&format!("\"{name}\"")).unwrap_or_default();
        let what = format!("tên cột “{name}” đứng ở hai cột");
        problems.add(&source.shown(HEADINGS), line_at(&file.text, at), what);
        Headings::default()
    })
}
