//! What changes while figures are counted is not lost.

use super::{
    histories::{History, spans},
    import::{seen, upload},
};
use crate::support::{World, schema::is_postgres};
use chrono::{DateTime, Duration, Utc};
use lachan::{
    service::{figures::Keeper, reports},
    store::{
        Tx, assignments,
        figures::{self, marks},
        pupils, units,
    },
};
use lachan_core::{
    actor::{Actor, Role},
    day,
    ids::{AssignmentId, PupilId, UnitId},
    learning::{Assignment, Mode, Window},
    permission::{AssignModule, ImportClass, Permit, SeeReport},
    report::Measure,
    units::Line,
};
use std::{
    collections::BTreeSet,
    sync::atomic::{AtomicBool, Ordering::SeqCst},
    time,
};
use uuid::Uuid;

const SYSTEM: Actor = Actor::System("test");

impl World {
    async fn learning(&self, unit: UnitId) -> Option<i64> {
        let reading = self.read(unit, "2026-M10").await;
        reading.report.total[Measure::TookPart].seen()
    }

    async fn may_import(&self, class: UnitId) -> Permit<ImportClass> {
        let place = units::place(self.db(), class, self.clock.today()).await;
        let here = place.unwrap().unwrap();
        SYSTEM.permit(ImportClass::at(&here)).unwrap()
    }

    async fn finish(&self, tx: &mut Tx, pupil: PupilId, class: UnitId, at: DateTime<Utc>) {
        tx.query(
            "insert into progress (pupil, module, class, school_year, scene, scenes_seen, started_at, completed_at, updated_at)
             values ($1, 'B1', $2, (select school_year from unit where id = $2), 6, 6, $3, $3, $3)",
        )
        .bind(pupil)
        .bind(class)
        .bind(at)
        .execute()
        .await
        .unwrap();
        marks::pupil(tx, pupil, day::of(at)).await.unwrap();
    }
}

/// Somebody counts as of a day on which it is no more: what was finished after midnight is not in it, and not lost.
#[tokio::test]
async fn a_result_right_after_midnight_is_counted() {
    let world = World::new().await;
    let p = world.province().await;
    let child = world.class_of(&p, p.a.class_4a, 6).await[0];
    assert_eq!(world.learning(p.a.id).await, Some(0));
    let mut tx = world.db().begin().await.unwrap();
    let tomorrow = world.clock.now() + Duration::days(1);
    world.finish(&mut tx, child, p.a.class_4a, tomorrow).await;
    tx.commit().await.unwrap();
    assert_eq!(world.learning(p.a.id).await, Some(0));
    world.clock.advance(Duration::days(1));
    assert_eq!(world.learning(p.a.id).await, Some(1));
}

/// The same of a module that was given after midnight for days that have passed.
#[tokio::test]
async fn a_module_given_right_after_midnight_is_counted() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 6).await;
    let given = || async {
        let reading = world.read(p.a.id, "2026-M10").await;
        reading.report.total[Measure::Given].seen()
    };
    assert_eq!(given().await, Some(0));
    let tomorrow = world.clock.now() + Duration::days(1);
    let place = units::place(world.db(), p.a.class_4a, world.clock.today()).await;
    let permit = SYSTEM
        .permit(AssignModule::at(&place.unwrap().unwrap()))
        .unwrap();
    let new = Assignment {
        id: AssignmentId(Uuid::now_v7()),
        class: p.a.class_4a,
        module: "B1".parse().unwrap(),
        window: Window {
            opens_on: world.clock.today() - Duration::days(3),
            closes_on: world.clock.today() + Duration::days(7),
        },
        mode: Mode::Device,
    };
    let mut tx = world.db().begin().await.unwrap();
    assignments::create(&mut tx, &permit, &SYSTEM, &new, tomorrow)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(given().await, Some(0));
    world.clock.advance(Duration::days(1));
    assert_eq!(given().await, Some(6));
}

