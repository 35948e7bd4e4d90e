//! `lachan key`: a new key when the old one is lost for good.

use super::out::say;
use crate::{
    auth::{
        key_file::{self, KeyFile},
        keys::Keys,
    },
    config::{Config, Location},
    province,
    service::secret,
    store::{Db, staff},
};
use anyhow::{Context, bail, ensure};
use std::fs;

/// Commands about `secret.key`.
#[derive(clap::Subcommand)]
pub enum Key {
    // Its own long help is its description.
    New(New),
}

/// Tạo khóa mới khi secret.key đã mất hẳn
///
/// Học sinh được cấp hình và PIN mới: các lớp phải in lại thẻ. Mật khẩu của người lớn không dùng được nữa: quản trị cấp lại cho từng người
/// bằng “lachan user reset”. Bài học, điểm danh và báo cáo giữ nguyên. Hãy dừng máy chủ và sao lưu trước.
#[derive(clap::Args)]
pub struct New {
    #[command(flatten)]
    location: Location,
}

impl Key {
    /// Does it and says what has to be done now.
    pub fn run(self) -> anyhow::Result<()> {
        let Self::New(new) = self;
        super::block_on(async { new.run().await }).context("chưa tạo được khóa mới")
    }
}

impl New {
    async fn run(self) -> anyhow::Result<()> {
        let config = self.location.config(None, None)?;
        ensure!(
            !Db::is_new(&config.database_url).await?,
            "chưa có cơ sở dữ liệu nào để đổi khóa; lần đầu, lachan serve tự tạo khóa"
        );
        let db = Db::open(&config.database_url).await?;
        let done = renew(&config, &db).await;
        let accounts = staff::count_open(&db).await;
        db.close().await;
        let children = done?;
        say(format!(
            "Đã tạo khóa mới ở {}. {children} học sinh có hình và PIN mới: hãy in lại thẻ của các lớp.",
            key_file::path(&config.data).display()
        ))?;
        say(format!(
            "{} tài khoản người lớn cần mật khẩu mới: lachan user reset --data {} TÊN-ĐĂNG-NHẬP. Hãy cất một bản secret.key ở nơi khác.",
            accounts?,
            config.data.display()
        ))
    }
}

/// The key first, then everything it seals in one transaction: cut off in between, a start refuses and this can be run again.
async fn renew(config: &Config, db: &Db) -> anyhow::Result<u64> {
    let known = province::of(db).await?;
    if let Some(old) = key_file::read(&config.data)? {
        if province::fits(db, &old.keys).await? {
            bail!("secret.key hiện có đúng là khóa của cơ sở dữ liệu này, nên không cần khóa mới");
        }
        let aside = config
            .data
            .join(format!("secret.key.cu-{}", uuid::Uuid::now_v7().simple()));
        fs::rename(key_file::path(&config.data), &aside)?;
    }
    let keys = Keys::random();
    let mut file = KeyFile {
        keys: keys.clone(),
        province: None,
    };
    key_file::write(&config.data, &file)?;
    let id = known.unwrap_or_else(uuid::Uuid::now_v7);
    let mut tx = db.begin().await?;
    let children = secret::renew_all(&mut tx, &keys).await?;
    province::mark(&mut tx, id, &keys).await?;
    tx.commit().await?;
    file.province = Some(id);
    key_file::write(&config.data, &file)?;
    Ok(children)
}
