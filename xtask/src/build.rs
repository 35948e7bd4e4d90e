//! `cargo xtask build`: the one self-contained program.

use crate::{
    site,
    tools::{cargo, print, run, say, shown, target_dir},
    wasm::Profile,
};
use anyhow::Result;
use std::{fs, path::PathBuf};

#[derive(clap::Args)]
pub struct Options {
    /// Optimised, with everything a browser asks for inside
    #[arg(long)]
    release: bool,
}

/// Builds site and server, and prints where the program is and how large everything became.
pub fn build(options: &Options) -> Result<()> {
    let site = site::build(if options.release {
        Profile::Small
    } else {
        Profile::Quick
    })?;
    let program = server(options.release)?;
    site.print()?;
    let size = fs::metadata(&program)?.len() / 1000;
    print(format_args!(
        "{} ({}.{} MB)",
        program.display(),
        size / 1000,
        size % 1000 / 100
    ));
    if !options.release {
        print(format_args!(
            "A debug build reads target/site at run time; --release puts it inside."
        ));
    }
    Ok(())
}

/// Compiles the server; gives the path of the program.
pub fn server(release: bool) -> Result<PathBuf> {
    let profile = if release { "release" } else { "dev" };
    say(format!("building the server (profile {profile})"));
    let mut command = cargo();
    command.args(["build", "--bin", "lachan", "--profile", profile]);
    // With the features of all product crates a debug build shares its parts with the tests.
    command.args(if release {
        ["--package", "lachan"].as_slice()
    } else {
        &["--workspace", "--exclude", "xtask"]
    });
    run(&mut command)?;
    let folder = if release { "release" } else { "debug" };
    let program = target_dir()?
        .join(folder)
        .join(format!("lachan{}", std::env::consts::EXE_SUFFIX));
    debug_assert!(program.is_file(), "{} was just built", shown(&program));
    Ok(program)
}
