//! The Sao, chi đội and chi đoàn that the children of classes form: one for each class, under the Liên đội or Đoàn trường of its school.

use crate::{
    collate,
    error::{Error, Result},
    server::Server,
    store::{
        Tx, audit,
        units::{self, NewUnit, SchoolYear},
    },
};
use chrono::NaiveDate;
use lachan_core::{
    actor::Actor,
    ids::UnitId,
    permission::{CompleteYouthUnits, Permit},
    units::{Relation, Unit, UnitKind},
};
use uuid::Uuid;

/// What the children of a grade form.
struct Form {
    kind: UnitKind,
    word: &'static str,
    /// What it stands under.
    parent: UnitKind,
}

fn form(grade: i64) -> Form {
    let (kind, word, parent) = match grade {
        ..=3 => (UnitKind::Star, "Sao", UnitKind::Pioneers),
        4..=9 => (UnitKind::PioneerClass, "Chi đội", UnitKind::Pioneers),
        _ => (UnitKind::Branch, "Chi đoàn", UnitKind::SchoolYouth),
    };
    Form { kind, word, parent }
}

/// A class whose children are to form a unit.
pub struct Class<'a> {
    pub id: UnitId,
    pub name: &'a str,
    pub grade: i64,
    pub opened_on: NaiveDate,
}

/// Makes the youth unit of a class; `None` when the school has no Liên đội or Đoàn trường it could stand under.
pub async fn make(
    tx: &mut Tx,
    school: &Unit,
    year: &SchoolYear,
    inside: &[Unit],
    class: Class<'_>,
) -> Result<Option<UnitId>> {
    let Form { kind, word, parent } = form(class.grade);
    let Some(above) = inside.iter().find(|unit| unit.kind == parent) else {
        return Ok(None);
    };
    let name = format!("{word} {}", class.name);
    let unit = NewUnit {
        id: UnitId(Uuid::now_v7()),
        code: format!("{}-{word}-{}-{}", school.code, class.name, year.code),
        kind,
        short_name: name.clone(),
        sort_key: collate::text_key(&name),
        name,
        levels: String::new(),
        grade: Some(class.grade),
        school: Some(school.id),
        school_year: Some(year.id),
        opened_on: class.opened_on,
    };
    units::create(tx, &unit).await?;
    units::join(tx, unit.id, above.id, Relation::Youth, unit.opened_on).await?;
    units::link(tx, class.id, unit.id, unit.opened_on).await?;
    Ok(Some(unit.id))
}

/// Classes of a school that have no youth unit: how many could get one now, and how many first need a Liên đội or Đoàn trường.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Missing {
    pub can_be_made: usize,
    pub without_parent: usize,
}

/// Whom a person may complete, and what is missing there.
pub async fn missing(server: &Server, actor: &Actor, school: UnitId) -> Result<Missing> {
    permit(server, actor, school).await?;
    let today = server.clock.today();
    let inside = units::inside_school(&server.db, school, today).await?;
    let mut missing = Missing::default();
    for class in units::classes_without_youth(&server.db, school, today).await? {
        let parent = form(class.grade.unwrap_or_default()).parent;
        if inside.iter().any(|unit| unit.kind == parent) {
            missing.can_be_made += 1;
        } else {
            missing.without_parent += 1;
        }
    }
    Ok(missing)
}

/// Makes every youth unit that is missing; answers how many. Doing it again makes none.
pub async fn complete(server: &Server, actor: &Actor, school: UnitId) -> Result<usize> {
    permit(server, actor, school).await?;
    let mut tx = server.db.begin().await?;
    let made = complete_in(server, actor, &mut tx, school).await?;
    tx.commit().await?;
    Ok(made)
}

/// The same inside a transaction that may have made the unit they stand under.
pub(super) async fn complete_in(
    server: &Server,
    actor: &Actor,
    tx: &mut Tx,
    school: UnitId,
) -> Result<usize> {
    let home = units::find(&server.db, school)
        .await?
        .ok_or(Error::NotFound)?;
    let years = units::school_years(&server.db).await?;
    // two who press the button at once: the second waits, and finds nothing left to do
    units::hold(tx, school).await?;
    let today = server.clock.today();
    let inside = units::inside_school_in(tx, school, today).await?;
    let mut made = 0;
    for class in units::classes_without_youth_in(tx, school, today).await? {
        let Some(year) = years.iter().find(|year| Some(year.id) == class.school_year) else {
            continue;
        };
        let unit = Class {
            id: class.id,
            name: &class.name,
            grade: class.grade.unwrap_or_default(),
            opened_on: class.opened_on,
        };
        made += usize::from(make(tx, &home, year, &inside, unit).await?.is_some());
    }
    if made > 0 {
        let now = server.clock.now();
        audit::note(
            tx,
            actor,
            now,
            "make youth units",
            Some(school),
            &made.to_string(),
        )
        .await?;
    }
    Ok(made)
}

async fn permit(
    server: &Server,
    actor: &Actor,
    school: UnitId,
) -> Result<Permit<CompleteYouthUnits>> {
    let place = units::place(&server.db, school, server.clock.today())
        .await?
        .filter(|place| place.kind == UnitKind::School)
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(CompleteYouthUnits::at(&place))?)
}
