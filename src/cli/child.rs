//! `lachan child`: all that is known of one child, from the server's own terminal, when a parent asks.

use super::out::say;
use crate::{config::Location, error::Error, server::Server, service::records, store::units};
use anyhow::{Context, bail};
use lachan_core::{
    actor::Actor,
    ids::{PupilId, UnitId},
};
use std::path::PathBuf;

/// Who the log names for what is done here.
const TERMINAL: Actor = Actor::System("lachan child");

/// Commands about one child.
#[derive(clap::Subcommand)]
pub enum Child {
    /// Tìm một em của trường theo tên hoặc mã; in số hiệu dùng cho hai lệnh kia
    Find(Find),
    /// Xuất tất cả những gì máy giữ về một em (JSON)
    Export(Export),
    /// Xóa một em và tất cả những gì máy giữ về em; không lấy lại được
    Delete(Delete),
}

#[derive(clap::Args)]
pub struct Find {
    /// Tên, một phần tên, hoặc mã học sinh
    text: String,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
pub struct Export {
    #[command(flatten)]
    who: Who,
    /// Ghi vào tệp này; không có thì in ra màn hình
    #[arg(long, value_name = "TỆP")]
    out: Option<PathBuf>,
}

#[derive(clap::Args)]
pub struct Delete {
    #[command(flatten)]
    who: Who,
    /// Cha mẹ hoặc người giám hộ đã yêu cầu xóa
    #[arg(long)]
    yes: bool,
}

#[derive(clap::Args)]
struct Who {
    /// Số hiệu mà `lachan child find` in ra
    #[arg(long, value_name = "SỐ HIỆU")]
    id: PupilId,
    #[command(flatten)]
    place: Place,
}

#[derive(clap::Args)]
struct Place {
    /// Mã của trường
    #[arg(long, value_name = "MÃ")]
    school: String,
    #[command(flatten)]
    location: Location,
}

impl Child {
    /// Does it and says what was done.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let place = match &self {
                Self::Find(find) => &find.place,
                Self::Export(export) => &export.who.place,
                Self::Delete(delete) => &delete.who.place,
            };
            let server = Server::open(place.location.config(None, None)?).await?;
            let done = self.act(&server, &place.school).await;
            server.batch.close().await;
            server.db.close().await;
            done
        })
    }

    async fn act(&self, server: &Server, school: &str) -> anyhow::Result<()> {
        let unit = units::by_code(&server.db, school).await?;
        let school = unit
            .with_context(|| format!("không có đơn vị nào mang mã {school}"))?
            .id;
        match self {
            Self::Find(find) => find.run(server, school).await,
            Self::Export(export) => export.run(server, school).await,
            Self::Delete(delete) => delete.run(server, school).await,
        }
    }
}

impl Find {
    async fn run(&self, server: &Server, school: UnitId) -> anyhow::Result<()> {
        let known = records::search(server, &TERMINAL, school, &self.text).await;
        let known = known.map_err(said)?;
        if known.is_empty() {
            bail!("không có em nào của trường mang tên hoặc mã này");
        }
        if known.len() > records::MOST {
            say("~ còn nhiều em khác nữa; hãy gõ thêm họ và tên đệm")?;
        }
        for child in known.into_iter().take(records::MOST) {
            let birth = child
                .birth
                .map_or_else(|| "–".to_owned(), |birth| birth.to_string());
            let class = child.class.unwrap_or_else(|| "–".to_owned());
            say(format!(
                "{}\t{}\t{class}\t{birth}",
                child.id, child.full_name
            ))?;
        }
        Ok(())
    }
}

impl Export {
    async fn run(&self, server: &Server, school: UnitId) -> anyhow::Result<()> {
        let record = records::hand_out(server, &TERMINAL, school, self.who.id).await;
        let text = serde_json::to_string_pretty(&record.map_err(said)?)?;
        match &self.out {
            Some(out) => std::fs::write(out, text + "\n")
                .with_context(|| format!("không ghi được {}", out.display())),
            None => say(text),
        }
    }
}

impl Delete {
    async fn run(&self, server: &Server, school: UnitId) -> anyhow::Result<()> {
        let id = self.who.id;
        records::find(server, &TERMINAL, school, id)
            .await
            .map_err(said)?;
        if !self.yes {
            bail!(
                "chưa xóa gì; hãy thêm --yes khi cha mẹ hoặc người giám hộ của em đã yêu cầu xóa"
            );
        }
        records::delete(server, &TERMINAL, school, id)
            .await
            .map_err(said)?;
        say(
            "Đã xóa em và mọi dữ liệu của em. Các bản sao lưu cũ vẫn còn dữ liệu này cho đến khi bị xóa.",
        )
    }
}

fn said(error: Error) -> anyhow::Error {
    match error {
        Error::NotFound => anyhow::anyhow!("không có em nào của trường mang số hiệu này"),
        other => other.told(),
    }
}