/// A child is moved to another class in the moment in which its result is written: neither sees the other. SQLite writes one after the other.
#[tokio::test]
async fn a_result_follows_a_child_that_is_being_moved() {
    if !is_postgres() {
        return;
    }
    let world = World::new().await;
    let p = world.province().await;
    let child = world.class_of(&p, p.a.class_4a, 6).await[0];
    assert_eq!(world.learning(p.a.class_4b).await, Some(0));
    let now = world.clock.now();
    let mut result = world.db().begin().await.unwrap();
    world.finish(&mut result, child, p.a.class_4a, now).await;
    let mut move_ = world.db().begin().await.unwrap();
    let leaves = world.may_import(p.a.class_4a).await;
    let comes = world.may_import(p.a.class_4b).await;
    let today = world.clock.today();
    let yesterday = today.pred_opt().unwrap();
    pupils::leave(&mut move_, &leaves, child, yesterday)
        .await
        .unwrap();
    pupils::enrol(&mut move_, &comes, child, today)
        .await
        .unwrap();
    move_.commit().await.unwrap();
    assert_eq!(world.learning(p.a.class_4b).await, Some(0));
    result.commit().await.unwrap();
    assert_eq!(world.learning(p.a.class_4b).await, Some(1));
}

/// Results, moves and meetings from four sides while three read and a day turns: afterwards what is kept is what is counted.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn nothing_is_lost_while_everybody_counts() {
    let world = World::new().await;
    let history = History::begin(&world).await;
    let units = history.asked;
    let read = |figures: Keeper| async move {
        let db = &figures.db;
        for n in 0..40 {
            let (unit, line): (_, Line) = units[n % units.len()];
            let today = figures.clock.today();
            let found = units::place(db, unit, today).await.unwrap().unwrap();
            let permit = SYSTEM.permit(SeeReport::at(&found)).unwrap();
            let span = spans()[n % 5];
            figures::read(db, &permit, line, span, today).await.unwrap();
            if n % 8 == 0 {
                figures.make(&[span]).await.unwrap();
            }
        }
    };
    let other = world.another_program().await;
    let turn = async {
        for _ in 0..4 {
            tokio::time::sleep(time::Duration::from_millis(150)).await;
            world.clock.advance(Duration::days(1));
        }
    };
    tokio::join!(
        history.clone().be_busy(0),
        history.clone().be_busy(1),
        history.clone().be_busy(2),
        history.clone().be_busy(3),
        read(world.app.figures.clone()),
        read(other.figures.clone()),
        read(world.app.figures.clone()),
        turn,
    );
    history.compare_all().await.unwrap();
}

/// A whole school's list comes and goes while the Department reads: no number of a list that is gone stays, and none is shown halfway.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_list_comes_and_goes_while_the_department_reads() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.b.class_4a, 12).await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let enrolled = |reading: &reports::Reading| reading.report.total[Measure::Enrolled].seen();
    let list = include_bytes!("../data/school-list-primary.xlsx");
    let done = AtomicBool::new(false);
    let bring_in = async {
        for _ in 0..2 {
            let preview = upload(&head, p.a.id, list).await;
            let numbers = seen(&head, &preview).await;
            head.post(&preview, &[("seen", &numbers)]).await.is(303);
            head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
        }
        done.store(true, SeqCst);
    };
    let read = async {
        let mut met = BTreeSet::new();
        while !done.load(SeqCst) {
            let reading = world.read(p.department, "2026-M10").await;
            met.insert(enrolled(&reading));
            lachan::job::ready(&world.app).await.unwrap();
        }
        met
    };
    let ((), met) = tokio::join!(bring_in, read);
    for n in met {
        assert!(
            [Some(12), Some(500)].contains(&n),
            "a list is there or not: {n:?}"
        );
    }
    assert_eq!(
        enrolled(&world.read(p.department, "2026-M10").await),
        Some(12)
    );
    let checked = figures::check(world.db(), world.clock.today())
        .await
        .unwrap();
    assert_eq!(checked.differences, []);
}
