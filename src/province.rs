//! A key and a database that belong together. A start with one of them missing, or with another's, is refused with what to do: it would
//! otherwise make a new, empty province in silence, or a full one in which no password and no picture is right.

use crate::{
    auth::{
        key_file::{self, KeyFile},
        keys::Keys,
    },
    config::Config,
    service::secret,
    store::{self, Db, Tx, health::Cause, sealed, settings},
};
use anyhow::{Context, bail, ensure};
use uuid::Uuid;

/// Where the database keeps the province's id and its key's fingerprint.
const SETTING: &str = "province";

/// The key of a data folder; made on the first start, when there is no database either.
///
/// # Errors
/// When only one of the two is there.
pub async fn keys(config: &Config) -> anyhow::Result<Keys> {
    let file = key_file::read(&config.data)?;
    let is_new = Db::is_new(&config.database_url).await?;
    match (file, is_new) {
        (Some(file), true) if file.province.is_some() => bail!(without_data(config)),
        (Some(file), _) => Ok(file.keys),
        (None, true) => {
            let file = KeyFile {
                keys: Keys::random(),
                province: None,
            };
            key_file::write(&config.data, &file)?;
            Ok(file.keys)
        }
        (None, false) => bail!(without_key(config)),
    }
}

fn without_key(config: &Config) -> String {
    format!(
        "không thấy tệp khóa {}, mà cơ sở dữ liệu đã có người dùng: thiếu khóa thì không mật khẩu và không hình nào còn đúng. \
         Hãy chép tệp secret.key đã cất vào đó; nếu đã mất hẳn, chạy: lachan key new --data {}",
        key_file::path(&config.data).display(),
        config.data.display()
    )
}

/// Ties an opened database and its key together, or sees that they are.
///
/// # Errors
/// When the database belongs to another key, is empty though the key has been used, or cannot be written.
pub async fn tie(config: &Config, db: &Db) -> anyhow::Result<()> {
    let file = own_key(config, db).await?;
    let known = of(db).await?;
    let id = known.or(file.province).unwrap_or_else(Uuid::now_v7);
    if known.is_none() {
        let mut tx = db.begin().await?;
        mark(&mut tx, id, &file.keys).await?;
        tx.commit().await?;
    }
    if file.province != Some(id) {
        let province = Some(id);
        key_file::write(&config.data, &KeyFile { province, ..file })?;
    }
    match db.write_something().await {
        Err(error) if Cause::of(&error) == Some(Cause::Full) => {
            // A full disk still lets everybody read; what cannot be saved is refused and said.
            tracing::error!(%error, "nothing can be written");
            Ok(())
        }
        written => written.with_context(|| {
            let at = shown(&config.database_url);
            format!("không ghi được vào {at}: hãy cho tài khoản chạy máy chủ quyền ghi thư mục này và xem ổ đĩa có đang ở chế độ chỉ đọc không")
        }),
    }
}

/// Sees whether an opened database and the key file belong together, and changes nothing.
///
/// # Errors
/// When they do not.
pub async fn check(config: &Config, db: &Db) -> anyhow::Result<()> {
    own_key(config, db).await.map(drop)
}

async fn own_key(config: &Config, db: &Db) -> anyhow::Result<KeyFile> {
    let file = key_file::read(&config.data)?.with_context(|| without_key(config))?;
    ensure!(fits(db, &file.keys).await?, foreign_key(config));
    Ok(file)
}

/// The province a database says it is; none as an earlier release left it.
pub async fn of(db: &Db) -> anyhow::Result<Option<Uuid>> {
    let mark = settings::get(db, SETTING).await?;
    let id = mark.and_then(|mark| mark.split_once(' ')?.0.parse().ok());
    Ok(id)
}

/// Whether a key is the database's own. Where an earlier release left no mark, it has to open what was sealed.
pub async fn fits(db: &Db, keys: &Keys) -> anyhow::Result<bool> {
    if let Some(mark) = settings::get(db, SETTING).await? {
        return Ok(mark.ends_with(&format!(" {}", keys.fingerprint())));
    }
    Ok(match sealed::any(db).await? {
        Some((pupil, secret)) => secret::open(keys, pupil, &secret).is_some(),
        None => true,
    })
}

/// Writes whose key a database is tied to.
pub async fn mark(tx: &mut Tx, id: Uuid, keys: &Keys) -> store::Result<()> {
    settings::set(tx, SETTING, &format!("{id} {}", keys.fingerprint())).await
}

fn without_data(config: &Config) -> String {
    format!(
        "không thấy dữ liệu của tỉnh: {} đã dùng với một cơ sở dữ liệu, nhưng {} không có hoặc trống. Hãy đặt bản sao lưu vào đó (hoặc sửa \
         địa chỉ cơ sở dữ liệu); nếu thật sự muốn bắt đầu một tỉnh mới, hãy dùng thư mục dữ liệu khác",
        key_file::path(&config.data).display(),
        shown(&config.database_url)
    )
}

fn foreign_key(config: &Config) -> String {
    format!(
        "{} không phải khóa của cơ sở dữ liệu {}: không mật khẩu và không hình nào sẽ đúng. Hãy chép lại đúng tệp secret.key của tỉnh này; \
         nếu đã mất hẳn, chạy: lachan key new --data {}",
        key_file::path(&config.data).display(),
        shown(&config.database_url),
        config.data.display()
    )
}

/// An address without its password.
fn shown(url: &str) -> String {
    match url.strip_prefix("sqlite://") {
        Some(file) => file.to_owned(),
        None => {
            let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
            format!("cơ sở dữ liệu PostgreSQL ở {place}")
        }
    }
}
