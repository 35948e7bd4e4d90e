//! Measures a running server against the numbers the project wants to reach, and prints them as a table in Markdown.
//!
//! `cargo xtask bench` builds the release program, runs this with its path in LACHAN_BIN, and keeps the table in docs/performance.md.

#![expect(
    clippy::print_stdout,
    reason = "the table is for whoever started the measuring"
)]

mod bare;
mod child;
#[allow(dead_code, reason = "shared with the province")]
mod client;
mod door;
mod pages;
mod school;
mod server;

use anyhow::{Context, Result};
use school::School;
use server::Running;
use std::{
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

const CONNECTIONS: usize = 64;
const KB: f64 = 1000.0;

/// A line of the table.
struct Line {
    what: &'static str,
    reach: &'static str,
    measured: String,
    met: bool,
}

fn main() -> Result<()> {
    if let Some(length) = bare::asked() {
        return bare::serve(length);
    }
    let program: PathBuf = std::env::var_os("LACHAN_BIN")
        .context("LACHAN_BIN is not set: run `cargo xtask bench`")?
        .into();
    let folder = tempfile::tempdir()?;
    let runtime = tokio::runtime::Runtime::new()?;
    let school = Arc::new(runtime.block_on(School::make(folder.path()))?);
    let lines = runtime.block_on(measure(&program, folder.path(), school))?;
    println!("| what | reach | measured | |\n|---|---|---|---|");
    for line in lines {
        let mark = if line.met { "met" } else { "**missed**" };
        println!(
            "| {} | {} | {} | {mark} |",
            line.what, line.reach, line.measured
        );
    }
    Ok(())
}

async fn measure(
    program: &std::path::Path,
    data: &std::path::Path,
    school: Arc<School>,
) -> Result<Vec<Line>> {
    let mut lines = Vec::new();
    let begun = Instant::now();
    let running = Running::start(program, data).await?;
    let ready = begun.elapsed();
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = running.memory()?;
    lines.extend(transfers(&running, &school).await?);
    let to = running.address;

    let home = {
        let school = school.clone();
        client::run(to, CONNECTIONS, 40_000, 200, move |n| school.home(n)).await?
    };
    lines.push(rate(
        "pupil home, signed in",
        "≥ 4,000/s, p95 ≤ 30 ms",
        &home,
        4000.0,
        30.0,
    ));
    let bytes = client::once(to, &school.home(0)).await?.body.len();
    let bare = bare::start(bytes)?;
    let plain = client::run(bare.address, CONNECTIONS, 80_000, 200, |_| bare::request()).await?;
    let share = home.per_second() / plain.per_second() * 100.0;
    lines.push(Line {
        what: "the same against a bare axum handler",
        reach: "≥ 40 %",
        measured: format!(
            "{share:.0} % ({bytes} bytes, {:.0}/s bare)",
            plain.per_second()
        ),
        met: share >= 40.0,
    });
    drop(bare);

    let results = {
        let school = school.clone();
        client::run(to, CONNECTIONS, 20_000, 200, move |n| school.result(n)).await?
    };
    lines.push(rate(
        "quiz result, durable on disk",
        "≥ 2,500/s, p95 ≤ 60 ms",
        &results,
        2500.0,
        60.0,
    ));
    let cookie = school.door.knock(to).await?;
    let signed = {
        let school = school.clone();
        client::run(to, CONNECTIONS, 8_000, 303, move |n| {
            school.door.sign_in(n, &cookie)
        })
        .await?
    };
    lines.push(rate(
        "pupil sign-in",
        "≥ 2,000/s",
        &signed,
        2000.0,
        f64::INFINITY,
    ));

    let loaded = running.peak_memory()?;
    lines.push(Line {
        what: "start to ready / idle memory / under load",
        reach: "≤ 0.5 s / ≤ 50 MB / ≤ 150 MB",
        measured: format!(
            "{:.2} s / {idle:.0} MB / {loaded:.0} MB",
            ready.as_secs_f64()
        ),
        met: ready.as_secs_f64() <= 0.5 && idle <= 50.0 && loaded <= 150.0,
    });
    let size = std::fs::metadata(program)?.len() as f64 / 1e6;
    lines.push(Line {
        what: "one self-contained release binary",
        reach: "≤ 40 MB",
        measured: format!("{size:.1} MB"),
        met: size <= 40.0,
    });
    Ok(lines)
}

async fn transfers(running: &Running, school: &School) -> Result<Vec<Line>> {
    let door = pages::first_visit(running.address, "/", "").await?;
    let (path, cookie) = school.lesson();
    let lesson = pages::first_visit(running.address, &path, &cookie).await?;
    Ok(vec![
        Line {
            what: "pupil door, first visit",
            reach: "≤ 60 KB, ≤ 8 requests",
            measured: format!(
                "{:.1} KB, {} requests",
                door.bytes as f64 / KB,
                door.requests
            ),
            met: door.bytes as f64 / KB <= 60.0 && door.requests <= 8,
        },
        Line {
            what: "lesson page, first visit",
            reach: "≤ 220 KB in all, WASM ≤ 110 KB brotli",
            measured: format!(
                "{:.1} KB, {} requests, WASM {:.1} KB",
                lesson.bytes as f64 / KB,
                lesson.requests,
                lesson.wasm as f64 / KB
            ),
            met: lesson.bytes as f64 / KB <= 220.0 && lesson.wasm as f64 / KB <= 110.0,
        },
    ])
}

fn rate(what: &'static str, reach: &'static str, run: &client::Run, least: f64, p95: f64) -> Line {
    let late = run.p95().as_secs_f64() * 1000.0;
    let wrong = match run.errors {
        0 => String::new(),
        n => format!(", {n} of {} refused", run.requests),
    };
    Line {
        what,
        reach,
        measured: format!("{:.0}/s, p95 {late:.1} ms{wrong}", run.per_second()),
        met: run.errors == 0 && run.per_second() >= least && late <= p95,
    }
}
