//! The moments of interaction: one file per island, WASM and server.

#[cfg(any(feature = "ssr", feature = "player"))]
pub mod player;
#[cfg(any(feature = "ssr", feature = "roll"))]
pub mod roll;
