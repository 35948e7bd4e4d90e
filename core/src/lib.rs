//! What Lá Chắn knows: types and rules without a clock, a database or a screen.

#![cfg_attr(not(test), warn(unused_crate_dependencies))]

pub mod activity;
pub mod actor;
pub mod art;
pub mod class_name;
pub mod day;
pub mod door;
pub mod form;
pub mod full_name;
pub mod guide;
pub mod help;
pub mod ids;
pub mod import;
pub mod learning;
pub mod lesson;
pub mod library;
pub mod names;
pub mod pack;
pub mod period;
pub mod permission;
pub mod person;
pub mod picture;
pub mod pupil_code;
pub mod record;
pub mod report;
pub mod retention;
pub mod review;
pub mod roster;
pub mod round;
pub mod run;
pub mod sentence;
pub mod trial;
pub mod units;
pub mod words;
