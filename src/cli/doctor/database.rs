//! The doctor's look into the database.

use super::Finding;
use crate::{
    cli::backup::LAST_BACKUP,
    clock::Clock,
    config::Config,
    job, province,
    store::{Db, audit, figures::spans, health::Cause, settings, upkeep::Upkeep},
};
use chrono::{DateTime, Duration, Utc};
use lachan_app::text::number;
use lachan_core::day;
use std::fs;

/// So many days may lie between two copies.
const WEEK: i64 = 7;

/// Looks at everything in it.
pub async fn examine(config: &Config) -> Vec<Finding> {
    let db = match Db::open(&config.database_url).await {
        Ok(db) => db,
        Err(error) => return vec![("Cơ sở dữ liệu", Err(format!("{error:#}")))],
    };
    let findings = vec![
        ("Khóa", own_key(config, &db).await),
        ("Nội dung tệp", whole(config).await),
        ("Liên kết giữa các dòng", links(&db).await),
        ("Ghi", writing(&db).await),
        ("Dọn dẹp", upkeep(&db).await),
        ("Sao lưu", backup(config, &db).await),
        ("Số liệu báo cáo", figures(&db).await),
        ("Đồng hồ", clock(&db).await),
        ("Lần trục trặc gần nhất", Ok(last(&db).await)),
    ];
    db.close().await;
    findings
}

async fn own_key(config: &Config, db: &Db) -> Result<String, String> {
    province::check(config, db)
        .await
        .map(|()| "đúng của cơ sở dữ liệu này".to_owned())
        .map_err(|error| format!("{error:#}"))
}

async fn whole(config: &Config) -> Result<String, String> {
    match Db::damage(&config.database_url).await {
        Ok(None) => Ok("toàn vẹn".to_owned()),
        Ok(Some(found)) => Err(format!(
            "tệp bị hỏng ({found}); hãy dừng máy chủ, giữ tệp này lại và đặt bản sao lưu gần nhất vào chỗ nó"
        )),
        Err(error) => Err(format!("{error:#}")),
    }
}

async fn links(db: &Db) -> Result<String, String> {
    match db.dangling().await {
        Ok(None) => Ok("đủ".to_owned()),
        Ok(Some(found)) => Err(format!(
            "có dòng trỏ tới chỗ không còn ({found}); hãy giữ tệp này lại và đặt bản sao lưu gần nhất vào chỗ nó"
        )),
        Err(error) => Err(format!("không đọc được: {error}")),
    }
}

/// A server that runs counts what has changed within seconds, in a large province on a busy day within minutes.
async fn figures(db: &Db) -> Result<String, String> {
    let now = Clock::System.now();
    let waiting = spans::waiting(db).await;
    let waiting = waiting.map_err(|error| format!("không đọc được: {error}"))?;
    let n = number(waiting.changes);
    match waiting.oldest {
        None => Ok("mới, không có gì chờ đếm".to_owned()),
        Some(since) if since < now - Duration::hours(1) => Err(format!(
            "{n} thay đổi chờ đếm từ {} {}; máy chủ đếm khi đang chạy, hãy chạy lachan serve, rồi xem nhật ký của máy chủ nếu số này không giảm",
            day::hour(since),
            day::written(day::of(since))
        )),
        Some(_) => Ok(format!("{n} thay đổi chờ đếm")),
    }
}

/// How large it is, and whether what is deleted makes room for what comes.
async fn upkeep(db: &Db) -> Result<String, String> {
    let found = db.upkeep().await;
    let found = found.map_err(|error| format!("không đọc được: {error}"))?;
    let size = number(found.size >> 20);
    match found {
        Upkeep { cleans: false, .. } => Err(
            "PostgreSQL đang tắt autovacuum, chỗ của dữ liệu đã xóa không được dùng lại; hãy đặt autovacuum = on".to_owned(),
        ),
        Upkeep { free: Some(free), .. } => Ok(format!(
            "{size} MB, trong đó {} MB trống, máy tự dùng lại cho dữ liệu mới",
            number(free >> 20)
        )),
        Upkeep { .. } => Ok(format!("{size} MB, PostgreSQL tự dọn (autovacuum)")),
    }
}

/// A copy is made at least once a week; the first week of a province is excused, and a made-up one altogether.
async fn backup(config: &Config, db: &Db) -> Result<String, String> {
    if matches!(db, Db::Postgres { .. }) {
        return Ok("máy không biết; PostgreSQL được chép bằng pg_dump".to_owned());
    }
    let said = |error| format!("không đọc được: {error:?}");
    if settings::get(db, "demo").await.map_err(said)?.is_some() {
        return Ok("dữ liệu mẫu, không cần chép".to_owned());
    }
    let mark = config.data.join(LAST_BACKUP);
    let copied = fs::metadata(&mark).and_then(|mark| mark.modified()).ok();
    let now = Clock::System.now();
    let since = match copied {
        Some(at) => Some(DateTime::<Utc>::from(at)),
        None => audit::first(db).await.map_err(said)?,
    };
    let days = since.map_or(0, |since| (now - since).num_days());
    let to = fs::read_to_string(&mark).unwrap_or_default();
    match (copied.is_some(), days > WEEK) {
        (true, false) => Ok(format!(
            "bản chép gần nhất cách đây {} ngày, ở {}",
            number(days),
            to.trim()
        )),
        (false, false) => Ok("chưa có bản chép nào; dữ liệu còn mới".to_owned()),
        (true, true) => Err(format!(
            "bản chép gần nhất đã cách đây {} ngày; hãy cho lachan backup chạy mỗi đêm",
            number(days)
        )),
        (false, true) => Err("chưa có bản chép nào; hãy cho lachan backup chạy mỗi đêm".to_owned()),
    }
}

async fn writing(db: &Db) -> Result<String, String> {
    let Err(error) = db.write_something().await else {
        return Ok("được".to_owned());
    };
    Err(match Cause::of(&error) {
        Some(Cause::Full) => "ổ đĩa đầy; hãy xóa hoặc chuyển bớt tệp, máy chủ tự ghi tiếp khi có chỗ".to_owned(),
        Some(Cause::Locked) => {
            "chương trình khác đang giữ cơ sở dữ liệu; hãy đóng chương trình ấy (sao chép, diệt vi-rút, sqlite3)".to_owned()
        }
        Some(Cause::ReadOnly) => {
            "tệp hoặc ổ đĩa chỉ cho đọc; hãy cho tài khoản chạy máy chủ quyền ghi, hoặc gắn lại ổ đĩa ở chế độ ghi".to_owned()
        }
        _ => format!("không ghi được: {error}"),
    })
}

/// A clock that was ahead has left lines that are still to come.
async fn clock(db: &Db) -> Result<String, String> {
    let now = Clock::System.now();
    let written = |at: DateTime<Utc>| format!("{} {}", day::hour(at), day::written(day::of(at)));
    match audit::newest(db).await {
        Ok(Some(at)) if at > now + Duration::minutes(5) => Err(format!(
            "máy đang là {}, mà nhật ký đã có dòng lúc {}; hãy xem lại ngày giờ của máy",
            written(now),
            written(at)
        )),
        Ok(_) => Ok(written(now)),
        Err(error) => Err(format!("không đọc được nhật ký: {error}")),
    }
}

async fn last(db: &Db) -> String {
    let last = job::last_trouble(db).await.ok().flatten();
    last.unwrap_or_else(|| "chưa có".to_owned())
}
