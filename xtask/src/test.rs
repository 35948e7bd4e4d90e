//! `cargo xtask test`: everything that must be green, step by step, with the seconds each step took.

use crate::{
    browser, build, dependencies, faults,
    postgres::Cluster,
    site,
    tools::{answers, cargo, find, install, print, run, say, wish_for_strace},
    wasm::{self, Profile},
};
use anyhow::{Context, Result};
use std::{
    process::Command,
    thread::available_parallelism,
    time::{Duration, Instant},
};

#[derive(clap::Args)]
pub struct Options {
    /// Leave out PostgreSQL and the browser (the same as `check`)
    #[arg(long)]
    quick: bool,
    /// Only tests whose name contains this; leaves out format and lint
    filter: Option<String>,
}

/// Runs every step and stops at the first that fails.
pub fn test(options: &Options) -> Result<()> {
    let mut round = Round::default();
    let outcome = steps(&mut round, options.quick, options.filter.as_deref());
    round.print(&outcome);
    outcome
}

/// The steps one waits for while writing.
pub fn check() -> Result<()> {
    test(&Options {
        quick: true,
        filter: None,
    })
}

fn steps(round: &mut Round, quick: bool, filter: Option<&str>) -> Result<()> {
    if filter.is_none() {
        round.step("format", format)?;
        round.step("licences and doubles", dependencies::check)?;
        round.step("lint: product", || {
            lint(&["--workspace", "--exclude", "xtask", "--all-targets"])
        })?;
        round.step("lint: build tool", || {
            lint(&["--package", "xtask", "--all-targets"])
        })?;
        round.step("lint: app on the server", || {
            lint(&[
                "--package",
                "lachan-app",
                "--features",
                "ssr",
                "--all-targets",
            ])
        })?;
        round.step("lint: app in the browser", wasm::lint)?;
    }
    wish_for_strace();
    round.step("tests on SQLite", || tests(filter, None))?;
    if filter.is_none() {
        round.step("tests of the build tool", || {
            run(cargo().args(["test", "--quiet", "--package", "xtask"]))
        })?;
    }
    if quick {
        return Ok(());
    }
    round.step("tests on PostgreSQL", || {
        let cluster = Cluster::start()?;
        tests(filter, Some(cluster.url()))
    })?;
    if filter.is_some_and(|filter| !browser::mentions(filter)) {
        return Ok(());
    }
    if filter.is_none() {
        round.step("trouble, in short", faults::short)?;
    }
    // The small profile, because wasm-opt can leave a page dead that the quick profile keeps alive.
    round.step("site for the browser tests", || {
        site::build(Profile::Small)?.print()
    })?;
    let program = round.step("server for the browser tests", || build::server(false))?;
    round.step("tests in the browser", || browser::test(&program, filter))
}

fn format() -> Result<()> {
    component("fmt", "rustfmt")?;
    run(cargo().args(["fmt", "--all", "--check"])).context("run `cargo fmt --all`")
}

fn lint(face: &[&str]) -> Result<()> {
    component("clippy", "clippy")?;
    run(cargo()
        .arg("clippy")
        .args(face)
        .args(["--", "-D", "warnings"]))
}

/// A toolchain installed with the minimal profile has neither formatter nor linter.
fn component(command: &str, name: &str) -> Result<()> {
    if answers(cargo().args([command, "--version"])) {
        return Ok(());
    }
    if find(&["rustup"]).is_some() {
        say(format!("the toolchain has no {name}: asking rustup for it"));
        return run(Command::new("rustup").args(["component", "add", name]));
    }
    let package = if name == "clippy" {
        "rust-clippy"
    } else {
        name
    };
    install(&format!("the toolchain has no {name}"), &[package])
}

/// Everything on SQLite; on PostgreSQL the same suite of what a server and its database do, the only one that asks an engine.
/// cargo-nextest is faster but not asked for.
fn tests(filter: Option<&str>, postgres: Option<&str>) -> Result<()> {
    let mut command = cargo();
    let nextest = answers(cargo().args(["nextest", "--version"]));
    command.args(if nextest {
        ["nextest", "run"].as_slice()
    } else {
        &["test"]
    });
    command.args(["--workspace", "--exclude", "xtask"]);
    // Tests wait for disks and for each other's programs: two a processor keep it busy.
    let cores = available_parallelism().map_or(1, usize::from);
    if nextest {
        command.args(["--test-threads", &(2 * cores).to_string()]);
    }
    if postgres.is_some() {
        command.args(["--test", "web"]);
    }
    if nextest && filter.is_some() {
        command.arg("--no-tests=pass");
    }
    command.args(filter);
    command
        .env_remove("DATABASE_URL")
        .env_remove("TEST_DATABASE_URL");
    command.envs(postgres.map(|url| ("TEST_DATABASE_URL", url)));
    run(&mut command)
}

/// The steps so far, with their time.
#[derive(Default)]
struct Round {
    done: Vec<(&'static str, Duration)>,
}

impl Round {
    fn step<T>(&mut self, name: &'static str, work: impl FnOnce() -> Result<T>) -> Result<T> {
        print(format_args!("\n── {name}"));
        let start = Instant::now();
        let outcome = work();
        self.done.push((name, start.elapsed()));
        outcome.with_context(|| format!("{name} failed"))
    }

    fn print(&self, outcome: &Result<()>) {
        print(format_args!("\n{:32} {:>8}", "step", "seconds"));
        for (at, (name, time)) in self.done.iter().enumerate() {
            let last = at + 1 == self.done.len();
            let mark = if last && outcome.is_err() {
                "FAILED"
            } else {
                "ok"
            };
            print(format_args!(
                "{name:32} {:>8.1}  {mark}",
                time.as_secs_f64()
            ));
        }
        let total: Duration = self.done.iter().map(|(_, time)| *time).sum();
        let verdict = if outcome.is_ok() {
            "all green"
        } else {
            "stopped at the first failure"
        };
        print(format_args!(
            "{:32} {:>8.1}  {verdict}",
            "together",
            total.as_secs_f64()
        ));
    }
}
