//! Forgetting what was known of single children: made into numbers first, and taken away a little at a time.

mod freeze;
mod outlook;

use super::{Db, Result, Tx, units};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    day,
    ids::{ActivityId, PupilId, UnitId},
};

pub use freeze::{Freeze, close, freeze};
pub use outlook::{Outlook, done, outlook};

/// A school, and how far it has forgotten.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct School {
    pub id: UnitId,
    pub until: Option<NaiveDate>,
    pub as_of: Option<NaiveDate>,
    /// The day it was last looked for what came late.
    pub swept_on: Option<NaiveDate>,
}

/// Every school there has ever been.
pub async fn schools(db: &Db) -> Result<Vec<School>> {
    db.query(
        "select u.id, r.until, r.as_of, r.swept_on from unit u left join retained r on r.school = u.id
         where u.kind = 'school' order by u.id",
    )
    .all()
    .await
}

/// Classes `c` of school years that are over; $1 the last day of the latest.
const PAST: &str =
    "c.kind = 'class' and c.school_year in (select id from school_year where starts_on <= $1)";

/// The past classes of a school of whose children results are still there.
pub async fn learnt_in(db: &Db, school: UnitId, until: NaiveDate) -> Result<Vec<UnitId>> {
    let classes: Vec<(UnitId,)> = db
        .query(format!(
            "select c.id from unit c where c.school = $2 and {PAST}
               and (exists (select 1 from progress g where g.class = c.id) or exists (select 1 from trial_result t where t.class = c.id))"
        ))
        .bind(until)
        .bind(school)
        .all()
        .await?;
    Ok(classes.into_iter().map(|(class,)| class).collect())
}

/// Forgets what the children of a class learnt; the day of each child's last result since a day is carried over. Answers how many results, and how
/// many of tests.
pub async fn forget_learning(tx: &mut Tx, class: UnitId, since: NaiveDate) -> Result<[u64; 2]> {
    let last: Vec<(PupilId, DateTime<Utc>)> = tx
        .query("select pupil, max(completed_at) from progress where class = $1 and completed_at >= $2 group by pupil")
        .bind(class)
        .bind(day::start(since))
        .all()
        .await?;
    for (pupil, at) in last {
        tx.query(
            "insert into carried (pupil, last_at) values ($1, $2)
             on conflict (pupil) do update set last_at = excluded.last_at where carried.last_at < excluded.last_at",
        )
        .bind(pupil)
        .bind(day::start(day::of(at)))
        .execute()
        .await?;
    }
    let results = tx.query("delete from progress where class = $1");
    let results = results.bind(class).execute().await?;
    let tests = tx.query("delete from trial_result where class = $1");
    Ok([results, tests.bind(class).execute().await?])
}

/// The past activities of which is still known which children of a school came.
pub async fn named_in(db: &Db, school: UnitId, until: NaiveDate) -> Result<Vec<ActivityId>> {
    let named: Vec<(ActivityId,)> = db
        .query(
            "select distinct a.id from pupil p cross join attendance m cross join activity a
             where p.school = $1 and m.pupil = p.id and a.id = m.activity and a.held_on <= $2",
        )
        .bind(school)
        .bind(until)
        .all()
        .await?;
    Ok(named.into_iter().map(|(id,)| id).collect())
}

/// Makes who of a school came to an activity into a number of each class. Answers how many lines with names are gone.
pub async fn forget_attendance(tx: &mut Tx, school: UnitId, activity: ActivityId) -> Result<u64> {
    // Two that did so at once would count the same children twice.
    units::hold(tx, school).await?;
    tx.query(
        "insert into attendance_count (activity, class, n)
         select a.id, c.id, count(*) from attendance m join activity a on a.id = m.activity
         join enrolment e on e.pupil = m.pupil join unit c on c.id = e.class
         where m.activity = $1 and c.school = $2 and c.kind = 'class' and m.status in ('present', 'late')
           and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
           and (c.closed_on is null or c.closed_on >= a.held_on)
         group by a.id, c.id
         on conflict (activity, class) do update set n = attendance_count.n + excluded.n",
    )
    .bind(activity)
    .bind(school)
    .execute()
    .await?;
    tx.query("delete from attendance where activity = $1 and pupil in (select id from pupil where school = $2)")
        .bind(activity)
        .bind(school)
        .execute()
        .await
}

/// Forgets who sat in which past class, the lists those came from, and the children who sit in none since. Nobody, while the school has no
/// child in a later year: it has not brought in its list yet. Answers how many children.
pub async fn forget_children(tx: &mut Tx, school: UnitId, until: NaiveDate) -> Result<u64> {
    units::hold(tx, school).await?;
    let (later,): (i64,) = tx
        .query(
            "select count(*) from (select 1 as one from pupil p join enrolment e on e.pupil = p.id
               where p.school = $1 and (e.valid_to is null or e.valid_to > $2) limit 1) later",
        )
        .bind(school)
        .bind(until)
        .one()
        .await?;
    if later == 0 {
        return Ok(0);
    }
    let lists = "select id from import where school = $1 and made_at < $2";
    for rows in [
        format!("delete from import_change where import in ({lists})"),
        format!("delete from import where id in ({lists})"),
    ] {
        tx.query(rows)
            .bind(school)
            .bind(day::end(until))
            .execute()
            .await?;
    }
    tx.query(
        "delete from enrolment where pupil in (select id from pupil where school = $1) and valid_to <= $2",
    )
    .bind(school)
    .bind(until)
    .execute()
    .await?;
    let gone = "select p.id from pupil p where p.school = $1 and not exists (select 1 from enrolment e where e.pupil = p.id)";
    for table in TRACES {
        tx.query(format!("delete from {table} where pupil in ({gone})"))
            .bind(school)
            .execute()
            .await?;
    }
    tx.query(format!(
        "delete from import_change where subject in ({gone})"
    ))
    .bind(school)
    .execute()
    .await?;
    tx.query(format!("delete from pupil where id in ({gone})"))
        .bind(school)
        .execute()
        .await
}

/// Wherever a child stands besides the classes it sat in.
pub const TRACES: [&str; 6] = [
    "session",
    "door_try",
    "progress",
    "trial_result",
    "attendance",
    "carried",
];

/// Notes that a school was looked through on a day.
pub async fn swept(tx: &mut Tx, school: UnitId, today: NaiveDate) -> Result<()> {
    tx.query("update retained set swept_on = $1 where school = $2")
        .bind(today)
        .bind(school)
        .execute()
        .await?;
    Ok(())
}
