//! The build tool: `cargo xtask --help`.

mod bench;
mod browser;
mod build;
mod compress;
mod dependencies;
mod faults;
mod postgres;
mod run;
mod sheet;
mod site;
mod style;
mod test;
mod tools;
mod wasm;

use anyhow::Result;
use clap::{Parser, Subcommand};
use std::{io::Write, process::ExitCode};

/// Build, run and test Lá Chắn. Each command finds what it needs, installs what is missing and says so.
#[derive(Parser)]
#[command(bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build everything, fill a demo province on the first start, and serve it
    Run(run::Options),
    /// Run everything that must be green: format, lint, tests on SQLite and PostgreSQL, browser
    Test(test::Options),
    /// The fast part of `test`: format, lint on every feature face, tests on SQLite
    Check,
    /// Measure the release program under load, or in a whole province, and keep the table in docs/performance.md
    Bench(bench::Options),
    /// Make trouble for the program on purpose and keep what came of it in docs/reliability.md
    Faults(faults::Options),
    /// Take the README's pictures out of the demo province, into docs/pictures
    Pictures,
    /// Draw every scene of the lessons on contact sheets, light and dark, into target/sheets
    Sheet(sheet::Options),
    /// Build the one self-contained program
    Build(build::Options),
    /// Build only what browsers download, into target/site
    Site(site::Options),
}

fn main() -> ExitCode {
    match start(Cli::parse().command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            writeln!(std::io::stderr(), "\nxtask: {error:#}").ok();
            ExitCode::FAILURE
        }
    }
}

fn start(command: Command) -> Result<()> {
    tools::watch_interrupts()?;
    match command {
        Command::Run(options) => run::run(&options),
        Command::Test(options) => test::test(&options),
        Command::Check => test::check(),
        Command::Bench(options) => bench::bench(&options),
        Command::Faults(options) => faults::faults(&options),
        Command::Pictures => browser::pictures(),
        Command::Sheet(options) => sheet::sheet(&options),
        Command::Build(options) => build::build(&options),
        Command::Site(options) => site::site(&options),
    }
}
