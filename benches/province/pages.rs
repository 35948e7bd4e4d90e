//! What an officer, a head, an organizer, a teacher and an administrator open, and how long each page takes.

use crate::{
    child::get,
    client,
    guests::Guests,
    measure::{Line, line, millis},
};
use anyhow::{Result, ensure};
use std::{net::SocketAddr, time::Instant};

/// How often a page is asked for after its first time.
const AGAIN: usize = 20;

/// The reports.
pub async fn reports(to: SocketAddr, guests: &Guests) -> Result<Vec<Line>> {
    let [school, commune, commune_youth, department, province_youth] = guests.units;
    let all = [
        ("class report", guests.class, &guests.teacher),
        ("school report", school, &guests.head),
        ("commune report", commune, &guests.commune),
        (
            "commune's Đoàn report",
            commune_youth,
            &guests.commune_youth,
        ),
        ("Department report", department, &guests.department),
        (
            "province's Đoàn report",
            province_youth,
            &guests.province_youth,
        ),
    ];
    let mut lines = Vec::new();
    for (what, unit, cookie) in all {
        lines.extend(page(to, what, &format!("/bao-cao/{unit}"), cookie).await?);
    }
    let file = format!("/bao-cao/{department}/bao-cao.xlsx");
    lines.extend(page(to, "Department report, Excel", &file, &guests.department).await?);
    Ok(lines)
}

/// What is opened every day.
pub async fn others(to: SocketAddr, guests: &Guests) -> Result<Vec<Line>> {
    let [school, .., department, _] = guests.units;
    let class = format!("/lop/{}", guests.class);
    let school = format!("/don-vi/{school}");
    let children = format!("{school}/em?tim=an");
    let department = format!("/don-vi/{department}");
    let all = [
        ("class page", &*class, &guests.teacher),
        ("school head: classes", "/lop", &guests.head),
        ("school head: unit", &school, &guests.head),
        (
            "school head: a child is looked for",
            &children,
            &guests.head,
        ),
        ("school head: activities", "/hoat-dong", &guests.head),
        ("organizer: activities", "/hoat-dong", &guests.organizer),
        (
            "province's Đoàn: activities",
            "/hoat-dong",
            &guests.province_youth,
        ),
        (
            "administrator: a unit with many below",
            &department,
            &guests.admin,
        ),
        ("administrator: log", "/quan-tri/nhat-ky", &guests.admin),
    ];
    let mut lines = Vec::new();
    for (what, path, cookie) in all {
        lines.extend(page(to, what, path, cookie).await?);
    }
    Ok(lines)
}

/// The first answer, and what 95 of a hundred later ones stay under.
async fn page(to: SocketAddr, what: &str, path: &str, cookie: &str) -> Result<Vec<Line>> {
    let request = get(path, cookie);
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
