//! `cargo xtask sheet`: every scene of the lessons on contact sheets, light and dark, to be looked at with one's own eyes.

use crate::{
    browser,
    tools::{cargo, root, run, say, shown, target_dir},
};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};

#[derive(clap::Args)]
pub struct Options {
    /// Only these modules, such as B4 C1; all when none is named
    modules: Vec<String>,
}

/// Width and height of a sheet in px: four scenes in a row, twelve scenes in all; taller would only shrink what is looked at.
const A_SHEET: &str = "1440,1460";

/// Draws the sheets as HTML and photographs them with Chromium, into `target/sheets`.
pub fn sheet(options: &Options) -> Result<()> {
    let folder = target_dir()?.join("sheets");
    fs::create_dir_all(&folder)?;
    let chromium = browser::chromium()?;
    for file in modules(&options.modules)? {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let code = name.split('-').next().unwrap_or_default();
        for scheme in ["light", "dark"] {
            let html = folder.join(format!("{code}-{scheme}.html"));
            let mut draw = cargo();
            draw.args(["run", "--quiet", "--package", "lachan-app"]);
            draw.args(["--features", "ssr", "--example", "contact_sheet", "--"]);
            draw.arg(&html).arg(&file);
            if scheme == "dark" {
                draw.arg("--dark");
            }
            run(&mut draw)?;
            photograph(&chromium, &html, &html.with_extension("png"))?;
        }
    }
    say(format!("the sheets are in {}", shown(&folder)));
    Ok(())
}

fn modules(named: &[String]) -> Result<Vec<std::path::PathBuf>> {
    let mut files: Vec<_> = fs::read_dir(root().join("content/modules"))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    files.retain(|file| {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        named.is_empty()
            || named
                .iter()
                .any(|code| name.starts_with(&format!("{code}-")))
    });
    files.sort();
    anyhow::ensure!(
        !files.is_empty(),
        "no module is called {}",
        named.join(", ")
    );
    Ok(files)
}

fn photograph(chromium: &Path, html: &Path, png: &Path) -> Result<()> {
    let status = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
        ])
        .args(["--disable-background-networking", "--no-first-run"])
        .arg(format!("--window-size={A_SHEET}"))
        .arg(format!("--screenshot={}", png.display()))
        .arg(format!("file://{}", html.canonicalize()?.display()))
        .stderr(std::process::Stdio::null())
        .status()
        .context("Chromium could not be started")?;
    anyhow::ensure!(status.success(), "Chromium ended with {status}");
    Ok(())
}
