//! Opening a database of either engine, looking at one before that, and copying one.

use super::{
    Db,
    health::Health,
    lease::{self, PATIENCE},
    migrations,
};
use anyhow::{Context, bail, ensure};
use sqlx::{
    ConnectOptions, Connection,
    migrate::{Migration, Migrator},
    postgres::{PgConnectOptions, PgPoolOptions},
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};
use std::{path::Path, str::FromStr, sync::Arc, time::Duration};

/// What shows that a database is in use, by the table it stands in: a unit, or the mark of a first start.
const USED: [(&str, &str); 2] = [
    ("unit", "select exists (select 1 from unit)"),
    (
        "setting",
        "select exists (select 1 from setting where key = 'province')",
    ),
];

/// For how long an idle connection is taken to be there still.
const STILL_THERE: Duration = Duration::from_secs(1);

/// PostgreSQL reads tables in the order in which a statement names them, row by row, as SQLite does: statements begin with the few, and a guess of
/// how many that are cannot turn them round (it takes what comes out of a recursion for hundreds of times as much as it is, and then reads whole
/// tables to meet them). Nothing is compiled: that costs more than what is asked here.
const AS_WRITTEN: [(&str, &str); 5] = [
    ("join_collapse_limit", "1"),
    ("from_collapse_limit", "1"),
    ("enable_hashjoin", "off"),
    ("enable_mergejoin", "off"),
    ("jit", "off"),
];

impl Db {
    /// Whether there is nothing yet where the URL leads: no file, an empty one, or a database in which
    /// nothing stands, not even the mark of a first start. Nothing is made.
    pub async fn is_new(url: &str) -> anyhow::Result<bool> {
        if url.starts_with("postgres") {
            let there = PgConnectOptions::from_str(url)?.connect().await;
            let mut there = there.context("không nối được tới PostgreSQL")?;
            let tables = "select table_name::text from information_schema.tables where table_schema = any (current_schemas(false))";
            let tables = sqlx::query_as(tables).fetch_all(&mut there).await?;
            let mut used = false;
            for asked in of_those(&tables) {
                let (found,): (bool,) = sqlx::query_as(asked).fetch_one(&mut there).await?;
                used |= found;
            }
            there.close().await?;
            return Ok(!used);
        }
        let options = SqliteConnectOptions::from_str(url)?;
        let file = options.get_filename().to_owned();
        if std::fs::metadata(&file).map_or(true, |file| file.len() == 0) {
            return Ok(true);
        }
        let looked = async {
            let mut there = options.read_only(true).connect().await?;
            let tables = sqlx::query_as("select name from sqlite_schema where type = 'table'");
            let tables = tables.fetch_all(&mut there).await?;
            let mut used = false;
            for asked in of_those(&tables) {
                let (found,): (bool,) = sqlx::query_as(asked).fetch_one(&mut there).await?;
                used |= found;
            }
            there.close().await?;
            Ok::<_, sqlx::Error>(!used)
        };
        looked.await.with_context(|| {
            format!(
                "{} không phải cơ sở dữ liệu của Lá Chắn hoặc đã hỏng; hãy đặt bản sao lưu gần nhất vào chỗ này",
                file.display()
            )
        })
    }

