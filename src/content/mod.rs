//! Lessons, help channels and packs: files → core types, or every problem with its file and line.

mod check;
pub mod command;
mod front;
mod lists;
mod module;
mod part;
mod play;
mod problem;
mod quiz;
mod recordings;
mod scene;
mod source;
#[cfg(test)]
mod tests;

pub use problem::{Problem, Problems};
pub use recordings::Recordings;

use lachan_core::{
    help::Directory,
    lesson::{AnswerKey, ItemId, Library, Module, ModuleId},
    pack::Packs,
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
}

/// Reads the built-in files, or those of a folder that replaces them. A folder without a list takes the built-in one.
pub fn load(dir: Option<&Path>) -> Result<Content, Problems> {
    let source = Source::new(dir);
    let mut problems = Problems::default();
    let read = modules(&source, &mut problems);
    let known = lists::Known::new(&read.modules, read.unread);
    let shelves = lists::shelves(&source, &known, &mut problems);
    let help = lists::help(&source, &mut problems);
    let packs = lists::packs(&source, &known, &mut problems);
    let library = Library::new(shelves, read.modules, read.keys);
    let recordings = Recordings::find(&source, &library, &mut problems);
    problems.into_result()?;
    Ok(Content {
        library,
        help,
        packs,
        recordings,
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
    let names = source.modules().unwrap_or_else(|error| {
        let folder = source.shown("modules");
        problems.add(
            &folder,
            1,
            format!("không mở được thư mục các bài: {error}"),
        );
        Vec::new()
    });
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
