//! An unfinished run, kept in this browser under a name that names nobody, and for a day at most.

use super::stage;
use lachan_core::run::{Run, Step};
use leptos::{prelude::window, web_sys::Storage};

const PREFIX: &str = "lachan.bai.";
const DAY: f64 = 24.0 * 3600.0 * 1000.0;

/// What is kept of an unfinished run: a line of numbers and the run.
#[derive(Clone, Debug)]
pub struct Kept {
    pub step: Step,
    pub seen: u16,
    pub run: Run,
    /// When, by the device's clock.
    pub at: f64,
}

impl Kept {
    fn text(self) -> String {
        let step = u16::from(self.step);
        format!(
            "{} {step} {} {}",
            self.at as u64,
            self.seen,
            String::from(self.run)
        )
    }

    fn read(text: &str) -> Option<Self> {
        let mut parts = text.splitn(4, ' ');
        let mut number = || parts.next()?.parse::<u64>().ok();
        let (at, step, seen) = (number()?, number()?, number()?);
        Some(Self {
            step: Step::from(step as u16),
            seen: seen as u16,
            run: parts.next()?.to_owned().try_into().ok()?,
            at: at as f64,
        })
    }

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
pub fn put(name: &str, kept: Kept) {
    if let Some(storage) = storage() {
        storage
            .set_item(&format!("{PREFIX}{name}"), &kept.text())
            .ok();
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
    Kept::read(&storage.get_item(key).ok()??)
}
