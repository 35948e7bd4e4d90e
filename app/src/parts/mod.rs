//! Plain components used by pages and islands alike.

#[cfg(feature = "ssr")]
pub mod field;
#[cfg(feature = "ssr")]
pub mod safety;
