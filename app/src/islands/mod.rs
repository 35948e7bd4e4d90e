//! The moments of interaction: one file per island, WASM and server.

pub mod player;
pub mod roll;