    /// Opens `sqlite://path` (made when absent) or `postgres://…` and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_with(url, &migrations::ALL).await
    }

    /// Opens a database and brings it only as far as an earlier release did: tests of upgrades begin there.
    pub async fn open_as_of(url: &str, newest: i64) -> anyhow::Result<Self> {
        Self::open_with(url, &migrations::as_of(newest)).await
    }

    /// Opens a database as a release to come will, with more migrations than this one: programs of both then work on it side by side.
    pub async fn open_ahead(url: &str, next: Vec<Migration>) -> anyhow::Result<Self> {
        Self::open_with(url, &migrations::ahead(next)).await
    }

    async fn open_with(url: &str, migrations: &Migrator) -> anyhow::Result<Self> {
        if url.starts_with("postgres") {
            Self::open_postgres(url, migrations).await
        } else {
            Self::open_sqlite(url, migrations).await
        }
    }

    async fn open_postgres(url: &str, migrations: &Migrator) -> anyhow::Result<Self> {
        let options = PgConnectOptions::from_str(url)?;
        // Half the time after which PostgreSQL itself ends a deadlock: it is the migration that gives way, not a request.
        let mut first = options
            .clone()
            .options([("lock_timeout", "500ms")])
            .connect()
            .await
            .context("không nối được tới PostgreSQL")?;
        migrations::run_beside_others(migrations, &mut first).await?;
        first.close().await?;
        // No statement runs longer than a request may, nor on after its connection is gone. Bringing the schema up to date may.
        let options = options.options([
            ("statement_timeout", "30s"),
            ("client_connection_check_interval", "1s"),
        ]);
        let options = options.options(AS_WRITTEN);
        let options = options.disable_statement_logging();
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            // A connection that was used a moment ago is not asked once more whether it is there: that would be a way there and back for each statement.
            .test_before_acquire(false)
            .before_acquire(|connection, about| {
                Box::pin(async move {
                    if about.idle_for > STILL_THERE {
                        connection.ping().await?;
                    }
                    Ok(true)
                })
            })
            .connect_with(options);
        Ok(Self::Postgres {
            pool: pool.await.context("không nối được tới PostgreSQL")?,
            health: Arc::new(Health::of(None)),
        })
    }

    /// Reads the whole SQLite file and answers the first thing in it that is not as it should be. PostgreSQL has `pg_amcheck` for this.
    pub async fn damage(url: &str) -> anyhow::Result<Option<String>> {
        if url.starts_with("postgres") {
            return Ok(None);
        }
        let options = SqliteConnectOptions::from_str(url)?.read_only(true);
        let mut there = options.connect().await?;
        // Not `integrity_check`, which compares every index with its table and takes many times as long.
        let said = sqlx::query_as("pragma quick_check(1)")
            .fetch_one(&mut there)
            .await;
        there.close().await?;
        Ok(match said {
            Ok((said,)) if said == "ok" => None,
            Ok((said,)) => Some(said),
            Err(error) => Some(error.to_string()),
        })
    }

    /// The first row that refers to one which is not there, as "table → table"; PostgreSQL allows none.
    pub async fn dangling(&self) -> super::Result<Option<String>> {
        if let Self::Postgres { .. } = self {
            return Ok(None);
        }
        let check = self.query("select \"table\", parent from pragma_foreign_key_check limit 1");
        let row: Option<(String, String)> = check.optional().await?;
        Ok(row.map(|(table, parent)| format!("{table} → {parent}")))
    }

    /// Copies a SQLite database, running or not, into an empty file as it stands at one instant, and checks the copy. Neither is brought up
    /// to date. PostgreSQL has `pg_dump` for this.
    pub async fn copy(url: &str, file: &Path) -> anyhow::Result<()> {
        if url.starts_with("postgres") {
            bail!("dữ liệu nằm trong PostgreSQL; hãy dùng pg_dump --format=custom --file=TỆP");
        }
        // It takes as long as it takes: nothing is said of a slow statement.
        let source = SqliteConnectOptions::from_str(url)?
            .read_only(true)
            .disable_statement_logging();
        let mut source = source.connect().await.context("cannot open the database")?;
        sqlx::query("vacuum into $1")
            .bind(file.to_string_lossy().into_owned())
            .execute(&mut source)
            .await
            .context("cannot write the copy")?;
        source.close().await?;
        let mut copy = SqliteConnectOptions::new()
            .filename(file)
            .read_only(true)
            .disable_statement_logging()
            .connect()
            .await?;
        let (said,): (String,) = sqlx::query_as("pragma integrity_check")
            .fetch_one(&mut copy)
            .await?;
        copy.close().await?;
        ensure!(said == "ok", "the copy is damaged: {said}");
        Ok(())
    }

    async fn open_sqlite(url: &str, migrations: &Migrator) -> anyhow::Result<Self> {
        // FULL: an answered write survives a power cut, not only a killed process. sqlx leaves both settings alone, so they stand here.
        let options = SqliteConnectOptions::from_str(url)?;
        let file = options.get_filename().to_owned();
        keep_private(&file).with_context(|| format!("không tạo được {}", file.display()))?;
        let options = options
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            // Somebody may first wait as long for a neighbour who waits: four seconds in all.
            .busy_timeout(Duration::from_secs(2))
            .statement_cache_capacity(256)
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory")
            // What is deleted is overwritten: names do not stay in free pages.
            .pragma("secure_delete", "on")
            // A slow statement is named in the log by where it stands, and not by its text: see `db`.
            .disable_statement_logging();
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(8))
            .connect_with(options.clone())
            .await
            .with_context(|| format!("không mở được cơ sở dữ liệu {}", file.display()))?;
        migrations::run(migrations, &write).await?;
        // There are several of them, and the system keeps what they read as well.
        let read = lease::readers(
            options
                .pragma("cache_size", "-8000")
                .read_only(true)
                .create_if_missing(false),
        )?;
        lease::open_all(&read).await?;
        Ok(Self::Sqlite {
            read,
            write,
            health: Arc::new(Health::of(Some(file))),
        })
    }
}

/// What may be asked of a database with these tables.
fn of_those(tables: &[(String,)]) -> impl Iterator<Item = &'static str> {
    let there = |table: &str| tables.iter().any(|(name,)| name == table);
    USED.into_iter()
        .filter(move |(table, _)| there(table))
        .map(|(_, asked)| asked)
}

/// The file is its owner's alone; what SQLite puts beside it takes over the same rights.
#[cfg(unix)]
fn keep_private(file: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let mut made = std::fs::OpenOptions::new();
    match made.write(true).create_new(true).mode(0o600).open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        other => return other.map(drop),
    }
    let mode = std::fs::metadata(file)?.permissions().mode();
    if mode & 0o077 != 0 {
        std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600))?;
    }
    Ok(())
}

#[cfg(not(unix))]
fn keep_private(_: &Path) -> std::io::Result<()> {
    Ok(())
}
