//! The order of every kind of write, as the tests of the program watch it.

use crate::{
    durable,
    scale::{Scale, Seen},
};

/// F3
pub fn of_every_write(_: &Scale, seen: &mut Seen) {
    match durable::every_write() {
        Some(judged) => {
            for (what, wrong) in judged {
                seen.expect(wrong.is_none(), || format!("{what}: {wrong:?}"));
            }
        }
        None => seen.leave_out("strace is not here"),
    }
}
