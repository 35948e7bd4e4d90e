//! All that is known of one child: read as a whole, and taken away as a whole.

use super::{
    Db, Result, Tx,
    figures::marks,
    pupils::{WRITTEN, Written},
    retention::TRACES,
};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    activity::{Reason, Status},
    day,
    ids::{ActivityId, PupilId},
    lesson::ModuleId,
    permission::{KeepRecords, Permit},
    person::Birth,
    record::{Lesson, Meeting, Record, Seat, Test},
    trial::TestKind,
};

/// A child of the school, to tell it from others of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    pub id: PupilId,
    pub full_name: String,
    pub birth: Option<Birth>,
    /// Its class today; none when it left.
    pub class: Option<String>,
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: PupilId,
    #[sqlx(flatten)]
    written: Written,
    class: Option<String>,
}

/// The children of the permit's school with a part of a name, folded, or with a code; those who left as well.
pub async fn search(
    db: &Db,
    permit: &Permit<KeepRecords>,
    folded: &str,
    code: &str,
    on: NaiveDate,
    most: i64,
) -> Result<Vec<Known>> {
    let rows: Vec<KnownRow> = db
        .query(format!(
            "select p.id, {WRITTEN}, (select min(c.name) from enrolment e join unit c on c.id = e.class
               where e.pupil = p.id and e.valid_from <= $4 and (e.valid_to is null or e.valid_to >= $4)) as class
             from pupil p where p.school = $1 and (p.search_key like $2 or p.pupil_code = $3)
             order by p.sort_key, p.birth_date, p.pupil_code, p.id limit $5"
        ))
        .bind(permit.place.unit)
        .bind(format!("%{}%", folded.replace(['%', '_', '\\'], "")))
        .bind(code.to_owned())
        .bind(on)
        .bind(most)
        .all()
        .await?;
    let known = rows.into_iter().map(|row| {
        let details = lachan_core::person::Details::from(row.written);
        Known {
            id: row.id,
            full_name: details.full_name.to_string(),
            birth: details.birth,
            class: row.class,
        }
    });
    Ok(known.collect())
}

#[derive(sqlx::FromRow)]
struct Child {
    school: String,
    animal: String,
    #[sqlx(flatten)]
    written: Written,
    carried: Option<DateTime<Utc>>,
}

#[derive(sqlx::FromRow)]
struct LessonRow {
    module: ModuleId,
    school_year: String,
    started_at: DateTime<Utc>,
    completed_at: Option<DateTime<Utc>>,
    best_correct: i64,
    n_items: i64,
    attempts: i64,
}

/// A child of the permit's school with all that is known of it; `None` when it is of no such school.
pub async fn find(db: &Db, permit: &Permit<KeepRecords>, pupil: PupilId) -> Result<Option<Record>> {
    let child: Option<Child> = db
        .query(format!(
            "select s.name as school, p.animal, {WRITTEN}, k.last_at as carried from pupil p join unit s on s.id = p.school
             left join carried k on k.pupil = p.id where p.id = $1 and p.school = $2"
        ))
        .bind(pupil)
        .bind(permit.place.unit)
        .optional()
        .await?;
    let Some(child) = child else {
        return Ok(None);
    };
    let classes: Vec<(String, NaiveDate, Option<NaiveDate>)> = db
        .query(
            "select c.name, e.valid_from, e.valid_to from enrolment e join unit c on c.id = e.class
             where e.pupil = $1 order by e.valid_from",
        )
        .bind(pupil)
        .all()
        .await?;
    let lessons: Vec<LessonRow> = db
        .query(
            "select g.module, y.code as school_year, g.started_at, g.completed_at, g.best_correct, g.n_items, g.attempts
             from progress g join school_year y on y.id = g.school_year where g.pupil = $1 order by g.started_at, g.module",
        )
        .bind(pupil)
        .all()
        .await?;
    let tests: Vec<(TestKind, DateTime<Utc>, i64, i64, bool)> = db
        .query(
            "select kind, taken_at, correct, n_items, knows_111 from trial_result where pupil = $1 order by taken_at",
        )
        .bind(pupil)
        .all()
        .await?;
    let meetings: Vec<(String, NaiveDate, Status, Option<Reason>)> = db
        .query(
            "select a.title, a.held_on, m.status, m.reason from attendance m join activity a on a.id = m.activity
             where m.pupil = $1 and m.status is not null order by a.held_on, a.id",
        )
        .bind(pupil)
        .all()
        .await?;
    Ok(Some(Record {
        school: child.school,
        details: child.written.into(),
        animal: child.animal,
        classes: classes
            .into_iter()
            .map(|(class, from, to)| Seat { class, from, to })
            .collect(),
        lessons: lessons.into_iter().map(Lesson::from).collect(),
        tests: tests
            .into_iter()
            .map(|(kind, at, right, of, knew_111)| Test {
                kind,
                on: day::of(at),
                right,
                of,
                knew_111,
            })
            .collect(),
        meetings: meetings
            .into_iter()
            .map(|(title, on, status, reason)| Meeting {
                title,
                on,
                status,
                reason,
            })
            .collect(),
        carried: child.carried.map(day::of),
    }))
}

impl From<LessonRow> for Lesson {
    fn from(row: LessonRow) -> Self {
        Self {
            module: row.module,
            school_year: row.school_year,
            begun_on: day::of(row.started_at),
            finished_on: row.completed_at.map(day::of),
            right: row.best_correct,
            of: row.n_items,
            runs: row.attempts,
        }
    }
}

/// Takes a child of the permit's school away with all that is known of it, also out of lists that can be undone. Answers whether it was there.
pub async fn delete(tx: &mut Tx, permit: &Permit<KeepRecords>, pupil: PupilId) -> Result<bool> {
    super::units::hold(tx, permit.place.unit).await?;
    let (here,): (i64,) = tx
        .query("select count(*) from pupil where id = $1 and school = $2")
        .bind(pupil)
        .bind(permit.place.unit)
        .one()
        .await?;
    if here == 0 {
        return Ok(false);
    }
    marks::pupil_throughout(tx, pupil).await?;
    let meetings: Vec<(ActivityId,)> = tx
        .query("select activity from attendance where pupil = $1")
        .bind(pupil)
        .all()
        .await?;
    for (meeting,) in meetings {
        marks::attendance(tx, meeting, pupil).await?;
    }
    for table in TRACES {
        tx.query(format!("delete from {table} where pupil = $1"))
            .bind(pupil)
            .execute()
            .await?;
    }
    for rows in [
        "delete from import_change where subject = $1",
        "delete from enrolment where pupil = $1",
        "delete from pupil where id = $1",
    ] {
        tx.query(rows).bind(pupil).execute().await?;
    }
    Ok(true)
}
