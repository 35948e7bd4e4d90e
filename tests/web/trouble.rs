//! A disk that is full, a connection that is gone: the write that meets it fails whole, and the next one finds a sound connection.

use crate::support::World;
use lachan::store::{
    Db, Result, Tx,
    batch::{Batch, Job},
    is_trouble, settings,
};
use lachan_core::actor::Role;

fn on_sqlite(world: &World) -> bool {
    matches!(world.db(), Db::Sqlite { .. })
}

async fn put(tx: &mut Tx, key: &str, value: &str) -> Result<u64> {
    tx.query("insert into setting (key, value) values ($1, $2)")
        .bind(key.to_owned())
        .bind(value.to_owned())
        .execute()
        .await
}

/// From now on the connection that writes is in trouble: no page more on SQLite, no server any more on PostgreSQL.
async fn spoil(tx: &mut Tx, sqlite: bool) {
    if sqlite {
        tx.query("pragma max_page_count = 1")
            .execute()
            .await
            .unwrap();
    } else {
        let ended = tx.query("select pg_terminate_backend(pg_backend_pid())");
        ended.execute().await.unwrap_err();
    }
}

async fn kept(world: &World) -> i64 {
    let counted = world
        .db()
        .query("select count(*) from setting where key <> 'written_at'");
    counted.one::<(i64,)>().await.unwrap().0
}

#[tokio::test]
async fn what_fails_in_the_middle_leaves_nothing_and_the_next_write_succeeds() {
    let world = World::new().await;
    let before = kept(&world).await;
    for round in 0..3 {
        let mut tx = world.db().begin().await.unwrap();
        put(&mut tx, "nhỏ", "một").await.unwrap();
        spoil(&mut tx, on_sqlite(&world)).await;
        let error = put(&mut tx, "lớn", &"x".repeat(1 << 20)).await.unwrap_err();
        assert!(!on_sqlite(&world) || is_trouble(&error), "{error}");
        // SQLite has rolled back by itself: this would stand alone.
        put(&mut tx, "nửa chừng", "hai").await.unwrap_err();
        tx.commit().await.unwrap_err();
        assert_eq!(kept(&world).await, before, "nothing half there");

        let mut tx = world.db().begin().await.unwrap();
        put(&mut tx, &format!("sau {round}"), "ba").await.unwrap();
        tx.rollback().await.unwrap();
        world.db().write_something().await.unwrap();
    }
}

#[tokio::test]
async fn a_refused_value_ends_its_transaction_on_both_engines() {
    let world = World::new().await;
    let before = kept(&world).await;
    let mut tx = world.db().begin().await.unwrap();
    put(&mut tx, "một", "1").await.unwrap();
    put(&mut tx, "một", "lại").await.unwrap_err();
    tx.commit()
        .await
        .expect_err("PostgreSQL would roll back here without a word");
    assert_eq!(kept(&world).await, before);
    let mut tx = world.db().begin().await.unwrap();
    put(&mut tx, "một", "1").await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(kept(&world).await, before + 1);
}

#[tokio::test]
async fn a_transaction_dropped_on_the_way_holds_nobody_up() {
    let world = World::new().await;
    for _ in 0..20 {
        let mut tx = world.db().begin().await.unwrap();
        put(&mut tx, "một", "1").await.unwrap();
        drop(tx);
        // Given up between asking and answer.
        let begun = world.db().begin();
        tokio::time::timeout(std::time::Duration::from_micros(50), begun)
            .await
            .ok();
    }
    let mut tx = world.db().begin().await.unwrap();
    put(&mut tx, "một", "1").await.unwrap();
    tx.commit().await.unwrap();
}

struct Put(String);

impl Job for Put {
    type Done = ();
    async fn run(&self, tx: &mut Tx) -> Result<()> {
        put(tx, &self.0, &"x".repeat(1 << 16)).await.map(drop)
    }
}

#[tokio::test]
async fn the_writer_of_many_answers_all_of_them_and_goes_on() {
    let world = World::new().await;
    let batch = Batch::start(world.db().clone());
    if on_sqlite(&world) {
        let mut tx = world.db().begin().await.unwrap();
        spoil(&mut tx, true).await;
        tx.rollback().await.unwrap();
        let jobs = (0..40).map(|n| batch.run(Put(format!("đầy {n}"))));
        for answer in futures_util::future::join_all(jobs).await {
            let error = answer.unwrap_err();
            assert!(is_trouble(&error), "{error}");
        }
    }
    batch.run(Put("sau".to_owned())).await.unwrap();
    assert!(settings::get(world.db(), "sau").await.unwrap().is_some());
}

/// Nothing can be written when somebody turns a page after a pause: the note that they were here is left out, and the page comes all the same.
#[tokio::test]
async fn who_only_reads_goes_on_while_nothing_can_be_written() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/lop").await.is(200);
    world.clock.advance(chrono::Duration::minutes(3));
    if on_sqlite(&world) {
        let file = world.app.config.data.join("lachan.db");
        std::fs::rename(&file, file.with_extension("away")).unwrap();
        assert!(world.db().begin().await.is_err());
    } else {
        let ended = "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()";
        world.db().query(ended).all::<(bool,)>().await.unwrap();
    }
    lan.get("/lop").await.is(200);
}
