//! An unfinished run, kept in this browser under a name that names nobody, and for a day at most.

use super::stage;
use lachan_core::run::{Run, Step};
use leptos::{prelude::window, web_sys::Storage};
use serde::{Deserialize, Serialize};

const PREFIX: &str = "lachan.bai.";
const DAY: f64 = 24.0 * 3600.0 * 1000.0;

/// What is kept of an unfinished run.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Kept {
    pub step: Step,
    pub seen: u16,
    pub run: Run,
    /// When, by the device's clock.
    pub at: f64,
}

impl Kept {
    /// Whether it belongs to a module of so many questions: a new version may have more.
    pub fn fits(&self, questions: u16) -> bool {
        self.run.len() == usize::from(questions)
    }
}

/// What is kept under a name. On the way out, whatever is older than a day is thrown away, whosever it is.
pub fn open(name: &str) -> Option<Kept> {
    let storage = storage()?;
    let names: Vec<String> = (0..storage.length().ok()?)
        .filter_map(|i| storage.key(i).ok()?)
        .filter(|key| key.starts_with(PREFIX))
        .collect();
    for key in names {
        let age = read(&storage, &key).map(|kept| stage::now() - kept.at);
        if age.is_none_or(|age| !(0.0..DAY).contains(&age)) {
            storage.remove_item(&key).ok();
        }
    }
    read(&storage, &format!("{PREFIX}{name}"))
}

/// Keeps a run.
pub fn put(name: &str, kept: &Kept) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(kept)) {
        storage.set_item(&format!("{PREFIX}{name}"), &text).ok();
    }
}

/// Throws a run away.
pub fn clear(name: &str) {
    if let Some(storage) = storage() {
        storage.remove_item(&format!("{PREFIX}{name}")).ok();
    }
}

/// The browser's storage; a private window may refuse it.
pub fn storage() -> Option<Storage> {
    window().local_storage().ok()?
}

fn read(storage: &Storage, key: &str) -> Option<Kept> {
    serde_json::from_str(&storage.get_item(key).ok()??).ok()
}
