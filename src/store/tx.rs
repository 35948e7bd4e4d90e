//! A connection inside a transaction.
//!
//! The three words that begin and end a transaction are said here and not by the driver, because the driver counts them: when SQLite
//! has given a transaction up by itself (a full disk, a failed write) the count stays wrong and every later `begin` on that connection is
//! refused. Here a connection on which anything went wrong is closed and the pool opens another.

use super::{Result, health::Health, lease::has_ended};
use sqlx::{Database, Error, Executor, Pool, error::ErrorKind, pool::PoolConnection, raw_sql};
use std::sync::Arc;
use uuid::Uuid;

/// A connection inside a transaction. Dropped before [`Held::commit`], the transaction changes nothing.
#[derive(Debug)]
pub struct Held<DB: Database>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    connection: Option<PoolConnection<DB>>,
    /// A statement was refused: nothing more is asked for, and nothing is committed.
    over: bool,
    health: Arc<Health>,
    /// In the order of time, as transactions began.
    pub id: Uuid,
}

impl<DB: Database> Held<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    /// Takes a connection and begins.
    pub async fn begin(pool: &Pool<DB>, begin: &'static str, health: Arc<Health>) -> Result<Self> {
        loop {
            let connection = pool.acquire().await;
            let mut held = Self {
                connection: Some(connection.inspect_err(|error| health.refused(error))?),
                over: false,
                health: health.clone(),
                id: Uuid::now_v7(),
            };
            match held.say(begin).await {
                // Nothing was begun on a connection that had ended; the pool has another, or says why not.
                Err(error) if has_ended(&error) => {}
                Err(error) => return Err(error),
                Ok(()) => return Ok(held),
            }
        }
    }

    /// Makes everything durable.
    pub async fn commit(mut self) -> Result<()> {
        self.say("commit").await?;
        self.connection.take();
        self.health.written();
        Ok(())
    }

    /// Gives everything up.
    pub async fn rollback(mut self) -> Result<()> {
        self.over = false;
        self.say("rollback").await?;
        self.connection.take();
        Ok(())
    }

    /// The connection. After a refused statement there is none, on either engine: PostgreSQL refuses whatever follows and turns the commit
    /// into a rollback without an error; SQLite may have rolled back already, and what follows would stand alone.
    pub fn connection(&mut self) -> Result<&mut DB::Connection> {
        let connection = self.connection.as_deref_mut().filter(|_| !self.over);
        connection.ok_or_else(|| Error::Protocol("the transaction is over".to_owned()))
    }

    /// Looks at how a statement of the transaction ended.
    pub fn heed<T>(&mut self, done: &Result<T>) {
        if let Err(error) = done {
            self.health.refused(error);
        }
        match done {
            // A value the table refuses leaves the connection sound.
            Err(Error::Database(refused)) if refused.kind() != ErrorKind::Other => self.over = true,
            Err(Error::Database(_) | Error::Io(_) | Error::Tls(_)) => self.close(),
            Err(Error::Protocol(_) | Error::WorkerCrashed) => self.close(),
            // A row that is missing or not understood was answered all the same.
            Ok(_) | Err(_) => {}
        }
    }

    async fn say(&mut self, word: &'static str) -> Result<()> {
        let done = raw_sql(word).execute(self.connection()?).await;
        if let Err(error) = &done {
            self.health.refused(error);
            self.close();
        }
        done.map(drop)
    }

    fn close(&mut self) {
        if let Some(mut connection) = self.connection.take() {
            connection.close_on_drop();
        }
    }
}

impl<DB: Database> Drop for Held<DB>
where
    for<'c> &'c mut DB::Connection: Executor<'c, Database = DB>,
{
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else {
            return;
        };
        // Whoever wants the connection next waits until this is done.
        tokio::spawn(async move {
            if raw_sql("rollback").execute(&mut *connection).await.is_err() {
                connection.close_on_drop();
            }
        });
    }
}
