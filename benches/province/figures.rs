//! How long a province's figures take from nothing and after a change, and what children notice of it.

use crate::{
    child::get,
    client,
    guests::Guests,
    measure::{CONNECTIONS, Line, line, millis},
};
use anyhow::{Result, bail};
use chrono::NaiveDate;
use lachan::store::Db;
use lachan_core::period::{Period, Rule};
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

const LOOK: Duration = Duration::from_millis(50);
/// Between two taps of a child that does nothing but tap.
const TAP: Duration = Duration::from_millis(100);
/// How long children tap while nothing else goes on.
const QUIET: Duration = Duration::from_secs(8);

/// The month of reporting that runs, and the one before.
pub fn months(today: NaiveDate) -> [Period; 2] {
    let rule = Rule::default();
    let now = Period::month_of(today, rule);
    let before = now.span(rule, None).and_then(|span| span.from.pred_opt());
    [now, Period::month_of(before.unwrap_or(today), rule)]
}

/// Nothing is kept any more.
pub async fn forget(db: &Db) -> Result<()> {
    let mut tx = db.begin().await?;
    for table in [
        "class_figure",
        "held_figure",
        "figure_sheet",
        "figure_span",
        "figure_mark",
        "figure_version",
        "work_claim",
    ] {
        tx.query(format!("delete from {table}")).execute().await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Seconds from the start of the program until the Department reads its month.
pub async fn from_nothing(to: SocketAddr, guests: &Guests) -> Result<f64> {
    until_read(to, &page(guests), Instant::now()).await
}

/// The same and the month before, while children learn.
pub async fn beside_children(
    to: SocketAddr,
    guests: &Arc<Guests>,
    today: NaiveDate,
) -> Result<Vec<Line>> {
    let begun = Instant::now();
    let children = taps(to, guests);
    let month = until_read(to, &page(guests), begun).await?;
    let before = format!("?ky={}", months(today)[1]);
    let before = until_read(to, &page_of(guests, &before), begun).await?;
    let busy = children.stop().await?;
    let children = taps(to, guests);
    tokio::time::sleep(QUIET).await;
    let quiet = children.stop().await?;
    let taps = "64 children tap ten times a second each, p95";
    Ok(vec![
        line("… while 64 children tap", month, "s"),
        line("… and the month before", before, "s"),
        line(format!("meanwhile {taps}"), millis(busy.p95()), "ms"),
        line(format!("afterwards {taps}"), millis(quiet.p95()), "ms"),
    ])
}

fn taps(to: SocketAddr, guests: &Arc<Guests>) -> client::Going {
    let guests = guests.clone();
    client::Going::start(to, CONNECTIONS, TAP, 200, move |n| guests.home(n))
}

/// Seconds until a page is there.
async fn until_read(to: SocketAddr, page: &[u8], begun: Instant) -> Result<f64> {
    loop {
        match client::once(to, page).await?.status {
            200 => return Ok(begun.elapsed().as_secs_f64()),
            // A year to date that reaches into what is taken for forgotten is refused until it is kept.
            503 | 409 => tokio::time::sleep(LOOK).await,
            other => bail!("a report was answered {other}"),
        }
    }
}

/// The first page after results came, and how long until its numbers are new.
pub async fn after_a_change(to: SocketAddr, page: &[u8]) -> Result<Vec<Line>> {
    let begun = Instant::now();
    client::once(to, page).await?;
    let first = begun.elapsed();
    let older = |body: &[u8]| String::from_utf8_lossy(body).contains("còn đang được đếm");
    while older(&client::once(to, page).await?.body) {
        tokio::time::sleep(LOOK).await;
    }
    Ok(vec![
        line(
            "Department report, first after results",
            millis(first),
            "ms",
        ),
        line(
            "… until its numbers are new",
            begun.elapsed().as_secs_f64(),
            "s",
        ),
    ])
}

/// The Department's report of the running month.
pub fn page(guests: &Guests) -> Vec<u8> {
    page_of(guests, "")
}

fn page_of(guests: &Guests, period: &str) -> Vec<u8> {
    let [.., department, _] = guests.units;
    get(
        &format!("/bao-cao/{department}{period}"),
        &guests.department,
    )
}
