//! Mistakes of our own: a panic costs the one request, the one job or the one round it happens in.

use crate::{
    scale::{Scale, Seen},
    support::World,
};
use axum::{Router, body::Body, http::Request, routing::get};
use lachan::{
    job, routes,
    store::{self, Tx, batch::Job},
};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tokio::runtime::Runtime;
use tower::ServiceExt;

async fn broken() -> &'static str {
    panic!("a handler")
}

struct Panics;

impl Job for Panics {
    type Done = ();

    async fn run(&self, _: &mut Tx) -> store::Result<()> {
        panic!("a job")
    }
}

struct Writes(String);

impl Job for Writes {
    type Done = ();

    async fn run(&self, tx: &mut Tx) -> store::Result<()> {
        tx.query("insert into setting (key, value) values ($1, 'x')")
            .bind(self.0.clone())
            .execute()
            .await?;
        Ok(())
    }
}

async fn ask(router: &Router, path: &str) -> u16 {
    let request = Request::builder().uri(path).body(Body::empty()).unwrap();
    let response = router.clone().oneshot(request).await.unwrap();
    response.status().as_u16()
}

/// F18
pub fn panics(scale: &Scale, seen: &mut Seen) {
    // What a panic says on its way is not what is looked at.
    std::panic::set_hook(Box::new(|_| {}));
    Runtime::new().unwrap().block_on(async {
        let world = World::new().await;
        let table = routes::table().route("/hong", get(broken));
        let router = routes::guarded(table, world.app.clone());
        for n in 0..scale.times(20, 5) {
            let (bad, good) = tokio::join!(ask(&router, "/hong"), ask(&router, "/"));
            seen.expect(bad == 500 && good == 200, || format!("{n}: {bad}, {good}"));
            let job = Writes(format!("key {n}"));
            let (bad, good) = tokio::join!(world.app.batch.run(Panics), world.app.batch.run(job));
            seen.expect(bad.is_err() && good.is_ok(), || {
                format!("job {n}: {good:?}")
            });
        }
        let count = world
            .db()
            .query("select count(*) from setting where key like 'key %'");
        let (kept,): (i64,) = count.one().await.unwrap();
        let expected = scale.times(20, 5) as i64;
        seen.expect(kept == expected, || format!("{kept} of {expected} written"));
        let rounds = AtomicUsize::new(0);
        let work = || async {
            if rounds.fetch_add(1, Ordering::Relaxed).is_multiple_of(2) {
                panic!("a round");
            }
            Ok(())
        };
        let limit = tokio::time::timeout(
            Duration::from_millis(300),
            job::rounds(Duration::from_millis(5), work),
        );
        seen.expect(limit.await.is_err(), || "the rounds ended".to_owned());
        let rounds = rounds.into_inner();
        seen.expect(rounds > 4, || format!("{rounds} rounds"));
        // The control: what nobody catches ends its task.
        let lost = tokio::spawn(async { panic!("a task") }).await;
        seen.expect(lost.is_err(), || "nothing panicked".to_owned());
    });
    drop(std::panic::take_hook());
}
