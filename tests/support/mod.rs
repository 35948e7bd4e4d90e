//! A small province and people as clients: shared by every test that needs a server or a database.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod client;
pub mod door;
pub mod once;
pub mod places;
mod postgres;
pub mod schema;

use chrono::{DateTime, Utc};
use lachan::{
    auth::{
        key_file::{self, KeyFile},
        keys::Keys,
    },
    clock::Clock,
    config::Config,
    server::{App, Server},
    store::{Db, Tx, figures},
};
use postgres::{Begin, fresh_database, is_there};
use std::{fs, net::SocketAddr, path::Path, time::Duration};
use tempfile::TempDir;

/// A server of its own for one test, on the engine the environment names, with its clock held at a Monday morning in class.
pub struct World {
    pub app: App,
    pub clock: Clock,
    folder: TempDir,
    postgres: Option<String>,
}

/// Monday 12 October 2026, 08:00 in Viet Nam: inside period 2026-M10 and quarter 2026-Q4.
pub fn monday_morning() -> DateTime<Utc> {
    "2026-10-12T01:00:00Z".parse().unwrap()
}

/// When the weeks of the demo end.
fn thursday_afternoon() -> DateTime<Utc> {
    "2026-11-26T08:00:00Z".parse().unwrap()
}

fn sqlite(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("lachan.db").display())
}

fn config(data: &Path, database_url: String) -> Config {
    Config {
        data: data.to_owned(),
        database_url,
        listen: SocketAddr::from(([127, 0, 0, 1], 0)),
        public_url: None,
        content: None,
        trusted_proxy: None,
        metrics: None,
        farewell: Duration::ZERO,
        // A busy machine shows the same as an idle one.
        patience: Duration::from_secs(60),
    }
}

impl World {
    pub async fn new() -> Self {
        let (folder, postgres, config) = Self::on(Begin::WithTables).await;
        Self::over(folder, postgres, config).await
    }

    /// The demo province as `lachan demo` makes it, on a Thursday afternoon: a copy of one that was made before.
    pub async fn demo() -> Self {
        let folder = TempDir::new().unwrap();
        let Ok(cluster) = std::env::var("TEST_DATABASE_URL") else {
            let make = async |at: &Path| drop(Self::fill_demo(config(at, sqlite(at))).await);
            once::folder("demo", folder.path(), async |_| true, make).await;
            let config = config(folder.path(), sqlite(folder.path()));
            return Self::found(folder, None, config).await;
        };
        let note = "database";
        let there =
            async |at: &Path| is_there(&cluster, &fs::read_to_string(at.join(note)).unwrap()).await;
        let make = async |at: &Path| {
            let (url, name) = fresh_database(&cluster, Begin::Empty).await;
            Self::fill_demo(config(at, url)).await;
            fs::write(at.join(note), name).unwrap();
        };
        once::folder("demo-postgres", folder.path(), there, make).await;
        let made = fs::read_to_string(folder.path().join(note)).unwrap();
        let (url, name) = fresh_database(&cluster, Begin::CopyOf(&made)).await;
        let config = config(folder.path(), url);
        Self::found(folder, Some(name), config).await
    }

    /// One made for this test alone, with the address of its open door.
    pub async fn new_demo() -> (Self, lachan::demo::Made) {
        let (folder, postgres, config) = Self::empty().await;
        let made = Self::fill_demo(config.clone()).await;
        (Self::found(folder, postgres, config).await, made)
    }

    async fn fill_demo(config: Config) -> lachan::demo::Made {
        lachan::demo::fill_until(config, thursday_afternoon())
            .await
            .unwrap()
    }

    /// A server over a demo that is there, with its own key.
    async fn found(folder: TempDir, postgres: Option<String>, config: Config) -> Self {
        let keys = key_file::read(&config.data).unwrap().unwrap().keys;
        Self::with(folder, postgres, config, keys, thursday_afternoon()).await
    }

    /// Nothing yet: a folder, the name of a new PostgreSQL database if that is the engine, and how a server would open them.
    pub async fn empty() -> (TempDir, Option<String>, Config) {
        Self::on(Begin::Empty).await
    }

    async fn on(begin: Begin<'_>) -> (TempDir, Option<String>, Config) {
        let folder = TempDir::new().unwrap();
        let (url, postgres) = match std::env::var("TEST_DATABASE_URL") {
            Ok(cluster) => {
                let (url, name) = fresh_database(&cluster, begin).await;
                (url, Some(name))
            }
            Err(_) => (sqlite(folder.path()), None),
        };
        let config = config(folder.path(), url);
        (folder, postgres, config)
    }

    /// A server over a folder and a database that are there already.
    pub async fn over(folder: TempDir, postgres: Option<String>, config: Config) -> Self {
        let keys = Keys::for_tests();
        key_file::write(
            folder.path(),
            &KeyFile {
                keys,
                province: None,
            },
        )
        .unwrap();
        Self::with(
            folder,
            postgres,
            config,
            Keys::for_tests(),
            monday_morning(),
        )
        .await
    }

    async fn with(
        folder: TempDir,
        postgres: Option<String>,
        config: Config,
        keys: Keys,
        now: DateTime<Utc>,
    ) -> Self {
        let clock = Clock::held(now);
        let app = Server::with(config, keys, clock.clone()).await.unwrap();
        Self {
            app,
            clock,
            folder,
            postgres,
        }
    }

    /// A second program on the same database and with the same key, as another machine has it, or this one after a restart.
    pub async fn another_program(&self) -> App {
        let (config, keys) = (self.app.config.clone(), self.app.keys.clone());
        let app = Server::with(config, keys, self.clock.clone()).await;
        app.unwrap()
    }

    pub fn db(&self) -> &Db {
        &self.app.db
    }

    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The data folder and the database, as commands are given them.
    pub fn place(&self) -> (std::path::PathBuf, String) {
        (
            self.folder().to_owned(),
            self.app.config.database_url.clone(),
        )
    }

    /// How many rows stand in the tables that requests write.
    pub async fn rows(&self) -> Vec<i64> {
        let counted = "select (select count(*) from audit_event), (select count(*) from door), (select count(*) from session),
            (select count(*) from activity), (select count(*) from assignment), (select count(*) from staff),
            (select count(*) from import), (select count(*) from progress)";
        type Row = (i64, i64, i64, i64, i64, i64, i64, i64);
        let (a, b, c, d, e, f, g, h): Row = self.db().query(counted).one().await.unwrap();
        vec![a, b, c, d, e, f, g, h]
    }

    /// Runs one test statement that no store function offers.
    pub async fn sql(&self, sql: &'static str) {
        let mut tx = self.db().begin().await.unwrap();
        tx.query(sql).execute().await.unwrap();
        by_hand(tx).await;
    }
}

/// Commits what a test wrote by hand. What is changed behind the program's back it does not know of: everything kept is marked.
pub async fn by_hand(mut tx: Tx) {
    figures::marks::everything(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}
