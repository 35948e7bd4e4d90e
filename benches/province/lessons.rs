//! The children of a school, and three years of lessons.

use crate::{
    bulk,
    classes::Class,
    ground::Ground,
    names,
    shape::{School, week},
};
use anyhow::Result;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};
use lachan::{collate, service::secret, store::Tx};
use lachan_core::{
    art, day,
    ids::{PupilId, SchoolYearId, UnitId},
    person::SecretKind,
};
use rand::{Rng, rngs::StdRng};
use uuid::Uuid;

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

/// Writes down the children and what they did; answers who sits in which class now.
pub async fn live(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    home: UnitId,
    classes: &[Class],
) -> Result<Vec<(PupilId, UnitId)>> {
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
    let sitting = enrolments.iter().filter(|one| one.to.is_none());
    Ok(sitting.map(|one| (one.pupil, one.class)).collect())
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
