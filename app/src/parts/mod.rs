//! Plain components used by pages and islands alike.

#[cfg(feature = "ssr")]
pub mod art;
#[cfg(feature = "ssr")]
pub mod ask;
#[cfg(feature = "ssr")]
pub mod field;
#[cfg(feature = "ssr")]
mod graphic;
#[cfg(feature = "ssr")]
pub mod guide;
#[cfg(feature = "ssr")]
pub mod mark;
#[cfg(feature = "ssr")]
pub mod play;
#[cfg(feature = "ssr")]
pub mod safety;
#[cfg(feature = "ssr")]
pub mod scene;
#[cfg(feature = "ssr")]
pub mod table;
#[cfg(feature = "ssr")]
pub mod told;
#[cfg(feature = "ssr")]
pub mod tools;
#[cfg(feature = "ssr")]
pub mod wait;
