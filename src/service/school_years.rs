//! School years, and by which days a month of reporting goes.

use super::{reports::RULE, units::root};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{
        Tx, audit, is_duplicate, settings,
        units::{self, SchoolYear},
    },
};
use chrono::{Datelike, NaiveDate};
use lachan_core::{
    actor::Actor,
    form::Problems,
    ids::SchoolYearId,
    period::Rule,
    permission::{ManageUnits, Permit},
};
use uuid::Uuid;

/// Dates of a school year to be written down.
#[derive(Clone, Copy, Debug)]
pub struct NewYear {
    pub starts_on: NaiveDate,
    pub term2_on: NaiveDate,
    pub ends_on: NaiveDate,
}

/// Writes a school year down.
///
/// # Errors
/// `Invalid` when the dates are out of order, the year is there already, or it runs into another one.
pub async fn add(server: &Server, actor: &Actor, new: NewYear) -> Result<()> {
    let (permit, _) = root(server, actor).await?;
    let first = new.starts_on.year();
    let year = SchoolYear {
        id: SchoolYearId(Uuid::now_v7()),
        code: format!("NH{first}-{}", first + 1),
        starts_on: new.starts_on,
        term2_on: new.term2_on,
        ends_on: new.ends_on,
    };
    fits(server, &year).await?;
    let mut tx = server.db.begin().await?;
    match units::create_year(&mut tx, &year).await {
        Err(error) if is_duplicate(&error) => {
            return Err(Error::Invalid(Problems::one("starts_on", "year-taken")));
        }
        done => done?,
    }
    units::end_classes(&mut tx, None).await?;
    noted(server, actor, tx, &permit, "add school year", &year.code).await
}

/// A school year and the proof that this person may change it.
pub async fn find(
    server: &Server,
    actor: &Actor,
    id: SchoolYearId,
) -> Result<(Permit<ManageUnits>, SchoolYear)> {
    let (permit, _) = root(server, actor).await?;
    let years = units::school_years(&server.db).await?;
    let year = years.into_iter().find(|year| year.id == id);
    Ok((permit, year.ok_or(Error::NotFound)?))
}

/// Gives a school year other dates. It stays the year it is: classes and reports are named after it.
///
/// # Errors
/// `Invalid` as for a new one, and when it would begin in another calendar year.
pub async fn change(server: &Server, actor: &Actor, id: SchoolYearId, new: NewYear) -> Result<()> {
    let (permit, before) = find(server, actor, id).await?;
    if new.starts_on.year() != before.starts_on.year() {
        return Err(Error::Invalid(Problems::one("starts_on", "year-other")));
    }
    let year = SchoolYear {
        starts_on: new.starts_on,
        term2_on: new.term2_on,
        ends_on: new.ends_on,
        ..before.clone()
    };
    fits(server, &year).await?;
    let mut tx = server.db.begin().await?;
    units::change_year(&mut tx, &permit, &year).await?;
    units::end_classes(&mut tx, before.starts_on.pred_opt()).await?;
    noted(server, actor, tx, &permit, "change school year", &year.code).await
}

/// Says when a month ends in every report.
pub async fn set_period_rule(server: &Server, actor: &Actor, rule: Rule) -> Result<()> {
    let (permit, _) = root(server, actor).await?;
    let mut tx = server.db.begin().await?;
    settings::set(&mut tx, RULE, rule.name()).await?;
    noted(
        server,
        actor,
        tx,
        &permit,
        "change period rule",
        rule.name(),
    )
    .await
}

/// Whether the dates are in order, and the year's own.
async fn fits(server: &Server, year: &SchoolYear) -> Result<()> {
    let in_order = year.starts_on < year.term2_on && year.term2_on < year.ends_on;
    if !in_order || (year.ends_on - year.starts_on).num_days() > 366 {
        return Err(Error::Invalid(Problems::one("ends_on", "year-order")));
    }
    let mut others = units::school_years(&server.db).await?;
    others.retain(|other| other.id != year.id);
    if others.iter().any(|other| other.code == year.code) {
        return Err(Error::Invalid(Problems::one("starts_on", "year-taken")));
    }
    let meets =
        |other: &SchoolYear| year.starts_on <= other.ends_on && other.starts_on <= year.ends_on;
    if others.iter().any(meets) {
        return Err(Error::Invalid(Problems::one("starts_on", "year-overlaps")));
    }
    Ok(())
}

async fn noted(
    server: &Server,
    actor: &Actor,
    mut tx: Tx,
    permit: &Permit<ManageUnits>,
    action: &str,
    detail: &str,
) -> Result<()> {
    let (now, unit) = (server.clock.now(), Some(permit.place.unit));
    audit::note(&mut tx, actor, now, action, unit, detail).await?;
    Ok(tx.commit().await?)
}
