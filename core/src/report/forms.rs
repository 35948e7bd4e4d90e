//! The tables of a report: which figures stand in which order under which heads, for a page and for a file.

mod below;
mod definitions;
mod grades;
mod programs;
mod spans;

pub use below::{by_unit, by_unit_in_short, shares};
pub use definitions::{definitions, not_yet};
pub use grades::{Unknown, by_grade};
pub use programs::values;
pub use spans::{compared, counted, headline, in_words};
