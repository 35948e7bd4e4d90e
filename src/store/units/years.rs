//! School years.

use crate::store::{Db, Result, Tx, figures::marks};
use chrono::NaiveDate;
use lachan_core::{
    ids::SchoolYearId,
    permission::{ManageUnits, Permit},
};

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

/// Ends the classes of each school year, and what their children form, on the day before the next year begins; `moved` is such a day that was
/// given before and holds no more. A class that was closed on another day stays closed on it. Answers how many were ended.
pub async fn end_classes(tx: &mut Tx, moved: Option<NaiveDate>) -> Result<u64> {
    let years: Vec<(SchoolYearId, NaiveDate)> = tx
        .query("select id, starts_on from school_year order by starts_on")
        .all()
        .await?;
    let mut given: Vec<NaiveDate> = years.iter().filter_map(|(_, on)| on.pred_opt()).collect();
    given.extend(moved);
    let places: Vec<String> = (3..).take(given.len()).map(|n| format!("${n}")).collect();
    let due = format!(
        "school_year = $1 and kind in ('class', 'branch', 'association', 'pioneer_class', 'star')
           and (closed_on is null or closed_on <> $2 and closed_on in ({}))",
        places.join(", ")
    );
    let mut ended = 0;
    for pair in years.windows(2) {
        let ((year, _), Some(last)) = (pair[0], pair[1].1.pred_opt()) else {
            continue;
        };
        let first = tx.query(format!(
            "select min(coalesce(closed_on, $2)) from unit where {due}"
        ));
        let first = first.bind(year).bind(last);
        let first = given.iter().fold(first, |query, day| query.bind(*day));
        let (Some(first),): (Option<NaiveDate>,) = first.one().await? else {
            continue;
        };
        marks::year(tx, year, last.min(first)).await?;
        let end = tx.query(format!("update unit set closed_on = $2 where {due}"));
        let end = end.bind(year).bind(last);
        let end = given.iter().fold(end, |query, day| query.bind(*day));
        ended += end.execute().await?;
    }
    Ok(ended)
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
