//! Who asks while figures are counted: one counts for all, nobody is shown an older number as a new one, and nothing that changes meanwhile is
//! lost.

use super::{
    histories::{History, spans},
    import::{seen, upload},
};
use crate::support::{World, schema::is_postgres};
use chrono::{DateTime, Duration, Utc};
use lachan::{
    config::Config,
    server::Server,
    service::{figures::Keeper, reports},
    store::{
        Tx, assignments, claims,
        figures::{self, marks, spans as kept_spans},
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
    /// How many times sheets were made: each making gives those of a span one id.
    async fn makings(&self) -> usize {
        let made = "select distinct sheets from figure_sheet";
        let made: Vec<(Uuid,)> = self.db().query(made).all().await.unwrap();
        made.len()
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn ten_officers_who_ask_at_once_are_answered_by_one_making() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 12).await;
    let other = world.another_program().await;
    let asked: Vec<_> = (0..10)
        .map(|n| {
            // Five at each of two programs.
            let figures = [&world.app, &other][n % 2].figures.clone();
            tokio::spawn(async move {
                let period = "2026-M10".parse().unwrap();
                reports::read(&figures, &SYSTEM, p.department, period).await
            })
        })
        .collect();
    for one in asked {
        let reading = one.await.unwrap().unwrap();
        assert_eq!(reading.report.total[Measure::Enrolled].seen(), Some(12));
        assert_eq!(reading.counted_at, None);
    }
    // The month, and the two years it is read with.
    assert_eq!(world.makings().await, 3);
}

#[tokio::test]
async fn a_page_that_waits_for_nothing_says_how_old_it_is() {
    let world = World::new().await;
    let p = world.province().await;
    let child = world.class_of(&p, p.a.class_4a, 12).await[0];
    let department = world
        .staff("so.gddt", Role::DepartmentOfficer, p.department)
        .await;
    let config = Config {
        patience: time::Duration::ZERO,
        ..world.app.config.clone()
    };
    let (keys, clock) = (world.app.keys.clone(), world.clock.clone());
    let hurried = Server::with(config, keys, clock).await.unwrap();
    let hurried = department.at(&hurried);
    let page = format!("/bao-cao/{}?ky=2026-M10", p.department);

    // Nothing is counted yet: the page says so and opens itself again.
    let answer = hurried
        .get(&page)
        .await
        .is(503)
        .says("Số liệu đang được đếm");
    assert_eq!(answer.headers["refresh"], "3");
    department
        .get(&page)
        .await
        .is(200)
        .says("0 trên 12 học sinh")
        .hides("còn đang được đếm");
    hurried.get(&page).await.is(200).hides("còn đang được đếm");

    world
        .completed(child, p.a.class_4a, "B1", "2026-10-05T02:00:00Z")
        .await;
    world.clock.advance(Duration::minutes(10));
    // A result later the number is older than it, and says so, also in the file.
    hurried
        .get(&page)
        .await
        .is(200)
        .says("0 trên 12 học sinh")
        .says("Một phần số liệu còn đang được đếm. Các số ở đây tính đến 08:00 12/10/2026.");
    department
        .get(&page)
        .await
        .is(200)
        .says("&lt; 5 trên 12 học sinh")
        .hides("còn đang được đếm");
}

#[tokio::test]
async fn what_one_program_is_at_another_leaves_alone_until_it_is_dead() {
    let world = World::new().await;
    let [one, other] = [Uuid::now_v7(), Uuid::now_v7()];
    let now = Utc::now();
    let long = Duration::seconds(60);
    let take = |who, at| claims::take(world.db(), "work", who, at, long);
    assert!(take(one, now).await.unwrap());
    assert!(take(one, now + Duration::seconds(30)).await.unwrap());
    assert!(!take(other, now + Duration::seconds(89)).await.unwrap());
    assert!(take(other, now + Duration::seconds(90)).await.unwrap());
    claims::leave(world.db(), "work", one).await.unwrap();
    assert!(!take(one, now + Duration::seconds(91)).await.unwrap());
    claims::leave(world.db(), "work", other).await.unwrap();
    assert!(take(one, now + Duration::seconds(91)).await.unwrap());
}

/// The periods that run are there before anybody asks, and those nobody asked for cost nothing.
#[tokio::test]
async fn what_runs_now_is_ready_and_nothing_else_is_kept() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 12).await;
    lachan::job::ready(&world.app).await.unwrap();
    let kept = kept_spans::all(world.db()).await.unwrap();
    let kept: BTreeSet<String> = kept
        .into_iter()
        .map(|span| format!("{} {}", span.from, span.to))
        .collect();
    let expected = [
        "2026-09-15 2026-10-14",
        "2026-09-15 2026-12-14",
        "2026-06-15 2026-12-14",
        "2025-12-15 2026-12-14",
        "2026-08-01 2027-05-31",
        "2026-08-01 2027-01-17",
        // The month before, with the years up to its end.
        "2026-08-15 2026-09-14",
        "2025-12-15 2026-09-14",
        "2026-08-01 2026-09-14",
    ];
    assert_eq!(kept, expected.map(str::to_owned).into());
    let makings = world.makings().await;
    for period in [
        "2026-M10",
        "2026-Q4",
        "2026-H2",
        "2026-Y",
        "NH2026-2027",
        "HK1-2026-2027",
        "2026-M09",
    ] {
        let reading = world.read(p.department, period).await;
        assert_eq!(
            reading.report.total[Measure::Enrolled].seen(),
            Some(12),
            "{period}"
        );
    }
    assert_eq!(world.makings().await, makings);
    // On the 15th another month begins, and the one that is over keeps its sheets.
    world.clock.advance(Duration::days(3));
    lachan::job::ready(&world.app).await.unwrap();
    let kept = kept_spans::all(world.db()).await.unwrap();
    let has = |from: &str, to: &str| {
        kept.iter()
            .any(|span| span.from.to_string() == from && span.to.to_string() == to)
    };
    assert!(has("2026-10-15", "2026-11-14") && has("2026-08-01", "2026-10-14"));
    // Nothing has changed: another round makes nothing.
    let makings = world.makings().await;
    lachan::job::ready(&world.app).await.unwrap();
    assert_eq!(world.makings().await, makings);
}

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

/// An operator asks whether what is kept is what is counted, and is told where it is not.
#[tokio::test]
async fn a_number_that_was_tampered_with_is_found() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 12).await;
    world.read(p.department, "2026-M10").await;
    let today = world.clock.today();
    let checked = figures::check(world.db(), today).await.unwrap();
    assert_eq!((checked.spans, checked.differences), (3, vec![]));
    assert!(checked.rows > 20, "{}", checked.rows);
    let mut tx = world.db().begin().await.unwrap();
    tx.query("update class_figure set learnt = '{\"most_in_one_module\": 3}' where class = $1 and ends_on = $2")
        .bind(p.a.class_4a)
        .bind(spans()[0].to)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let found = figures::check(world.db(), today).await.unwrap();
    let [found] = &found.differences[..] else {
        panic!("{found:?}");
    };
    assert_eq!((found.unit, found.span), (p.a.class_4a, spans()[0]));
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
