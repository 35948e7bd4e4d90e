//! `cargo xtask faults`: trouble made on purpose, and what came of it in `docs/reliability.md`.

use crate::{
    bench::{keep_in, load, machine},
    postgres::Cluster,
    tools::{cargo, run, say, wish_for, wish_for_strace},
};
use anyhow::{Context, Result};
use std::{fs, path::Path};

const BEGIN: &str = "<!-- cargo xtask faults -->";

#[derive(clap::Args)]
pub struct Options {
    /// The few minutes of it that run with every test; nothing is kept
    #[arg(long)]
    short: bool,
    /// One kind of trouble alone, such as F4; nothing is kept
    #[arg(long, value_name = "CODE")]
    only: Option<String>,
}

/// What the trouble is made with. The table says what was left out without them.
fn tools() {
    wish_for_strace();
    wish_for(
        "faketime",
        Path::new("/usr/bin/faketime").exists(),
        "faketime makes the clock jump",
        "the clock does not jump",
    );
}

/// Makes the trouble on the release program and keeps the table; in the short form on the one that is built for tests.
pub fn faults(options: &Options) -> Result<()> {
    if options.short {
        return in_short(options.only.as_deref());
    }
    let before = load();
    tools();
    let table = tempfile::NamedTempFile::new()?;
    let cluster = Cluster::start()?;
    let mut command = cargo();
    command
        .args([
            "test",
            "--release",
            "--package",
            "lachan",
            "--test",
            "faults",
            "--",
            "--table",
        ])
        .arg(table.path())
        .args(options.only.iter().flat_map(|code| ["--only", code]))
        .env("LACHAN_FAULTS_POSTGRES", cluster.url());
    say("this takes a quarter of an hour and more");
    run(&mut command).context("something that was answered did not hold")?;
    if options.only.is_some() {
        return Ok(());
    }
    let table = fs::read_to_string(table.path())?;
    let text = format!("{}\n\n{}", machine(&before), table.trim());
    keep_in("docs/reliability.md", BEGIN, &text)
}

/// Three minutes of everything, as part of the tests.
pub fn short() -> Result<()> {
    in_short(None)
}

fn in_short(only: Option<&str>) -> Result<()> {
    tools();
    let cluster = Cluster::start()?;
    run(cargo()
        .args([
            "test",
            "--package",
            "lachan",
            "--test",
            "faults",
            "--",
            "--short",
        ])
        .args(only.iter().flat_map(|code| ["--only", code]))
        .env("LACHAN_FAULTS_POSTGRES", cluster.url()))
}
