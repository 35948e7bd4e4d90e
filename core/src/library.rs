//! All modules in the order they are taught, with the key to their questions and the guide for whoever teaches them kept apart.

use crate::{
    guide::Teaching,
    lesson::{AnswerKey, Answers, Band, Item, ItemId, Module, ModuleId, Score, Unmarkable, mark},
};
use std::collections::BTreeMap;

/// One band with its modules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub band: Band,
    /// Such as “6–8 tuổi (lớp 1–3)”.
    pub title: String,
    pub modules: Vec<ModuleId>,
    /// The questions asked before the first module, after the last, and again after three months.
    pub test: Vec<ItemId>,
}

/// Everything that can be taught.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Library {
    shelves: Vec<Shelf>,
    modules: Vec<Module>,
    keys: BTreeMap<ItemId, AnswerKey>,
    guides: BTreeMap<ModuleId, Teaching>,
}

impl Library {
    /// Puts the modules into the order of the shelves; those on no shelf come last, by id.
    pub fn new(
        shelves: Vec<Shelf>,
        mut modules: Vec<Module>,
        keys: BTreeMap<ItemId, AnswerKey>,
        guides: BTreeMap<ModuleId, Teaching>,
    ) -> Self {
        let place = |id: &ModuleId| {
            shelves
                .iter()
                .flat_map(|shelf| &shelf.modules)
                .position(|shelved| shelved == id)
                .unwrap_or(usize::MAX)
        };
        modules.sort_by_cached_key(|module| (place(&module.id), module.id.clone()));
        Self {
            shelves,
            modules,
            keys,
            guides,
        }
    }

    /// Every module, as taught.
    pub fn modules(&self) -> &[Module] {
        &self.modules
    }

    /// The bands with their titles.
    pub fn shelves(&self) -> &[Shelf] {
        &self.shelves
    }

    /// The shelf of a band.
    pub fn shelf(&self, band: Band) -> Option<&Shelf> {
        self.shelves.iter().find(|shelf| shelf.band == band)
    }

    /// A module.
    pub fn get(&self, id: &ModuleId) -> Option<&Module> {
        self.modules.iter().find(|module| module.id == *id)
    }

    /// The modules of a band, as taught.
    pub fn of_band(&self, band: Band) -> impl Iterator<Item = &Module> {
        self.modules
            .iter()
            .filter(move |module| module.band == band)
    }

    /// The modules a class of this grade may be given: those of its own band, then of the one below.
    pub fn for_grade(&self, grade: i64) -> impl Iterator<Item = &Module> {
        Band::allowed_for_grade(grade)
            .iter()
            .flat_map(|band| self.of_band(*band))
    }

    /// What the adult who teaches a module does and says.
    pub fn teaching(&self, id: &ModuleId) -> Option<&Teaching> {
        self.guides.get(id)
    }

    /// A question.
    pub fn item(&self, id: &ItemId) -> Option<&Item> {
        let module = self.get(&id.module())?;
        module.items.iter().find(|item| item.id == *id)
    }

    /// What is right for a question.
    pub fn key(&self, id: &ItemId) -> Option<&AnswerKey> {
        self.keys.get(id)
    }

    /// The questions of a module, each with its key.
    pub fn keyed<'a>(
        &'a self,
        module: &'a Module,
    ) -> impl Iterator<Item = (&'a Item, &'a AnswerKey)> {
        module
            .items
            .iter()
            .filter_map(|item| Some((item, self.keys.get(&item.id)?)))
    }

    /// Scores an attempt at a module of this library.
    pub fn mark(&self, module: &Module, answers: &Answers) -> Result<Score, Unmarkable> {
        mark(self.keyed(module), answers)
    }
}
