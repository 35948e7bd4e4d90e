//! People as clients of the whole server, in process, on either engine.

#[path = "../support/mod.rs"]
mod support;

mod activity;
mod admin;
mod assign;
mod attendance;
mod backup;
mod batch;
mod card;
mod class;
mod class_attendance;
mod clock;
mod counters;
mod demo;
mod door;
mod elsewhere;
mod exports;
mod fuzz;
mod help;
mod hostile_text;
mod house;
mod ids;
mod import;
mod import_wishes;
mod kept_figures;
mod learn;
mod library;
mod mask;
mod names;
mod odd;
mod patience;
mod plans;
mod report;
mod result;
mod rights;
mod sessions;
mod siege;
mod signin;
mod strings;
mod sweep;
mod trial;
mod trouble;
mod units;
mod years;
mod youth_units;
