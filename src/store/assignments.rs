//! Modules given to classes. Taken back, a module stays in the table: progress made meanwhile stays too.

mod desk;

use super::{Db, Result, Tx, figures::marks};
use chrono::{DateTime, NaiveDate, Utc};
pub use desk::{Desk, OnDesk, desk};
use lachan_core::{
    actor::Actor,
    day,
    ids::{AssignmentId, UnitId},
    learning::{Assignment, Mode, Window},
    lesson::ModuleId,
    permission::{AssignModule, LearnAs, Permit, SeeClass},
};

#[derive(sqlx::FromRow)]
struct Row {
    id: AssignmentId,
    class: UnitId,
    module: ModuleId,
    opens_on: NaiveDate,
    closes_on: NaiveDate,
    mode: Mode,
}

impl From<Row> for Assignment {
    fn from(r: Row) -> Self {
        Self {
            id: r.id,
            class: r.class,
            module: r.module,
            window: Window {
                opens_on: r.opens_on,
                closes_on: r.closes_on,
            },
            mode: r.mode,
        }
    }
}

/// Gives a module to the permit's class. `false` when the class has it already: then nothing changes.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<AssignModule>,
    actor: &Actor,
    new: &Assignment,
    now: DateTime<Utc>,
) -> Result<bool> {
    let added = tx
        .query(
            "insert into assignment (id, class, module, opens_on, closes_on, mode, assigned_by, assigned_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8)
             on conflict (class, module) where withdrawn_at is null do nothing",
        )
        .bind(new.id)
        .bind(permit.place.unit)
        .bind(new.module.clone())
        .bind(new.window.opens_on)
        .bind(new.window.closes_on)
        .bind(new.mode)
        .bind(actor.staff())
        .bind(now)
        .execute()
        .await?;
    marks::assignment(tx, new.id).await?;
    Ok(added == 1)
}

/// What the permit's class has been given and not taken back, the latest window first.
pub async fn of_class(db: &Db, permit: &Permit<SeeClass>) -> Result<Vec<Assignment>> {
    let rows: Vec<Row> = db
        .query(
            "select id, class, module, opens_on, closes_on, mode from assignment
             where class = $1 and withdrawn_at is null order by opens_on desc, closes_on desc, module",
        )
        .bind(permit.place.unit)
        .all()
        .await?;
    Ok(rows.into_iter().map(Assignment::from).collect())
}

/// Which module an assignment of the permit's class is about, given or taken back.
pub async fn module(
    db: &Db,
    permit: &Permit<AssignModule>,
    id: AssignmentId,
) -> Result<Option<ModuleId>> {
    let row: Option<(ModuleId,)> = db
        .query("select module from assignment where id = $1 and class = $2")
        .bind(id)
        .bind(permit.place.unit)
        .optional()
        .await?;
    Ok(row.map(|(module,)| module))
}

/// Changes the window of an assignment of the permit's class.
pub async fn change_window(
    tx: &mut Tx,
    permit: &Permit<AssignModule>,
    id: AssignmentId,
    window: Window,
) -> Result<u64> {
    // From the earlier of the two days on, whichever it is.
    marks::assignment(tx, id).await?;
    let changed = tx
        .query(
            "update assignment set opens_on = $1, closes_on = $2
             where id = $3 and class = $4 and withdrawn_at is null",
        )
        .bind(window.opens_on)
        .bind(window.closes_on)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::assignment(tx, id).await?;
    Ok(changed)
}

/// Takes an assignment of the permit's class back.
pub async fn withdraw(
    tx: &mut Tx,
    permit: &Permit<AssignModule>,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> Result<u64> {
    marks::class(tx, permit.place.unit, day::of(now)).await?;
    tx.query(
        "update assignment set withdrawn_at = $1 where id = $2 and class = $3 and withdrawn_at is null",
    )
    .bind(now)
    .bind(id)
    .bind(permit.place.unit)
    .execute()
    .await
}

/// Puts an assignment of the permit's class aside whose window is over, so that its module can be given anew: what it was stays written
/// down for the spans it belongs to.
pub async fn set_aside(
    tx: &mut Tx,
    permit: &Permit<AssignModule>,
    module: &ModuleId,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<u64> {
    marks::class(tx, permit.place.unit, day::of(now)).await?;
    tx.query(
        "update assignment set withdrawn_at = $1
         where class = $2 and module = $3 and withdrawn_at is null and closes_on < $4",
    )
    .bind(now)
    .bind(permit.place.unit)
    .bind(module.clone())
    .bind(today)
    .execute()
    .await
}

/// Opens an assignment again that was withdrawn, unless its module was given to the class anew.
pub async fn restore(tx: &mut Tx, permit: &Permit<AssignModule>, id: AssignmentId) -> Result<u64> {
    marks::assignment(tx, id).await?;
    tx.query(
        "update assignment set withdrawn_at = null
         where id = $1 and class = $2 and withdrawn_at is not null
           and not exists (select 1 from assignment other
                           where other.class = $2 and other.module = assignment.module and other.withdrawn_at is null)",
    )
    .bind(id)
    .bind(permit.place.unit)
    .execute()
    .await
}

/// Whether the permit's class has a module open on the day of an instant, as it stands now.
pub async fn is_open(
    db: &Db,
    permit: &Permit<LearnAs>,
    module: &ModuleId,
    at: DateTime<Utc>,
) -> Result<bool> {
    let (n,): (i64,) = db
        .query(
            "select count(*) from assignment
             where class = $1 and module = $2 and withdrawn_at is null and opens_on <= $3 and closes_on >= $3",
        )
        .bind(permit.class)
        .bind(module.clone())
        .bind(day::of(at))
        .one()
        .await?;
    Ok(n > 0)
}
