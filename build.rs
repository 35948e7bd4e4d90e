//! Makes sure the folder of built files exists, so that a bare `cargo check` works before anything was built.

use std::{fs, path::Path};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=migrations");
    let site = Path::new("target/site");
    let manifest = site.join("manifest.json");
    if !manifest.exists() {
        fs::create_dir_all(site).expect("the target folder can be written");
        fs::write(manifest, "{}").expect("the target folder can be written");
    }
}
