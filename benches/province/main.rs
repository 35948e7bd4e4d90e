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
mod figures;
mod ground;
mod guests;
mod lessons;
mod make;
mod measure;
mod meetings;
mod names;
mod people;
mod progress;
mod retention;
#[path = "../load/server.rs"]
#[allow(dead_code, reason = "shared with the load")]
mod server;
mod shape;

use anyhow::{Context, Result};
use guests::Guests;
use lachan::{config::Location, server::Server};
use measure::{Line, line};
use shape::Shape;
use std::{
    env, fs,
    path::{Path, PathBuf},
};

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
    let runtime = tokio::runtime::Runtime::new()?;
    let mut columns = Vec::new();
    for scale in after("--scale") {
        let data = folder.join(format!("province-{scale}"));
        let lines = runtime.block_on(province(&program, &data, scale.parse()?))?;
        columns.push((scale, lines));
    }
    print(&columns);
    Ok(())
}

/// Makes the province if it is not there, and measures it.
async fn province(program: &Path, data: &Path, scale: f64) -> Result<Vec<Line>> {
    fs::create_dir_all(data)?;
    let location = Location {
        data: data.to_owned(),
        database_url: None,
    };
    let app = Server::open(location.config(None, None)?).await?;
    let shape = Shape::of(scale, app.clock.today());
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
    figures::forget(&app.db).await?;
    retention::take_for_done(&app.db, app.clock.today()).await?;
    let guests = Guests::come(&app).await?;
    app.batch.close().await;
    app.db.close().await;
    lines.extend(measure::measure(program, data, guests, shape.today).await?);
    Ok(lines)
}

/// A column for each scale, and how much more the last one takes than the first.
fn print(columns: &[(String, Vec<Line>)]) {
    let heads: Vec<String> = columns
        .iter()
        .map(|(scale, _)| format!("scale {scale}"))
        .collect();
    let growth = columns.len() > 1;
    let (more, rule) = if growth {
        (" growth |", "---:|")
    } else {
        ("", "")
    };
    println!("| what | {} |{more}", heads.join(" | "));
    println!("|---|{}{rule}", "---:|".repeat(columns.len()));
    let Some((_, first)) = columns.first() else {
        return;
    };
    for (n, line) in first.iter().enumerate() {
        let values: Vec<f64> = columns
            .iter()
            .filter_map(|(_, lines)| Some(lines.get(n)?.value))
            .collect();
        let cells: Vec<String> = values.iter().map(|value| cell(*value, line.unit)).collect();
        let grown = values.last().map_or(0.0, |last| last / values[0].max(0.01));
        let grown = if growth {
            format!(" × {grown:.1} |")
        } else {
            String::new()
        };
        println!("| {} | {} |{grown}", line.what, cells.join(" | "));
    }
}

fn cell(value: f64, unit: &str) -> String {
    let digits = usize::from(value < 100.0 && !unit.is_empty());
    format!("{value:.digits$} {unit}").trim_end().to_owned()
}
