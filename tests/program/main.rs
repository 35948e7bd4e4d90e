//! The program as its user starts it: killed, watched, and given files of every kind.

mod crash;
mod durable;
mod formats;
mod hostile;
mod kept;
mod mutated;
#[path = "../support/once.rs"]
mod once;
mod pipe;
mod raw;
#[allow(dead_code, reason = "shared with the faults")]
mod running;
mod slow;
#[cfg(unix)]
mod start;
mod storm;
