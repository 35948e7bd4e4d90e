//! Databases in a PostgreSQL that was lent. Each goes at its end, but the one that is copied: it goes with the cluster.

use crate::{
    load::{has_all, receipts, wait},
    running::{Work, prepare_at},
    scale::{Scale, Seen},
};
use lachan::config::Location;
use lachan_core::ids::OperationId;
use sqlx::{Connection, PgConnection};
use std::{fs, path::Path, sync::OnceLock};
use tempfile::TempDir;

/// One database.
pub struct Database {
    cluster: String,
    name: String,
    pub url: String,
}

/// A demo province in a database and its key, made once and then copied.
struct Made {
    folder: TempDir,
    database: Database,
    work: Work,
}

static MADE: OnceLock<Made> = OnceLock::new();

impl Database {
    /// A copy of the province, and two folders with its key; nothing where no PostgreSQL was lent.
    pub fn with_province(scale: &Scale, seen: &mut Seen) -> Option<(Self, [TempDir; 2])> {
        let Some(cluster) = &scale.postgres else {
            seen.leave_out("no PostgreSQL was given");
            return None;
        };
        let made = MADE.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            let database = Self::make(cluster, "");
            let location = Location {
                data: folder.path().to_owned(),
                database_url: Some(database.url.clone()),
            };
            let work = wait(prepare_at(&location, 6));
            database.end_connections();
            Made {
                folder,
                database,
                work,
            }
        });
        let key = |into: &Path| {
            let key = made.folder.path().join("secret.key");
            fs::copy(key, into.join("secret.key")).unwrap();
        };
        let folders = [tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap()];
        folders.iter().for_each(|folder| key(folder.path()));
        let copy = format!("template {}", made.database.name);
        Some((Self::make(cluster, &copy), folders))
    }

    /// Whether everything is there that was answered as saved.
    pub fn keeps(&self, saved: &[OperationId], seen: &mut Seen) {
        let kept = wait(receipts(&self.url));
        seen.expect(has_all(&kept, saved), || {
            "something answered as saved is gone".to_owned()
        });
    }

    /// What children have to send to a copy of the province.
    pub fn work(&self) -> &'static Work {
        &MADE.get().expect("a province was made").work
    }

    fn make(cluster: &str, from: &str) -> Self {
        let name = format!("faults_{}", uuid::Uuid::now_v7().simple());
        let (base, _) = cluster.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        let made = Self {
            cluster: cluster.to_owned(),
            name,
            url,
        };
        made.say(&format!("create database {} {from}", made.name))
            .unwrap();
        made
    }

    /// Says something to the cluster.
    fn say(&self, sql: &str) -> Result<u64, sqlx::Error> {
        wait(async {
            let mut line = PgConnection::connect(&self.cluster).await?;
            let done = sqlx::query(sqlx::AssertSqlSafe(sql.to_owned()))
                .execute(&mut line)
                .await?;
            line.close().await?;
            Ok(done.rows_affected())
        })
    }

    /// Ends every connection of the programs.
    pub fn end_connections(&self) -> u64 {
        let sql = format!(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = '{}'",
            self.name
        );
        self.say(&sql).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.say(&format!(
            "drop database if exists {} with (force)",
            self.name
        ))
        .ok();
    }
}
