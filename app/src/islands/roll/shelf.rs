//! Taps that the server does not have yet, kept on this device: opaque ids, never a name.

use super::message::Tap;
use lachan_core::ids::{ActivityId, UnitId};
use leptos::prelude::window;

/// The place of one roll in the browser's storage.
pub struct Shelf(String);

impl Shelf {
    /// The place of the roll of a unit at an activity.
    pub fn of(activity: ActivityId, unit: UnitId) -> Self {
        Self(format!("diem-danh {activity} {unit}"))
    }

    /// Keeps these and no others. A full or forbidden storage is no reason to stop: the taps are still in the page and on their way.
    pub fn keep(&self, unsent: &[Tap]) {
        let Some(storage) = storage() else { return };
        if unsent.is_empty() {
            storage.remove_item(&self.0).ok();
        } else if let Ok(text) = serde_json::to_string(unsent) {
            storage.set_item(&self.0, &text).ok();
        }
    }

    /// What was kept.
    pub fn kept(&self) -> Vec<Tap> {
        storage()
            .and_then(|storage| storage.get_item(&self.0).ok().flatten())
            .and_then(|text| serde_json::from_str(&text).ok())
            .unwrap_or_default()
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}
