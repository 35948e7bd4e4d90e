//! The only SQL: one file per aggregate, one text for both engines.

pub mod activities;
pub mod assignments;
pub mod attendance;
pub mod audit;
pub mod batch;
pub mod claims;
pub mod classes;
pub mod db;
pub mod doors;
pub mod figures;
pub mod health;
pub mod help_contacts;
pub mod imports;
mod lease;
mod migrations;
mod open;
pub mod progress;
pub mod pupils;
pub mod records;
pub mod results;
pub mod retention;
mod rows;
pub mod sealed;
pub mod sessions;
pub mod settings;
pub mod staff;
pub mod tallies;
pub mod throttle;
pub mod trials;
pub mod tries;
mod tx;
pub mod units;
pub mod upkeep;

pub use db::{Db, Result, Tx, is_duplicate, is_trouble};
