//! Units as they stand on a day, and where each of them is.

use super::{Db, Result, Tx, db::Query};
use chrono::NaiveDate;
use lachan_core::{
    ids::{SchoolYearId, UnitId},
    permission::{ManageUnits, Permit},
    units::{Line, Place, Relation, Unit, UnitKind},
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

/// Where a class is on a day. `None` for what is no class: doors, tests and cards are a class's alone.
pub async fn class_place(db: &Db, class: UnitId, on: NaiveDate) -> Result<Option<Place>> {
    let place = place(db, class, on).await?;
    Ok(place.filter(|place| place.kind == UnitKind::Class))
}

/// Where a unit is on a day: itself and all above it, on both lines. `None` when there is no such unit.
pub async fn place(db: &Db, unit: UnitId, on: NaiveDate) -> Result<Option<Place>> {
    let Some((kind,)) = db
        .query("select kind from unit where id = $1")
        .bind(unit)
        .optional::<(UnitKind,)>()
        .await?
    else {
        return Ok(None);
    };
    Ok(Some(Place {
        unit,
        kind,
        education: above(db, unit, Line::Education, on).await?,
        youth: above(db, unit, Line::Youth, on).await?,
    }))
}

/// The chain of one line. On the education line a youth unit stands in its class and school; on the youth line a class stands in its
/// linked chi đội or chi đoàn.
async fn above(db: &Db, unit: UnitId, line: Line, on: NaiveDate) -> Result<Vec<UnitId>> {
    let sql = match line {
        Line::Education => {
            "with recursive start (id) as (
               select u.id from unit u where u.id = $1
               union select u.school from unit u where u.id = $1 and u.school is not null
               union select l.class from unit_link l
                     where l.youth = $1 and l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
             ), up (id) as (
               select id from start
               union select e.parent from unit_edge e join up on e.child = up.id
                     where e.relation = 'professional' and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
             ) select id from up"
        }
        Line::Youth => {
            "with recursive start (id) as (
               select u.id from unit u where u.id = $1
               union select l.youth from unit_link l
                     where l.class = $1 and l.valid_from <= $2 and (l.valid_to is null or l.valid_to >= $2)
             ), up (id) as (
               select id from start
               union select e.parent from unit_edge e join up on e.child = up.id
                     where e.relation = 'youth' and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
             ) select id from up"
        }
    };
    let rows: Vec<(UnitId,)> = db.query(sql).bind(unit).bind(on).all().await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
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
    Ok(())
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
    Ok(())
}

/// Links a class with the chi đội, chi đoàn or Sao its children form.
pub async fn link(tx: &mut Tx, class: UnitId, youth: UnitId, from: NaiveDate) -> Result<()> {
    tx.query("insert into unit_link (class, youth, valid_from) values ($1, $2, $3)")
        .bind(class)
        .bind(youth)
        .bind(from)
        .execute()
        .await?;
    Ok(())
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

/// A school year.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct SchoolYear {
    pub id: SchoolYearId,
    pub code: String,
    pub starts_on: NaiveDate,
    pub term2_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// The school year a day lies in, or the next one when it lies in the summer before it.
pub async fn school_year_on(db: &Db, day: NaiveDate) -> Result<Option<SchoolYear>> {
    db.query(
        "select id, code, starts_on, term2_on, ends_on from school_year where ends_on >= $1 order by starts_on limit 1",
    )
    .bind(day)
    .optional()
    .await
}

/// Writes a school year down.
pub async fn create_year(tx: &mut Tx, year: &SchoolYear) -> Result<()> {
    tx.query("insert into school_year (id, code, starts_on, term2_on, ends_on) values ($1, $2, $3, $4, $5)")
        .bind(year.id)
        .bind(year.code.clone())
        .bind(year.starts_on)
        .bind(year.term2_on)
        .bind(year.ends_on)
        .execute()
        .await?;
    Ok(())
}

/// Other dates for a school year; its name stays.
pub async fn change_year(
    tx: &mut Tx,
    _permit: &Permit<ManageUnits>,
    year: &SchoolYear,
) -> Result<()> {
    tx.query("update school_year set starts_on = $1, term2_on = $2, ends_on = $3 where id = $4")
        .bind(year.starts_on)
        .bind(year.term2_on)
        .bind(year.ends_on)
        .bind(year.id)
        .execute()
        .await?;
    Ok(())
}

/// A school year by its code.
pub async fn school_year(db: &Db, code: &str) -> Result<Option<SchoolYear>> {
    db.query("select id, code, starts_on, term2_on, ends_on from school_year where code = $1")
        .bind(code.to_owned())
        .optional()
        .await
}

/// All school years, the latest first.
pub async fn school_years(db: &Db) -> Result<Vec<SchoolYear>> {
    db.query(
        "select id, code, starts_on, term2_on, ends_on from school_year order by starts_on desc",
    )
    .all()
    .await
}
