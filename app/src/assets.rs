//! Where built files are: logical name → address with a content hash.

use std::{collections::BTreeMap, sync::OnceLock};

static MANIFEST: OnceLock<BTreeMap<String, String>> = OnceLock::new();

/// Tells the pages where the built files are. Called once at start; later calls change nothing.
pub fn set(manifest: BTreeMap<String, String>) {
    MANIFEST.get_or_init(|| manifest);
}

/// The address of a built file; a plain `/a/name` when nothing was built, as in tests.
pub fn url(name: &str) -> String {
    MANIFEST
        .get()
        .and_then(|files| files.get(name))
        .cloned()
        .unwrap_or_else(|| format!("/a/{name}"))
}

/// The folder part of a file's address, without the slashes around it.
pub fn folder(name: &str) -> String {
    let url = url(name);
    url.trim_start_matches('/')
        .rsplit_once('/')
        .map_or_else(String::new, |(folder, _)| folder.to_owned())
}
