//! How long a province's figures take from nothing and after a change, and what children notice of it.

use crate::{
    child::get,
    client,
    guests::Guests,
    measure::{CONNECTIONS, Line, line, millis},
};
use anyhow::Result;
use lachan::store::Db;
use std::{
    net::SocketAddr,
    sync::Arc,
    time::{Duration, Instant},
};

const LOOK: Duration = Duration::from_millis(50);

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
    ] {
        tx.query(format!("delete from {table}")).execute().await?;
    }
    tx.commit().await?;
    Ok(())
}

/// From the start of the program until the Department reads its month, while children learn.
pub async fn from_nothing(to: SocketAddr, guests: &Arc<Guests>, page: &[u8]) -> Result<Vec<Line>> {
    let begun = Instant::now();
    let children = {
        let guests = guests.clone();
        tokio::spawn(client::run(to, CONNECTIONS, 10_000, 200, move |n| {
            guests.home(n)
        }))
    };
    while client::once(to, page).await?.status != 200 {
        tokio::time::sleep(LOOK).await;
    }
    let counted = begun.elapsed();
    Ok(vec![
        line("periods that run, from nothing", counted.as_secs_f64(), "s"),
        line(
            "a child's first page meanwhile, 64 connections, p95",
            millis(children.await??.p95()),
            "ms",
        ),
    ])
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

/// The page that is asked for.
pub fn page(guests: &Guests) -> Vec<u8> {
    let [.., department, _] = guests.units;
    get(&format!("/bao-cao/{department}"), &guests.department)
}
