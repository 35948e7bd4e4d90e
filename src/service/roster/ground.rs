//! The ground a list is brought in on: the school, its classes and children, and what the actor may do there.

use super::{Reach, classes_of, day_of_lists, permit_for, reach_in};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{Tx, imports, pupils, units, units::SchoolYear},
};
use chrono::NaiveDate;
use lachan_core::{
    actor::Actor,
    class_name::ClassName,
    ids::UnitId,
    import::Known,
    permission::{ImportClass, Permit},
    units::{Place, Unit, UnitKind},
};
use std::collections::{BTreeMap, BTreeSet};

/// A class of the school that rows go to.
pub struct Target {
    pub permit: Permit<ImportClass>,
    pub grade: i64,
    /// Where a new child's enrolment begins: with the class itself while it is empty, later today.
    pub from: NaiveDate,
    /// The animals on the tiles of the class.
    pub animals: Vec<String>,
}

/// Children and classes of the school, as the transaction sees them.
pub struct School {
    pub known: Vec<Known>,
    pub classes: Vec<Unit>,
    animals: Vec<(UnitId, String)>,
}

/// What does not depend on the children: who may write where, looked up before the transaction so that it needs no second connection.
pub struct Ground<'a> {
    pub server: &'a Server,
    pub actor: &'a Actor,
    /// The first day the list holds.
    pub day: NaiveDate,
    pub school: Unit,
    pub place: Place,
    pub year: Option<SchoolYear>,
    pub permits: BTreeMap<UnitId, Permit<ImportClass>>,
}

impl<'a> Ground<'a> {
    /// Looks up who may write where in a school.
    pub async fn survey(server: &'a Server, actor: &'a Actor, school: UnitId) -> Result<Self> {
        let today = server.clock.today();
        let day = day_of_lists(server, today).await?;
        let own: Option<BTreeSet<UnitId>> = match reach_in(server, actor, school).await? {
            Reach::School(_) => None,
            Reach::Classes { classes, .. } => Some(classes.iter().map(|class| class.id).collect()),
        };
        let mut permits = BTreeMap::new();
        for class in classes_of(server, school, day).await? {
            if own.as_ref().is_none_or(|own| own.contains(&class.id)) {
                permits.insert(class.id, permit_for(server, actor, class.id, day).await?);
            }
        }
        Ok(Self {
            server,
            actor,
            day,
            school: units::find(&server.db, school)
                .await?
                .ok_or(Error::NotFound)?,
            place: units::place(&server.db, school, today)
                .await?
                .ok_or(Error::NotFound)?,
            year: units::school_year_on(&server.db, today).await?,
            permits,
        })
    }

    /// Reads the school as the transaction sees it; whoever sat in a class that is over by then sits in none.
    pub async fn look(&self, tx: &mut Tx) -> Result<School> {
        pupils::end_with_classes(tx, self.school.id, self.day).await?;
        let inside = units::inside_school_in(tx, self.school.id, self.day).await?;
        Ok(School {
            known: imports::known_in(tx, self.school.id, self.day).await?,
            animals: pupils::animals_in(tx, self.school.id, self.day).await?,
            classes: inside
                .into_iter()
                .filter(|unit| unit.kind == UnitKind::Class)
                .collect(),
        })
    }

    /// The classes rows may go to.
    pub fn targets(&self, school: School) -> BTreeMap<ClassName, Target> {
        let mut animals: BTreeMap<UnitId, Vec<String>> = BTreeMap::new();
        for (class, animal) in school.animals {
            animals.entry(class).or_default().push(animal);
        }
        let mut targets = BTreeMap::new();
        for class in school.classes {
            let Some(permit) = self.permits.get(&class.id) else {
                continue;
            };
            let animals = animals.remove(&class.id).unwrap_or_default();
            let from = if animals.is_empty() {
                class.opened_on.min(self.day)
            } else {
                self.day
            };
            let grade = class.grade.unwrap_or_default();
            targets.insert(
                ClassName::stored(class.name),
                Target {
                    permit: permit.clone(),
                    grade,
                    from,
                    animals,
                },
            );
        }
        targets
    }
}
