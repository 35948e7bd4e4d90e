//! A small province and people as clients: shared by every test that needs a server or a database.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub mod client;
pub mod door;
pub mod places;
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
    store::Db,
};
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    net::SocketAddr,
    path::Path,
};
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

impl World {
    pub async fn new() -> Self {
        let (folder, postgres, config) = Self::on(Begin::WithTables).await;
        Self::over(folder, postgres, config).await
    }

    /// The demo province as `lachan demo` makes it, on a Thursday afternoon, with the address of its open door.
    pub async fn demo() -> (Self, lachan::demo::Made) {
        let (folder, postgres, config) = Self::empty().await;
        let now = "2026-11-26T08:00:00Z".parse().unwrap();
        let made = lachan::demo::fill_until(config.clone(), now).await.unwrap();
        let keys = key_file::read(&config.data).unwrap().unwrap().keys;
        let world = Self::with(folder, postgres, config, keys, now).await;
        (world, made)
    }

    /// Nothing yet: a folder, the name of a new PostgreSQL database if that is the engine, and how a server would open them.
    pub async fn empty() -> (TempDir, Option<String>, Config) {
        Self::on(Begin::Empty).await
    }

    async fn on(begin: Begin) -> (TempDir, Option<String>, Config) {
        let folder = TempDir::new().unwrap();
        let (url, postgres) = match std::env::var("TEST_DATABASE_URL") {
            Ok(cluster) => {
                let (url, name) = fresh_database(&cluster, begin).await;
                (url, Some(name))
            }
            Err(_) => (
                format!("sqlite://{}", folder.path().join("lachan.db").display()),
                None,
            ),
        };
        let config = Config {
            data: folder.path().to_owned(),
            database_url: url,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: None,
            content: None,
            trusted_proxy: None,
        };
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
        tx.commit().await.unwrap();
    }
}

/// What a new PostgreSQL database begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begin {
    Empty,
    /// The tables of this release, copied: bringing each of hundreds of databases up step by step would be most of what a test does.
    WithTables,
}

/// A new database in the cluster of `TEST_DATABASE_URL`.
async fn fresh_database(cluster: &str, begin: Begin) -> (String, String) {
    let mut admin = PgConnection::connect(cluster).await.unwrap();
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let copied = match begin {
        Begin::Empty => String::new(),
        Begin::WithTables => format!(" template {}", with_tables(cluster, &mut admin).await),
    };
    let sql = format!("create database {name}{copied}");
    admin.execute(AssertSqlSafe(sql)).await.unwrap();
    admin.close().await.unwrap();
    (at(cluster, &name), name)
}

fn at(cluster: &str, database: &str) -> String {
    let (server, _) = cluster.rsplit_once('/').unwrap();
    format!("{server}/{database}")
}

/// The database the others are copied from, named after the migrations; made by whichever test comes first.
async fn with_tables(cluster: &str, admin: &mut PgConnection) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        fs::read(file).unwrap().hash(&mut hasher);
    }
    let name = format!("tables_{:016x}", hasher.finish());
    admin.execute("select pg_advisory_lock(1)").await.unwrap();
    let there = sqlx::query("select 1 from pg_database where datname = $1").bind(&name);
    if there.fetch_optional(&mut *admin).await.unwrap().is_none() {
        // Under another name until it is whole: a test that is stopped in the middle leaves no half template.
        let begun = format!("begun_{}", uuid::Uuid::now_v7().simple());
        admin
            .execute(AssertSqlSafe(format!("create database {begun}")))
            .await
            .unwrap();
        Db::open(&at(cluster, &begun)).await.unwrap().close().await;
        let whole = format!("alter database {begun} rename to {name}");
        admin.execute(AssertSqlSafe(whole)).await.unwrap();
    }
    admin.execute("select pg_advisory_unlock(1)").await.unwrap();
    name
}
