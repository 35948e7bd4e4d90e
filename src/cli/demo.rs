//! `lachan demo`: fills an empty data folder with a province to look around in.

use super::out::say;
use crate::{
    config::Location,
    demo::{self, ACCOUNTS, Account, Made, PASSWORD},
};
use lachan_core::{day, door};
use serde_json::json;

/// `lachan demo --data DIR`
#[derive(clap::Args)]
pub struct Demo {
    #[command(flatten)]
    location: Location,
    /// Tỉnh mẫu đã có: mở lại cửa lớp và in lại tài khoản
    #[arg(long)]
    again: bool,
    /// Cách in tài khoản và mã lớp
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Demo {
    /// Fills the folder, or opens the door of a filled one again, and prints how to get in.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let config = self.location.config(None, None)?;
            let made = if self.again {
                demo::open_again(config).await?
            } else {
                demo::fill(config).await?
            };
            match self.format {
                Format::Text => print(&made)?,
                Format::Json => say(format!("{:#}", as_json(&made)))?,
            }
            Ok(())
        })
    }
}

fn print(made: &Made) -> anyhow::Result<()> {
    say(format!(
        "Tỉnh mẫu đã sẵn sàng. Mọi tài khoản dùng mật khẩu: {PASSWORD}\n"
    ))?;
    for Account {
        username,
        name,
        role,
        at,
    } in ACCOUNTS
    {
        say(format!("  {username:18} {:34} {name} ({at})", role.title()))?;
    }
    say(format!(
        "\nNgười lớn đăng nhập ở /dang-nhap. Lớp {}: học sinh vào trang chủ, gõ mã {} (mở đến {}).",
        made.class,
        door::shown_code(&made.door.code),
        day::hour(made.door.closes_at)
    ))?;
    say(format!(
        "Thử làm em {}: chọn lần lượt {}.",
        made.child,
        made.pictures.join(", ")
    ))?;
    Ok(())
}

fn as_json(made: &Made) -> serde_json::Value {
    let accounts: Vec<_> = ACCOUNTS
        .iter()
        .map(
            |a| json!({ "username": a.username, "name": a.name, "role": a.role.key(), "at": a.at }),
        )
        .collect();
    json!({
        "password": PASSWORD, "accounts": accounts, "class": made.class, "code": made.door.code, "closes_at": made.door.closes_at,
        "child": made.child, "pictures": made.pictures,
    })
}
