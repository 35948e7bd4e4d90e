//! Where the data is and how the server is reached: by flag, then environment, then `lachan.toml` in the data folder.

use anyhow::{Context, bail};
use serde::Deserialize;
use std::{
    fs,
    net::SocketAddr,
    path::{Path, PathBuf},
    time::Duration,
};

/// The data folder and database, shared by every command that needs them.
#[derive(clap::Args, Clone, Debug)]
pub struct Location {
    /// Thư mục dữ liệu
    #[arg(long, env = "LACHAN_DATA", default_value = "data")]
    pub data: PathBuf,
    /// postgres://… hoặc sqlite://…; bỏ trống thì dùng lachan.db trong thư mục dữ liệu
    #[arg(long, env = "DATABASE_URL", hide_env_values = true)]
    pub database_url: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct File {
    listen: Option<SocketAddr>,
    public_url: Option<String>,
    database_url: Option<String>,
    content: Option<PathBuf>,
    trusted_proxy: Option<std::net::IpAddr>,
    metrics: Option<SocketAddr>,
    farewell: u64,
}

/// The settings in force.
#[derive(Clone, Debug)]
pub struct Config {
    pub data: PathBuf,
    pub database_url: String,
    pub listen: SocketAddr,
    pub public_url: Option<String>,
    /// A folder that replaces the built-in lessons.
    pub content: Option<PathBuf>,
    /// The only peer whose `X-Forwarded-For` is believed.
    pub trusted_proxy: Option<std::net::IpAddr>,
    /// Where an operator's monitoring reads `/metrics`; nowhere without it.
    pub metrics: Option<SocketAddr>,
    /// How long the server says that it is not ready, and still answers, before it closes its door: as long as a proxy needs to notice.
    pub farewell: Duration,
    /// How long a page of a report waits for what is being counted: an officer reads what was counted last instead.
    pub patience: Duration,
}

/// [`Config::patience`] of a server that people use.
pub const PATIENCE: Duration = Duration::from_secs(1);

impl Location {
    /// Makes the data folder when absent (mode 0700) and settles every setting.
    pub fn config(
        &self,
        listen: Option<SocketAddr>,
        public_url: Option<String>,
    ) -> anyhow::Result<Config> {
        make_private(&self.data)
            .with_context(|| format!("thư mục dữ liệu {} chưa dùng được", self.data.display()))?;
        let file = read(&self.data.join("lachan.toml"))?;
        let default_url = || format!("sqlite://{}", self.data.join("lachan.db").display());
        let public_url = public_url
            .or(file.public_url)
            .map(|url| url.trim_end_matches('/').to_owned());
        if public_url
            .as_deref()
            .is_some_and(|url| !url.starts_with("http://") && !url.starts_with("https://"))
        {
            bail!("public_url must begin with http:// or https://");
        }
        Ok(Config {
            data: self.data.clone(),
            database_url: self
                .database_url
                .clone()
                .or(file.database_url)
                .unwrap_or_else(default_url),
            listen: listen
                .or(file.listen)
                .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 8080))),
            public_url,
            content: file.content,
            trusted_proxy: file.trusted_proxy,
            metrics: file.metrics,
            farewell: Duration::from_secs(file.farewell),
            patience: PATIENCE,
        })
    }
}

impl Config {
    /// Whether people reach the server over TLS (ended by the proxy in front of it).
    pub fn tls(&self) -> bool {
        self.public_url
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"))
    }
}

fn read(path: &Path) -> anyhow::Result<File> {
    match fs::read_to_string(path) {
        Ok(text) => {
            toml::from_str(&text).with_context(|| format!("{} is not understood", path.display()))
        }
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(File::default()),
        Err(error) => Err(error).with_context(|| format!("cannot read {}", path.display())),
    }
}

/// Makes the folder for its owner alone. One that was made beforehand and is open to others is closed to them, unless other things are
/// in it as well: whose they are is not ours to decide.
#[cfg(unix)]
fn make_private(path: &Path) -> anyhow::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    let mut made = fs::DirBuilder::new();
    made.recursive(true).mode(0o700).create(path)?;
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    let ours = |entry: std::io::Result<fs::DirEntry>| {
        let entry = entry?;
        Ok::<_, std::io::Error>(entry.file_name() == "content" || entry.file_type()?.is_file())
    };
    let all_ours = fs::read_dir(path)?
        .map(ours)
        .all(|one| one.is_ok_and(|ours| ours));
    let tightened = mode & 0o1000 == 0
        && all_ours
        && fs::set_permissions(path, fs::Permissions::from_mode(0o700)).is_ok();
    if !tightened {
        bail!(
            "người khác trên máy đọc được thư mục dữ liệu (quyền {:o}); hãy chạy: chmod 700 {}",
            mode & 0o777,
            path.display()
        );
    }
    tracing::warn!(path = %path.display(), "the data folder was open to others; it is no longer");
    Ok(())
}

#[cfg(not(unix))]
fn make_private(path: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(path)?;
    Ok(())
}
