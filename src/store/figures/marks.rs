//! Marks on what is kept: written in the transaction of a change, so that no figure is ever taken for fresh that is not.
//!
//! A change on a day spoils every span that ends on that day or later: what a class was given is looked for in its whole school year, and the
//! earlier of two tests without bound. A day that is too early costs a count and is never wrong. What one transaction changes of a unit is
//! one mark, for it becomes visible at once.

use super::spans::STRUCTURE;
use crate::store::{Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    day,
    ids::{ActivityId, AssignmentId, PupilId, SchoolYearId, UnitId},
};

/// Marks what a statement selects: the mark, units and days. The statement ends with a condition, or SQLite takes `on conflict` for a join.
async fn mark(tx: &mut Tx, units: &str, id: uuid::Uuid, since: Option<NaiveDate>) -> Result<()> {
    let mark = tx.mark();
    let marked = tx
        .query(format!(
            "insert into figure_mark (mark, unit, since) {units}
             on conflict (mark, unit) do update
               set since = case when excluded.since < figure_mark.since then excluded.since else figure_mark.since end"
        ))
        .bind(mark)
        .bind(id);
    let marked = match since {
        Some(since) => marked.bind(since),
        None => marked,
    };
    marked.execute().await.map(drop)
}

/// What a class learnt, from a day on.
pub async fn class(tx: &mut Tx, class: UnitId, since: NaiveDate) -> Result<()> {
    mark(tx, "values ($1, $2, $3)", class.0, Some(since)).await
}

/// Notes whom the marks of this transaction on a child's classes are about: whoever moves it at this moment does not see them yet.
async fn whom(tx: &mut Tx, pupil: PupilId) -> Result<()> {
    let mark = tx.mark();
    tx.query(
        "insert into figure_mark_pupil (mark, class, pupil)
         select m.mark, m.unit, e.pupil from figure_mark m join enrolment e on e.class = m.unit where m.mark = $1 and e.pupil = $2
         on conflict (mark, class, pupil) do nothing",
    )
    .bind(mark)
    .bind(pupil)
    .execute()
    .await
    .map(drop)
}

/// Every class a child has been in on a day or later.
pub async fn pupil(tx: &mut Tx, pupil: PupilId, since: NaiveDate) -> Result<()> {
    let classes = "select distinct $1, e.class, $3 from enrolment e
                   where e.pupil = $2 and (e.valid_to is null or e.valid_to >= $3)";
    mark(tx, classes, pupil.0, Some(since)).await?;
    whom(tx, pupil).await
}

/// Every class a child has ever been in, as long as it has been there.
pub async fn pupil_throughout(tx: &mut Tx, pupil: PupilId) -> Result<()> {
    let classes = "select $1, e.class, min(e.valid_from) from enrolment e where e.pupil = $2 group by e.class";
    mark(tx, classes, pupil.0, None).await?;
    whom(tx, pupil).await
}

/// A class a child comes to or leaves on a day, and its school: whoever attended a meeting did so as one of the class.
pub async fn roll(tx: &mut Tx, class: UnitId, since: NaiveDate) -> Result<()> {
    let both = "select $1, c.id, $3 from unit c where c.id = $2
                union all select $1, c.school, $3 from unit c where c.id = $2 and c.school is not null";
    mark(tx, both, class.0, Some(since)).await
}

/// The same since a child came to a class.
pub async fn enrolment(tx: &mut Tx, pupil: PupilId, class: UnitId) -> Result<()> {
    let came: (Option<NaiveDate>,) = tx
        .query("select min(valid_from) from enrolment where pupil = $1 and class = $2")
        .bind(pupil)
        .bind(class)
        .one()
        .await?;
    match came {
        (Some(since),) => roll(tx, class, since).await,
        (None,) => Ok(()),
    }
}

/// The units of a school year that end with it or later, and their schools.
pub async fn year(tx: &mut Tx, year: SchoolYearId, since: NaiveDate) -> Result<()> {
    let of_year = "u.school_year = $2 and u.school is not null and (u.closed_on is null or u.closed_on >= $3)";
    let both = format!(
        "select $1, u.id, $3 from unit u where {of_year} and u.kind = 'class'
         union select $1, u.school, $3 from unit u where {of_year}"
    );
    mark(tx, &both, year.0, Some(since)).await?;
    structure(tx, since).await
}

/// The class of an assignment, from the day it opens on.
pub async fn assignment(tx: &mut Tx, id: AssignmentId) -> Result<()> {
    let class = "select $1, class, opens_on from assignment where id = $2";
    mark(tx, class, id.0, None).await
}

/// A unit that opens or closes on a day: what the children of a class did counts while it is there, and so does that a chi đội met.
pub async fn unit(tx: &mut Tx, unit: UnitId, since: NaiveDate) -> Result<()> {
    let both = "select $1, u.id, $3 from unit u where u.id = $2 and u.kind = 'class'
                union select $1, coalesce(u.school, u.id), $3 from unit u where u.id = $2";
    mark(tx, both, unit.0, Some(since)).await
}

