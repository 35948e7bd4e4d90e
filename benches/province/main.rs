//! A whole province: made by dice, then asked for page by page. `cargo xtask bench --province` runs it for the scales it is given and keeps
//! the table in docs/performance.md.

#![expect(
    clippy::print_stdout,
    reason = "the table is for whoever started the measuring"
)]

mod bulk;
#[path = "../load/child.rs"]
#[allow(dead_code, reason = "shared with the load")]
mod child;
mod classes;
#[path = "../load/client.rs"]
#[allow(dead_code, reason = "shared with the load")]
mod client;
#[path = "../load/door.rs"]
mod door;
mod engine;
mod figures;
mod ground;
mod guests;
mod import;
mod lessons;
mod make;
mod measure;
mod meetings;
mod names;
mod pages;
mod people;
mod progress;
mod retention;
#[path = "../load/server.rs"]
#[allow(dead_code, reason = "shared with the load")]
mod server;
mod shape;
mod table;

use anyhow::{Context, Result};
use engine::Engine;
use guests::Guests;
use lachan::{config::Location, server::Server};
use measure::{Line, Province, line};
use shape::Shape;
use std::{
    env,
    path::{Path, PathBuf},
};
use table::Column;

fn main() -> Result<()> {
    let arguments: Vec<String> = env::args().skip(1).filter(|one| one != "--bench").collect();
    let after = |name: &str| {
        let values = arguments.iter().zip(arguments.iter().skip(1));
        values
            .filter(|(key, _)| *key == name)
            .map(|(_, value)| value.clone())
            .collect::<Vec<_>>()
    };
    let program: PathBuf = env::var_os("LACHAN_BIN")
        .context("LACHAN_BIN is not set: run `cargo xtask bench --province`")?
        .into();
    let folder = PathBuf::from(after("--folder").pop().context("--folder DIR is needed")?);
    let mut engines = Vec::new();
    if arguments.iter().any(|one| one == "--sqlite") {
        engines.push(Engine::Sqlite);
    }
    engines.extend(after("--postgres").pop().map(Engine::Postgres));
    let runtime = tokio::runtime::Runtime::new()?;
    let mut columns = Vec::new();
    for engine in &engines {
        for (n, scale) in after("--scale").into_iter().enumerate() {
            let lines = province(&program, &folder, engine, &scale, n == 0);
            let lines = runtime.block_on(lines)?;
            columns.push(Column {
                engine: engine.name(),
                scale,
                lines,
            });
        }
    }
    table::print(&columns);
    Ok(())
}

/// Makes the province if it is not there, and measures it.
async fn province(
    program: &Path,
    folder: &Path,
    engine: &Engine,
    scale: &str,
    forgets: bool,
) -> Result<Vec<Line>> {
    let data = engine.folder(folder, scale).await?;
    let location = Location {
        data: data.clone(),
        database_url: None,
    };
    let app = Server::open(location.config(None, None)?).await?;
    let shape = Shape::of(scale.parse()?, app.clock.today());
    make::make(&app, &shape).await?;
    let mut lines = Vec::new();
    for (what, sql) in [
        ("schools", "select count(*) from unit where kind = 'school'"),
        (
            "classes of the running year",
            "select count(*) from unit where kind = 'class' and closed_on is null",
        ),
        ("pupils", "select count(*) from pupil where left_on is null"),
        ("rows of progress", "select count(*) from progress"),
        ("rows of attendance", "select count(*) from attendance"),
    ] {
        let (n,): (i64,) = app.db.query(sql).one().await?;
        lines.push(line(what, n as f64, ""));
    }
    let size = app.db.size().await? as f64 / 1e6;
    lines.push(line("size on disk", size, "MB"));
    let guests = Guests::come(&app).await?;
    figures::forget(&app.db).await?;
    retention::take_for_done(&app.db, app.clock.today()).await?;
    app.batch.close().await;
    app.db.close().await;
    let province = Province {
        program,
        data: &data,
        engine,
        scale,
        forgets,
        today: shape.today,
    };
    lines.extend(measure::measure(&province, guests).await?);
    Ok(lines)
}
