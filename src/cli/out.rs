//! What a command prints. Whoever reads may stop reading (`lachan report … | head`): then the command ends without a word.

use std::{
    fmt::Display,
    io::{self, ErrorKind, Write},
};

/// Prints a line.
///
/// # Errors
/// When it cannot be written; see [`nobody_reads`].
pub fn say(line: impl Display) -> anyhow::Result<()> {
    writeln!(io::stdout(), "{line}")?;
    Ok(())
}

/// Complains. There is nobody left to tell when that fails.
pub fn complain(what: impl Display) {
    writeln!(io::stderr(), "lachan: {what}").ok();
}

/// Whether a command failed only because its output was closed: no failure of the command.
pub fn nobody_reads(error: &anyhow::Error) -> bool {
    error.chain().any(|cause| {
        let cause = cause.downcast_ref::<io::Error>();
        cause.is_some_and(|cause| cause.kind() == ErrorKind::BrokenPipe)
    })
}
