//! What happened in a school: three years of lessons, one of meetings.

mod meetings;

use crate::{
    bulk,
    make::Ground,
    names,
    shape::{School, week},
};
use anyhow::Result;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use lachan::{
    collate,
    service::secret,
    store::{
        Tx,
        units::{self, NewUnit},
    },
};
use lachan_core::{
    art, day,
    ids::{PupilId, SchoolYearId, UnitId},
    person::SecretKind,
    units::{Relation, UnitKind},
};
use rand::{Rng, rngs::StdRng};
use uuid::Uuid;

/// A class of one of the years.
pub struct Class {
    pub id: UnitId,
    pub youth: UnitId,
    grade: i64,
    year: usize,
    letter: usize,
}

impl Class {
    /// Whether it is one of the running school year, the last of the three.
    pub fn is_running(&self) -> bool {
        self.year == 2
    }

    /// Children move on together: what stays the same of a class from year to year.
    fn cohort(&self) -> (i64, usize) {
        (self.grade - self.year as i64, self.letter)
    }
}

/// Makes the classes of all years with their chi đội or chi đoàn; those of past years are closed.
pub async fn classes(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    home: UnitId,
    union: UnitId,
) -> Result<Vec<Class>> {
    let mut made = Vec::new();
    for (year, of) in ground.years.iter().enumerate() {
        let unit = |kind, name: String, grade| NewUnit {
            id: UnitId(Uuid::now_v7()),
            code: format!("{}-{name}-{}", school.code, of.code),
            kind,
            short_name: name.clone(),
            sort_key: collate::text_key(&name),
            name,
            levels: String::new(),
            grade: Some(grade),
            school: Some(home),
            school_year: Some(of.id),
            opened_on: of.starts_on,
        };
        for grade in school.grades() {
            for letter in 0..school.classes {
                let name = format!("{grade}{}", char::from(b'A' + letter as u8));
                let youth = unit(school.youth().1, format!("Chi đội {name}"), grade);
                let class = unit(UnitKind::Class, name, grade);
                units::create(tx, &class).await?;
                units::join(tx, class.id, home, Relation::Professional, of.starts_on).await?;
                units::create(tx, &youth).await?;
                units::join(tx, youth.id, union, Relation::Youth, of.starts_on).await?;
                units::link(tx, class.id, youth.id, of.starts_on).await?;
                made.push(Class {
                    id: class.id,
                    youth: youth.id,
                    grade,
                    year,
                    letter,
                });
            }
        }
        if year < 2 {
            tx.query("update unit set closed_on = $1 where school = $2 and school_year = $3")
                .bind(of.ends_on)
                .bind(home)
                .bind(of.id)
                .execute()
                .await?;
        }
    }
    Ok(made)
}

/// A child with where it sat.
struct Pupil {
    id: PupilId,
    child: names::Child,
    animal: &'static str,
    secret: (SecretKind, String),
    left_on: Option<NaiveDate>,
}

