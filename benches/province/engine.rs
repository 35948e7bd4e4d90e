//! The database engines a province is made on.

use anyhow::{Context, Result};
use sqlx::{AssertSqlSafe, Connection, PgConnection};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// One of the two, with the address of a cluster where it needs one.
pub enum Engine {
    Sqlite,
    /// The address of its `postgres` database.
    Postgres(String),
}

impl Engine {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// The data folder of a scale; what it names as its database is there afterwards, full or empty.
    pub async fn folder(&self, all: &Path, scale: &str) -> Result<PathBuf> {
        let folder = match self {
            Self::Sqlite => all.join(format!("province-{scale}")),
            Self::Postgres(_) => all.join(format!("province-{scale}-postgres")),
        };
        fs::create_dir_all(&folder)?;
        if let Self::Postgres(cluster) = self {
            let name = name(scale);
            let found = sqlx::query("select 1 from pg_database where datname = $1");
            let mut line = PgConnection::connect(cluster).await?;
            let found = found.bind(&name).fetch_optional(&mut line).await?;
            line.close().await?;
            if found.is_none() {
                say(cluster, format!("create database {name}")).await?;
            }
            point(&folder, &address(cluster, &name))?;
        }
        Ok(folder)
    }

    /// A copy of a province that something may be done to, in a folder of its own; on SQLite it is made of a backup.
    pub async fn copy(&self, data: &Path, scale: &str, backup: &Path) -> Result<PathBuf> {
        let folder = data.join("copy");
        fs::create_dir_all(&folder)?;
        fs::set_permissions(&folder, fs::metadata(data)?.permissions())?;
        fs::copy(data.join("secret.key"), folder.join("secret.key"))?;
        match self {
            Self::Sqlite => fs::rename(backup, folder.join("lachan.db"))?,
            Self::Postgres(cluster) => {
                let (name, copy) = (name(scale), copy_name(scale));
                say(cluster, format!("drop database if exists {copy}")).await?;
                say(cluster, format!("create database {copy} template {name}")).await?;
                point(&folder, &address(cluster, &copy))?;
            }
        }
        Ok(folder)
    }

    /// Takes the copy away.
    pub async fn drop_copy(&self, folder: &Path, scale: &str) -> Result<()> {
        fs::remove_dir_all(folder)?;
        if let Self::Postgres(cluster) = self {
            say(cluster, format!("drop database {}", copy_name(scale))).await?;
        }
        Ok(())
    }

    /// The address of the database of a folder.
    pub fn url(&self, folder: &Path) -> Result<String> {
        match self {
            Self::Sqlite => Ok(format!("sqlite://{}", folder.join("lachan.db").display())),
            Self::Postgres(_) => {
                let settings: toml::Table = fs::read_to_string(settings(folder))?.parse()?;
                let url = settings["database_url"].as_str();
                Ok(url.context("the folder names its database")?.to_owned())
            }
        }
    }
}

/// The address of another database of a cluster.
fn address(cluster: &str, database: &str) -> String {
    let base = cluster.rsplit_once('/').map_or(cluster, |(base, _)| base);
    format!("{base}/{database}")
}

fn name(scale: &str) -> String {
    format!("province_{}", scale.replace('.', "_"))
}

fn copy_name(scale: &str) -> String {
    format!("{}_copy", name(scale))
}

fn settings(folder: &Path) -> PathBuf {
    folder.join("lachan.toml")
}

/// The program reads where its database is.
fn point(folder: &Path, url: &str) -> Result<()> {
    Ok(fs::write(
        settings(folder),
        format!("database_url = \"{url}\"\n"),
    )?)
}

async fn say(cluster: &str, sql: String) -> Result<()> {
    let mut line = PgConnection::connect(cluster).await?;
    sqlx::query(AssertSqlSafe(sql)).execute(&mut line).await?;
    Ok(line.close().await?)
}
