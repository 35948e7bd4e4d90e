//! School years.

use crate::store::{Db, Result, Tx};
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
