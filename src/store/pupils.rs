//! Children: who is in which class on which day. Only here are names read.

mod animals;
mod secrets;

use super::{Db, Result, Tx, db::Query, figures::marks};
use crate::collate;
pub use animals::{animals_in, repaint};
use chrono::NaiveDate;
use lachan_core::{
    full_name::FullName,
    ids::{PupilId, UnitId},
    permission::{ImportClass, Permit},
    person::{Birth, Details, Gender, Pupil, SecretKind},
    pupil_code::PupilCode,
};
pub use secrets::{Sealed, reseal, sealed, sealed_in_class, sealed_of_class};
use uuid::Uuid;

/// The columns of what is written down of a child.
#[derive(sqlx::FromRow)]
pub(super) struct Written {
    pupil_code: Option<PupilCode>,
    full_name: String,
    search_key: String,
    birth_year: Option<i64>,
    birth_date: Option<NaiveDate>,
    gender: Gender,
}

/// The columns of [`Written`], of a pupil `p`.
pub(super) const WRITTEN: &str =
    "p.pupil_code, p.full_name, p.search_key, p.birth_year, p.birth_date, p.gender";

impl From<Written> for Details {
    fn from(row: Written) -> Self {
        let year = row.birth_year.and_then(|year| i32::try_from(year).ok());
        Self {
            code: row.pupil_code,
            full_name: FullName::stored(row.full_name, row.search_key),
            birth: row.birth_date.map(Birth::Date).or(year.map(Birth::Year)),
            gender: row.gender,
        }
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: PupilId,
    school: UnitId,
    animal: String,
    #[sqlx(flatten)]
    written: Written,
}

impl From<Row> for Pupil {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            school: row.school,
            details: row.written.into(),
            animal: row.animal,
        }
    }
}

/// A child as it is written down the first time.
#[derive(Clone, Debug)]
pub struct NewPupil {
    pub id: PupilId,
    pub details: Details,
    pub animal: String,
    pub secret_kind: SecretKind,
    /// Sealed by `auth::keys`.
    pub secret: String,
}

/// Writes a child down in the school of the class the permit names, and enrols it there.
pub async fn create(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    school: UnitId,
    new: &NewPupil,
    from: NaiveDate,
) -> Result<()> {
    let query = tx.query(
        "insert into pupil (id, school, pupil_code, full_name, sort_key, search_key, birth_year, birth_date, gender, animal,
                            secret_kind, secret)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
    );
    written(query.bind(new.id).bind(school), &new.details)
        .bind(new.animal.clone())
        .bind(new.secret_kind)
        .bind(new.secret.clone())
        .execute()
        .await?;
    enrol(tx, permit, new.id, from).await
}

/// Writes a child's details anew; the permit is for the class it is in or comes to.
pub async fn rewrite(
    tx: &mut Tx,
    _permit: &Permit<ImportClass>,
    pupil: PupilId,
    details: &Details,
) -> Result<()> {
    let (other_gender,): (i64,) = tx
        .query("select count(*) from pupil where id = $1 and gender <> $2")
        .bind(pupil)
        .bind(details.gender)
        .one()
        .await?;
    if other_gender > 0 {
        marks::pupil_throughout(tx, pupil).await?;
    }
    let query = tx.query(
        "update pupil set pupil_code = $1, full_name = $2, sort_key = $3, search_key = $4, birth_year = $5, birth_date = $6,
                          gender = $7
         where id = $8",
    );
    written(query, details).bind(pupil).execute().await?;
    Ok(())
}

/// Binds the next seven values: what is written down of a child, and the keys that follow from its name.
fn written<'a>(query: Query<'a>, details: &Details) -> Query<'a> {
    query
        .bind(details.code.clone())
        .bind(details.full_name.to_string())
        .bind(collate::name_key(details.full_name.as_str()))
        .bind(details.full_name.folded().to_owned())
        .bind(details.birth.map(|birth| i64::from(birth.year())))
        .bind(details.birth.and_then(Birth::date))
        .bind(details.gender)
}

