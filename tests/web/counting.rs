//! Who asks while figures are counted: one counts for all, and nobody is shown an older number as a new one.

use super::histories::spans;
use crate::support::World;
use chrono::{Duration, Utc};
use lachan::{
    config::Config,
    server::Server,
    service::reports,
    store::{
        claims,
        figures::{self, spans as kept_spans},
    },
};
use lachan_core::{
    actor::{Actor, Role},
    report::Measure,
};
use std::{collections::BTreeSet, time};
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
