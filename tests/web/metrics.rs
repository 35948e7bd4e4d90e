//! What an operator's monitoring reads: counts by the shape of an address, on a listener of its own.

use crate::support::World;
use axum::{body::Body, http::Request};
use lachan::web::metrics;
use lachan_core::actor::Role;
use tower::ServiceExt;

async fn read(world: &World) -> String {
    let request = Request::get("/metrics").body(Body::empty()).unwrap();
    let router = metrics::router(world.app.clone());
    let answer = router.oneshot(request).await.unwrap();
    assert_eq!(answer.status(), 200);
    let body = axum::body::to_bytes(answer.into_body(), 1 << 20)
        .await
        .unwrap();
    String::from_utf8(body.to_vec()).unwrap()
}

#[tokio::test]
async fn requests_are_counted_by_the_shape_of_their_address() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    for _ in 0..3 {
        head.get(&format!("/lop/{}", p.a.class_4a)).await.is(200);
    }
    head.get("/quan-tri").await.is(403);
    head.get("/khong-co-trang-nay").await.is(404);
    let text = read(&world).await;
    for line in [
        r#"lachan_requests_total{method="GET",route="/lop/{id}",status="200"} 3"#,
        r#"lachan_requests_total{method="GET",route="/quan-tri",status="403"} 1"#,
        r#"lachan_requests_total{method="GET",route="none",status="404"} 1"#,
        r#"lachan_request_duration_seconds_count{route="/lop/{id}"} 3"#,
        "lachan_writing 1",
        "lachan_figures_waiting ",
        "lachan_database_bytes ",
        "lachan_connections ",
        "# EOF",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
    assert!(!text.contains(&p.a.class_4a.to_string()), "no id is in it");
    // Whoever uses the site finds no such page.
    head.get("/metrics").await.is(404);
}

#[tokio::test]
async fn what_waits_to_be_counted_is_in_it() {
    let world = World::new().await;
    let p = world.province().await;
    let line = async |name: &str| {
        let text = read(&world).await;
        let line = text.lines().find_map(|line| line.strip_prefix(name));
        let value = line.unwrap_or_else(|| panic!("{name} is not in:\n{text}"));
        value.trim().parse::<i64>().unwrap()
    };
    let queue = [
        "lachan_figures_waiting",
        "lachan_figures_stale_units",
        "lachan_figures_periods_waiting",
        "lachan_figures_making_left",
        "lachan_figures_oldest_seconds",
    ];
    world.read(p.department, "2026-M10").await;
    for name in queue {
        assert_eq!(line(name).await, 0, "{name}");
    }
    world.class_of(&p, p.a.class_4a, 3).await;
    assert!(line("lachan_figures_waiting").await >= 1);
    let stale = line("lachan_figures_stale_units").await;
    assert!(
        (1..3).contains(&stale),
        "one class, and where it stands: {stale}"
    );
    // Counted for whoever reads the class, not yet in the sheets above it.
    world.read(p.a.class_4a, "2026-M10").await;
    assert_eq!(line("lachan_figures_waiting").await, 0);
    assert!(line("lachan_figures_periods_waiting").await >= 1);
}
