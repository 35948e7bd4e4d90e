//! What the years that are over weigh: measured by themselves, and otherwise taken for forgotten, so that nobody forgets while pages are measured.

use crate::measure::{Line, line};
use anyhow::{Result, ensure};
use chrono::NaiveDate;
use lachan::store::Db;
use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
    time::Instant,
};

/// Says that every school has forgotten the past years, and has been looked through today. Their rows stay where they are.
pub async fn take_for_done(db: &Db, today: NaiveDate) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.query("delete from retained").execute().await?;
    tx.query(
        "insert into retained (school, until, as_of, forgotten_at, swept_on)
         select u.id, (select max(y.starts_on) from school_year y where y.starts_on <= $1), $1, $2, $1 from unit u where u.kind = 'school'",
    )
    .bind(today)
    .bind(lachan_core::day::start(today))
    .execute()
    .await?;
    Ok(tx.commit().await?)
}

/// Forgets the past years of a copy of the database.
pub async fn forget(program: &Path, data: &Path, copy: &Path) -> Result<Line> {
    let folder = data.join("forgets");
    fs::create_dir_all(&folder)?;
    fs::rename(copy, folder.join("lachan.db"))?;
    fs::copy(data.join("secret.key"), folder.join("secret.key"))?;
    let url = format!("sqlite://{}", folder.join("lachan.db").display());
    let db = Db::open(&url).await?;
    let mut tx = db.begin().await?;
    tx.query("delete from retained").execute().await?;
    tx.commit().await?;
    db.close().await;
    let begun = Instant::now();
    let mut command = Command::new(program);
    command.arg("retention").arg("--data").arg(&folder);
    let done = command
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .status()?;
    ensure!(done.success(), "lachan retention failed");
    let took = begun.elapsed();
    fs::remove_dir_all(&folder)?;
    Ok(line(
        "`lachan retention`, the past years at once",
        took.as_secs_f64(),
        "s",
    ))
}
