//! `lachan`: one binary, one data folder.

use std::process::ExitCode;

fn main() -> ExitCode {
    lachan::cli::run()
}
