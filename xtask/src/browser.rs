//! The tests in a real browser: Chromium, driven by Playwright.

use crate::{
    build, site,
    tools::{find, install, install_node_packages, root, run, say, shown},
    wasm::Profile,
};
use anyhow::{Context, Result};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// `cargo xtask pictures`: the README's pictures, taken in the demo province.
pub fn pictures() -> Result<()> {
    site::build(Profile::Small)?;
    let program = build::server(false)?;
    let mut command = playwright(&program)?;
    command.args(["--config", "pictures/playwright.config.ts"]);
    run(&mut command)?;
    say("the pictures are in docs/pictures");
    Ok(())
}

/// What a pupil's pages weigh and how soon they are there, in Chromium, as Markdown.
pub fn speed(program: &Path) -> Result<String> {
    let out = crate::tools::target_dir()?.join("speed.md");
    let mut command = playwright(program)?;
    command
        .args(["--config", "speed/playwright.config.ts"])
        .env("LACHAN_SPEED_OUT", &out);
    run(&mut command)?;
    Ok(fs::read_to_string(&out)?)
}

/// Plays the scenes of `tests/browser` against `program`.
pub fn test(program: &Path, filter: Option<&str>) -> Result<()> {
    let mut command = playwright(program)?;
    // A trace copies the page at every step, which costs more than many a step: only for tests asked for by name.
    if let Some(filter) = filter {
        command.args(["--grep", filter, "--pass-with-no-tests"]);
        command.args(["--trace", "retain-on-failure"]);
    }
    run(&mut command).with_context(|| {
        format!(
            "pictures of what went wrong: {}; `cargo xtask test NAME` with a test's name keeps a trace of it too",
            shown(&folder().join("test-results"))
        )
    })
}

/// Playwright with everything it needs, ready for more arguments.
fn playwright(program: &Path) -> Result<Command> {
    let chromium = chromium()?;
    if find(&["node"]).is_none() || find(&["npm"]).is_none() {
        install("Node is needed for the browser tests", &["nodejs", "npm"])?;
    }
    install_node_packages(&folder())?;
    say(format!("browser: {}", chromium.display()));
    let mut command = Command::new(folder().join("node_modules/.bin/playwright"));
    command
        .arg("test")
        .current_dir(folder())
        .env("LACHAN_BIN", program)
        .env("CHROMIUM", chromium);
    Ok(command)
}

/// Whether a browser test speaks of this at all; if not, nobody needs to build a site for it.
pub fn mentions(filter: &str) -> bool {
    fs::read_dir(folder()).is_ok_and(|files| {
        files
            .flatten()
            .filter(|file| file.file_name().to_string_lossy().ends_with(".spec.ts"))
            .any(|file| fs::read_to_string(file.path()).is_ok_and(|text| text.contains(filter)))
    })
}

fn folder() -> PathBuf {
    root().join("tests/browser")
}

/// The browser to drive, the one without windows first, which is quicker; installed when there is none.
pub fn chromium() -> Result<PathBuf> {
    const NAMES: [&str; 5] = [
        "chromium-headless-shell",
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
    ];
    if let Some(chosen) = env::var_os("CHROMIUM") {
        return Ok(chosen.into());
    }
    if let Some(found) = find(&NAMES) {
        return Ok(found);
    }
    let why = "Chromium is needed for the browser tests";
    if install(why, &["chromium-headless-shell"]).is_err() {
        install(why, &["chromium"])?;
    }
    find(&NAMES).context("Chromium was installed, but is not in PATH")
}
