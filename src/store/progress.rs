//! How far each child is in a school year. A result is written with its receipt and its tallies in one job, so that it counts once or not at all.

use super::{Db, Result, Tx, batch::Job, figures::marks, tallies};
use chrono::{DateTime, Utc};
use lachan_core::{
    day,
    ids::OperationId,
    learning::Progress,
    lesson::{ModuleId, Score},
    permission::{LearnAs, Permit},
};

/// A scored run through the questions of a module.
#[derive(Debug)]
pub struct Finish {
    pub permit: Permit<LearnAs>,
    pub id: OperationId,
    /// Of the whole message with its signed ticket: without the key nobody can try answers against it.
    pub body_hash: String,
    pub module: ModuleId,
    pub scenes_seen: i64,
    /// All scenes seen and all items answered.
    pub completes: bool,
    pub score: Score,
    /// Counted for the class, not for the child.
    pub choices: Vec<tallies::Choice>,
    pub done_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What became of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finished {
    /// Counted now, or counted before: the same answer.
    Counted(Score),
    /// Another run came with the same id before.
    Different,
}

impl Job for Finish {
    type Done = Finished;

    async fn run(&self, tx: &mut Tx) -> Result<Finished> {
        if !self.leave_receipt(tx).await? {
            return self.counted_before(tx).await;
        }
        self.add_to_progress(tx).await?;
        tallies::add(tx, self.permit.class, &self.module, &self.choices).await?;
        Ok(Finished::Counted(self.score))
    }
}

impl Finish {
    async fn leave_receipt(&self, tx: &mut Tx) -> Result<bool> {
        let added = tx
            .query(
                "insert into result_receipt (id, body_hash, correct, n_items, received_at) values ($1, $2, $3, $4, $5)
                 on conflict (id) do nothing",
            )
            .bind(self.id)
            .bind(self.body_hash.clone())
            .bind(self.score.correct)
            .bind(self.score.items)
            .bind(self.now)
            .execute()
            .await?;
        Ok(added == 1)
    }

    async fn counted_before(&self, tx: &mut Tx) -> Result<Finished> {
        let (hash, correct, items): (String, i64, i64) = tx
            .query("select body_hash, correct, n_items from result_receipt where id = $1")
            .bind(self.id)
            .one()
            .await?;
        Ok(if hash == self.body_hash {
            Finished::Counted(Score { correct, items })
        } else {
            Finished::Different
        })
    }

    // Of a child that is gone nothing is kept, and its device is told no less. Best and earliest win, whatever the order of arrival and however many devices: one statement, nothing read before.
    async fn add_to_progress(&self, tx: &mut Tx) -> Result<()> {
        tx.query(
            "insert into progress (pupil, module, class, school_year, scene, scenes_seen, started_at, completed_at,
                                   best_correct, n_items, attempts, updated_at)
             select p.id, $2, $3, (select school_year from unit where id = $3), 0, $4, $5, $6, $7, $8, 1, $9 from pupil p where p.id = $1
             on conflict (pupil, school_year, module) do update set
               class = excluded.class,
               scene = 0,
               scenes_seen = case when excluded.scenes_seen > progress.scenes_seen
                                  then excluded.scenes_seen else progress.scenes_seen end,
               started_at = case when excluded.started_at < progress.started_at
                                 then excluded.started_at else progress.started_at end,
               completed_at = case when progress.completed_at is null or excluded.completed_at < progress.completed_at
                                   then excluded.completed_at else progress.completed_at end,
               best_correct = case when excluded.best_correct * progress.n_items >= progress.best_correct * excluded.n_items
                                   then excluded.best_correct else progress.best_correct end,
               n_items = case when excluded.best_correct * progress.n_items >= progress.best_correct * excluded.n_items
                              then excluded.n_items else progress.n_items end,
               attempts = progress.attempts + 1,
               updated_at = case when excluded.updated_at > progress.updated_at
                                 then excluded.updated_at else progress.updated_at end",
        )
        .bind(self.permit.pupil)
        .bind(self.module.clone())
        .bind(self.permit.class)
        .bind(self.scenes_seen)
        .bind(self.done_at)
        .bind(self.completes.then_some(self.done_at))
        .bind(self.score.correct)
        .bind(self.score.items)
        .bind(self.now)
        .execute()
        .await?;
        if self.completes {
            marks::pupil(tx, self.permit.pupil, day::of(self.done_at)).await?;
        }
        Ok(())
    }
}

/// A child turned to a scene.
#[derive(Debug)]
pub struct Turn {
    pub permit: Permit<LearnAs>,
    pub module: ModuleId,
    /// The scene to go on with.
    pub scene: i64,
    pub scenes_seen: i64,
    pub now: DateTime<Utc>,
}

impl Job for Turn {
    type Done = ();

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.query(
            "insert into progress (pupil, module, class, school_year, scene, scenes_seen, started_at, updated_at)
             select p.id, $2, $3, (select school_year from unit where id = $3), $4, $5, $6, $6 from pupil p where p.id = $1
             on conflict (pupil, school_year, module) do update set
               class = excluded.class,
               scene = excluded.scene,
               scenes_seen = case when excluded.scenes_seen > progress.scenes_seen
                                  then excluded.scenes_seen else progress.scenes_seen end,
               updated_at = case when excluded.updated_at > progress.updated_at
                                 then excluded.updated_at else progress.updated_at end",
        )
        .bind(self.permit.pupil)
        .bind(self.module.clone())
        .bind(self.permit.class)
        .bind(self.scene)
        .bind(self.scenes_seen)
        .bind(self.now)
        .execute()
        .await?;
        Ok(())
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    scene: i64,
    scenes_seen: i64,
    completed_at: Option<DateTime<Utc>>,
    best_correct: i64,
    n_items: i64,
    attempts: i64,
}

/// How far the permit's child is with a module in the school year of its class; `None` before its first scene.
pub async fn find(
    db: &Db,
    permit: &Permit<LearnAs>,
    module: &ModuleId,
) -> Result<Option<Progress>> {
    let row: Option<Row> = db
        .query(
            "select scene, scenes_seen, completed_at, best_correct, n_items, attempts from progress
             where pupil = $1 and module = $2 and school_year = (select school_year from unit where id = $3)",
        )
        .bind(permit.pupil)
        .bind(module.clone())
        .bind(permit.class)
        .optional()
        .await?;
    Ok(row.map(|r| Progress {
        scene: r.scene,
        scenes_seen: r.scenes_seen,
        completed_at: r.completed_at,
        best: Score {
            correct: r.best_correct,
            items: r.n_items,
        },
        attempts: r.attempts,
    }))
}

/// Forgets receipts from before an instant, at most so many: no ticket lives as long.
pub async fn forget_receipts(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.query("delete from result_receipt where id in (select id from result_receipt where received_at < $1 limit $2)")
        .bind(before)
        .bind(most)
        .execute()
        .await
}
