//! Meetings of the running year: every chi đội and chi đoàn once a month, the whole school once for a talk; and the test before the lessons.

use crate::{
    bulk,
    classes::Class,
    ground::Ground,
    shape::{School, week},
};
use anyhow::Result;
use chrono::{DateTime, Duration, NaiveDate, Utc};
use lachan::store::Tx;
use lachan_core::{
    activity::ActivityKind,
    day,
    ids::{PupilId, UnitId},
    units::UnitKind,
};
use rand::Rng;
use std::collections::BTreeMap;
use uuid::Uuid;

struct Held {
    id: Uuid,
    kind: ActivityKind,
    on: NaiveDate,
    guests: Vec<UnitId>,
}

struct Mark {
    activity: Uuid,
    pupil: PupilId,
    status: &'static str,
    at: DateTime<Utc>,
}

struct Test {
    pupil: PupilId,
    class: UnitId,
    correct: i64,
    knows: bool,
    at: DateTime<Utc>,
}

/// Writes them down with everybody who came.
pub async fn hold(
    tx: &mut Tx,
    ground: &Ground<'_>,
    school: &School,
    union: UnitId,
    classes: &[Class],
    sitting: &[(PupilId, UnitId)],
) -> Result<()> {
    let mut dice = school.dice(2);
    let first = ground.shape.years()[2];
    let running: Vec<&Class> = classes.iter().filter(|class| class.is_running()).collect();
    let mut children: BTreeMap<UnitId, Vec<PupilId>> = BTreeMap::new();
    for (pupil, class) in sitting {
        children.entry(*class).or_default().push(*pupil);
    }
    let kind = match school.youth().1 {
        UnitKind::Branch => ActivityKind::BranchMeeting,
        _ => ActivityKind::PioneerMeeting,
    };
    let (mut held, mut marks, mut tests) = (Vec::new(), Vec::new(), Vec::new());
    let mut came = |activity: Uuid, on: NaiveDate, class: UnitId| {
        for pupil in children.get(&class).into_iter().flatten() {
            let status = match dice.random_range(0..100) {
                0..=91 => "present",
                92..=96 => "excused",
                _ => "absent",
            };
            let at = day::start(on) + Duration::hours(8);
            marks.push(Mark {
                activity,
                pupil: *pupil,
                status,
                at,
            });
        }
    };
    let months = (0..9)
        .map(|n| week(first, 2 + 4 * n))
        .filter(|on| *on < ground.shape.today);
    for on in months {
        for class in &running {
            let id = Uuid::now_v7();
            came(id, on, class.id);
            held.push(Held {
                id,
                kind,
                on,
                guests: vec![class.youth],
            });
        }
    }
    let on = week(first, 3);
    if on < ground.shape.today {
        let id = Uuid::now_v7();
        running.iter().for_each(|class| came(id, on, class.id));
        let guests = running.iter().map(|class| class.youth).collect();
        held.push(Held {
            id,
            kind: ActivityKind::Talk,
            on,
            guests,
        });
    }
    let tested: Vec<&&Class> = running.iter().step_by(3).collect();
    for class in &tested {
        for pupil in children.get(&class.id).into_iter().flatten() {
            tests.push(Test {
                pupil: *pupil,
                class: class.id,
                correct: dice.random_range(1..=7),
                knows: dice.random_ratio(2, 3),
                at: day::start(week(first, 0)) + Duration::hours(9),
            });
        }
    }
    write(tx, union, &held, &marks).await?;
    write_tests(tx, first, &tested, &tests).await
}

async fn write(tx: &mut Tx, host: UnitId, held: &[Held], marks: &[Mark]) -> Result<()> {
    let columns = "activity (id, kind, title, host, held_on, created_at, closed_at)";
    bulk::insert(tx, columns, 7, held, |query, one| {
        let at = day::start(one.on) + Duration::hours(7);
        query
            .bind(one.id)
            .bind(one.kind)
            .bind("Buổi để đo".to_owned())
            .bind(host)
            .bind(one.on)
            .bind(at)
            .bind(at + Duration::hours(2))
    })
    .await?;
    let guests: Vec<(Uuid, UnitId)> = held
        .iter()
        .flat_map(|one| one.guests.iter().map(|guest| (one.id, *guest)))
        .collect();
    bulk::insert(
        tx,
        "activity_target (activity, unit)",
        2,
        &guests,
        |query, (id, guest)| query.bind(*id).bind(*guest),
    )
    .await?;
    let columns = "attendance (activity, pupil, status, method, client_id, marked_at)";
    bulk::insert(tx, columns, 6, marks, |query, one| {
        query
            .bind(one.activity)
            .bind(one.pupil)
            .bind(one.status.to_owned())
            .bind("roll".to_owned())
            .bind(Uuid::now_v7())
            .bind(one.at)
    })
    .await
}

async fn write_tests(tx: &mut Tx, first: i32, classes: &[&&Class], tests: &[Test]) -> Result<()> {
    let opens = week(first, 0);
    let columns = "trial (id, class, kind, opens_on, closes_on, given_at)";
    bulk::insert(tx, columns, 6, classes, |query, class| {
        query
            .bind(Uuid::now_v7())
            .bind(class.id)
            .bind("before".to_owned())
            .bind(opens)
            .bind(opens)
            .bind(day::start(opens))
    })
    .await?;
    let columns = "trial_result (pupil, class, band, kind, correct, n_items, knows_111, taken_at)";
    bulk::insert(tx, columns, 8, tests, |query, one| {
        query
            .bind(one.pupil)
            .bind(one.class)
            .bind("B".to_owned())
            .bind("before".to_owned())
            .bind(one.correct)
            .bind(7_i64)
            .bind(one.knows)
            .bind(one.at)
    })
    .await
}
