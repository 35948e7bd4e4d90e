//! What the release program takes in a province.

use crate::{
    child::{FORM, post},
    client,
    engine::Engine,
    figures,
    guests::Guests,
    import,
    make::PASSWORD,
    pages, retention,
    server::Running,
};
use anyhow::{Result, ensure};
use chrono::NaiveDate;
use lachan::store::Db;
use std::{
    fs,
    io::{Write, stderr},
    net::SocketAddr,
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

pub const CONNECTIONS: usize = 64;
/// Results that are sent one after the other.
const RESULTS: usize = 300;

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

/// A province that is there, with the program to be asked about it.
pub struct Province<'a> {
    pub program: &'a Path,
    pub data: &'a Path,
    pub engine: &'a Engine,
    pub scale: &'a str,
    /// Whether a copy of it forgets its past years as well: in a whole province that takes half an hour, half of it rest.
    pub forgets: bool,
    pub today: NaiveDate,
}

/// What is measured, said as soon as it is: a whole province takes its time.
#[derive(Default)]
struct Told(Vec<Line>);

impl Told {
    fn tell(&mut self, lines: impl IntoIterator<Item = Line>) {
        for line in lines {
            let Line { what, value, unit } = &line;
            writeln!(stderr(), "{what}: {value:.1} {unit}").ok();
            self.0.push(line);
        }
    }
}

/// Starts the program on a data folder and asks.
pub async fn measure(province: &Province<'_>, guests: Guests) -> Result<Vec<Line>> {
    let guests = Arc::new(guests);
    let mut told = Told::default();
    told.tell([alone(province, &guests).await?]);
    let begun = Instant::now();
    let running = Running::start(province.program, province.data).await?;
    let memory = |what| Ok::<_, anyhow::Error>([line(what, running.memory()?, "MB")]);
    told.tell([line("start to ready", millis(begun.elapsed()), "ms")]);
    let to = running.address;
    told.tell(memory("memory, at the start")?);
    told.tell(figures::beside_children(to, &guests, province.today).await?);
    told.tell(memory("memory, counted")?);
    told.tell(pages::reports(to, &guests).await?);
    told.tell(pages::others(to, &guests).await?);
    told.tell(children(to, &guests).await?);
    told.tell(results(to, &guests).await?);
    told.tell(import::measure(to, guests.list_school, &guests.list_head).await?);
    told.tell(memory("memory, at the end")?);
    told.tell([line("memory, at most", running.peak_memory()?, "MB")]);
    drop(running);
    told.tell(commands(province).await?);
    Ok(told.0)
}

/// How long counting takes when nobody else is there; afterwards it is all forgotten again.
async fn alone(province: &Province<'_>, guests: &Guests) -> Result<Line> {
    let running = Running::start(province.program, province.data).await?;
    let alone = figures::from_nothing(running.address, guests).await?;
    drop(running);
    let db = Db::open(&province.engine.url(province.data)?).await?;
    figures::forget(&db).await?;
    db.close().await;
    Ok(line("periods that run, from nothing", alone, "s"))
}

/// What children and their teacher ask for in a lesson.
async fn children(to: SocketAddr, guests: &Arc<Guests>) -> Result<Vec<Line>> {
    let asks = async |what: &str, total, expect, make: fn(&Guests, usize) -> Vec<u8>| {
        let guests = guests.clone();
        let run = client::run(to, CONNECTIONS, total, expect, move |n| make(&guests, n)).await?;
        ensure!(run.errors == 0, "{what}: {} were refused", run.errors);
        Ok(line(
            format!("{what}, 64 connections, p95"),
            millis(run.p95()),
            "ms",
        ))
    };
    let cookie = guests.door.knock(to).await?;
    let signed_in = {
        let guests = guests.clone();
        client::run(to, CONNECTIONS, 5_000, 303, move |n| {
            guests.door.sign_in(n, &cookie)
        })
        .await?
    };
    ensure!(
        signed_in.errors == 0,
        "{} children were not let in",
        signed_in.errors
    );
    let form = format!("username=giao.vien.0.1&password={PASSWORD}");
    let sign_in = post("/dang-nhap", FORM, "", form);
    let begun = Instant::now();
    let teacher = client::once(to, &sign_in).await?;
    ensure!(
        teacher.status == 303,
        "a teacher was answered {}",
        teacher.status
    );
    let teacher = begun.elapsed();
    Ok(vec![
        asks("a child's first page", 10_000, 200, Guests::home).await?,
        asks("a child's lesson", 5_000, 200, Guests::lesson).await?,
        line(
            "a child signs in, 64 connections, p95",
            millis(signed_in.p95()),
            "ms",
        ),
        line("a teacher signs in", millis(teacher), "ms"),
    ])
}

/// Results one after the other, by themselves and while the Department reads its report.
async fn results(to: SocketAddr, guests: &Arc<Guests>) -> Result<Vec<Line>> {
    let one_by_one = async || {
        let guests = guests.clone();
        let run = client::run(to, 1, RESULTS, 200, move |n| guests.result(n)).await?;
        ensure!(run.errors == 0, "{} results were refused", run.errors);
        Ok(1000.0 / run.per_second())
    };
    let alone = one_by_one().await?;
    let mut lines = vec![line("one result after the other, each", alone, "ms")];
    let page = figures::page(guests);
    lines.extend(figures::after_a_change(to, &page).await?);
    let reader = tokio::spawn(async move {
        loop {
            client::once(to, &page).await?;
        }
        #[expect(unreachable_code, reason = "it tells what the loop may answer")]
        std::io::Result::Ok(())
    });
    let beside = one_by_one().await?;
    ensure!(!reader.is_finished(), "the Department was not answered");
    reader.abort();
    lines.push(line(
        "… while the Department reads its report",
        beside,
        "ms",
    ));
    Ok(lines)
}

/// What an operator says at the terminal.
async fn commands(province: &Province<'_>) -> Result<Vec<Line>> {
    let (program, data) = (province.program, province.data);
    let period = figures::months(province.today)[0].to_string();
    let report = ["report", "--unit", "SO", "--period", &period];
    let report = time(program, data, &report)?;
    let mut lines = vec![line("`lachan report`, the Department's month", report, "s")];
    let backup = data.join("copy.db");
    if let Engine::Sqlite = province.engine {
        let to = backup.display().to_string();
        let took = time(program, data, &["backup", "--to", &to])?;
        lines.push(line("`lachan backup`", took, "s"));
    }
    if province.forgets {
        let copy = province.engine.copy(data, province.scale, &backup).await?;
        retention::take_nothing_for_done(&province.engine.url(&copy)?).await?;
        let took = time(program, &copy, &["retention"])?;
        lines.push(line(
            "`lachan retention`, the past years at once",
            took,
            "s",
        ));
        province.engine.drop_copy(&copy, province.scale).await?;
    }
    fs::remove_file(&backup).ok();
    Ok(lines)
}

/// Seconds that a command takes.
fn time(program: &Path, data: &Path, arguments: &[&str]) -> Result<f64> {
    let begun = Instant::now();
    let mut command = Command::new(program);
    command.args(arguments).arg("--data").arg(data);
    let done = command
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .status()?;
    ensure!(done.success(), "{} failed", arguments.join(" "));
    Ok(begun.elapsed().as_secs_f64())
}
