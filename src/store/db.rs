//! One SQL text on two engines: `Db` reads, `Tx` writes, `Query` runs on either.
//!
//! On SQLite `Db` holds a pool of readers and one writer, and a write through a reader fails, so a slip shows in the default
//! test run. The portable-SQL rules stand at the top of `migrations/0001_units.sql`. A real difference between the engines is one named
//! function with two arms in this file.

use super::{
    health::{Cause, Health},
    lease::{self, Loan, Readers, has_ended},
    tx::Held,
};
use sqlx::{
    AssertSqlSafe, Encode, FromRow, PgPool, Postgres, Sqlite, SqlitePool, Type,
    postgres::{PgArguments, PgRow},
    sqlite::{SqliteArguments, SqliteRow},
};
use std::{
    borrow::Cow,
    panic::Location,
    sync::Arc,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// What a store answers.
pub type Result<T, E = sqlx::Error> = std::result::Result<T, E>;

/// The database, chosen by its URL alone.
#[derive(Clone, Debug)]
pub enum Db {
    Sqlite {
        read: Readers,
        write: SqlitePool,
        health: Arc<Health>,
    },
    Postgres {
        pool: PgPool,
        health: Arc<Health>,
    },
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
    /// Where it stands in the program: its name, when it is slow.
    at: &'static Location<'static>,
    refused: Option<sqlx::error::BoxDynError>,
}

/// Runs a statement on whatever it is bound to.
macro_rules! each {
    ($query:expr, $make:expr, $method:ident, $done:expr) => {{
        let Query {
            sql,
            on,
            at,
            refused,
        } = $query;
        if let Some(reason) = refused {
            return Err(sqlx::Error::Encode(reason));
        }
        let begun = Instant::now();
        let answer = match on {
            On::SqliteReader(readers, args) => {
                let mut loan = Loan::reader(readers).await?;
                let done = $make(AssertSqlSafe(sql), args)
                    .$method(loan.connection())
                    .await;
                loan.back();
                done.map($done)
            }
            On::SqliteTx(tx, args) => {
                let done = $make(AssertSqlSafe(sql), args)
                    .$method(tx.connection()?)
                    .await;
                tx.heed(&done);
                done.map($done)
            }
            On::PostgresPool(pool, args) => {
                let mut loan = Loan::postgres(pool).await?;
                let mut done = $make(AssertSqlSafe(sql.clone()), args.clone())
                    .$method(loan.connection())
                    .await;
                // What stands alone only reads, and may be asked again.
                if done.as_ref().is_err_and(has_ended) {
                    drop(loan);
                    loan = Loan::that_answers(pool).await?;
                    done = $make(AssertSqlSafe(sql), args)
                        .$method(loan.connection())
                        .await;
                }
                loan.back();
                done.map($done)
            }
            On::PostgresTx(tx, args) => {
                let done = $make(AssertSqlSafe(sql), args)
                    .$method(tx.connection()?)
                    .await;
                tx.heed(&done);
                done.map($done)
            }
        };
        watch(at, begun.elapsed());
        answer
    }};
}

/// A statement that takes longer, waiting for its connection included, is named in the log.
const SLOW: Duration = Duration::from_secs(1);

/// Names a slow statement by where it stands, and not by its text.
fn watch(at: &Location<'_>, took: Duration) {
    if took >= SLOW {
        let (place, ms) = (format!("{}:{}", at.file(), at.line()), took.as_millis());
        tracing::warn!(place, ms, "a statement was slow");
    }
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
    /// A read.
    #[track_caller]
    pub fn query(&self, sql: impl Into<Cow<'static, str>>) -> Query<'_> {
        let on = match self {
            Self::Sqlite { read, .. } => On::SqliteReader(read, SqliteArguments::default()),
            Self::Postgres { pool, .. } => On::PostgresPool(pool, PgArguments::default()),
        };
        Query {
            sql: sql.into(),
            on,
            at: Location::caller(),
            refused: None,
        }
    }

    /// Begins a transaction that may write. On SQLite it takes the only writer at once, so it can wait but never deadlock.
    pub async fn begin(&self) -> Result<Tx> {
        let health = self.health();
        health
            .is_sound()
            .inspect_err(|error| health.refused(error))?;
        Ok(match self {
            Self::Sqlite { write, .. } => {
                Tx::Sqlite(Held::begin(write, "begin immediate", health.clone()).await?)
            }
            Self::Postgres { pool, .. } => {
                Tx::Postgres(Held::begin(pool, "begin", health.clone()).await?)
            }
        })
    }

    /// How writing goes.
    pub fn health(&self) -> &Arc<Health> {
        match self {
            Self::Sqlite { health, .. } | Self::Postgres { health, .. } => health,
        }
    }

    /// Connections of the pools: how many there are, and how many nobody uses.
    pub fn connections(&self) -> [i64; 2] {
        let count = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
        match self {
            Self::Sqlite { read, write, .. } => {
                let readers = read.status();
                let writers = count(write.size() as usize);
                [
                    count(readers.size) + writers,
                    count(readers.available) + count(write.num_idle()),
                ]
            }
            Self::Postgres { pool, .. } => [count(pool.size() as usize), count(pool.num_idle())],
        }
    }

    /// The database's size on the disk in bytes.
    pub async fn size(&self) -> Result<i64> {
        let sql = match self {
            Self::Sqlite { .. } => {
                "select c.page_count * s.page_size from pragma_page_count() c, pragma_page_size() s"
            }
            Self::Postgres { .. } => "select pg_database_size(current_database())",
        };
        let (bytes,) = self.query(sql).one().await?;
        Ok(bytes)
    }

    /// Closes all connections; on SQLite the last one folds the write-ahead log into the file.
    pub async fn close(&self) {
        match self {
            Self::Sqlite { read, write, .. } => {
                lease::close(read).await;
                write.close().await;
            }
            Self::Postgres { pool, .. } => pool.close().await,
        }
    }
}

impl Tx {
    /// A statement inside the transaction.
    #[track_caller]
    pub fn query(&mut self, sql: impl Into<Cow<'static, str>>) -> Query<'_> {
        let on = match self {
            Self::Sqlite(tx) => On::SqliteTx(tx, SqliteArguments::default()),
            Self::Postgres(tx) => On::PostgresTx(tx, PgArguments::default()),
        };
        Query {
            sql: sql.into(),
            on,
            at: Location::caller(),
            refused: None,
        }
    }

    /// A name for what becomes visible with this transaction; those of later transactions are larger.
    pub fn mark(&self) -> Uuid {
        match self {
            Self::Sqlite(tx) => tx.id,
            Self::Postgres(tx) => tx.id,
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

/// Whether a write failed because a row it refers to is gone.
pub fn is_gone(error: &sqlx::Error) -> bool {
    matches!(error, sqlx::Error::Database(refused) if refused.is_foreign_key_violation())
}

/// Whether waiting a moment may help: no free connection, a locked or full database, a server that restarts.
pub fn is_trouble(error: &sqlx::Error) -> bool {
    Cause::of(error).is_some()
}

/// Whether a write failed because the thing is already there. SQLite names no constraint, so none is asked for.
pub fn is_duplicate(error: &sqlx::Error) -> bool {
    error
        .as_database_error()
        .is_some_and(|e| e.is_unique_violation())
}