struct Enrolment {
    pupil: PupilId,
    class: UnitId,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

struct Done {
    pupil: PupilId,
    year: SchoolYearId,
    module: String,
    class: UnitId,
    started: DateTime<Utc>,
    completed: Option<DateTime<Utc>>,
    correct: i64,
}

struct Given {
    class: UnitId,
    module: String,
    opens: NaiveDate,
}

/// Writes down the children and what they did.
pub async fn live(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    home: UnitId,
    union: UnitId,
    classes: &[Class],
) -> Result<()> {
    let mut dice = school.dice(1);
    let (mut pupils, mut enrolments, mut done, mut given) = (vec![], vec![], vec![], vec![]);
    let mut cohorts: Vec<(i64, usize)> = classes.iter().map(Class::cohort).collect();
    cohorts.sort_unstable();
    cohorts.dedup();
    for cohort in cohorts {
        let theirs: Vec<&Class> = classes
            .iter()
            .filter(|class| class.cohort() == cohort)
            .collect();
        let Some(last) = theirs.last() else { continue };
        let size = school.children((cohort.0 + 10) as usize, cohort.1);
        for n in 0..size {
            let id = PupilId(Uuid::now_v7());
            let left_on = (!last.is_running()).then_some(ground.years[last.year].ends_on);
            pupils.push(Pupil {
                id,
                child: names::child(&mut dice, last.grade, ground.shape.years()[last.year]),
                animal: art::ANIMALS[n % art::ANIMALS.len()].name,
                secret: secret::make(ground.keys, id, last.grade),
                left_on,
            });
            for class in &theirs {
                let year = &ground.years[class.year];
                enrolments.push(Enrolment {
                    pupil: id,
                    class: class.id,
                    from: year.starts_on,
                    to: (class.year < 2).then_some(year.ends_on),
                });
                learn(&mut dice, ground, class, id, &mut done);
            }
        }
    }
    for class in classes {
        let open = modules(ground, class).filter(|(_, opens)| *opens <= ground.shape.today);
        given.extend(open.map(|(module, opens)| Given {
            class: class.id,
            module,
            opens,
        }));
    }
    write(tx, home, &pupils, &enrolments, &done, &given).await?;
    let sitting: Vec<(PupilId, UnitId)> = enrolments
        .iter()
        .filter(|one| one.to.is_none())
        .map(|one| (one.pupil, one.class))
        .collect();
    meetings::hold(tx, ground, school, union, classes, &sitting).await
}

/// The modules of a class with the day each is given: every fourth week of a year that is over, every second of the running one.
fn modules(
    ground: &Ground<'_>,
    class: &Class,
) -> impl Iterator<Item = (String, NaiveDate)> + use<> {
    let first = ground.shape.years()[class.year];
    let (band, many) = match class.grade {
        1..=3 => ('A', 7),
        4..=5 => ('B', 7),
        6..=9 => ('C', 8),
        _ => ('D', 7),
    };
    let every = if class.is_running() { 2 } else { 4 };
    (0..many).map(move |n| (format!("{band}{}", n + 1), week(first, 1 + every * n)))
}

fn learn(
    dice: &mut StdRng,
    ground: &Ground<'_>,
    class: &Class,
    pupil: PupilId,
    done: &mut Vec<Done>,
) {
    for (module, opens) in modules(ground, class) {
        let begun = opens + Days::new(dice.random_range(0..12));
        // One child in ten never opens a lesson, one in twelve does not come to its end.
        if begun >= ground.shape.today || dice.random_ratio(1, 10) {
            continue;
        }
        let started = day::start(begun) + Duration::minutes(dice.random_range(430..600));
        let completes = !dice.random_ratio(1, 12);
        done.push(Done {
            pupil,
            year: ground.years[class.year].id,
            module,
            class: class.id,
            started,
            completed: completes.then(|| started + Duration::minutes(11)),
            correct: dice.random_range(2..=6),
        });
    }
}

async fn write(
    tx: &mut Tx,
    home: UnitId,
    pupils: &[Pupil],
    enrolments: &[Enrolment],
    done: &[Done],
    given: &[Given],
) -> Result<()> {
    let columns = "pupil (id, school, full_name, sort_key, search_key, birth_year, birth_date, gender, animal, secret_kind, secret, left_on)";
    bulk::insert(tx, columns, 12, pupils, |query, one| {
        let child = &one.child;
        query
            .bind(one.id)
            .bind(home)
            .bind(child.name.to_string())
            .bind(collate::name_key(child.name.as_str()))
            .bind(child.name.folded().to_owned())
            .bind(i64::from(chrono::Datelike::year(&child.born)))
            .bind(child.born)
            .bind(child.gender)
            .bind(one.animal.to_owned())
            .bind(one.secret.0)
            .bind(one.secret.1.clone())
            .bind(one.left_on)
    })
    .await?;
    let columns = "enrolment (id, pupil, class, valid_from, valid_to)";
    bulk::insert(tx, columns, 5, enrolments, |query, one| {
        let query = query.bind(Uuid::now_v7()).bind(one.pupil).bind(one.class);
        query.bind(one.from).bind(one.to)
    })
    .await?;
    let columns = "assignment (id, class, module, opens_on, closes_on, mode, assigned_at)";
    bulk::insert(tx, columns, 7, given, |query, one| {
        query
            .bind(Uuid::now_v7())
            .bind(one.class)
            .bind(one.module.clone())
            .bind(one.opens)
            .bind(one.opens + Days::new(20))
            .bind("device".to_owned())
            .bind(day::start(one.opens))
    })
    .await?;
    let columns = "progress (pupil, school_year, module, class, scene, scenes_seen, started_at, completed_at, best_correct, n_items, attempts, updated_at)";
    bulk::insert(tx, columns, 12, done, |query, one| {
        let whole = one.completed.is_some();
        query
            .bind(one.pupil)
            .bind(one.year)
            .bind(one.module.clone())
            .bind(one.class)
            .bind(if whole { 0_i64 } else { 4 })
            .bind(if whole { 9_i64 } else { 4 })
            .bind(one.started)
            .bind(one.completed)
            .bind(if whole { one.correct } else { 0 })
            .bind(if whole { 6_i64 } else { 0 })
            .bind(i64::from(whole))
            .bind(one.completed.unwrap_or(one.started))
    })
    .await
}
