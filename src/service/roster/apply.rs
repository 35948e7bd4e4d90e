//! "Nhập": the plan is made once more inside the decision, and written whole or not at all.

use super::{
    CHANGED_MEANWHILE, COLUMN_FIRST, NAMES_FIRST, Reach, classes_of, permit_for, preview, reach_in,
};
use crate::{
    collate,
    error::{Error, Result},
    server::Server,
    service::{secret, youth_units},
    store::{Tx, audit, imports, imports::Change, pupils, units},
};
use chrono::{Days, NaiveDate};
use lachan_core::{
    actor::Actor,
    art,
    ids::{ImportId, PupilId, UnitId},
    import::{Details, Known, Listed, Said, Step, Tally},
    names,
    permission::{ImportClass, ImportSchool, Permit},
    units::{Place, Relation, UnitKind},
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// A class of the school that rows go to.
struct Target {
    permit: Permit<ImportClass>,
    grade: i64,
    /// Where a new child's enrolment begins: with the class itself while it is empty, later today.
    from: NaiveDate,
    /// The animals on the tiles of the class.
    animals: Vec<String>,
}

/// Writes down what was done, in order.
struct Log {
    import: ImportId,
    seq: i64,
}

impl Log {
    async fn note(&mut self, tx: &mut Tx, change: Change) -> Result<()> {
        self.seq += 1;
        Ok(imports::note(tx, self.import, self.seq, &change).await?)
    }
}

/// What a person decided in front of a preview.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The numbers the person was shown.
    pub seen: Tally,
    /// The missing children who have left their class.
    pub left: BTreeSet<PupilId>,
    /// Who the rows with a known name are.
    pub same: Said,
}

/// Brings a list in.
///
/// # Errors
/// `Conflict` when the school changed since, or something is not decided yet; a second press changes nothing.
pub async fn commit(
    server: &Server,
    actor: &Actor,
    id: ImportId,
    decision: &Decision,
) -> Result<()> {
    let Decision { seen, left, same } = decision;
    let undecided = preview(server, actor, id, &Said::new()).await?;
    if undecided.import.committed_at.is_some() {
        return Ok(());
    }
    if undecided.tally != *seen {
        return Err(Error::Conflict(CHANGED_MEANWHILE));
    }
    let shown = preview(server, actor, id, same).await?;
    if !shown.import.preview.asked.is_empty() {
        return Err(Error::Conflict(COLUMN_FIRST));
    }
    if !shown.plan.asked.is_empty() {
        return Err(Error::Conflict(NAMES_FIRST));
    }
    let done = shown.tally;
    let (now, today) = (server.clock.now(), server.clock.today());
    let yesterday = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let school = shown.import.school;
    let mut log = Log { import: id, seq: 0 };
    let mut targets = targets(server, actor, school, today).await?;

    let mut tx = server.db.begin().await?;
    if imports::mark_committed(&mut tx, id, now).await? == 0 {
        return Ok(());
    }
    if !shown.plan.new_classes.is_empty() {
        let made = make_classes(
            server,
            actor,
            &mut tx,
            &mut log,
            school,
            &shown.plan.new_classes,
        )
        .await?;
        targets.extend(made);
    }
    for step in &shown.plan.steps {
        match step {
            Step::Keep(_) => {}
            Step::Add(row) => {
                add(
                    server,
                    &mut tx,
                    &mut log,
                    target(&mut targets, &row.class)?,
                    school,
                    row,
                )
                .await?
            }
            Step::Change { was, now, moved } => {
                let target = target(&mut targets, &now.class)?;
                change(&mut tx, &mut log, target, was, now).await?;
                if *moved {
                    let from = match &was.class {
                        Some((class, _)) => Some(permit_for(server, actor, *class).await?),
                        None => None,
                    };
                    transfer(&mut tx, &mut log, from, target, was.id, today, yesterday).await?;
                }
            }
        }
    }
    for child in shown
        .plan
        .missing
        .iter()
        .filter(|child| left.contains(&child.id))
    {
        let Some((class, _)) = &child.class else {
            continue;
        };
        let permit = permit_for(server, actor, *class).await?;
        pupils::leave(&mut tx, &permit, child.id, yesterday).await?;
        log.note(
            &mut tx,
            Change::Left {
                pupil: child.id,
                class: *class,
            },
        )
        .await?;
    }
    let detail = format!("+{} ~{} -{}", done.new, done.changed, left.len());
    audit::note(&mut tx, actor, now, "import list", Some(school), &detail).await?;
    tx.commit().await?;
    Ok(())
}

fn target<'a>(targets: &'a mut BTreeMap<String, Target>, class: &str) -> Result<&'a mut Target> {
    targets
        .get_mut(class)
        .ok_or(Error::Conflict(CHANGED_MEANWHILE))
}

