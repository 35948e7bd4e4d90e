//! The short tests of a class and what came of them: counts per child inside the school, averages for its teacher.

use super::{Db, Result, Tx, batch::Job, figures::marks};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::Actor,
    day,
    ids::{OperationId, UnitId},
    learning::Window,
    lesson::{Band, Score},
    permission::{GiveTrial, LearnAs, Permit, SeeResults},
    trial::{GivenTest, Outcome, TestKind},
};
use uuid::Uuid;

#[derive(sqlx::FromRow)]
struct GivenRow {
    kind: TestKind,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
}

impl From<GivenRow> for GivenTest {
    fn from(r: GivenRow) -> Self {
        Self {
            kind: r.kind,
            window: Window {
                opens_on: r.opens_on,
                closes_on: r.closes_on,
            },
        }
    }
}

/// Gives the permit's class a test. `false` when it has this one already: then nothing changes.
pub async fn give(
    tx: &mut Tx,
    permit: &Permit<GiveTrial>,
    actor: &Actor,
    given: GivenTest,
    now: DateTime<Utc>,
) -> Result<bool> {
    let added = tx
        .query(
            "insert into trial (id, class, kind, opens_on, closes_on, given_by, given_at) values ($1, $2, $3, $4, $5, $6, $7)
             on conflict (class, kind) where withdrawn_at is null do nothing",
        )
        .bind(Uuid::now_v7())
        .bind(permit.place.unit)
        .bind(given.kind)
        .bind(given.window.opens_on)
        .bind(given.window.closes_on)
        .bind(actor.staff())
        .bind(now)
        .execute()
        .await?;
    Ok(added == 1)
}

/// Takes a test of the permit's class back; what children did meanwhile stays.
pub async fn withdraw(
    tx: &mut Tx,
    permit: &Permit<GiveTrial>,
    kind: TestKind,
    now: DateTime<Utc>,
) -> Result<u64> {
    tx.query("update trial set withdrawn_at = $1 where class = $2 and kind = $3 and withdrawn_at is null")
        .bind(now)
        .bind(permit.place.unit)
        .bind(kind)
        .execute()
        .await
}

/// What a class has been given and not taken back.
pub async fn of_class(db: &Db, class: UnitId) -> Result<Vec<GivenTest>> {
    let rows: Vec<GivenRow> = db
        .query("select kind, opens_on, closes_on from trial where class = $1 and withdrawn_at is null order by opens_on, kind")
        .bind(class)
        .all()
        .await?;
    Ok(rows.into_iter().map(GivenTest::from).collect())
}

/// Whether any child of a class has finished a module there.
pub async fn has_learnt(db: &Db, class: UnitId) -> Result<bool> {
    let (n,): (i64,) = db
        .query("select count(*) from progress where class = $1 and completed_at is not null")
        .bind(class)
        .one()
        .await?;
    Ok(n > 0)
}

/// The test that waits for the permit's child on a day: the latest one open that it has not taken.
pub async fn waiting(
    db: &Db,
    permit: &Permit<LearnAs>,
    on: NaiveDate,
) -> Result<Option<GivenTest>> {
    let row: Option<GivenRow> = db
        .query(
            "select t.kind, t.opens_on, t.closes_on from trial t
             where t.class = $1 and t.withdrawn_at is null and t.opens_on <= $2 and t.closes_on >= $2
               and not exists (select 1 from trial_result r where r.pupil = $3 and r.class = t.class and r.kind = t.kind)
             order by t.given_at desc limit 1",
        )
        .bind(permit.class)
        .bind(on)
        .bind(permit.pupil)
        .optional()
        .await?;
    Ok(row.map(GivenTest::from))
}

/// A test taken by the permit's child.
#[derive(Debug)]
pub struct Take {
    pub permit: Permit<LearnAs>,
    pub id: OperationId,
    /// Of the whole message with its signed ticket: without the key nobody can try answers against it.
    pub body_hash: String,
    pub band: Band,
    pub kind: TestKind,
    pub outcome: Outcome,
    pub taken_at: DateTime<Utc>,
    pub now: DateTime<Utc>,
}

/// What became of a test sent in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taken {
    /// Counted now, or counted before: the same answer.
    Counted(Score),
    /// Other answers came with the same id before.
    Different,
}

impl Job for Take {
    type Done = Taken;

    async fn run(&self, tx: &mut Tx) -> Result<Taken> {
        let score = self.outcome.score;
        let added = tx
            .query(
                "insert into result_receipt (id, body_hash, correct, n_items, received_at) values ($1, $2, $3, $4, $5)
                 on conflict (id) do nothing",
            )
            .bind(self.id)
            .bind(self.body_hash.clone())
            .bind(score.correct)
            .bind(score.items)
            .bind(self.now)
            .execute()
            .await?;
        if added == 0 {
            let (hash,): (String,) = tx
                .query("select body_hash from result_receipt where id = $1")
                .bind(self.id)
                .one()
                .await?;
            return Ok(match hash == self.body_hash {
                true => Taken::Counted(score),
                false => Taken::Different,
            });
        }
        self.keep(tx).await?;
        Ok(Taken::Counted(score))
    }
}

impl Take {
    // Of a child that is gone nothing is kept. The first time counts, whatever the order of arrival: a second try would measure the first.
    async fn keep(&self, tx: &mut Tx) -> Result<()> {
        tx.query(
            "insert into trial_result (pupil, class, band, kind, correct, n_items, knows_111, taken_at)
             select p.id, $2, $3, $4, $5, $6, $7, $8 from pupil p where p.id = $1
             on conflict (pupil, class, kind) do update set
               band = excluded.band, correct = excluded.correct, n_items = excluded.n_items,
               knows_111 = excluded.knows_111, taken_at = excluded.taken_at
             where excluded.taken_at < trial_result.taken_at",
        )
        .bind(self.permit.pupil)
        .bind(self.permit.class)
        .bind(self.band)
        .bind(self.kind)
        .bind(self.outcome.score.correct)
        .bind(self.outcome.score.items)
        .bind(self.outcome.knows_111)
        .bind(self.taken_at)
        .execute()
        .await?;
        marks::pupil(tx, self.permit.pupil, day::of(self.taken_at)).await
    }
}

/// How many children of a class took each test, and what two tests say of those who took both. Percentages are summed in hundredths.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, sqlx::FromRow)]
pub struct ClassSum {
    pub before: i64,
    pub after: i64,
    pub recall: i64,
    pub paired: i64,
    pub paired_before: i64,
    pub paired_after: i64,
}

/// The sums of the permit's class.
pub async fn sums(db: &Db, permit: &Permit<SeeResults>) -> Result<ClassSum> {
    db.query(
        "select
           coalesce(cast(sum(case when r.kind = 'before' then 1 else 0 end) as bigint), 0) as before,
           coalesce(cast(sum(case when r.kind = 'after' then 1 else 0 end) as bigint), 0) as after,
           coalesce(cast(sum(case when r.kind = 'recall' then 1 else 0 end) as bigint), 0) as recall,
           count(b.pupil) as paired,
           coalesce(cast(sum(b.correct * 10000 / b.n_items) as bigint), 0) as paired_before,
           coalesce(cast(sum(case when b.pupil is null then 0 else r.correct * 10000 / r.n_items end) as bigint), 0) as paired_after
         from trial_result r
         left join trial_result b on r.kind = 'after' and b.kind = 'before' and b.pupil = r.pupil and b.class = r.class
                                 and b.taken_at < r.taken_at
         where r.class = $1",
    )
    .bind(permit.place.unit)
    .one()
    .await
}
