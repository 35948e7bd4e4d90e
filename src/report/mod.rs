//! A report on its way out: as JSON for programs, as a workbook for people.

mod json;
mod workbook;

pub use json::json;
pub use workbook::workbook;
