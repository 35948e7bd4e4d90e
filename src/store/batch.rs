//! Many small writes, one fsync: jobs that arrive together share a transaction, and each caller is answered only after its commit.
//!
//! On SQLite one task writes; while a commit is on its way to the disk the next jobs gather, so a whole school that submits at once
//! pays for a few dozen fsyncs instead of thousands. PostgreSQL does this by itself: there each job has a transaction of its own.

use super::{Db, Result, Tx, is_trouble};
use futures_util::{FutureExt, future::BoxFuture};
use std::{panic::AssertUnwindSafe, sync::RwLock};
use tokio::{
    sync::{Mutex, mpsc, oneshot},
    task::JoinHandle,
};

/// How many jobs share one transaction at most: keeps the first caller's wait short.
const TOGETHER: usize = 256;
/// How many may wait; beyond it a caller is asked to come back.
const WAITING: usize = 4096;

/// A small write. It may be run a second time, alone, when a neighbour in the shared transaction failed.
pub trait Job: Send + Sync + 'static {
    /// What the caller learns once the write is durable.
    type Done: Send + 'static;
    /// Writes.
    fn run(&self, tx: &mut Tx) -> impl Future<Output = Result<Self::Done>> + Send;
}

/// The writer of small jobs. One per server.
#[derive(Debug)]
pub struct Batch {
    db: Db,
    queue: RwLock<Option<mpsc::Sender<Box<dyn Waiting>>>>,
    writer: Mutex<Option<JoinHandle<()>>>,
}

impl Batch {
    /// Starts the writer.
    pub fn start(db: Db) -> Self {
        let (queue, jobs) = mpsc::channel(WAITING);
        let writer = matches!(db, Db::Sqlite { .. }).then(|| tokio::spawn(write(db.clone(), jobs)));
        Self {
            db,
            queue: RwLock::new(Some(queue)),
            writer: Mutex::new(writer),
        }
    }

    /// Runs a job and answers when it is durable.
    pub async fn run<J: Job>(&self, job: J) -> Result<J::Done> {
        if let Db::Postgres { .. } = self.db {
            return alone(&self.db, &job).await;
        }
        let (reply, answer) = oneshot::channel();
        let waiting = Box::new(Caller {
            job,
            done: None,
            reply,
        });
        self.queue
            .read()
            .ok()
            .and_then(|queue| queue.as_ref()?.try_send(waiting).ok())
            .ok_or(sqlx::Error::PoolTimedOut)?;
        answer.await.unwrap_or(Err(sqlx::Error::WorkerCrashed))
    }

    /// Takes no more jobs and waits until the ones already taken are durable and answered.
    pub async fn close(&self) {
        if let Ok(mut queue) = self.queue.write() {
            queue.take();
        }
        if let Some(writer) = self.writer.lock().await.take() {
            writer.await.ok();
        }
    }
}

/// A job whose caller waits, whatever its type.
trait Waiting: Send {
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, Result<()>>;
    fn settle(self: Box<Self>, written: Result<()>);
}

struct Caller<J: Job> {
    job: J,
    done: Option<J::Done>,
    reply: oneshot::Sender<Result<J::Done>>,
}

impl<J: Job> Waiting for Caller<J> {
    fn run<'a>(&'a mut self, tx: &'a mut Tx) -> BoxFuture<'a, Result<()>> {
        async move {
            self.done = Some(guarded(&self.job, tx).await?);
            Ok(())
        }
        .boxed()
    }

    // A caller that has gone away hears nothing; its write stands, and sent again it counts once.
    fn settle(self: Box<Self>, written: Result<()>) {
        let Self { done, reply, .. } = *self;
        let answer = written.and_then(|()| done.ok_or(sqlx::Error::WorkerCrashed));
        reply.send(answer).ok();
    }
}

async fn write(db: Db, mut jobs: mpsc::Receiver<Box<dyn Waiting>>) {
    let mut batch = Vec::with_capacity(TOGETHER);
    while jobs.recv_many(&mut batch, TOGETHER).await > 0 {
        match together(&db, &mut batch).await {
            Ok(()) => batch.drain(..).for_each(|job| job.settle(Ok(()))),
            // A full disk or a locked file would fail each of them again, one slow try after the other.
            Err(error) if is_trouble(&error) => {
                tracing::warn!(%error, jobs = batch.len(), "not written: the database is in trouble");
                let refused = || Err(sqlx::Error::PoolTimedOut);
                batch.drain(..).for_each(|job| job.settle(refused()));
            }
            // One job's failure is its own: everything is given up, and each one tries by itself.
            Err(_) => {
                for mut job in batch.drain(..) {
                    let written = together(&db, std::slice::from_mut(&mut job)).await;
                    job.settle(written);
                }
            }
        }
    }
}

async fn together(db: &Db, jobs: &mut [Box<dyn Waiting>]) -> Result<()> {
    let mut tx = db.begin().await?;
    for job in jobs {
        job.run(&mut tx).await?;
    }
    tx.commit().await
}

async fn alone<J: Job>(db: &Db, job: &J) -> Result<J::Done> {
    let mut tx = db.begin().await?;
    let done = guarded(job, &mut tx).await?;
    tx.commit().await?;
    Ok(done)
}

/// A job that panics fails; it takes neither the writer nor its neighbours with it.
async fn guarded<J: Job>(job: &J, tx: &mut Tx) -> Result<J::Done> {
    AssertUnwindSafe(job.run(tx))
        .catch_unwind()
        .await
        .unwrap_or(Err(sqlx::Error::WorkerCrashed))
}
