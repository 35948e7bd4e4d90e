//! Units as they stand on a day, and where each of them is.

mod places;
mod years;

use super::{Db, Result, Tx, db::Query, figures::marks};
use chrono::NaiveDate;
use lachan_core::{
    ids::{SchoolYearId, UnitId},
    units::{Relation, Unit, UnitKind},
};
pub use places::{class_place, place};
pub use years::{
    SchoolYear, change_year, create_year, end_classes, school_year, school_year_on, school_years,
};

#[derive(sqlx::FromRow)]
struct Row {
    id: UnitId,
    code: String,
    kind: UnitKind,
    name: String,
    short_name: String,
    grade: Option<i64>,
    school: Option<UnitId>,
    school_year: Option<SchoolYearId>,
    opened_on: NaiveDate,
    closed_on: Option<NaiveDate>,
}

impl From<Row> for Unit {
    fn from(r: Row) -> Self {
        Self {
            id: r.id,
            code: r.code,
            kind: r.kind,
            name: r.name,
            short_name: r.short_name,
            grade: r.grade,
            school: r.school,
            school_year: r.school_year,
            opened_on: r.opened_on,
            closed_on: r.closed_on,
        }
    }
}

/// A unit by its id.
pub async fn find(db: &Db, id: UnitId) -> Result<Option<Unit>> {
    let row: Option<Row> = db
        .query("select id, code, kind, name, short_name, grade, school, school_year, opened_on, closed_on from unit where id = $1")
        .bind(id)
        .optional()
        .await?;
    Ok(row.map(Unit::from))
}

/// A unit by our own code, as commands name it.
pub async fn by_code(db: &Db, code: &str) -> Result<Option<Unit>> {
    let row: Option<Row> = db
        .query("select id, code, kind, name, short_name, grade, school, school_year, opened_on, closed_on from unit where code = $1")
        .bind(code.to_owned())
        .optional()
        .await?;
    Ok(row.map(Unit::from))
}

/// Whether there is a unit at all.
pub async fn any(db: &Db) -> Result<bool> {
    let first: Option<(UnitId,)> = db.query("select id from unit limit 1").optional().await?;
    Ok(first.is_some())
}

async fn listed(query: Query<'_>) -> Result<Vec<Unit>> {
    let rows: Vec<Row> = query.all().await?;
    Ok(rows.into_iter().map(Unit::from).collect())
}

/// The unit directly above on one relation and day.
pub async fn parent(
    db: &Db,
    child: UnitId,
    relation: Relation,
    on: NaiveDate,
) -> Result<Option<UnitId>> {
    let row: Option<(UnitId,)> = db
        .query(
            "select parent from unit_edge
             where child = $1 and relation = $2 and valid_from <= $3 and (valid_to is null or valid_to >= $3)
             order by valid_from desc limit 1",
        )
        .bind(child)
        .bind(relation)
        .bind(on)
        .optional()
        .await?;
    Ok(row.map(|(parent,)| parent))
}

/// Direct children of a unit on one relation and day, in their order.
pub async fn children(
    db: &Db,
    parent: UnitId,
    relation: Relation,
    on: NaiveDate,
) -> Result<Vec<Unit>> {
    let query = db
        .query(
            "select u.id, u.code, u.kind, u.name, u.short_name, u.grade, u.school, u.school_year, u.opened_on, u.closed_on
             from unit_edge e join unit u on u.id = e.child
             where e.parent = $1 and e.relation = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)
               and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)
             order by u.kind, u.grade, u.sort_key, u.code",
        )
        .bind(parent)
        .bind(relation)
        .bind(on);
    listed(query).await
}

const INSIDE_SCHOOL: &str =
    "select id, code, kind, name, short_name, grade, school, school_year, opened_on, closed_on from unit
     where school = $1 and opened_on <= $2 and (closed_on is null or closed_on >= $2)
     order by kind, grade, sort_key, code";

/// The units inside a school on a day: classes and youth units, in their order.
pub async fn inside_school(db: &Db, school: UnitId, on: NaiveDate) -> Result<Vec<Unit>> {
    listed(db.query(INSIDE_SCHOOL).bind(school).bind(on)).await
}

/// The same as this transaction sees them.
pub async fn inside_school_in(tx: &mut Tx, school: UnitId, on: NaiveDate) -> Result<Vec<Unit>> {
    listed(tx.query(INSIDE_SCHOOL).bind(school).bind(on)).await
}

