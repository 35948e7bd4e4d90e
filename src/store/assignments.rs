//! Modules given to classes. Taken back, a module stays in the table: progress made meanwhile stays too.

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::Actor,
    day,
    ids::{AssignmentId, UnitId},
    learning::{Assignment, Mode, Progress, Window},
    lesson::{ModuleId, Score},
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
    tx.query(
        "update assignment set opens_on = $1, closes_on = $2
         where id = $3 and class = $4 and withdrawn_at is null",
    )
    .bind(window.opens_on)
    .bind(window.closes_on)
    .bind(id)
    .bind(permit.place.unit)
    .execute()
    .await
}

/// Takes an assignment of the permit's class back.
pub async fn withdraw(
    tx: &mut Tx,
    permit: &Permit<AssignModule>,
    id: AssignmentId,
    now: DateTime<Utc>,
) -> Result<u64> {
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

/// A module on a child's own page: when it closes, and how far the child is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnDesk {
    pub module: ModuleId,
    pub closes_on: NaiveDate,
    /// `None` before the first scene was turned.
    pub progress: Option<Progress>,
    /// Whether the child finished it in another school year.
    pub before: bool,
}

/// What a child sees on entering: who they are and what is open on devices today.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Desk {
    pub full_name: String,
    pub grade: Option<i64>,
    pub modules: Vec<OnDesk>,
}

#[derive(sqlx::FromRow)]
struct DeskRow {
    full_name: String,
    grade: Option<i64>,
    module: Option<ModuleId>,
    closes_on: Option<NaiveDate>,
    scene: Option<i64>,
    scenes_seen: Option<i64>,
    completed_at: Option<DateTime<Utc>>,
    best_correct: Option<i64>,
    n_items: Option<i64>,
    attempts: Option<i64>,
    before: bool,
}

impl DeskRow {
    fn on_desk(self) -> Option<OnDesk> {
        let progress = self.scene.map(|scene| Progress {
            scene,
            scenes_seen: self.scenes_seen.unwrap_or(0),
            completed_at: self.completed_at,
            best: Score {
                correct: self.best_correct.unwrap_or(0),
                items: self.n_items.unwrap_or(0),
            },
            attempts: self.attempts.unwrap_or(0),
        });
        Some(OnDesk {
            module: self.module?,
            closes_on: self.closes_on?,
            progress,
            before: self.before,
        })
    }
}

/// The desk of the permit's child on a day: one statement, because a whole class asks for it in the same minute.
pub async fn desk(db: &Db, permit: &Permit<LearnAs>, on: NaiveDate) -> Result<Option<Desk>> {
    let rows: Vec<DeskRow> = db
        .query(
            "select p.full_name, c.grade, a.module, a.closes_on,
                    g.scene, g.scenes_seen, g.completed_at, g.best_correct, g.n_items, g.attempts,
                    exists (select 1 from progress b where b.pupil = p.id and b.module = a.module and b.school_year <> c.school_year
                              and b.completed_at is not null) as before
             from pupil p
             join unit c on c.id = $2
             left join assignment a on a.class = c.id and a.withdrawn_at is null and a.mode = 'device'
                                   and a.opens_on <= $3 and a.closes_on >= $3
             left join progress g on g.pupil = p.id and g.school_year = c.school_year and g.module = a.module
             where p.id = $1
             order by case when g.completed_at is null then 0 else 1 end, a.closes_on, a.module",
        )
        .bind(permit.pupil)
        .bind(permit.class)
        .bind(on)
        .all()
        .await?;
    let mut desk = None;
    for row in rows {
        let desk = desk.get_or_insert_with(|| Desk {
            full_name: row.full_name.clone(),
            grade: row.grade,
            modules: Vec::new(),
        });
        desk.modules.extend(row.on_desk());
    }
    Ok(desk)
}
