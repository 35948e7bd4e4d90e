//! Classes that a list names and the school does not have yet.

use super::{
    ground::{Ground, Target},
    log::Log,
};
use crate::{
    collate,
    error::{Error, Result},
    service::youth_units,
    store::{Tx, imports::Change, units},
};
use lachan_core::{
    class_name::ClassName,
    ids::UnitId,
    permission::{ImportClass, ImportSchool},
    units::{Place, Relation, UnitKind},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Makes the classes a list names and the school does not have, each with the chi đội, chi đoàn or Sao its children form.
pub async fn make(
    ground: &Ground<'_>,
    tx: &mut Tx,
    log: &mut Log,
    names: &BTreeSet<ClassName>,
) -> Result<BTreeMap<ClassName, Target>> {
    ground.actor.permit(ImportSchool::at(&ground.place))?;
    let home = &ground.school;
    let year = ground
        .year
        .as_ref()
        .ok_or(Error::Conflict("import-no-school-year"))?;
    let inside = units::inside_school_in(tx, home.id, ground.day).await?;
    let mut made = BTreeMap::new();
    for name in names {
        let (grade, text) = (i64::from(name.grade()), name.as_str());
        let class = units::NewUnit {
            id: UnitId(Uuid::now_v7()),
            code: format!("{}-{name}-{}", home.code, year.code),
            kind: UnitKind::Class,
            name: text.to_owned(),
            short_name: text.to_owned(),
            sort_key: collate::text_key(text),
            levels: String::new(),
            grade: Some(grade),
            school: Some(home.id),
            school_year: Some(year.id),
            opened_on: year.starts_on,
        };
        units::create(tx, &class).await?;
        units::join(
            tx,
            class.id,
            home.id,
            Relation::Professional,
            class.opened_on,
        )
        .await?;
        let members = youth_units::Class {
            id: class.id,
            name: text,
            grade,
            opened_on: class.opened_on,
        };
        let youth = youth_units::make(tx, home, year, &inside, members).await?;
        log.note(
            tx,
            Change::ClassMade {
                class: class.id,
                youth,
            },
        )
        .await?;
        // The class is not there for other readers yet, so its place is put together by hand.
        let education = [class.id]
            .into_iter()
            .chain(ground.place.education.iter().copied());
        let here = Place {
            unit: class.id,
            kind: UnitKind::Class,
            education: education.collect(),
            youth: vec![class.id],
        };
        let permit = ground.actor.permit(ImportClass::at(&here))?;
        let from = class.opened_on.min(ground.day);
        made.insert(
            name.clone(),
            Target {
                permit,
                grade,
                from,
                animals: Vec::new(),
            },
        );
    }
    Ok(made)
}
