//! What other files may refer to, and lists that say their lines.

use crate::content::{problem::Problems, source::Source, text};
use lachan_core::lesson::{ItemId, Module, ModuleId};
use serde::de::DeserializeOwned;
use std::collections::BTreeSet;
use toml::Spanned;

/// What a list may name. A module with mistakes of its own counts as there, so that one mistake is told once.
pub struct Known {
    pub(super) modules: BTreeSet<ModuleId>,
    pub(super) items: BTreeSet<ItemId>,
    pub(super) unread: BTreeSet<ModuleId>,
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

    pub(super) fn item(&self, id: &ItemId) -> bool {
        self.items.contains(id) || self.unread.contains(&id.module())
    }
}

// a list file; `own` is false when a folder has none and the built-in one stands in, which then may name what the folder lacks
pub(super) struct List<T> {
    pub(super) value: T,
    pub(super) text: String,
    pub(super) own: bool,
}

impl<T: DeserializeOwned> List<T> {
    pub(super) fn read(source: &Source, name: &str, problems: &mut Problems) -> Option<Self> {
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

pub(super) fn line<T>(text: &str, value: &Spanned<T>) -> usize {
    line_at(text, value.span().start)
}

pub(super) fn line_at(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or(text).matches('\n').count()
}