async fn targets(
    server: &Server,
    actor: &Actor,
    school: UnitId,
    today: NaiveDate,
) -> Result<BTreeMap<String, Target>> {
    let own: Option<BTreeSet<UnitId>> = match reach_in(server, actor, school).await? {
        Reach::School(_) => None,
        Reach::Classes { classes, .. } => Some(classes.into_iter().map(|class| class.id).collect()),
    };
    let mut targets = BTreeMap::new();
    for class in classes_of(server, school).await? {
        if own.as_ref().is_some_and(|own| !own.contains(&class.id)) {
            continue;
        }
        let children = pupils::of_class(&server.db, class.id, today).await?;
        let from = if children.is_empty() {
            class.opened_on.min(today)
        } else {
            today
        };
        let permit = permit_for(server, actor, class.id).await?;
        targets.insert(
            class.name,
            Target {
                permit,
                grade: class.grade.unwrap_or_default(),
                from,
                animals: children.into_iter().map(|child| child.animal).collect(),
            },
        );
    }
    Ok(targets)
}

async fn add(
    server: &Server,
    tx: &mut Tx,
    log: &mut Log,
    target: &mut Target,
    school: UnitId,
    row: &Listed,
) -> Result<()> {
    let id = PupilId(Uuid::now_v7());
    let animal = art::free_animal(target.animals.iter().map(String::as_str)).to_owned();
    target.animals.push(animal.clone());
    let (secret_kind, sealed) = secret::make(&server.keys, id, target.grade);
    let new = pupils::NewPupil {
        id,
        code: row.code.clone(),
        full_name: row.full_name.clone(),
        sort_key: collate::name_key(&row.full_name),
        search_key: names::search_key(&row.full_name),
        birth: row.birth,
        gender: row.gender,
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
    row: &Listed,
) -> Result<()> {
    let (before, after) = (was.details(), was.with(row));
    if before == after {
        return Ok(());
    }
    write_details(tx, &target.permit, was.id, &after).await?;
    log.note(
        tx,
        Change::Changed {
            pupil: was.id,
            was: before,
            became: after,
        },
    )
    .await
}

/// Writes details with the keys that follow from the name.
pub(super) async fn write_details(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    details: &Details,
) -> Result<()> {
    let (sort, search) = (
        collate::name_key(&details.full_name),
        names::search_key(&details.full_name),
    );
    Ok(imports::rewrite(tx, permit, pupil, details, sort, search).await?)
}

async fn transfer(
    tx: &mut Tx,
    log: &mut Log,
    from: Option<Permit<ImportClass>>,
    to: &mut Target,
    pupil: PupilId,
    today: NaiveDate,
    yesterday: NaiveDate,
) -> Result<()> {
    if let Some(permit) = &from {
        pupils::leave(tx, permit, pupil, yesterday).await?;
    }
    pupils::enrol(tx, &to.permit, pupil, today).await?;
    let free = art::free_animal(to.animals.iter().map(String::as_str)).to_owned();
    let animal = pupils::repaint(tx, &to.permit, pupil, &free, today).await?;
    to.animals.push(animal);
    let change = Change::Moved {
        pupil,
        from: from.map(|permit| permit.place.unit),
        to: to.permit.place.unit,
    };
    log.note(tx, change).await
}

/// Makes the classes a list names and the school does not have, each with the chi đội, chi đoàn or Sao its children form.
async fn make_classes(
    server: &Server,
    actor: &Actor,
    tx: &mut Tx,
    log: &mut Log,
    school: UnitId,
    names: &BTreeSet<String>,
) -> Result<BTreeMap<String, Target>> {
    let today = server.clock.today();
    let place = units::place(&server.db, school, today)
        .await?
        .ok_or(Error::NotFound)?;
    actor.permit(ImportSchool::at(&place))?;
    let home = units::find(&server.db, school)
        .await?
        .ok_or(Error::NotFound)?;
    let year = units::school_year_on(&server.db, today)
        .await?
        .ok_or(Error::Conflict("import-no-school-year"))?;
    let inside = units::inside_school(&server.db, school, today).await?;
    let mut made = BTreeMap::new();
    for name in names {
        let grade = leading_number(name);
        let class = units::NewUnit {
            id: UnitId(Uuid::now_v7()),
            code: format!("{}-{name}-{}", home.code, year.code),
            kind: UnitKind::Class,
            name: name.clone(),
            short_name: name.clone(),
            sort_key: collate::text_key(name),
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
            school,
            Relation::Professional,
            class.opened_on,
        )
        .await?;
        let members = youth_units::Class {
            id: class.id,
            name,
            grade,
            opened_on: class.opened_on,
        };
        let youth = youth_units::make(tx, &home, &year, &inside, members).await?;
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
            .chain(place.education.iter().copied())
            .collect();
        let here = Place {
            unit: class.id,
            kind: UnitKind::Class,
            education,
            youth: vec![class.id],
        };
        let permit = actor.permit(ImportClass::at(&here))?;
        made.insert(
            name.clone(),
            Target {
                permit,
                grade,
                from: class.opened_on.min(today),
                animals: Vec::new(),
            },
        );
    }
    Ok(made)
}

fn leading_number(name: &str) -> i64 {
    name.chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or_default()
}
