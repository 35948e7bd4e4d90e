//! `lachan user`: accounts of adults from the server's own terminal; the way to the first administrator.

use super::out::say;
use crate::{
    collate,
    config::Location,
    error::Error,
    server::Server,
    service::staff as accounts,
    store::{staff, units},
};
use anyhow::Context;
use lachan_app::text::t;
use lachan_core::{
    actor::{Actor, Grant, Role},
    ids::{StaffId, UnitId},
    units::UnitKind,
    words::{Title, Username, Word},
};
use uuid::Uuid;

/// Who the log names for what is done here.
const TERMINAL: Actor = Actor::System("lachan user");

/// Commands about accounts.
#[derive(clap::Subcommand)]
pub enum User {
    /// Tạo tài khoản; mật khẩu lần đầu hiện một lần, dùng được một lần trong 24 giờ
    Add(Add),
    /// Cấp lại mật khẩu và đăng xuất tài khoản khỏi mọi máy
    Reset(Named),
    /// In danh sách tài khoản cùng vai trò
    List(Everyone),
    /// Đóng tài khoản; việc đã làm vẫn còn trong nhật ký
    Close(Named),
    /// Giao thêm một vai trò cho tài khoản đã có
    Grant(Give),
}

#[derive(clap::Args)]
pub struct Add {
    #[command(flatten)]
    who: Named,
    /// Họ và tên
    #[arg(long)]
    name: String,
    #[command(flatten)]
    what: What,
    /// Khi máy chủ chưa có đơn vị nào: tên của tỉnh, thành phố để tạo làm đơn vị gốc với mã của --unit
    #[arg(long, value_name = "TÊN")]
    unit_name: Option<String>,
}

#[derive(clap::Args)]
pub struct Give {
    #[command(flatten)]
    who: Named,
    #[command(flatten)]
    what: What,
}

#[derive(clap::Args)]
pub struct Named {
    /// Tên đăng nhập: 3–40 chữ thường không dấu, số, dấu chấm hoặc gạch
    username: String,
    #[command(flatten)]
    location: Location,
}

#[derive(clap::Args)]
pub struct Everyone {
    #[command(flatten)]
    location: Location,
}

#[derive(clap::Args)]
struct What {
    /// Vai trò
    #[arg(long, value_parser = ROLES.map(|role| role.key()))]
    role: String,
    /// Mã của đơn vị nhận vai trò
    #[arg(long, value_name = "MÃ")]
    unit: String,
}

const ROLES: [Role; 10] = Role::ALL;

impl User {
    /// Does it and says what was done.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let server = Server::open(self.location().config(None, None)?).await?;
            let done = self.act(&server).await;
            server.batch.close().await;
            server.db.close().await;
            done
        })
    }

    fn location(&self) -> &Location {
        match self {
            Self::Add(add) => &add.who.location,
            Self::Grant(give) => &give.who.location,
            Self::Reset(named) | Self::Close(named) => &named.location,
            Self::List(everyone) => &everyone.location,
        }
    }

    async fn act(&self, server: &Server) -> anyhow::Result<()> {
        match self {
            Self::Add(add) => add.run(server).await,
            Self::Grant(give) => give.run(server).await,
            Self::Reset(named) => {
                let (id, username) = named.find(server).await?;
                let unit = unit_of(server, id).await?;
                let password = accounts::reset(server, &TERMINAL, unit, id).await;
                say_password(&username, &password.map_err(said)?)
            }
            Self::Close(named) => {
                let (id, username) = named.find(server).await?;
                let unit = unit_of(server, id).await?;
                accounts::close(server, &TERMINAL, unit, id)
                    .await
                    .map_err(said)?;
                say(format!("Đã đóng tài khoản {username}."))?;
                Ok(())
            }
            Self::List(_) => list(server).await,
        }
    }
}

impl Add {
    async fn run(&self, server: &Server) -> anyhow::Result<()> {
        let username = Username::parse(&self.who.username).map_err(word)?;
        let full_name = Title::parse(&self.name).map_err(word)?;
        if let Some(name) = &self.unit_name {
            first_unit(server, &self.what.unit, name).await?;
        }
        let new = accounts::NewColleague {
            username: username.clone(),
            full_name,
            role: self.what.role()?,
            unit: self.what.unit(server).await?,
        };
        let password = accounts::add(server, &TERMINAL, new).await.map_err(said)?;
        say_password(username.as_str(), &password)
    }
}

