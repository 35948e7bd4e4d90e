//! Rules that span several stores. Every function takes the acting person and checks first.

pub mod activities;
pub mod assigning;
pub mod attendance;
pub mod door;
pub mod entry;
pub mod families;
pub mod figures;
pub mod learning;
pub mod records;
pub mod reports;
pub mod results;
pub mod retention;
pub mod roster;
pub mod roster_file;
pub mod school_years;
pub mod secret;
pub mod staff;
pub mod staff_sign_in;
pub mod ticket;
pub mod trial;
pub mod units;
pub mod youth_units;