/// What is needed to make a unit. Used by the demo province, imports and the unit screen.
#[derive(Clone, Debug)]
pub struct NewUnit {
    pub id: UnitId,
    pub code: String,
    pub kind: UnitKind,
    pub name: String,
    pub short_name: String,
    pub sort_key: String,
    pub levels: String,
    pub grade: Option<i64>,
    pub school: Option<UnitId>,
    pub school_year: Option<SchoolYearId>,
    pub opened_on: NaiveDate,
}

/// Makes a unit.
pub async fn create(tx: &mut Tx, unit: &NewUnit) -> Result<()> {
    tx.query(
        "insert into unit (id, code, kind, name, short_name, sort_key, levels, grade, school, school_year, opened_on)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
    )
    .bind(unit.id)
    .bind(unit.code.clone())
    .bind(unit.kind)
    .bind(unit.name.clone())
    .bind(unit.short_name.clone())
    .bind(unit.sort_key.clone())
    .bind(unit.levels.clone())
    .bind(unit.grade)
    .bind(unit.school)
    .bind(unit.school_year)
    .bind(unit.opened_on)
    .execute()
    .await?;
    marks::unit(tx, unit.id, unit.opened_on).await?;
    marks::structure(tx, unit.opened_on).await
}

/// Closes a unit; `last` is its last day. What was held there before stays.
pub async fn close(tx: &mut Tx, unit: UnitId, last: NaiveDate) -> Result<u64> {
    marks::unit(tx, unit, last).await?;
    marks::structure(tx, last).await?;
    tx.query("update unit set closed_on = $1 where id = $2 and closed_on is null")
        .bind(last)
        .bind(unit)
        .execute()
        .await
}

/// Every open unit of a kind, in the order of lists.
pub async fn of_kind(db: &Db, kind: UnitKind, on: NaiveDate) -> Result<Vec<Unit>> {
    let query = db
        .query(
            "select id, code, kind, name, short_name, grade, school, school_year, opened_on, closed_on from unit
             where kind = $1 and opened_on <= $2 and (closed_on is null or closed_on >= $2) order by sort_key, code",
        )
        .bind(kind)
        .bind(on);
    listed(query).await
}

/// Puts a unit under another on one relation from a day on.
pub async fn join(
    tx: &mut Tx,
    child: UnitId,
    parent: UnitId,
    relation: Relation,
    from: NaiveDate,
) -> Result<()> {
    tx.query("insert into unit_edge (child, parent, relation, valid_from) values ($1, $2, $3, $4)")
        .bind(child)
        .bind(parent)
        .bind(relation)
        .bind(from)
        .execute()
        .await?;
    marks::structure(tx, from).await
}

/// Takes a unit away from where it stands on one relation; `last` is its last day there.
pub async fn part(tx: &mut Tx, child: UnitId, relation: Relation, last: NaiveDate) -> Result<u64> {
    marks::structure(tx, last).await?;
    tx.query("update unit_edge set valid_to = $1 where child = $2 and relation = $3 and valid_to is null")
        .bind(last)
        .bind(child)
        .bind(relation)
        .execute()
        .await
}

/// Links a class with the chi đội, chi đoàn or Sao its children form.
pub async fn link(tx: &mut Tx, class: UnitId, youth: UnitId, from: NaiveDate) -> Result<()> {
    tx.query("insert into unit_link (class, youth, valid_from) values ($1, $2, $3)")
        .bind(class)
        .bind(youth)
        .bind(from)
        .execute()
        .await?;
    marks::structure(tx, from).await
}

const WITHOUT_YOUTH: &str =
    "select id, code, kind, name, short_name, grade, school, school_year, opened_on, closed_on from unit
     where school = $1 and kind = 'class' and opened_on <= $2 and (closed_on is null or closed_on >= $2)
       and not exists (select 1 from unit_link where class = unit.id and (valid_to is null or valid_to >= $2))
     order by grade, sort_key, code";

/// The classes of a school whose children form no chi đội, Sao or chi đoàn yet.
pub async fn classes_without_youth(db: &Db, school: UnitId, on: NaiveDate) -> Result<Vec<Unit>> {
    listed(db.query(WITHOUT_YOUTH).bind(school).bind(on)).await
}

/// The same as this transaction sees them.
pub async fn classes_without_youth_in(
    tx: &mut Tx,
    school: UnitId,
    on: NaiveDate,
) -> Result<Vec<Unit>> {
    listed(tx.query(WITHOUT_YOUTH).bind(school).bind(on)).await
}

/// Makes whoever else changes what is inside a unit wait for this transaction.
pub async fn hold(tx: &mut Tx, unit: UnitId) -> Result<()> {
    tx.query("update unit set code = code where id = $1")
        .bind(unit)
        .execute()
        .await?;
    Ok(())
}
