//! `lachan doctor`: what is wrong with this installation, in one sentence with what to do.

mod database;

use super::out::say;
use crate::{
    auth::key_file,
    config::{Config, Location},
    listen, province,
    store::{Db, health},
};
use std::process::ExitCode;

/// Khám thư mục dữ liệu, khóa, cơ sở dữ liệu, ổ đĩa và đồng hồ; nói nguyên nhân và việc cần làm
///
/// Chạy được cả khi máy chủ đang chạy. Mã thoát là 1 khi có điều cần sửa.
#[derive(clap::Args)]
pub struct Doctor {
    #[command(flatten)]
    location: Location,
}

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
        findings.extend(database::examine(config).await);
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