/// Enrols a child in the class the permit names from a day on.
pub async fn enrol(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    from: NaiveDate,
) -> Result<()> {
    tx.query("insert into enrolment (id, pupil, class, valid_from) values ($1, $2, $3, $4)")
        .bind(Uuid::now_v7())
        .bind(pupil)
        .bind(permit.place.unit)
        .bind(from)
        .execute()
        .await?;
    marks::roll(tx, permit.place.unit, from).await
}

/// Ends the enrolment of a child in the class the permit names; `last` is its last day there.
pub async fn leave(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    last: NaiveDate,
) -> Result<u64> {
    marks::roll(tx, permit.place.unit, last).await?;
    tx.query(
        "update enrolment set valid_to = $1 where pupil = $2 and class = $3 and valid_to is null",
    )
    .bind(last)
    .bind(pupil)
    .bind(permit.place.unit)
    .execute()
    .await
}

/// Ends the enrolments in classes of a school that are over by a day, with the class. Answers how many. No figure changes: a class that is over
/// has no children in any.
pub async fn end_with_classes(tx: &mut Tx, school: UnitId, on: NaiveDate) -> Result<u64> {
    tx.query(
        "update enrolment set valid_to = (select c.closed_on from unit c where c.id = enrolment.class)
         where valid_to is null and class in (select id from unit where school = $1 and kind = 'class' and closed_on < $2)",
    )
    .bind(school)
    .bind(on)
    .execute()
    .await
}

/// The schools with enrolments in classes that are over by a day.
pub async fn left_behind(db: &Db, on: NaiveDate) -> Result<Vec<UnitId>> {
    let schools: Vec<(UnitId,)> = db
        .query(
            "select distinct c.school from unit c cross join enrolment e
             where c.kind = 'class' and c.closed_on < $1 and c.school is not null and e.class = c.id and e.valid_to is null",
        )
        .bind(on)
        .all()
        .await?;
    Ok(schools.into_iter().map(|(school,)| school).collect())
}

/// The children of a class on a day, in the order of school lists: Tên, then Họ và đệm.
pub async fn of_class(db: &Db, class: UnitId, on: NaiveDate) -> Result<Vec<Pupil>> {
    let rows: Vec<Row> = db
        .query(format!(
            "select p.id, p.school, p.animal, {WRITTEN}
             from enrolment e join pupil p on p.id = e.pupil
             where e.class = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
             order by p.sort_key, p.birth_date, p.pupil_code, p.id",
        ))
        .bind(class)
        .bind(on)
        .all()
        .await?;
    Ok(rows.into_iter().map(Pupil::from).collect())
}

/// A child of a class on a day; `None` when it is not in that class.
pub async fn in_class(
    db: &Db,
    class: UnitId,
    pupil: PupilId,
    on: NaiveDate,
) -> Result<Option<Pupil>> {
    let row: Option<Row> = db
        .query(format!(
            "select p.id, p.school, p.animal, {WRITTEN}
             from enrolment e join pupil p on p.id = e.pupil
             where e.class = $1 and p.id = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)",
        ))
        .bind(class)
        .bind(pupil)
        .bind(on)
        .optional()
        .await?;
    Ok(row.map(Pupil::from))
}

/// The class a child is in on a day.
pub async fn class_of(db: &Db, pupil: PupilId, on: NaiveDate) -> Result<Option<UnitId>> {
    let row: Option<(UnitId,)> = db.query(CLASS_OF).bind(pupil).bind(on).optional().await?;
    Ok(row.map(|(class,)| class))
}

/// The same as this transaction sees it.
pub async fn class_of_in(tx: &mut Tx, pupil: PupilId, on: NaiveDate) -> Result<Option<UnitId>> {
    let row: Option<(UnitId,)> = tx.query(CLASS_OF).bind(pupil).bind(on).optional().await?;
    Ok(row.map(|(class,)| class))
}

const CLASS_OF: &str = "select e.class from enrolment e
     where e.pupil = $1 and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)";
