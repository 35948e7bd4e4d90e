//! Databases of their own in the cluster of `TEST_DATABASE_URL`.

use lachan::store::Db;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};
use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    path::Path,
};

/// What a new database begins with.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Begin<'a> {
    Empty,
    /// The tables of this release, copied: bringing each of hundreds of databases up step by step would be most of what a test does.
    WithTables,
    /// All that is in another one, on which nobody works.
    CopyOf(&'a str),
}

/// A new database: its address and its name.
pub async fn fresh_database(cluster: &str, begin: Begin<'_>) -> (String, String) {
    let mut admin = PgConnection::connect(cluster).await.unwrap();
    let name = format!("t{}", uuid::Uuid::now_v7().simple());
    let copied = match begin {
        Begin::Empty => String::new(),
        Begin::WithTables => format!(" template {}", with_tables(cluster, &mut admin).await),
        Begin::CopyOf(other) => format!(" template {other}"),
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
    if !has(admin, &name).await {
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

/// Whether the cluster has a database of this name.
pub async fn is_there(cluster: &str, name: &str) -> bool {
    let mut admin = PgConnection::connect(cluster).await.unwrap();
    has(&mut admin, name).await
}

async fn has(admin: &mut PgConnection, name: &str) -> bool {
    let found = sqlx::query("select 1 from pg_database where datname = $1").bind(name);
    found.fetch_optional(admin).await.unwrap().is_some()
}
