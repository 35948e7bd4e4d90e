//! `lachan backup`: a copy of the database that is whole even while the server writes.

use super::out::say;
use crate::{auth::keys::private_file, config::Location, store::Db};
use anyhow::{Context, bail};
use std::{fs, path::PathBuf};

/// The file in the data folder that says where the last copy went, as old as that copy.
pub(super) const LAST_BACKUP: &str = "last-backup";

/// Chép dữ liệu ra một tệp để cất giữ, kể cả khi máy chủ đang chạy
///
/// Bản chép được kiểm tra ngay sau khi ghi. Bản chép không kèm tệp khóa secret.key: ai có cả hai thì mở được mã hình và PIN của học sinh. Hãy cất secret.key một lần,
/// ở nơi khác với các bản chép. Khôi phục: dừng máy chủ, đặt bản chép vào thư mục dữ liệu với tên lachan.db (xóa lachan.db-wal và
/// lachan.db-shm nếu có), đặt secret.key bên cạnh, rồi chạy lại. Với PostgreSQL, dùng pg_dump.
#[derive(clap::Args)]
pub struct Backup {
    #[command(flatten)]
    location: Location,
    /// Tệp sẽ được tạo; tệp đã có thì không bị ghi đè
    #[arg(long, value_name = "TỆP")]
    to: PathBuf,
}

impl Backup {
    /// Copies, checks the copy, and says where it is.
    pub fn run(self) -> anyhow::Result<()> {
        super::block_on(async {
            let config = self.location.config(None, None)?;
            let bytes = self.copy(&config.database_url).await?;
            // The doctor looks at its age. A copy is none the worse without it.
            fs::write(
                config.data.join(LAST_BACKUP),
                format!("{}\n", self.to.display()),
            )
            .ok();
            say(format!(
                "Đã chép ra {} ({} KB) và kiểm tra: bản chép toàn vẹn.",
                self.to.display(),
                bytes.div_ceil(1024)
            ))?;
            say(format!(
                "Bản chép không kèm tệp khóa {}; hãy cất tệp ấy ở nơi khác.",
                config.data.join("secret.key").display()
            ))?;
            Ok(())
        })
        .context("chưa sao lưu được")
    }

    /// The copy gets its name only when it is whole; only its owner can read it.
    async fn copy(&self, url: &str) -> anyhow::Result<u64> {
        if self.to.exists() {
            bail!("{} đã có; hãy chọn tên khác", self.to.display());
        }
        let mut unfinished = self.to.clone().into_os_string();
        unfinished.push(".dang-chep");
        let unfinished = PathBuf::from(unfinished);
        // What a backup that was cut off has left behind is in nobody's way.
        fs::remove_file(&unfinished).ok();
        private_file(&unfinished)
            .with_context(|| format!("không tạo được {}", unfinished.display()))?;
        let copied = match Db::copy(url, &unfinished).await {
            Ok(()) => fs::rename(&unfinished, &self.to).map_err(Into::into),
            Err(error) => Err(error),
        };
        if copied.is_err() {
            fs::remove_file(&unfinished).ok();
        }
        copied?;
        Ok(fs::metadata(&self.to)?.len())
    }
}
