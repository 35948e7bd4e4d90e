//! What the release program takes in a province, page by page.

use crate::{child::get, client, figures, guests::Guests, retention, server::Running};
use anyhow::{Result, ensure};
use chrono::{Datelike, NaiveDate};
use std::{
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

/// How often a page is asked for after its first time.
const AGAIN: usize = 20;
pub const CONNECTIONS: usize = 64;

/// A line of the table: what, and how much of which unit.
pub struct Line {
    pub what: String,
    pub value: f64,
    pub unit: &'static str,
}

/// A line.
pub fn line(what: impl Into<String>, value: f64, unit: &'static str) -> Line {
    Line {
        what: what.into(),
        value,
        unit,
    }
}

pub fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// Starts the program on a data folder and asks.
pub async fn measure(
    program: &Path,
    data: &Path,
    guests: Guests,
    today: NaiveDate,
) -> Result<Vec<Line>> {
    let guests = Arc::new(guests);
    let begun = Instant::now();
    let running = Running::start(program, data).await?;
    let mut lines = vec![line("start to ready", millis(begun.elapsed()), "ms")];
    let to = running.address;
    let asked = figures::page(&guests);
    lines.extend(figures::from_nothing(to, &guests, &asked).await?);
    // The month before is made next.
    tokio::time::sleep(Duration::from_secs(1)).await;
    lines.push(line("memory, idle", running.memory()?, "MB"));
    let [school, commune, commune_youth, department, province_youth] = guests.units;
    let class = guests.class;
    let pages = [
        ("class page", format!("/lop/{class}"), &guests.teacher),
        ("class report", format!("/bao-cao/{class}"), &guests.teacher),
        ("school report", format!("/bao-cao/{school}"), &guests.head),
        (
            "commune report",
            format!("/bao-cao/{commune}"),
            &guests.commune,
        ),
        (
            "commune's Đoàn report",
            format!("/bao-cao/{commune_youth}"),
            &guests.commune_youth,
        ),
        (
            "Department report",
            format!("/bao-cao/{department}"),
            &guests.department,
        ),
        (
            "province's Đoàn report",
            format!("/bao-cao/{province_youth}"),
            &guests.province_youth,
        ),
        ("school head: classes", "/lop".to_owned(), &guests.head),
        (
            "organizer: activities",
            "/hoat-dong".to_owned(),
            &guests.organizer,
        ),
        (
            "administrator: a unit with many below",
            format!("/don-vi/{department}"),
            &guests.admin,
        ),
        (
            "administrator: log",
            "/quan-tri/nhat-ky".to_owned(),
            &guests.admin,
        ),
        (
            "province's Đoàn: activities",
            "/hoat-dong".to_owned(),
            &guests.province_youth,
        ),
    ];
    for (what, path, cookie) in pages {
        lines.extend(page(to, what, get(&path, cookie)).await?);
    }
    let desk = {
        let guests = guests.clone();
        client::run(to, CONNECTIONS, 10_000, 200, move |n| guests.home(n)).await?
    };
    lines.push(line(
        "a child's first page, 64 connections, p95",
        millis(desk.p95()),
        "ms",
    ));
    let results = {
        let guests = guests.clone();
        client::run(to, 1, 300, 200, move |n| guests.result(n)).await?
    };
    ensure!(
        results.errors == 0,
        "{} results were refused",
        results.errors
    );
    lines.push(line(
        "one result after the other, each",
        1000.0 / results.per_second(),
        "ms",
    ));
    lines.extend(figures::after_a_change(to, &asked).await?);
    lines.push(line("memory, at the end", running.memory()?, "MB"));
    lines.push(line("memory, at most", running.peak_memory()?, "MB"));
    drop(running);
    let period = format!("{:04}-M{:02}", today.year(), today.month());
    let report = ["report", "--unit", "SO", "--period", &period];
    lines.push(command(
        program,
        data,
        "`lachan report`, the Department's month",
        &report,
    )?);
    let copy = data.join("copy.db");
    let backup = ["backup", "--to", &copy.display().to_string()];
    lines.push(command(program, data, "`lachan backup`", &backup)?);
    lines.push(retention::forget(program, data, &copy).await?);
    Ok(lines)
}

/// The first answer, and what 95 of a hundred later ones stay under.
async fn page(to: SocketAddr, what: &str, request: Vec<u8>) -> Result<Vec<Line>> {
    let begun = Instant::now();
    let answer = client::once(to, &request).await?;
    let first = begun.elapsed();
    ensure!(answer.status == 200, "{what}: answered {}", answer.status);
    // What takes many seconds is not asked for twenty times.
    let again = AGAIN.min((20_000.0 / millis(first)).ceil() as usize);
    let later = client::run(to, 1, again, 200, move |_| request.clone()).await?;
    Ok(vec![
        line(format!("{what}, first"), millis(first), "ms"),
        line(format!("{what}, again, p95"), millis(later.p95()), "ms"),
    ])
}

fn command(program: &Path, data: &Path, what: &str, arguments: &[&str]) -> Result<Line> {
    let begun = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).arg("--data").arg(data);
    let done = command
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .status()?;
    ensure!(done.success(), "{what} failed");
    Ok(line(what, begun.elapsed().as_secs_f64(), "s"))
}
