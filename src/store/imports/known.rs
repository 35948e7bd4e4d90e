//! The children a school has, as a list is compared with them.

use crate::store::{
    Db, Result, Tx,
    db::Query,
    pupils::{WRITTEN, Written},
};
use chrono::NaiveDate;
use lachan_core::{
    class_name::ClassName,
    ids::{PupilId, UnitId},
    import::Known,
};

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: PupilId,
    #[sqlx(flatten)]
    written: Written,
    class: Option<UnitId>,
    class_name: Option<String>,
}

/// $1 school, $2 a day.
fn all_known() -> String {
    format!(
        "select p.id, {WRITTEN}, c.id as class, c.name as class_name
         from pupil p
         left join enrolment e on e.pupil = p.id and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
           and exists (select 1 from unit c where c.id = e.class and (c.closed_on is null or c.closed_on >= $2))
         left join unit c on c.id = e.class
         where p.school = $1 order by p.sort_key, p.id"
    )
}

/// Every child the school has written down, with the class it is in on a day.
pub async fn known(db: &Db, school: UnitId, on: NaiveDate) -> Result<Vec<Known>> {
    children(db.query(all_known()).bind(school).bind(on)).await
}

/// The same as this transaction sees them.
pub async fn known_in(tx: &mut Tx, school: UnitId, on: NaiveDate) -> Result<Vec<Known>> {
    children(tx.query(all_known()).bind(school).bind(on)).await
}

pub(super) async fn children(query: Query<'_>) -> Result<Vec<Known>> {
    let rows: Vec<KnownRow> = query.all().await?;
    let known = rows.into_iter().map(|row| Known {
        id: row.id,
        details: row.written.into(),
        class: row.class.zip(row.class_name.map(ClassName::stored)),
    });
    Ok(known.collect())
}
