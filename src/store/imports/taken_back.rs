//! Taking back what an import did, as far as nothing was built on it.

use crate::store::{
    Result, Tx,
    figures::{self, marks},
};
use chrono::NaiveDate;
use lachan_core::{
    ids::{PupilId, UnitId},
    permission::{ImportClass, Permit},
};

/// Takes back a child that an import added, unless it has learnt or attended since. Answers whether it is gone.
pub async fn take_back(tx: &mut Tx, permit: &Permit<ImportClass>, pupil: PupilId) -> Result<bool> {
    let (used,): (i64,) = tx
        .query(
            "select (select count(*) from progress where pupil = $1) + (select count(*) from attendance where pupil = $1)
                  + (select count(*) from trial_result where pupil = $1)",
        )
        .bind(pupil)
        .one()
        .await?;
    if used > 0 {
        return Ok(false);
    }
    for trace in [
        "delete from session where pupil = $1",
        "delete from door_try where pupil = $1",
    ] {
        tx.query(trace).bind(pupil).execute().await?;
    }
    marks::enrolment(tx, pupil, permit.place.unit).await?;
    tx.query("delete from enrolment where pupil = $1 and class = $2")
        .bind(pupil)
        .bind(permit.place.unit)
        .execute()
        .await?;
    tx.query("delete from pupil where id = $1 and not exists (select 1 from enrolment e where e.pupil = pupil.id)")
        .bind(pupil)
        .execute()
        .await?;
    Ok(true)
}

/// Opens the enrolment again that an import ended.
pub async fn reopen(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    last: NaiveDate,
) -> Result<u64> {
    marks::roll(tx, permit.place.unit, last).await?;
    tx.query(
        "update enrolment set valid_to = null where pupil = $1 and class = $2 and valid_to = $3",
    )
    .bind(pupil)
    .bind(permit.place.unit)
    .bind(last)
    .execute()
    .await
}

/// Takes an enrolment away that an import began and that is being undone.
pub async fn unenrol(tx: &mut Tx, permit: &Permit<ImportClass>, pupil: PupilId) -> Result<u64> {
    marks::enrolment(tx, pupil, permit.place.unit).await?;
    tx.query("delete from enrolment where pupil = $1 and class = $2 and valid_to is null")
        .bind(pupil)
        .bind(permit.place.unit)
        .execute()
        .await
}

/// Takes a class away that an import made, with its chi đội, when nothing has happened in it.
pub async fn unmake_class(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    youth: Option<UnitId>,
) -> Result<bool> {
    let class = permit.place.unit;
    let (used,): (i64,) = tx
        .query(
            "select (select count(*) from enrolment where class = $1) + (select count(*) from assignment where class = $1)
                  + (select count(*) from door where class = $1) + (select count(*) from staff_grant where unit = $1)
                  + (select count(*) from activity_target where unit = $1 or unit = $2)
                  + (select count(*) from audit_event where unit = $1 or unit = $2)",
        )
        .bind(class)
        .bind(youth)
        .one()
        .await?;
    if used > 0 {
        return Ok(false);
    }
    tx.query("delete from unit_link where class = $1")
        .bind(class)
        .execute()
        .await?;
    if let Some(youth) = youth {
        marks::school_of(tx, youth).await?;
    }
    let (opened_on,): (NaiveDate,) = tx
        .query("select opened_on from unit where id = $1")
        .bind(class)
        .one()
        .await?;
    marks::structure(tx, opened_on).await?;
    figures::hold(tx, class).await?;
    tx.query("delete from class_figure where class = $1")
        .bind(class)
        .execute()
        .await?;
    for unit in [Some(class), youth].into_iter().flatten() {
        tx.query("delete from unit_edge where child = $1")
            .bind(unit)
            .execute()
            .await?;
        tx.query("delete from unit where id = $1")
            .bind(unit)
            .execute()
            .await?;
    }
    Ok(true)
}
