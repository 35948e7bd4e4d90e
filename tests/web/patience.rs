//! Requests that take too long, and the statements they leave behind.

use crate::support::World;
use lachan::store::Db;
use std::time::{Duration, Instant};

/// Counts for minutes on either engine.
const ENDLESS: &str =
    "with recursive n (i) as (select cast(1 as bigint) union all select i + 1 from n where i < 4000000000)
     select count(*) from n";

/// Longer than a busy machine needs for what takes no time, shorter than the counting.
const PATIENCE: Duration = Duration::from_secs(30);

#[tokio::test]
async fn readers_that_were_given_up_lock_nobody_out() {
    let world = World::new().await;
    let mut slow = Vec::new();
    for _ in 0..20 {
        let db: Db = world.db().clone();
        let read = async move { db.query(ENDLESS).one::<(i64,)>().await };
        slow.push(tokio::spawn(tokio::time::timeout(
            Duration::from_millis(300),
            read,
        )));
    }
    for read in slow {
        // Given up, or never given a connection at all.
        assert!(!matches!(read.await.unwrap(), Ok(Ok(_))));
    }
    // Whoever was locked out would wait for one that counts for minutes.
    tokio::time::timeout(PATIENCE, async {
        assert!(world.db().answers().await);
        world.browser().get("/readyz").await.is(200);
    })
    .await
    .expect("somebody is locked out");
    // PostgreSQL notices after a second or so that nobody waits, and stops counting.
    if let Db::Postgres { .. } = world.db() {
        let counting = async || {
            let (n,): (i64,) = world
                .db()
                .query("select count(*) from pg_stat_activity where datname = current_database() and state = 'active' and query like 'with recursive n%'")
                .one()
                .await
                .unwrap();
            n
        };
        let begun = Instant::now();
        while counting().await > 0 {
            assert!(begun.elapsed() < PATIENCE, "it goes on counting");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
}

#[tokio::test]
async fn a_database_that_no_longer_answers_is_noticed() {
    let world = World::new().await;
    world.browser().get("/readyz").await.is(200);
    // An answer holds for a second: anybody may ask.
    let old = Duration::from_millis(1_100);
    tokio::time::sleep(old).await;
    // Somebody holds the only writer of SQLite; the pool of PostgreSQL is closed under the server's feet.
    match world.db() {
        Db::Sqlite { .. } => {
            let held = world.db().begin().await.unwrap();
            world.browser().get("/readyz").await.is(503);
            drop(held);
            world.browser().get("/readyz").await.is(200);
        }
        Db::Postgres { pool, .. } => {
            pool.close().await;
            world.browser().get("/readyz").await.is(503);
        }
    }
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_answered_in_words() {
    use axum::{Router, body::Body, http::Request, middleware, routing::get};
    use lachan::web::wrong;
    use tower::ServiceExt;
    let world = World::new().await;
    let slow = || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        "done"
    };
    let limit = Duration::from_millis(50);
    let router = Router::new()
        .route("/{*path}", get(slow))
        .layer(middleware::from_fn(move |request, next| {
            wrong::in_time(limit, request, next)
        }))
        .layer(middleware::from_fn_with_state(
            world.app.clone(),
            wrong::to_children,
        ));
    for (path, kind, says) in [
        ("/bao-cao/x", "text/html", "Việc này lâu hơn thường lệ"),
        (
            "/api/diem-danh",
            "application/json",
            "Máy chưa làm xong trong nửa phút",
        ),
        ("/hoc/B4", "text/html", "Em đợi vài giây rồi thử lại nhé"),
    ] {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let answer = router.clone().oneshot(request).await.unwrap();
        assert_eq!(answer.status(), 503, "{path}");
        assert_eq!(answer.headers()["retry-after"], "30", "{path}");
        assert!(
            answer.headers()["content-type"]
                .to_str()
                .unwrap()
                .starts_with(kind),
            "{path}"
        );
        let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
            .await
            .unwrap();
        let text = String::from_utf8_lossy(&body);
        assert!(text.contains(says), "{path}: {text}");
    }
}
