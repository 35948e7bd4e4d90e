//! What is kept is made fresh: at once for whoever asks, as far as nobody has to wait long for it, and otherwise behind.

use crate::{
    clock::Clock,
    store::{
        self, Db, claims,
        figures::{sheets, spans, turn},
    },
};
use chrono::Duration as Days;
use lachan_core::period::Span;
use std::{
    cmp::Reverse,
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering::Relaxed},
    },
    time::{Duration, Instant},
};
use tokio::sync::Mutex;
use uuid::Uuid;

/// The name of this work among programs that share a database.
const WORK: &str = "figures";
/// After sheets that took long, this many times as long is rested before the next: nobody's lesson waits for reports. What is counted before
/// them has to be counted at some time, and is not counted again.
const REST: u32 = 10;
const LONG: Duration = Duration::from_millis(500);
/// How long one asks another program that is at it, before looking again.
const LOOK: Duration = Duration::from_millis(50);
/// How long this program keeps others from the same work without a sign of life, and how often it gives one.
const CLAIM: Days = Days::seconds(10);
const SIGN: Duration = Duration::from_secs(3);

/// The keeper of what reports count. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Keeper {
    pub db: Db,
    pub clock: Clock,
    /// How long a page waits for what is being counted.
    patience: Duration,
    me: Uuid,
    /// Whoever makes sheets holds it: ten who ask for the same are answered by one making.
    making: Arc<Mutex<Option<Made>>>,
    counted: Arc<AtomicU64>,
    to_count: Arc<AtomicU64>,
}

/// The last sheets.
#[derive(Debug)]
struct Made {
    ended: Instant,
    took: Duration,
}

/// How many schools and units above are counted of how many, while a making runs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub counted: u64,
    pub of: u64,
}

impl Keeper {
    /// A keeper whose readers wait so long.
    pub fn new(db: Db, clock: Clock, patience: Duration) -> Self {
        Self {
            db,
            clock,
            patience,
            me: Uuid::now_v7(),
            making: Arc::default(),
            counted: Arc::default(),
            to_count: Arc::default(),
        }
    }

    /// How far the making is that runs.
    pub fn progress(&self) -> Progress {
        Progress {
            counted: self.counted.load(Relaxed),
            of: self.to_count.load(Relaxed),
        }
    }

    /// The newest sheets of some spans that are read together, fresh if that does not take long. `None` while there are none at all.
    pub async fn sheets(&self, asked: &[Span]) -> store::Result<Vec<Option<spans::Standing>>> {
        turn(&self.db, self.clock.today()).await?;
        let now = self.standing(asked).await?;
        if now.iter().all(|one| one.is_some_and(|one| one.is_fresh())) {
            return Ok(now);
        }
        let (me, spans) = (self.clone(), asked.to_vec());
        // It goes on behind when nobody waits any more.
        let making = tokio::spawn(async move { me.make(&spans).await });
        match tokio::time::timeout(self.patience, making).await {
            Ok(Ok(Ok(()))) | Err(_) => {}
            Ok(Ok(Err(error))) if now.iter().any(Option::is_none) => return Err(error),
            Ok(Ok(Err(error))) => tracing::error!(%error, "figures were not made fresh"),
            Ok(Err(_)) => return Err(sqlx::Error::WorkerCrashed),
        }
        self.standing(asked).await
    }

    async fn standing(&self, asked: &[Span]) -> store::Result<Vec<Option<spans::Standing>>> {
        let mut all = Vec::new();
        for span in asked {
            all.push(spans::standing(&self.db, *span).await?);
        }
        Ok(all)
    }

    /// Counts what is marked or missing for some spans that end together, and makes their sheets, unless they are fresh already.
    pub async fn make(&self, asked: &[Span]) -> store::Result<()> {
        let mut made = loop {
            let made = self.making.lock().await;
            let Some(Made { ended, took }) = &*made else {
                break made;
            };
            let rest = (*took * REST).saturating_sub(ended.elapsed());
            // Whoever has nothing to read yet waits for no rest, and nobody holds others up by resting.
            let has_none = self.standing(asked).await?.contains(&None);
            if *took < LONG || rest.is_zero() || has_none {
                break made;
            }
            drop(made);
            tokio::time::sleep(rest).await;
        };
        loop {
            if self.are_fresh(asked).await? {
                return Ok(());
            }
            if self.claim().await? {
                break;
            }
            tokio::time::sleep(LOOK).await;
        }
        // Between the look and the claim another program may have finished: only who holds the claim knows.
        if self.are_fresh(asked).await? {
            return claims::leave(&self.db, WORK, self.me).await;
        }
        let signs = async {
            loop {
                tokio::time::sleep(SIGN).await;
                // One that fails is followed by others before the claim is over.
                self.claim().await.ok();
            }
        };
        let done = tokio::select! {
            done = self.make_now(asked) => done,
            () = signs => return Ok(()),
        };
        claims::leave(&self.db, WORK, self.me).await?;
        *made = Some(Made {
            ended: Instant::now(),
            took: done?,
        });
        Ok(())
    }

    /// Leaves what it was at to other programs.
    pub async fn stop(&self) {
        claims::leave(&self.db, WORK, self.me).await.ok();
    }

    async fn are_fresh(&self, asked: &[Span]) -> store::Result<bool> {
        for span in asked {
            let standing = spans::standing(&self.db, *span).await?;
            if !standing.is_some_and(|standing| standing.is_fresh()) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    async fn claim(&self) -> store::Result<bool> {
        claims::take(&self.db, WORK, self.me, self.clock.now(), CLAIM).await
    }

    /// Answers how long the sheets took.
    async fn make_now(&self, asked: &[Span]) -> store::Result<Duration> {
        let today = self.clock.today();
        turn(&self.db, today).await?;
        let begun = self.clock.now();
        // With them all that end with them: what is hidden in one depends on the others.
        let mut spans = asked.to_vec();
        for span in asked {
            spans.extend(spans::alike(&self.db, *span, today).await?);
        }
        spans.sort_by_key(|span| (Reverse(span.from), span.to));
        spans.dedup();
        let due = sheets::due(&self.db, &spans, today).await?;
        self.counted.store(0, Relaxed);
        self.to_count.store(due.len() as u64, Relaxed);
        // Two sides draw from one row: a machine that has nothing else to do counts on both its processors.
        let next = AtomicUsize::new(0);
        let count = || async {
            while let Some(unit) = due.get(next.fetch_add(1, Relaxed)) {
                sheets::freshen(&self.db, *unit, &spans, today).await?;
                self.counted.fetch_add(1, Relaxed);
            }
            Ok::<_, sqlx::Error>(())
        };
        tokio::try_join!(count(), count())?;
        let counted = Instant::now();
        sheets::make(&self.db, &spans, today, begun).await?;
        self.to_count.store(0, Relaxed);
        Ok(counted.elapsed())
    }
}
