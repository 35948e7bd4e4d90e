//! The order of every kind of write, as the tests of the program watch it.

use crate::{
    durable,
    scale::{Scale, Seen},
};

/// F3
pub fn of_every_write(scale: &Scale, seen: &mut Seen) {
    if scale.short {
        return seen.leave_out("tests/program/durable.rs tries it with every test");
    }
    match durable::every_write() {
        Some(judged) => {
            for (what, wrong) in judged {
                seen.expect(wrong.is_none(), || format!("{what}: {wrong:?}"));
            }
        }
        None => seen.leave_out("strace is not here"),
    }
}
