//! `lachan doctor`: what is wrong with this installation, in one sentence with what to do.

use super::{backup::LAST_BACKUP, out::say};
use crate::{
    auth::key_file,
    clock::Clock,
    config::{Config, Location},
    job, listen, province,
    store::{
        Db, audit,
        figures::spans,
        health::{self, Cause},
        settings,
    },
};
use chrono::{DateTime, Duration, Utc};
use lachan_app::text::number;
use lachan_core::day;
use std::{fs, process::ExitCode};

/// Khám thư mục dữ liệu, khóa, cơ sở dữ liệu, ổ đĩa và đồng hồ; nói nguyên nhân và việc cần làm
///
/// Chạy được cả khi máy chủ đang chạy. Mã thoát là 1 khi có điều cần sửa.
#[derive(clap::Args)]
pub struct Doctor {
    #[command(flatten)]
    location: Location,
}

/// So many days may lie between two copies.
const WEEK: i64 = 7;

/// Less free space than this is a warning.
const LITTLE: u64 = 500 << 20;

/// What was looked at, and what is wrong with it.
type Finding = (&'static str, Result<String, String>);

impl Doctor {
    /// Looks at everything that can be looked at, and prints it.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        super::block_on(async {
            let findings = match self.location.config(None, None) {
                Err(error) => vec![("Thư mục dữ liệu", Err(format!("{error:#}")))],
                Ok(config) => examine(&config).await,
            };
            let mut code = ExitCode::SUCCESS;
            for (what, found) in findings {
                match found {
                    Ok(fine) => say(format!("ổn   {what}: {fine}"))?,
                    Err(wrong) => {
                        code = ExitCode::FAILURE;
                        say(format!("SỬA  {what}: {wrong}"))?;
                    }
                }
            }
            Ok(code)
        })
    }
}

async fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![
        ("Thư mục dữ liệu", Ok(config.data.display().to_string())),
        ("Ổ đĩa", space(config)),
        ("Kết nối", handles()),
    ];
    let found = pair(config).await;
    let sound = found.is_ok();
    findings.push(("Khóa và cơ sở dữ liệu", found));
    if sound {
        findings.extend(database(config).await);
    }
    findings
}

/// Whether key and database are there and belong together; nothing is made.
async fn pair(config: &Config) -> Result<String, String> {
    let said = |error: anyhow::Error| format!("{error:#}");
    let file = key_file::read(&config.data).map_err(said)?;
    let is_new = Db::is_new(&config.database_url).await.map_err(said)?;
    if file.is_none() && is_new {
        return Err(
            "chưa có gì ở đây; lachan serve sẽ tạo một tỉnh mới, lachan demo tạo một tỉnh mẫu"
                .to_owned(),
        );
    }
    province::keys(config).await.map_err(said)?;
    Ok("có đủ cả hai".to_owned())
}

async fn database(config: &Config) -> Vec<Finding> {
    let db = match Db::open(&config.database_url).await {
        Ok(db) => db,
        Err(error) => return vec![("Cơ sở dữ liệu", Err(format!("{error:#}")))],
    };
    let findings = vec![
        ("Khóa", own_key(config, &db).await),
        ("Nội dung tệp", whole(config).await),
        ("Liên kết giữa các dòng", links(&db).await),
        ("Ghi", writing(&db).await),
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
    match spans::waiting(db).await {
        Ok(None) => Ok("mới, không có gì chờ đếm".to_owned()),
        Ok(Some((n, since))) if since < now - Duration::hours(1) => Err(format!(
            "{} thay đổi chờ đếm từ {} {}; máy chủ đếm khi đang chạy, hãy chạy lachan serve, rồi xem nhật ký của máy chủ nếu số này không giảm",
            number(n),
            day::hour(since),
            day::written(day::of(since))
        )),
        Ok(Some((n, _))) => Ok(format!("{} thay đổi chờ đếm", number(n))),
        Err(error) => Err(format!("không đọc được: {error}")),
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

fn handles() -> Result<String, String> {
    match listen::room() {
        room if room < listen::ENOUGH => Err(listen::too_few(room)),
        room => Ok(format!("đủ chỗ cho {room}")),
    }
}

fn space(config: &Config) -> Result<String, String> {
    let free = health::free_space(&config.data).map_err(|error| error.to_string())?;
    let words = format!("còn trống {} MB", free >> 20);
    match free < LITTLE {
        true => Err(format!(
            "{words}; hãy xóa hoặc chuyển bớt tệp trước khi đầy"
        )),
        false => Ok(words),
    }
}
