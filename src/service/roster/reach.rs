//! Where somebody may bring a list in.

use crate::{
    error::{Error, Result},
    server::Server,
    store::units,
};
use chrono::NaiveDate;
use lachan_app::text::number;
use lachan_core::{
    actor::Actor,
    class_name::ClassName,
    ids::UnitId,
    import::Reading,
    permission::{ImportClass, ImportSchool, Permit},
    sentence::Sentence,
    units::{Unit, UnitKind},
};
use std::collections::BTreeSet;

/// Where the actor may bring a list in.
#[derive(Clone, Debug)]
pub enum Reach {
    /// The whole school, new classes included.
    School(UnitId),
    /// These classes of it.
    Classes { school: UnitId, classes: Vec<Unit> },
}

impl Reach {
    /// The school.
    pub fn school(&self) -> UnitId {
        match self {
            Self::School(id) | Self::Classes { school: id, .. } => *id,
        }
    }
}

/// The schools and classes of the actor, as far as lists may be brought in there.
pub async fn reaches(server: &Server, actor: &Actor) -> Result<Vec<Reach>> {
    let mut reaches: Vec<Reach> = Vec::new();
    for grant in actor.grants_for::<ImportClass>() {
        let Some(unit) = units::find(&server.db, grant.unit).await? else {
            continue;
        };
        match (unit.kind, unit.school) {
            (UnitKind::School, _) => reaches.push(Reach::School(unit.id)),
            (UnitKind::Class, Some(school)) => {
                match reaches.iter_mut().find(|reach| reach.school() == school) {
                    Some(Reach::Classes { classes, .. }) => classes.push(unit),
                    Some(Reach::School(_)) => {}
                    None => reaches.push(Reach::Classes {
                        school,
                        classes: vec![unit],
                    }),
                }
            }
            _ => {}
        }
    }
    Ok(reaches)
}

/// Where in a school the actor may bring a list in.
pub async fn reach_in(server: &Server, actor: &Actor, school: UnitId) -> Result<Reach> {
    let place = units::place(&server.db, school, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    if actor.permit(ImportSchool::at(&place)).is_ok() {
        return Ok(Reach::School(school));
    }
    reaches(server, actor)
        .await?
        .into_iter()
        .find(|reach| reach.school() == school)
        .ok_or(Error::NotFound)
}

/// The first day a list holds that is brought in on a day: that day, or in the summer the first of the school year that comes.
pub(super) async fn day_of_lists(server: &Server, today: NaiveDate) -> Result<NaiveDate> {
    let year = units::school_year_on(&server.db, today).await?;
    Ok(year.map_or(today, |year| today.max(year.starts_on)))
}

pub(super) async fn classes_of(
    server: &Server,
    school: UnitId,
    on: NaiveDate,
) -> Result<Vec<Unit>> {
    let units = units::inside_school(&server.db, school, on).await?;
    Ok(units
        .into_iter()
        .filter(|unit| unit.kind == UnitKind::Class)
        .collect())
}

pub(super) fn names(classes: &[Unit]) -> BTreeSet<ClassName> {
    let names = classes.iter().map(|class| class.name.clone());
    names.map(ClassName::stored).collect()
}

pub(super) async fn permit_for(
    server: &Server,
    actor: &Actor,
    class: UnitId,
    on: NaiveDate,
) -> Result<Permit<ImportClass>> {
    let place = units::class_place(&server.db, class, on)
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(ImportClass::at(&place))?)
}

/// Rows of classes a teacher does not have are left out, and their number is said in one line.
pub(super) fn keep_own(reading: &mut Reading, classes: &[Unit]) {
    let own = names(classes);
    let before = reading.listed.len();
    reading.listed.retain(|row| own.contains(&row.class));
    let others = before - reading.listed.len();
    if others > 0 {
        let n = number(i64::try_from(others).unwrap_or(i64::MAX));
        let said = Sentence::of("import-others").with("n", n);
        reading.warnings.insert(0, said);
    }
}
