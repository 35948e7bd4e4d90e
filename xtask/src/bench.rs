//! `cargo xtask bench`: the release program under load, and what it came to in `docs/performance.md`.

use crate::{
    browser, build,
    postgres::Cluster,
    site,
    tools::{cargo, print, read_aloud, root, say, target_dir},
    wasm::Profile,
};
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};

const BEGIN: &str = "<!-- cargo xtask bench -->";
const BEGIN_BROWSER: &str = "<!-- cargo xtask bench: browser -->";
const BEGIN_PROVINCE: &str = "<!-- cargo xtask bench --province -->";
const END: &str = "<!-- end -->";

#[derive(clap::Args)]
pub struct Options {
    /// Make a province by dice and measure its pages; it stays in target/province for the next time
    #[arg(long)]
    province: bool,
    /// Measure the province on one engine only
    #[arg(long, value_enum, requires = "province")]
    engine: Option<Engine>,
    /// How large a province: 1 is a whole one of 650,000 children. Twice, for how it grows
    #[arg(long, value_name = "SHARE", default_values = ["0.1", "1"], requires = "province")]
    scale: Vec<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Engine {
    Sqlite,
    Postgres,
}

/// Builds the release program, measures it, prints the table and keeps it.
pub fn bench(options: &Options) -> Result<()> {
    site::build(Profile::Small)?;
    let program = build::server(true)?;
    if options.province {
        return province(&program, options);
    }
    say("measuring; leave the machine alone for a minute or two");
    measured(BEGIN, &program, &mut asked("load"))?;
    say("measuring what a pupil's browser feels");
    keep(BEGIN_BROWSER, &browser::speed(&program)?)
}

/// The program in a province of every scale, on each engine.
fn province(program: &Path, options: &Options) -> Result<()> {
    say("making the province, unless it is there; a whole one takes some minutes and gigabytes");
    let folder = target_dir()?.join("province");
    let mut command = asked("province");
    command
        .arg("--")
        .arg("--folder")
        .arg(&folder)
        .args(options.scale.iter().flat_map(|scale| ["--scale", scale]));
    let cluster = match options.engine {
        Some(Engine::Sqlite) => None,
        _ => Some(Cluster::kept(&folder.join("postgres"))?),
    };
    if let Some(cluster) = &cluster {
        command.args(["--postgres", cluster.url()]);
    }
    if options.engine != Some(Engine::Postgres) {
        command.arg("--sqlite");
    }
    measured(BEGIN_PROVINCE, program, &mut command)
}

fn asked(bench: &str) -> Command {
    let mut command = cargo();
    command.args(["bench", "--package", "lachan", "--bench", bench]);
    command
}

/// Runs a bench on the program, prints its table with what it was measured on, and keeps it.
fn measured(begin: &str, program: &Path, bench: &mut Command) -> Result<()> {
    let before = load();
    let table = read_aloud(bench.env("LACHAN_BIN", program))?;
    let text = format!("{}\n\n{}", machine(&before), table.trim());
    print(format_args!("{text}"));
    keep(begin, &text)
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
