//! One SQL text on two engines: `Db` reads, `Tx` writes, `Query` runs on either.
//!
//! On SQLite `Db` holds a pool of readers and one writer, and a write through a reader fails, so a slip shows in the default
//! test run. The portable-SQL rules stand at the top of `migrations/0001_units.sql`. A real difference between the engines is one named
//! function with two arms in this file.

use super::{
    lease::{self, Loan, PATIENCE, Readers},
    tx::Held,
};
use anyhow::{Context, bail, ensure};
use sqlx::{
    AssertSqlSafe, ConnectOptions, Connection, Encode, FromRow, PgPool, Postgres, Sqlite,
    SqlitePool, Type,
    migrate::Migrator,
    postgres::{PgArguments, PgConnectOptions, PgPoolOptions, PgRow},
    sqlite::{
        SqliteArguments, SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteRow,
        SqliteSynchronous,
    },
};
use std::{borrow::Cow, path::Path, str::FromStr, time::Duration};

/// What a store answers.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

const MIGRATING: &str = "cannot bring the database up to date";
static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

/// The database, chosen by its URL alone.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite { read: Readers, write: SqlitePool },
    Postgres(PgPool),
}

/// A transaction that may write. Dropped without [`Tx::commit`], it changes nothing.
#[derive(Debug)]
pub enum Tx {
    Sqlite(Held<Sqlite>),
    Postgres(Held<Postgres>),
}

/// A value both engines can store.
pub trait Value:
    for<'q> Encode<'q, Sqlite> + Type<Sqlite> + for<'q> Encode<'q, Postgres> + Type<Postgres> + Send
{
}
impl<
    T: for<'q> Encode<'q, Sqlite>
        + Type<Sqlite>
        + for<'q> Encode<'q, Postgres>
        + Type<Postgres>
        + Send,
> Value for T
{
}

/// A row both engines can give. `#[derive(sqlx::FromRow)]` and tuples are records.
pub trait Record:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}
impl<T: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin> Record for T {}

