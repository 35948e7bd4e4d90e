//! What people see: pages on the server, islands in the browser.
//!
//! Built with `ssr` inside the server, and once for each island as the WASM that a browser loads. Pages exist on the server only.

pub mod api;
#[cfg(feature = "ssr")]
pub mod assets;
pub mod islands;
#[cfg(feature = "ssr")]
pub mod pages;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod text;

/// Called by the page once the WASM is there; islands then wake up one by one.
#[cfg(feature = "hydrate")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}