/// The school of a unit from the unit's first day on, which is about to be no more.
pub async fn school_of(tx: &mut Tx, unit: UnitId) -> Result<()> {
    let school = "select $1, school, opened_on from unit where id = $2 and school is not null";
    mark(tx, school, unit.0, None).await
}

/// Wherever a closed activity counts: its host, its guests and the schools of the children who came. One that is not closed counts nowhere.
pub async fn activity(tx: &mut Tx, id: ActivityId) -> Result<()> {
    let places = "select $1, coalesce(u.school, u.id), a.held_on from activity a join unit u on u.id = a.host
           where a.id = $2 and a.closed_at is not null
         union
         select $1, coalesce(u.school, u.id), a.held_on
           from activity a join activity_target t on t.activity = a.id join unit u on u.id = t.unit
           where a.id = $2 and a.closed_at is not null
         union
         select $1, c.school, a.held_on
           from activity a join attendance m on m.activity = a.id join enrolment e on e.pupil = m.pupil join unit c on c.id = e.class
           where a.id = $2 and a.closed_at is not null and c.school is not null
             and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)";
    mark(tx, places, id.0, None).await
}

/// The school of a child whose attendance of a closed activity changes.
pub async fn attendance(tx: &mut Tx, id: ActivityId, pupil: PupilId) -> Result<()> {
    let (held_on,): (Option<NaiveDate>,) = tx
        .query("select max(held_on) from activity where id = $1 and closed_at is not null")
        .bind(id)
        .one()
        .await?;
    let Some(held_on) = held_on else {
        return Ok(());
    };
    let school = "select distinct $1, c.school, $3 from enrolment e join unit c on c.id = e.class
         where e.pupil = $2 and c.school is not null and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)";
    mark(tx, school, pupil.0, Some(held_on)).await
}

/// How units stand to each other, from a day on.
pub async fn structure(tx: &mut Tx, since: NaiveDate) -> Result<()> {
    class(tx, STRUCTURE, since).await
}

/// Everything that is kept: it is counted anew when it is asked for.
pub async fn everything(tx: &mut Tx) -> Result<()> {
    for kept in [
        "select $1, class, min(ends_on) from class_figure where class <> $2 group by class",
        "select $1, unit, min(ends_on) from held_figure where unit <> $2 group by unit",
    ] {
        mark(tx, kept, STRUCTURE.0, None).await?;
    }
    structure(tx, NaiveDate::default()).await
}

/// What begins or ends after the earlier of two days and up to the later one.
pub async fn dated(tx: &mut Tx, [earlier, later]: [NaiveDate; 2]) -> Result<()> {
    let mark = tx.mark();
    let begins = |column: &str| format!("{column} > $2 and {column} <= $3");
    // What has a last day is gone on the next.
    let ends = |column: &str| format!("{column} >= $2 and {column} < $3");
    let enrolled = |when: String| {
        format!(
            "select $1, e.class, $2 from enrolment e where {when}
             union select $1, c.school, $2 from enrolment e join unit c on c.id = e.class where {when} and c.school is not null"
        )
    };
    let open = |when: String| {
        format!(
            "select $1, u.id, $2 from unit u where {when} and u.kind = 'class'
             union select $1, coalesce(u.school, u.id), $2 from unit u where {when}"
        )
    };
    let opens = begins("a.opens_on");
    for units in [
        format!("select distinct $1, a.class, $2 from assignment a where {opens}"),
        enrolled(begins("e.valid_from")),
        enrolled(ends("e.valid_to")),
        open(begins("u.opened_on")),
        open(ends("u.closed_on")),
    ] {
        // One statement may find the same unit in both of its halves.
        tx.query(format!(
            "insert into figure_mark (mark, unit, since) {units} on conflict (mark, unit) do nothing"
        ))
        .bind(mark)
        .bind(earlier)
        .bind(later)
        .execute()
        .await?;
    }
    // Whoever counted around midnight as of the day before took no notice of what was done after it.
    let after = |instant: &str| format!("d.{instant} >= $3 and d.{instant} < $4");
    let by = |table: &str, condition: String| {
        format!(
            "select distinct $1, e.class, $2 from enrolment e
             where (e.valid_to is null or e.valid_to >= $2) and e.pupil in (select d.pupil from {table} d where {condition})"
        )
    };
    let tests = "d.kind in ('before', 'after', 'recall')";
    for units in [
        by("progress", after("completed_at")),
        by("trial_result", format!("{tests} and {}", after("taken_at"))),
        format!(
            "select distinct $1, d.class, $2 from assignment d where {} or {}",
            after("assigned_at"),
            after("withdrawn_at")
        ),
    ] {
        tx.query(format!(
            "insert into figure_mark (mark, unit, since) {units} on conflict (mark, unit) do nothing"
        ))
        .bind(mark)
        .bind(earlier)
        .bind(day::end(earlier))
        .bind(day::end(later))
        .execute()
        .await?;
    }
    let held = "select id from activity a where a.closed_at is not null and a.held_on > $1 and a.held_on <= $2";
    let held: Vec<(ActivityId,)> = tx.query(held).bind(earlier).bind(later).all().await?;
    for (id,) in held {
        activity(tx, id).await?;
    }
    Ok(())
}
