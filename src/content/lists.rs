//! The lists beside the modules: their order, the help channels, the packs.

use super::{
    problem::{Problems, Sheet},
    source::Source,
    text,
};
use lachan_core::{
    help::{Directory, HelpChannel},
    lesson::{Band, ItemId, Module, ModuleId},
    library::Shelf,
    pack::{Pack, Packs},
    review::Question,
    roster::{Heading, Headings, Twice},
};
use serde::{Deserialize, de::DeserializeOwned};
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
struct ReviewFile {
    #[serde(default)]
    question: Vec<Spanned<Question>>,
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

/// What a list may name. A module with mistakes of its own counts as there, so that one mistake is told once.
pub struct Known {
    modules: BTreeSet<ModuleId>,
    items: BTreeSet<ItemId>,
    unread: BTreeSet<ModuleId>,
}

impl Known {
    /// Everything in the modules, and those that could not be read.
    pub fn new(modules: &[Module], unread: BTreeSet<ModuleId>) -> Self {
        let read = modules.iter().map(|module| &module.id);
        Self {
            modules: read.chain(&unread).cloned().collect(),
            items: modules
                .iter()
                .flat_map(|module| module.items.iter().map(|item| item.id.clone()))
                .collect(),
            unread,
        }
    }

    /// Whether every module could be read.
    pub fn all_read(&self) -> bool {
        self.unread.is_empty()
    }

    fn item(&self, id: &ItemId) -> bool {
        self.items.contains(id) || self.unread.contains(&id.module())
    }
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

/// What a specialist is still asked; each question is about a module or pack that is there.
pub fn review(
    source: &Source,
    known: &Known,
    packs: &Packs,
    problems: &mut Problems,
) -> Vec<Question> {
    let Some(file) = List::<ReviewFile>::read(source, REVIEW, problems) else {
        return Vec::new();
    };
    let shown = source.shown(REVIEW);
    let mut sheet = Sheet::new(&shown);
    let mut questions = Vec::new();
    for question in file.value.question {
        let at = line(&file.text, &question);
        let question = question.into_inner();
        let module = question.about.parse::<ModuleId>();
        let is_there = packs.get(&question.about).is_some()
            || module.is_ok_and(|id| known.modules.contains(&id));
        if is_there {
            questions.push(question);
        } else if file.own {
            sheet.add(
                at,
                format!("không có bài hay buổi nào mang mã “{}”", question.about),
            );
        }
    }
    problems.take(sheet);
    questions
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

// a list file; `own` is false when a folder has none and the built-in one stands in, which then may name what the folder lacks
struct List<T> {
    value: T,
    text: String,
    own: bool,
}

impl<T: DeserializeOwned> List<T> {
    fn read(source: &Source, name: &str, problems: &mut Problems) -> Option<Self> {
        let before = problems.iter().count();
        let (text, own) = match text(source, name, problems) {
            Some(text) => (text, true),
            None if problems.iter().count() > before => return None,
            None => (text(&Source::BuiltIn, name, problems)?, false),
        };
        match toml::from_str(&text) {
            Ok(value) => Some(Self { value, text, own }),
            Err(error) => {
                let at = error.span().map_or(0, |span| span.start);
                problems.add(
                    &source.shown(name),
                    line_at(&text, at),
                    format!("tệp viết chưa đúng: {}", error.message()),
                );
                None
            }
        }
    }
}

fn line<T>(text: &str, value: &Spanned<T>) -> usize {
    line_at(text, value.span().start)
}

fn line_at(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or(text).matches('\n').count()
}