enum On<'c> {
    SqliteReader(&'c Readers, SqliteArguments),
    SqliteTx(&'c mut Held<Sqlite>, SqliteArguments),
    PostgresPool(&'c PgPool, PgArguments),
    PostgresTx(&'c mut Held<Postgres>, PgArguments),
}

/// A statement on its way to one of the engines.
pub struct Query<'c> {
    sql: Cow<'static, str>,
    on: On<'c>,
    refused: Option<sqlx::error::BoxDynError>,
}

/// Runs a statement on whatever it is bound to.
macro_rules! each {
    ($query:expr, $make:expr, $method:ident, $done:expr) => {{
        let Query { sql, on, refused } = $query;
        if let Some(reason) = refused {
            return Err(sqlx::Error::Encode(reason));
        }
        let sql = AssertSqlSafe(sql);
        match on {
            On::SqliteReader(readers, args) => {
                let mut loan = Loan::reader(readers).await?;
                let done = $make(sql, args).$method(loan.connection()).await;
                loan.back();
                done.map($done)
            }
            On::SqliteTx(tx, args) => {
                let done = $make(sql, args).$method(tx.connection()?).await;
                tx.heed(&done);
                done.map($done)
            }
            On::PostgresPool(pool, args) => {
                let mut loan = Loan::postgres(pool).await?;
                let done = $make(sql, args).$method(loan.connection()).await;
                loan.back();
                done.map($done)
            }
            On::PostgresTx(tx, args) => {
                let done = $make(sql, args).$method(tx.connection()?).await;
                tx.heed(&done);
                done.map($done)
            }
        }
    }};
}

/// How many rows a statement changed, on either engine.
struct Changed(u64);
impl From<sqlx::sqlite::SqliteQueryResult> for Changed {
    fn from(done: sqlx::sqlite::SqliteQueryResult) -> Self {
        Self(done.rows_affected())
    }
}
impl From<sqlx::postgres::PgQueryResult> for Changed {
    fn from(done: sqlx::postgres::PgQueryResult) -> Self {
        Self(done.rows_affected())
    }
}

impl<'c> Query<'c> {
    /// Binds the next `$n`.
    pub fn bind<T: Value>(mut self, value: T) -> Self {
        use sqlx::Arguments;
        let added = match &mut self.on {
            On::SqliteReader(_, args) | On::SqliteTx(_, args) => args.add(value),
            On::PostgresPool(_, args) | On::PostgresTx(_, args) => args.add(value),
        };
        self.refused = self.refused.or(added.err());
        self
    }

    /// The only row.
    pub async fn one<R: Record>(self) -> Result<R> {
        each!(self, sqlx::query_as_with::<_, R, _>, fetch_one, |done| done)
    }

    /// The row, if there is one.
    pub async fn optional<R: Record>(self) -> Result<Option<R>> {
        each!(
            self,
            sqlx::query_as_with::<_, R, _>,
            fetch_optional,
            |done| done
        )
    }

    /// All rows.
    pub async fn all<R: Record>(self) -> Result<Vec<R>> {
        each!(self, sqlx::query_as_with::<_, R, _>, fetch_all, |done| done)
    }

    /// Runs a write; answers how many rows it changed.
    pub async fn execute(self) -> Result<u64> {
        each!(self, sqlx::query_with, execute, |done| Changed::from(done)
            .0)
    }
}

impl Db {
    /// Opens `sqlite://path` (made when absent) or `postgres://…` and brings the schema up to date.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        Self::open_with(url, &MIGRATIONS).await
    }

    /// Opens a database and brings it only as far as an earlier release did: tests of upgrades begin there.
    pub async fn open_as_of(url: &str, newest: i64) -> anyhow::Result<Self> {
        let mut migrations = Migrator::with_migrations(MIGRATIONS.migrations.to_vec());
        migrations
            .migrations
            .to_mut()
            .retain(|one| one.version <= newest);
        Self::open_with(url, &migrations).await
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
        let mut first = options.connect().await.context("cannot reach PostgreSQL")?;
        migrations.run(&mut first).await.context(MIGRATING)?;
        first.close().await?;
        // No statement runs longer than a request may, nor on after its connection is gone. Bringing the schema up to date may.
        let options = options.options([
            ("statement_timeout", "30s"),
            ("client_connection_check_interval", "1s"),
        ]);
        let pool = PgPoolOptions::new()
            .max_connections(16)
            .acquire_timeout(PATIENCE)
            .connect_with(options);
        Ok(Self::Postgres(
            pool.await.context("cannot reach PostgreSQL")?,
        ))
    }

    /// Copies a SQLite database, running or not, into an empty file as it stands at one instant, and checks the copy. Neither is brought up
    /// to date. PostgreSQL has `pg_dump` for this.
    pub async fn copy(url: &str, file: &Path) -> anyhow::Result<()> {
        if url.starts_with("postgres") {
            bail!("dữ liệu nằm trong PostgreSQL; hãy dùng pg_dump --format=custom --file=TỆP");
        }
        let source = SqliteConnectOptions::from_str(url)?.read_only(true);
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
        let options = SqliteConnectOptions::from_str(url)?
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(4))
            .statement_cache_capacity(256)
            .pragma("cache_size", "-16000")
            .pragma("temp_store", "memory");
        let write = SqlitePoolOptions::new()
            .max_connections(1)
            .acquire_timeout(Duration::from_secs(8))
            .connect_with(options.clone())
            .await
            .context("cannot open the SQLite database")?;
        migrations.run(&write).await.context(MIGRATING)?;
        let read = lease::readers(options.read_only(true).create_if_missing(false))?;
        Ok(Self::Sqlite { read, write })
    }

    /// A read.
    pub fn query(&self, sql: impl Into<Cow<'static, str>>) -> Query<'_> {
        let on = match self {
            Self::Sqlite { read, .. } => On::SqliteReader(read, SqliteArguments::default()),
            Self::Postgres(pool) => On::PostgresPool(pool, PgArguments::default()),
        };
        Query {
            sql: sql.into(),
            on,
            refused: None,
        }
    }

    /// Begins a transaction that may write. On SQLite it takes the only writer at once, so it can wait but never deadlock.
    pub async fn begin(&self) -> Result<Tx> {
        Ok(match self {
            Self::Sqlite { write, .. } => Tx::Sqlite(Held::begin(write, "begin immediate").await?),
            Self::Postgres(pool) => Tx::Postgres(Held::begin(pool, "begin").await?),
        })
    }

    /// Whether the database answers, to readers and to who would write.
    pub async fn is_alive(&self) -> bool {
        let reads = self.query("select cast(1 as bigint)").one::<(i64,)>();
        if reads.await.is_err() {
            return false;
        }
        match self.begin().await {
            Ok(tx) => tx.rollback().await.is_ok(),
            Err(_) => false,
        }
    }

    /// The database's size on the disk in bytes.
    pub async fn size(&self) -> Result<i64> {
        let sql = match self {
            Self::Sqlite { .. } => {
                "select c.page_count * s.page_size from pragma_page_count() c, pragma_page_size() s"
            }
            Self::Postgres(_) => "select pg_database_size(current_database())",
        };
        let (bytes,) = self.query(sql).one().await?;
        Ok(bytes)
    }

    /// Closes all connections; on SQLite the last one folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write } => {
                lease::close(read).await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

impl Tx {
    /// A statement inside the transaction.
    pub fn query(&mut self, sql: impl Into<Cow<'static, str>>) -> Query<'_> {
        let on = match self {
            Self::Sqlite(tx) => On::SqliteTx(tx, SqliteArguments::default()),
            Self::Postgres(tx) => On::PostgresTx(tx, PgArguments::default()),
        };
        Query {
            sql: sql.into(),
            on,
            refused: None,
        }
    }

    /// Makes everything in the transaction durable.
    pub async fn commit(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.commit().await,
            Self::Postgres(tx) => tx.commit().await,
        }
    }

    /// Gives everything in the transaction up.
    pub async fn rollback(self) -> Result<()> {
        match self {
            Self::Sqlite(tx) => tx.rollback().await,
            Self::Postgres(tx) => tx.rollback().await,
        }
    }
}

/// Whether waiting a moment may help: no free connection, a locked or full database, a server that restarts.
pub fn is_trouble(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        // SQLITE_BUSY, SQLITE_READONLY, SQLITE_IOERR, SQLITE_FULL with their extended codes; PostgreSQL: shutting down, out of connections or space.
        sqlx::Error::Database(e) => match e.code().as_deref() {
            Some(code) if code.len() == 5 => matches!(&code[..2], "53" | "57" | "08" | "40"),
            Some(code) => code
                .parse::<i32>()
                .is_ok_and(|n| matches!(n & 0xff, 5 | 6 | 8 | 10 | 13)),
            None => false,
        },
        _ => false,
    }
}

/// Whether a write failed because the thing is already there. SQLite names no constraint, so none is asked for.
pub fn is_duplicate(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|e| e.is_unique_violation())
}
