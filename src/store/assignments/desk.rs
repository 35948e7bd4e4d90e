//! What lies on a child's desk.

use crate::store::{Db, Result};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    learning::Progress,
    lesson::{ModuleId, Score},
    permission::{LearnAs, Permit},
};

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
