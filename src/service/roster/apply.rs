//! "Nhập": the plan is made once more inside the decision, and written whole or not at all.

use super::{
    CHANGED_MEANWHILE, CLASSES_FIRST, COLUMN_FIRST, NAMES_FIRST, OTHER_CLASS, Reach, classes_of,
    permit_for, reach_in, reachable,
};
use crate::{
    collate,
    error::{Error, Result},
    server::Server,
    service::{secret, youth_units},
    store::{Tx, audit, imports, imports::Change, pupils, units, units::SchoolYear},
};
use chrono::{Days, NaiveDate};
use lachan_core::{
    actor::Actor,
    art,
    class_name::ClassName,
    ids::{ImportId, PupilId, UnitId},
    import::{Details, Known, Listed, Plan, Reading, Said, Step, Tally},
    names,
    permission::{ImportClass, ImportSchool, Permit},
    units::{Place, Relation, Unit, UnitKind},
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

/// Brings a list in. The plan is made inside the transaction that writes it, while nobody else brings anything into the school.
///
/// # Errors
/// `Conflict` when the school changed since, or something is not decided yet; a second press changes nothing.
pub async fn commit(
    server: &Server,
    actor: &Actor,
    id: ImportId,
    decision: &Decision,
) -> Result<()> {
    let import = reachable(server, actor, id).await?;
    if import.committed_at.is_some() {
        return Ok(());
    }
    if !import.preview.asked.is_empty() {
        return Err(Error::Conflict(COLUMN_FIRST));
    }
    let ground = Ground::survey(server, actor, import.school).await?;
    let mut tx = server.db.begin().await?;
    if imports::mark_committed(&mut tx, id, server.clock.now()).await? == 0 {
        return Ok(());
    }
    imports::wait_for_turn(&mut tx, import.school).await?;
    let school = ground.look(&mut tx).await?;
    let plan = plan(&import.preview, &school, decision)?;
    write(
        server,
        actor,
        &mut tx,
        &ground,
        school,
        &import,
        &plan,
        &decision.left,
    )
    .await?;
    tx.commit().await?;
    Ok(())
}

/// The plan as it is now, when it is the one the person was shown and everything is decided.
fn plan(reading: &Reading, school: &School, decision: &Decision) -> Result<Plan> {
    let (rows, open) = reading.rows(&school.names());
    if !open.is_empty() {
        return Err(Error::Conflict(CLASSES_FIRST));
    }
    let make = |said: &Said| Plan::make(&rows, &school.known, &school.names(), said);
    let undecided = make(&Said::new());
    if undecided.tally() != decision.seen {
        return Err(Error::Conflict(CHANGED_MEANWHILE));
    }
    let plan = if undecided.asked.is_empty() {
        undecided
    } else {
        make(&decision.same)
    };
    if !plan.asked.is_empty() {
        return Err(Error::Conflict(NAMES_FIRST));
    }
    Ok(plan)
}

/// Children and classes of the school, as the transaction sees them.
struct School {
    known: Vec<Known>,
    classes: Vec<Unit>,
    animals: Vec<(UnitId, String)>,
}

impl School {
    fn names(&self) -> BTreeSet<String> {
        self.classes
            .iter()
            .map(|class| class.name.clone())
            .collect()
    }
}

/// What does not depend on the children: who may write where, looked up before the transaction so that it needs no second connection.
struct Ground {
    today: NaiveDate,
    school: Unit,
    place: Place,
    year: Option<SchoolYear>,
    permits: BTreeMap<UnitId, Permit<ImportClass>>,
}

impl Ground {
    async fn survey(server: &Server, actor: &Actor, school: UnitId) -> Result<Self> {
        let today = server.clock.today();
        let own: Option<BTreeSet<UnitId>> = match reach_in(server, actor, school).await? {
            Reach::School(_) => None,
            Reach::Classes { classes, .. } => Some(classes.iter().map(|class| class.id).collect()),
        };
        let mut permits = BTreeMap::new();
        for class in classes_of(server, school).await? {
            if own.as_ref().is_none_or(|own| own.contains(&class.id)) {
                permits.insert(class.id, permit_for(server, actor, class.id).await?);
            }
        }
        Ok(Self {
            today,
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

    async fn look(&self, tx: &mut Tx) -> Result<School> {
        let inside = units::inside_school_in(tx, self.school.id, self.today).await?;
        Ok(School {
            known: imports::known_in(tx, self.school.id, self.today).await?,
            animals: pupils::animals_in(tx, self.school.id, self.today).await?,
            classes: inside
                .into_iter()
                .filter(|unit| unit.kind == UnitKind::Class)
                .collect(),
        })
    }

    /// The classes rows may go to.
    fn targets(&self, school: School) -> BTreeMap<String, Target> {
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
                class.opened_on.min(self.today)
            } else {
                self.today
            };
            let grade = class.grade.unwrap_or_default();
            targets.insert(
                class.name,
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

#[expect(
    clippy::too_many_arguments,
    reason = "one step of `commit`, apart only to be read by itself"
)]
async fn write(
    server: &Server,
    actor: &Actor,
    tx: &mut Tx,
    ground: &Ground,
    school: School,
    import: &imports::Import,
    plan: &Plan,
    left: &BTreeSet<PupilId>,
) -> Result<()> {
    let yesterday = ground
        .today
        .checked_sub_days(Days::new(1))
        .unwrap_or(ground.today);
    let mut log = Log {
        import: import.id,
        seq: 0,
    };
    let mut targets = ground.targets(school);
    if !plan.new_classes.is_empty() {
        targets.extend(make_classes(actor, tx, &mut log, ground, &plan.new_classes).await?);
    }
    let leaves = |class: &UnitId| {
        ground
            .permits
            .get(class)
            .ok_or(Error::Conflict(OTHER_CLASS))
    };
    for step in &plan.steps {
        match step {
            Step::Keep(_) => {}
            Step::Add(row) => {
                let target = target(&mut targets, &row.class)?;
                add(server, tx, &mut log, target, ground.school.id, row).await?;
            }
            Step::Change { was, now, moved } => {
                let target = target(&mut targets, &now.class)?;
                change(tx, &mut log, target, was, now).await?;
                if *moved {
                    let from = was
                        .class
                        .as_ref()
                        .map(|(class, _)| leaves(class))
                        .transpose()?;
                    transfer(tx, &mut log, from, target, was.id, ground.today, yesterday).await?;
                }
            }
        }
    }
    for child in plan.missing.iter().filter(|child| left.contains(&child.id)) {
        let Some((class, _)) = child.class else {
            continue;
        };
        pupils::leave(tx, leaves(&class)?, child.id, yesterday).await?;
        log.note(
            tx,
            Change::Left {
                pupil: child.id,
                class,
            },
        )
        .await?;
    }
    let done = plan.tally();
    let detail = format!("+{} ~{} -{}", done.new, done.changed, left.len());
    let now = server.clock.now();
    Ok(audit::note(
        tx,
        actor,
        now,
        "import list",
        Some(ground.school.id),
        &detail,
    )
    .await?)
}

fn target<'a>(targets: &'a mut BTreeMap<String, Target>, class: &str) -> Result<&'a mut Target> {
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
    from: Option<&Permit<ImportClass>>,
    to: &mut Target,
    pupil: PupilId,
    today: NaiveDate,
    yesterday: NaiveDate,
) -> Result<()> {
    if let Some(permit) = from {
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
    actor: &Actor,
    tx: &mut Tx,
    log: &mut Log,
    ground: &Ground,
    names: &BTreeSet<String>,
) -> Result<BTreeMap<String, Target>> {
    actor.permit(ImportSchool::at(&ground.place))?;
    let home = &ground.school;
    let year = ground
        .year
        .as_ref()
        .ok_or(Error::Conflict("import-no-school-year"))?;
    let inside = units::inside_school_in(tx, home.id, ground.today).await?;
    let mut made = BTreeMap::new();
    for name in names {
        let grade = ClassName::parse(name).map_or(0, |name| i64::from(name.grade()));
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
            home.id,
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
        let permit = actor.permit(ImportClass::at(&here))?;
        let from = class.opened_on.min(ground.today);
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
