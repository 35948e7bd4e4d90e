//! The animals on the tiles of a class.

use crate::store::{Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    ids::{PupilId, UnitId},
    permission::{ImportClass, Permit},
};

/// Gives a child of the permit's class a free animal when another child of the class has its own; answers the animal it has now.
pub async fn repaint(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    free: &str,
    on: NaiveDate,
) -> Result<String> {
    let (animal,): (String,) = tx
        .query(
            "update pupil set animal = case when animal in (
                 select p.animal from enrolment e join pupil p on p.id = e.pupil
                 where e.class = $3 and e.pupil <> $1 and e.valid_from <= $4 and (e.valid_to is null or e.valid_to >= $4)) then $2 else animal end
             where id = $1 returning animal",
        )
        .bind(pupil)
        .bind(free.to_owned())
        .bind(permit.place.unit)
        .bind(on)
        .one()
        .await?;
    Ok(animal)
}

/// The animals of a school's children on a day, each with the class it sits in, as a transaction sees them.
pub async fn animals_in(
    tx: &mut Tx,
    school: UnitId,
    on: NaiveDate,
) -> Result<Vec<(UnitId, String)>> {
    tx.query(
        "select e.class, p.animal from pupil p join enrolment e on e.pupil = p.id
         where p.school = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)",
    )
    .bind(school)
    .bind(on)
    .all()
    .await
}
