//! Small writes that share one commit: in order, each for itself, and answered only when they are durable.

use crate::support::World;
use futures_util::future::join_all;
use lachan::store::{
    Result, Tx,
    batch::{Batch, Job},
    settings,
};
use std::sync::Arc;
use tokio::sync::Notify;

struct Put {
    key: String,
    value: String,
    held: Option<Arc<Held>>,
}

/// A job that has written stands still until it is let go.
#[derive(Default)]
struct Held {
    has_written: Notify,
    let_go: Notify,
}

fn put(key: impl Into<String>, value: impl Into<String>) -> Put {
    Put {
        key: key.into(),
        value: value.into(),
        held: None,
    }
}

impl Job for Put {
    type Done = ();

    async fn run(&self, tx: &mut Tx) -> Result<()> {
        tx.query("insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value")
            .bind(self.key.clone())
            .bind(self.value.clone())
            .execute()
            .await?;
        if let Some(held) = &self.held {
            held.has_written.notify_one();
            held.let_go.notified().await;
        }
        match self.value.as_str() {
            "thất bại" => Err(sqlx::Error::RowNotFound),
            "hoảng loạn" => panic!("a job may panic"),
            _ => Ok(()),
        }
    }
}

#[tokio::test]
async fn what_was_asked_later_is_written_later() {
    let world = World::new().await;
    if std::env::var("TEST_DATABASE_URL").is_ok() {
        return; // PostgreSQL runs them side by side
    }
    let jobs = (0..300).map(|n| world.app.batch.run(put("x", n.to_string())));
    assert!(join_all(jobs).await.iter().all(Result::is_ok));
    assert_eq!(
        settings::get(world.db(), "x").await.unwrap().as_deref(),
        Some("299")
    );
}

#[tokio::test]
async fn one_that_fails_or_panics_harms_none_of_its_neighbours() {
    let world = World::new().await;
    let value = |n: usize| match n {
        7 | 31 => "thất bại",
        20 => "hoảng loạn",
        _ => "xong",
    };
    let jobs = (0..50).map(|n| world.app.batch.run(put(format!("k{n}"), value(n))));
    for (n, answer) in join_all(jobs).await.into_iter().enumerate() {
        let kept = settings::get(world.db(), &format!("k{n}")).await.unwrap();
        assert_eq!(answer.is_ok(), value(n) == "xong", "{n}");
        assert_eq!(kept.is_some(), answer.is_ok(), "{n}: {kept:?}");
    }
    world.app.batch.run(put("sau", "vẫn ghi")).await.unwrap();
}

#[tokio::test]
async fn nobody_is_answered_before_everybody_can_read_it() {
    let world = World::new().await;
    let held = Arc::new(Held::default());
    let slow = world.app.batch.run(Put {
        held: Some(held.clone()),
        ..put("s", "chậm")
    });
    let look = async {
        held.has_written.notified().await;
        // The control: written but not yet committed is not there for anybody else.
        assert_eq!(settings::get(world.db(), "s").await.unwrap(), None);
        held.let_go.notify_one();
    };
    tokio::join!(slow, look).0.unwrap();
    assert!(settings::get(world.db(), "s").await.unwrap().is_some());
}

#[tokio::test]
async fn closing_finishes_what_was_taken_and_takes_no_more() {
    let world = World::new().await;
    let batch = Arc::new(Batch::start(world.db().clone()));
    let waiting: Vec<_> = (0..40)
        .map(|n| {
            let batch = batch.clone();
            tokio::spawn(async move { batch.run(put(format!("c{n}"), "xong")).await })
        })
        .collect();
    tokio::task::yield_now().await;
    batch.close().await;
    for (n, job) in waiting.into_iter().enumerate() {
        let answered = job.await.unwrap().is_ok();
        let kept = settings::get(world.db(), &format!("c{n}")).await.unwrap();
        assert_eq!(kept.is_some(), answered, "{n}");
    }
    if std::env::var("TEST_DATABASE_URL").is_err() {
        assert!(batch.run(put("muộn", "quá")).await.is_err());
    }
}
