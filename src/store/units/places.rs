//! A unit with all that is above it, as permissions see it.

use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    units::{Line, Place, UnitKind},
};

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
pub(super) async fn above(db: &Db, unit: UnitId, line: Line, on: NaiveDate) -> Result<Vec<UnitId>> {
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
