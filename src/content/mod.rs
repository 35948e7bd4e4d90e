//! Lessons, help channels and packs: files → core types, or every problem with its file and line.

mod check;
pub mod command;
mod front;
mod guide;
mod lists;
mod module;
mod outline;
mod play;
mod problem;
mod quiz;
mod recordings;
mod scene;
mod script;
mod section;
mod source;
#[cfg(test)]
mod tests;
mod whole;

pub use problem::{Problem, Problems};
pub use recordings::Recordings;

use lachan_core::{
    guide::Teaching,
    help::Directory,
    lesson::{AnswerKey, ItemId, Module, ModuleId},
    library::Library,
    pack::{Pack, Packs},
    review::Question,
    roster::Headings,
};
use problem::Sheet;
use source::Source;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

/// Everything that is taught and told, read once at start.
#[derive(Clone, Debug, Default)]
pub struct Content {
    pub library: Library,
    pub help: Directory,
    pub packs: Packs,
    pub recordings: Recordings,
    /// What a specialist is still asked, in the order of the list.
    pub review: Vec<Question>,
    /// What schools call the columns of their lists.
    pub headings: Headings,
}

impl Content {
    /// What is still asked about a module or pack.
    pub fn asked_about<'a>(&'a self, code: &'a str) -> impl Iterator<Item = &'a Question> {
        self.review
            .iter()
            .filter(move |question| question.about == code)
    }
}

/// Reads the built-in files, or those of a folder that replaces them. A folder without a list takes the built-in one.
pub fn load(dir: Option<&Path>) -> Result<Content, Problems> {
    let source = Source::new(dir);
    let mut problems = Problems::default();
    let read = modules(&source, &mut problems);
    let known = lists::Known::new(&read.modules, read.unread);
    let shelves = lists::shelves(&source, &known, &mut problems);
    let help = lists::help(&source, &mut problems);
    let guides = guides(&source, &read.modules, &mut problems);
    let library = Library::new(shelves, read.modules, read.keys, guides);
    let mut packs = lists::packs(&source, &known, &mut problems);
    scripts(&source, &library, &known, &mut packs, &mut problems);
    let review = lists::review(&source, &known, &packs, &mut problems);
    let headings = lists::headings(&source, &mut problems);
    let recordings = Recordings::find(&source, &library, &mut problems);
    problems.into_result()?;
    Ok(Content {
        library,
        help,
        packs,
        recordings,
        review,
        headings,
    })
}

#[derive(Default)]
struct Modules {
    modules: Vec<Module>,
    keys: BTreeMap<ItemId, AnswerKey>,
    /// Those in whose files something is wrong.
    unread: BTreeSet<ModuleId>,
}

fn modules(source: &Source, problems: &mut Problems) -> Modules {
    let mut all = Modules::default();
    let names = names(source, "modules", "các bài", problems);
    if names.is_empty() && problems.is_empty() {
        let folder = source.shown("modules");
        problems.add(&folder, 1, "thư mục này chưa có bài nào (tệp .md)");
    }
    for name in names {
        let shown = source.shown(&name);
        let mut sheet = Sheet::new(&shown);
        let text = text(source, &name, problems);
        if let Some(read) = text.and_then(|text| module::read(&text, &mut sheet)) {
            if all.modules.iter().any(|module| module.id == read.module.id) {
                sheet.add(2, format!("mã bài {} đã có ở một tệp khác", read.module.id));
            }
            all.keys.extend(read.keys);
            all.modules.push(read.module);
        } else {
            all.unread.extend(module::named(&name));
        }
        problems.take(sheet);
    }
    all
}

/// The guide of each module; a module without one is refused.
fn guides(
    source: &Source,
    modules: &[Module],
    problems: &mut Problems,
) -> BTreeMap<ModuleId, Teaching> {
    let (own, is_own) = source.with("guides");
    let mut guides = BTreeMap::new();
    let mut unread = BTreeSet::new();
    for name in names(&own, "guides", "này", problems) {
        let about = module::named(&name);
        let shown = own.shown(&name);
        let mut sheet = Sheet::new(&shown);
        let read = text(&own, &name, problems).and_then(|text| guide::read(&text, &mut sheet));
        match read {
            Some(read) => {
                let id = read.teaching.module.clone();
                match modules.iter().find(|module| module.id == id) {
                    Some(module) if sheet.is_clean() => {
                        guide::against(module, &read, &mut sheet);
                    }
                    Some(_) => {}
                    None if is_own => sheet.add(2, format!("không có bài nào mang mã {id}")),
                    None => {}
                }
                guides.insert(id, read.teaching);
            }
            None => unread.extend(about),
        }
        // a built-in guide that stands in may speak of other scenes than a folder's own lesson
        if is_own {
            problems.take(sheet);
        }
    }
    for module in modules {
        if !guides.contains_key(&module.id) && !unread.contains(&module.id) {
            let wanted = own.shown(&format!("guides/{}-….md", module.id));
            problems.add(&wanted, 1, format!("bài {} chưa có hướng dẫn", module.id));
        }
    }
    guides
}

/// The script of each ready meeting, and of its variant for older classes.
fn scripts(
    source: &Source,
    library: &Library,
    known: &lists::Known,
    packs: &mut Packs,
    problems: &mut Problems,
) {
    let (own, is_own) = source.with("packs");
    let wanted: BTreeSet<String> = packs.packs.iter().flat_map(Pack::script_names).collect();
    let whole = known.all_read();
    for name in &wanted {
        let file = format!("packs/{name}.md");
        let shown = own.shown(&file);
        let mut sheet = Sheet::new(&shown);
        match text(&own, &file, problems) {
            Some(text) => {
                if let Some(script) = script::read(&text, library, &mut sheet) {
                    packs.scripts.insert(name.clone(), script);
                }
            }
            None => sheet.add(1, format!("kịch bản {name} chưa có tệp này")),
        }
        // a mistake in a module is told where it stands, not again here
        if is_own && whole {
            problems.take(sheet);
        }
    }
}

// `what` is how the folder is called when it cannot be opened
fn names(source: &Source, folder: &str, what: &str, problems: &mut Problems) -> Vec<String> {
    source.texts(folder).unwrap_or_else(|error| {
        let shown = source.shown(folder);
        problems.add(&shown, 1, format!("không mở được thư mục {what}: {error}"));
        Vec::new()
    })
}

// `None` when the file is not there, or is noted as unreadable
fn text(source: &Source, name: &str, problems: &mut Problems) -> Option<String> {
    let shown = source.shown(name);
    match source.read(name) {
        Ok(bytes) => match source::text(bytes?) {
            Ok(text) => Some(text),
            Err(line) => {
                problems.add(
                    &shown,
                    line,
                    "tệp không phải chữ UTF-8; hãy lưu lại với mã UTF-8",
                );
                None
            }
        },
        Err(error) => {
            problems.add(&shown, 1, format!("không đọc được tệp: {error}"));
            None
        }
    }
}
