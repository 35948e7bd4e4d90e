//! Addresses that do not exist.

use crate::error::Error;

/// Anything outside the table of routes.
pub async fn not_found() -> Error {
    Error::NotFound
}
