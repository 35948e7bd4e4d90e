//! `cargo xtask run`: from a fresh clone to a filled demo province in the browser.

use crate::{
    build, site,
    tools::{print, read, run as run_to_end, say, shown},
    wasm::Profile,
};
use anyhow::{Context, Result};
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Command,
};

#[derive(clap::Args)]
pub struct Options {
    /// Where browsers reach it
    #[arg(long, default_value = "127.0.0.1:8080", value_name = "ADDR")]
    listen: SocketAddr,
    /// The data folder; a new one is filled with the demo province
    #[arg(long, default_value = "data", value_name = "DIR")]
    data: PathBuf,
    /// As a school gets it: slower to build, faster to use
    #[arg(long)]
    release: bool,
}

/// Builds, fills the data folder when it is new, and serves until Ctrl-C.
pub fn run(options: &Options) -> Result<()> {
    site::build(if options.release {
        Profile::Small
    } else {
        Profile::Quick
    })?;
    let program = build::server(options.release)?;
    if is_new(&options.data) {
        fill(&program, &options.data)?;
    } else {
        welcome_back(&program, &options.data);
    }
    say("starting the server; stop it with Ctrl-C");
    serve(
        Command::new(program)
            .args(["serve", "--data"])
            .arg(&options.data)
            .args(["--listen", &options.listen.to_string()]),
    )
}

fn is_new(data: &Path) -> bool {
    fs::read_dir(data).map_or(true, |mut entries| entries.next().is_none())
}

fn fill(program: &Path, data: &Path) -> Result<()> {
    say(format!(
        "first start: filling the demo province into {}",
        shown(data)
    ));
    let filled = run_to_end(Command::new(program).args(["demo", "--data"]).arg(data));
    if filled.is_err() {
        // It was empty before: half a province would be taken for a whole one next time.
        let _ = fs::remove_dir_all(data);
    }
    filled.with_context(|| {
        format!(
            "the demo province could not be made; {} was removed again",
            shown(data)
        )
    })
}

/// Opens the class door of a demo again and prints its accounts. A folder with somebody's own data is simply served.
fn welcome_back(program: &Path, data: &Path) {
    let again = read(
        Command::new(program)
            .args(["demo", "--again", "--data"])
            .arg(data),
    );
    if let Ok(text) = again {
        print(format_args!("{text}"));
    }
}

/// Becomes the server, so that signals reach it without a go-between.
#[cfg(unix)]
fn serve(command: &mut Command) -> Result<()> {
    use std::os::unix::process::CommandExt;
    Err(command.exec()).context("could not start the server")
}

#[cfg(not(unix))]
fn serve(command: &mut Command) -> Result<()> {
    run_to_end(command)
}
