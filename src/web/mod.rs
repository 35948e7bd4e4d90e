//! One file per resource: take, permit, do, answer.

pub mod activities;
pub mod admin;
pub mod assets;
pub mod assignments;
pub mod attendance;
pub mod audit;
pub mod class_attendance;
pub mod class_door;
pub mod classes;
pub mod contacts;
pub mod door;
pub mod form;
pub mod frame;
pub mod headers;
pub mod health;
pub mod help;
pub mod imports;
pub mod learn;
pub mod library;
pub mod quiz;
pub mod reports;
pub mod results;
pub mod school_years;
pub mod staff_door;
pub mod units;
pub mod wrong;
