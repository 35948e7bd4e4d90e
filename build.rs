//! Makes sure that `target/site` exists, so that a bare `cargo check` works; `cargo xtask site` fills it.

use std::{env, fs, io, path::Path};

fn main() -> io::Result<()> {
    let site = Path::new("target/site");
    fs::create_dir_all(site)?;
    for (name, content) in [("manifest.json", "{}"), (".keep", "")] {
        let file = site.join(name);
        if !file.exists() {
            fs::write(file, content)?;
        }
    }
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    println!("cargo::rerun-if-changed=target/site/.keep");
    // A release embeds the files, so new ones need a new program; a debug build reads them at run time.
    if env::var("PROFILE").is_ok_and(|profile| profile == "release") {
        println!("cargo::rerun-if-changed=target/site/manifest.json");
        println!("cargo::rerun-if-changed=content");
    }
    Ok(())
}
