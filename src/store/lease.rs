//! Connections for reading, lent for one statement. A statement nobody waits for any more is ended with its loan: a few slow reports that
//! were given up must not keep everybody else waiting.

use super::Result;
use deadpool::managed::{self, Metrics, RecycleError, RecycleResult, Timeouts};
use sqlx::{
    ConnectOptions, Connection, PgConnection, PgPool, Postgres, SqliteConnection,
    pool::PoolConnection, sqlite::SqliteConnectOptions,
};
use std::{
    io::ErrorKind,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// How many read at once on SQLite.
const READERS: usize = 4;
/// How long one waits for a free connection.
pub const PATIENCE: Duration = Duration::from_secs(4);
/// A running statement looks up so often, in steps of SQLite's machine, whether it was given up: a few times a millisecond.
const STEPS: i32 = 20_000;

/// The readers of a SQLite database.
pub type Readers = managed::Pool<Opening>;

/// How a reader is opened.
#[derive(Debug)]
pub struct Opening(SqliteConnectOptions);

/// A connection and the word that its statement is given up.
#[derive(Debug)]
pub struct Reader {
    connection: SqliteConnection,
    given_up: Arc<AtomicBool>,
}

/// Makes the readers.
pub fn readers(options: SqliteConnectOptions) -> anyhow::Result<Readers> {
    let timeouts = Timeouts {
        wait: Some(PATIENCE),
        create: Some(PATIENCE),
        recycle: Some(PATIENCE),
    };
    let pool = managed::Pool::builder(Opening(options)).max_size(READERS);
    let pool = pool.runtime(deadpool::Runtime::Tokio1).timeouts(timeouts);
    Ok(pool.build()?)
}

/// Opens all readers. One that is opened when it is needed could not be once the file has been taken away, and reading is to go on then.
pub async fn open_all(readers: &Readers) -> Result<()> {
    let mut all = Vec::new();
    for _ in 0..READERS {
        all.push(Loan::reader(readers).await?);
    }
    all.into_iter().for_each(Loan::back);
    Ok(())
}

/// Closes the readers and waits until they are closed.
pub async fn close(readers: &Readers) {
    let idle = readers.retain(|_, _| false).removed;
    readers.close();
    for reader in idle {
        reader.connection.close().await.ok();
    }
}

impl managed::Manager for Opening {
    type Type = Reader;
    type Error = sqlx::Error;

    async fn create(&self) -> Result<Reader> {
        let mut connection = self.0.connect().await?;
        let given_up = Arc::new(AtomicBool::new(false));
        let asked = given_up.clone();
        let mut handle = connection.lock_handle().await?;
        handle.set_progress_handler(STEPS, move || !asked.load(Ordering::Relaxed));
        drop(handle);
        Ok(Reader {
            connection,
            given_up,
        })
    }

    async fn recycle(&self, reader: &mut Reader, _: &Metrics) -> RecycleResult<sqlx::Error> {
        if reader.given_up.load(Ordering::Relaxed) {
            // The answer comes after the end of the statement that was given up.
            let ended = reader.connection.ping().await;
            ended.map_err(RecycleError::Backend)?;
            reader.given_up.store(false, Ordering::Relaxed);
        }
        Ok(())
    }
}

/// A connection on loan. Dropped before [`Loan::back`], its statement is ended.
pub struct Loan<C: Lent>(Option<C>);

/// What can be lent.
pub trait Lent {
    /// Ends the statement that runs on it and gives it away for good or until it has ended.
    fn give_up(self);
}

impl Lent for managed::Object<Opening> {
    fn give_up(self) {
        self.given_up.store(true, Ordering::Relaxed);
    }
}

impl Lent for PoolConnection<Postgres> {
    fn give_up(self) {
        // The server looks once a second whether anybody is still there: `client_connection_check_interval`.
        drop(self.detach());
    }
}

impl<C: Lent> Loan<C> {
    /// Ends the loan: nothing runs on the connection any more.
    pub fn back(mut self) {
        self.0.take();
    }
}

impl<C: Lent> Drop for Loan<C> {
    fn drop(&mut self) {
        if let Some(connection) = self.0.take() {
            connection.give_up();
        }
    }
}

impl Loan<managed::Object<Opening>> {
    /// Borrows a reader.
    pub async fn reader(pool: &Readers) -> Result<Self> {
        let reader = pool.get().await.map_err(|error| match error {
            managed::PoolError::Backend(error) => error,
            managed::PoolError::Closed => sqlx::Error::PoolClosed,
            _ => sqlx::Error::PoolTimedOut,
        })?;
        Ok(Self(Some(reader)))
    }

    /// The connection.
    pub fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.0.as_mut().expect("lent until `back`").connection
    }
}

impl Loan<PoolConnection<Postgres>> {
    /// Borrows a connection.
    pub async fn postgres(pool: &PgPool) -> Result<Self> {
        Ok(Self(Some(pool.acquire().await?)))
    }

    /// Borrows one that answers; those that have ended are given away.
    pub async fn that_answers(pool: &PgPool) -> Result<Self> {
        loop {
            let mut loan = Self::postgres(pool).await?;
            match loan.connection().ping().await {
                Err(error) if has_ended(&error) => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(loan),
            }
        }
    }

    /// The connection.
    pub fn connection(&mut self) -> &mut PgConnection {
        self.0.as_mut().expect("lent until `back`")
    }
}

/// Whether a connection had ended before anything was asked on it: it may be asked again on another.
pub fn has_ended(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(told) => {
            let ended = ["57P01", "57P02", "57P03"];
            told.code().is_some_and(|code| ended.contains(&&*code))
        }
        sqlx::Error::Io(error) => matches!(
            error.kind(),
            ErrorKind::UnexpectedEof
                | ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
        ),
        _ => false,
    }
}
