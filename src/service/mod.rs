//! Rules that span several stores. Every function takes the acting person and checks first.

pub mod assigning;
pub mod door;
pub mod entry;
pub mod families;
pub mod learning;
pub mod meeting;
pub mod people;
pub mod planning;
pub mod reporting;
pub mod results;
pub mod roster;
pub mod roster_file;
pub mod secret;
pub mod staff_sign_in;
pub mod structure;
pub mod ticket;
pub mod trial;
pub mod youth_units;
