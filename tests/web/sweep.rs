//! What was promised to be forgotten is forgotten, when its time has come and not before.

use super::import::upload;
use crate::support::{
    World,
    door::{WRONG, pictures},
};
use chrono::Duration;
use lachan::job::{Swept, sweep};
use lachan_core::actor::Role;

async fn rows(world: &World, table: &str) -> i64 {
    let sql = format!("select count(*) from {table}");
    world.db().query(sql).one::<(i64,)>().await.unwrap().0
}

#[tokio::test]
async fn a_round_forgets_what_is_over_and_nothing_else() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let head = world
        .staff("hieu.truong", Role::SchoolHead, lesson.p.a.id)
        .await;
    let list = "Họ tên,Lớp\nTrần Thị Bình,4A\n".as_bytes();
    let preview = upload(&head, lesson.p.a.id, list).await;
    head.get(&preview).await.is(200);
    let door = world.at_door(&lesson.door.code).await;
    door.post(&lesson.tile(lesson.an), &pictures(WRONG)).await;
    let stranger = world.browser();
    stranger.post("/", &[("ma", "AAAA-AAAA")]).await.is(303);
    let mut tx = world.db().begin().await.unwrap();
    for hash in ["a", "b", "c"] {
        tx.query("insert into result_receipt (id, body_hash, correct, n_items, received_at) values ($1, $2, 5, 6, $3)")
            .bind(uuid::Uuid::now_v7())
            .bind(hash.to_owned())
            .bind(world.clock.now())
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();

    assert_eq!(
        sweep(&world.app).await.unwrap(),
        Swept::default(),
        "nothing is over yet"
    );
    let tables = ["import", "session", "throttle", "door_try"];
    for table in tables {
        assert!(
            rows(&world, table).await > 0,
            "the control: {table} has something to forget"
        );
    }
    world.clock.advance(Duration::hours(26));
    let swept = sweep(&world.app).await.unwrap();
    assert_eq!((swept.receipts, swept.previews, swept.tries), (0, 1, 1));
    assert!(swept.sessions > 0 && swept.throttles > 0, "{swept:?}");
    for table in tables {
        assert_eq!(rows(&world, table).await, 0, "{table}");
    }
    assert_eq!(
        rows(&world, "result_receipt").await,
        3,
        "receipts are kept 45 days"
    );
    world.clock.advance(Duration::days(45));
    assert_eq!(sweep(&world.app).await.unwrap().receipts, 3);
    assert_eq!(sweep(&world.app).await.unwrap(), Swept::default());
    head.get(&preview).await.is(303);
}

/// A list that was brought in keeps what undoing needs.
#[tokio::test]
async fn an_import_that_was_brought_in_can_be_undone_after_a_round() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let list = "Họ tên,Lớp\nTrần Thị Bình,4A\n".as_bytes();
    let preview = upload(&head, p.a.id, list).await;
    let numbers = super::import::seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    world.clock.advance(Duration::hours(30));
    sweep(&world.app).await.unwrap();
    let head = world.staff("mai", Role::SchoolHead, p.a.id).await;
    head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    assert_eq!(rows(&world, "pupil").await, 0);
}
