//! Writing what a plan says, each change noted for undoing.

use super::{
    CHANGED_MEANWHILE, OTHER_CLASS,
    ground::{Ground, School, Target},
    log::Log,
    new_classes,
};
use crate::{
    error::{Error, Result},
    server::Server,
    service::secret,
    store::{Tx, imports::Change, pupils},
};
use chrono::NaiveDate;
use lachan_core::{
    art,
    class_name::ClassName,
    ids::{ImportId, PupilId, UnitId},
    import::{Known, ListedChild, Plan, RowStep},
    permission::{ImportClass, Permit},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Writes what a plan says, and notes each change for undoing.
pub(super) async fn write(
    ground: &Ground<'_>,
    tx: &mut Tx,
    school: School,
    import: ImportId,
    plan: &Plan,
    left: &BTreeSet<PupilId>,
) -> Result<()> {
    let day_before = ground.day.pred_opt().unwrap_or(ground.day);
    let mut log = Log { import, seq: 0 };
    let mut targets = ground.targets(school);
    if !plan.new_classes.is_empty() {
        targets.extend(new_classes::make(ground, tx, &mut log, &plan.new_classes).await?);
    }
    let leaves = |class: &UnitId| {
        ground
            .permits
            .get(class)
            .ok_or(Error::Conflict(OTHER_CLASS))
    };
    for step in &plan.steps {
        match step {
            RowStep::Keep(_) => {}
            RowStep::Add(row) => {
                let target = target(&mut targets, &row.class)?;
                add(ground.server, tx, &mut log, target, ground.school.id, row).await?;
            }
            RowStep::Change { was, now, moved } => {
                let target = target(&mut targets, &now.class)?;
                change(tx, &mut log, target, was, now).await?;
                if *moved {
                    let from = was
                        .class
                        .as_ref()
                        .map(|(class, _)| leaves(class))
                        .transpose()?;
                    transfer(tx, &mut log, from, target, was.id, ground.day, day_before).await?;
                }
            }
        }
    }
    for child in plan.missing.iter().filter(|child| left.contains(&child.id)) {
        let Some((class, _)) = child.class else {
            continue;
        };
        pupils::leave(tx, leaves(&class)?, child.id, day_before).await?;
        log.note(
            tx,
            Change::Left {
                pupil: child.id,
                class,
            },
        )
        .await?;
    }
    Ok(())
}

fn target<'a>(
    targets: &'a mut BTreeMap<ClassName, Target>,
    class: &ClassName,
) -> Result<&'a mut Target> {
    targets
        .get_mut(class)
        .ok_or(Error::Conflict(CHANGED_MEANWHILE))
}

async fn add(
    server: &Server,
    tx: &mut Tx,
    log: &mut Log,
    target: &mut Target,
    school: UnitId,
    row: &ListedChild,
) -> Result<()> {
    let id = PupilId(Uuid::now_v7());
    let animal = art::free_animal(target.animals.iter().map(String::as_str)).to_owned();
    target.animals.push(animal.clone());
    let (secret_kind, sealed) = secret::make(&server.keys, id, target.grade);
    let new = pupils::NewPupil {
        id,
        details: row.details.clone(),
        animal,
        secret_kind,
        secret: sealed,
    };
    pupils::create(tx, &target.permit, school, &new, target.from).await?;
    log.note(
        tx,
        Change::Added {
            pupil: id,
            class: target.permit.place.unit,
        },
    )
    .await
}

async fn change(
    tx: &mut Tx,
    log: &mut Log,
    target: &Target,
    was: &Known,
    row: &ListedChild,
) -> Result<()> {
    let (before, after) = (&was.details, was.with(row));
    if *before == after {
        return Ok(());
    }
    pupils::rewrite(tx, &target.permit, was.id, &after).await?;
    log.note(
        tx,
        Change::Changed {
            pupil: was.id,
            was: before.clone(),
            became: after,
        },
    )
    .await
}

async fn transfer(
    tx: &mut Tx,
    log: &mut Log,
    from: Option<&Permit<ImportClass>>,
    to: &mut Target,
    pupil: PupilId,
    day: NaiveDate,
    day_before: NaiveDate,
) -> Result<()> {
    if let Some(permit) = from {
        pupils::leave(tx, permit, pupil, day_before).await?;
    }
    pupils::enrol(tx, &to.permit, pupil, day).await?;
    let free = art::free_animal(to.animals.iter().map(String::as_str)).to_owned();
    let animal = pupils::repaint(tx, &to.permit, pupil, &free, day).await?;
    to.animals.push(animal);
    let change = Change::Moved {
        pupil,
        from: from.map(|permit| permit.place.unit),
        to: to.permit.place.unit,
    };
    log.note(tx, change).await
}
