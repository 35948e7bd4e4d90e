//! People as clients of the whole server, in process, on either engine.

#[path = "../support/mod.rs"]
mod support;

mod batch;
mod activity;
mod attendance;
mod house;
mod units;
