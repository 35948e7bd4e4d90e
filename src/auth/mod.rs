//! Who is asking: passwords, secrets, sessions, and the check that a change comes from our own page.

pub mod cookie;
pub mod extract;
pub mod key_file;
pub mod keys;
pub mod origin;
pub mod password;
pub mod peer;
pub mod turns;

pub use extract::{Pupil, Staff, Unseen, Visitor, end_earlier};
pub use peer::Peer;
