//! What the years that are over weigh: measured by themselves, and otherwise taken for forgotten, so that nobody forgets while pages are measured.

use anyhow::Result;
use chrono::NaiveDate;
use lachan::store::Db;

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

/// Says that no school has forgotten anything yet.
pub async fn take_nothing_for_done(url: &str) -> Result<()> {
    let db = Db::open(url).await?;
    let mut tx = db.begin().await?;
    tx.query("delete from retained").execute().await?;
    tx.commit().await?;
    db.close().await;
    Ok(())
}
