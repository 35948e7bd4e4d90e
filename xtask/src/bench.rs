//! `cargo xtask bench`: the release program under load, and what it came to in `docs/performance.md`.

use crate::{
    browser, build, site,
    tools::{cargo, print, read, root, say},
    wasm::Profile,
};
use anyhow::{Context, Result};
use std::fs;

const BEGIN: &str = "<!-- cargo xtask bench -->";
const BEGIN_BROWSER: &str = "<!-- cargo xtask bench: browser -->";
const END: &str = "<!-- end -->";

/// Builds the release program, measures it, prints the table and keeps it.
pub fn bench() -> Result<()> {
    site::build(Profile::Small)?;
    let program = build::server(true)?;
    say("measuring; leave the machine alone for a minute or two");
    let before = load();
    let table = read(
        cargo()
            .args(["bench", "--package", "lachan", "--bench", "load"])
            .env("LACHAN_BIN", &program),
    )?;
    let text = format!("{}\n\n{}", machine(&before), table.trim());
    print(format_args!("{text}"));
    keep(BEGIN, &text)?;
    say("measuring what a pupil's browser feels");
    keep(BEGIN_BROWSER, &browser::speed(&program)?)
}

/// What it was measured on.
pub fn machine(load_before: &str) -> String {
    let cpu = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map_or("unknown processor", |rest| {
            rest.trim_start_matches([' ', '\t', ':'])
        });
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let memory = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let kilobytes: u64 = memory
        .lines()
        .find_map(|line| line.strip_prefix("MemTotal:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse().ok())
        .unwrap_or(0);
    format!(
        "Measured with {cores} cores of {model}, {} GB of memory, client and server on the same machine; load before: {load_before}.",
        kilobytes / 1_000_000
    )
}

/// How busy the machine is, as the system puts it.
pub fn load() -> String {
    let text = fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split_whitespace().next().unwrap_or("?").to_owned()
}

fn keep(begin: &str, text: &str) -> Result<()> {
    keep_in("docs/performance.md", begin, text)
}

/// Puts a text in the place of the one that a page keeps between its marks.
pub fn keep_in(page: &str, begin: &str, text: &str) -> Result<()> {
    let path = root().join(page);
    let old =
        fs::read_to_string(&path).with_context(|| format!("{page} is part of the repository"))?;
    let (before, rest) = old
        .split_once(begin)
        .context("the page marks where the table stands")?;
    let (_, after) = rest
        .split_once(END)
        .context("the page marks where the table ends")?;
    fs::write(&path, format!("{before}{begin}\n{text}\n{END}{after}"))?;
    say(format!("kept in {page}"));
    Ok(())
}
