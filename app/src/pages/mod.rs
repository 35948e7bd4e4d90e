//! One file per screen: data in, view out. Pages never load, wait or look anything up.

pub mod activities;
pub mod activity;
pub mod activity_form;
pub mod admin;
pub mod assign;
pub mod audit;
pub mod cards;
pub mod class;
pub mod class_attendance;
pub mod classes;
pub mod contacts;
pub mod desk;
pub mod door;
pub mod door_panel;
pub mod exit;
pub mod help;
pub mod import;
pub mod lesson;
pub mod library;
pub mod report;
pub mod school_year;
pub mod staff_door;
pub mod teach;
pub mod trial;
pub mod units;
pub mod wrong;