impl Give {
    async fn run(&self, server: &Server) -> anyhow::Result<()> {
        let (id, username) = self.who.find(server).await?;
        let grant = Grant {
            role: self.what.role()?,
            unit: self.what.unit(server).await?,
        };
        accounts::grant(server, &TERMINAL, id, grant)
            .await
            .map_err(said)?;
        say(format!(
            "Đã giao vai trò {} tại {} cho {username}.",
            grant.role.title(),
            self.what.unit
        ))?;
        Ok(())
    }
}

impl Named {
    async fn find(&self, server: &Server) -> anyhow::Result<(StaffId, String)> {
        let username = Username::parse(&self.username).map_err(word)?;
        let account = staff::by_username(&server.db, &username)
            .await?
            .with_context(|| format!("chưa có tài khoản {}", username.as_str()))?;
        Ok((account.id, account.username))
    }
}

impl What {
    fn role(&self) -> anyhow::Result<Role> {
        Role::parse(&self.role).context("vai trò này không có")
    }

    async fn unit(&self, server: &Server) -> anyhow::Result<UnitId> {
        let unit = units::by_code(&server.db, &self.unit).await?;
        Ok(unit
            .with_context(|| format!("chưa có đơn vị mang mã {}", self.unit))?
            .id)
    }
}

/// The unit through which an account is managed: that of its first role.
async fn unit_of(server: &Server, id: StaffId) -> anyhow::Result<UnitId> {
    let grants = staff::grants(&server.db, id, server.clock.today()).await?;
    let first = grants
        .first()
        .context("tài khoản này chưa có vai trò nào; giao vai trò trước bằng: lachan user grant")?;
    Ok(first.unit)
}

/// A new server has no unit to give a role at: the first administrator brings the province along.
async fn first_unit(server: &Server, code: &str, name: &str) -> anyhow::Result<()> {
    if units::any(&server.db).await? {
        return Ok(());
    }
    let name = Title::parse(name).map_err(word)?;
    let root = units::NewUnit {
        id: UnitId(Uuid::now_v7()),
        code: code.to_owned(),
        kind: UnitKind::Province,
        name: name.as_str().to_owned(),
        short_name: name.as_str().to_owned(),
        sort_key: collate::text_key(name.as_str()),
        levels: String::new(),
        grade: None,
        school: None,
        school_year: None,
        opened_on: server.clock.today(),
    };
    let mut tx = server.db.begin().await?;
    units::create(&mut tx, &root).await?;
    tx.commit().await?;
    Ok(())
}

async fn list(server: &Server) -> anyhow::Result<()> {
    for line in staff::everyone(&server.db, server.clock.today()).await? {
        let state = match line.closed_at {
            Some(_) => "đã đóng",
            None if line.must_change => "chưa đổi mật khẩu",
            None => "",
        };
        let role = line.role.map_or("chưa có vai trò", Role::title);
        let unit = line.unit_code.unwrap_or_default();
        say(format!(
            "{}\t{}\t{role}\t{unit}\t{state}",
            line.username, line.full_name
        ))?;
    }
    Ok(())
}

fn say_password(username: &str, password: &str) -> anyhow::Result<()> {
    say(format!("Mật khẩu lần đầu của {username}: {password}"))?;
    say("Mật khẩu này chỉ hiện một lần, dùng được một lần trong 24 giờ và phải đổi khi đăng nhập.")
}

fn word(word: Word) -> anyhow::Error {
    anyhow::anyhow!(t(word))
}

fn said(error: Error) -> anyhow::Error {
    match error {
        Error::Invalid(problems) => {
            let said: Vec<String> = problems.iter().map(|(_, word)| t(word)).collect();
            anyhow::anyhow!(said.join(" "))
        }
        Error::Conflict(said) => word(said),
        Error::Internal(error) => error,
        Error::NotFound => anyhow::anyhow!("không tìm thấy tài khoản hoặc đơn vị này"),
        other => anyhow::anyhow!("{other:?}"),
    }
}
