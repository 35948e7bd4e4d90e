//! What holds on every address.

use super::rights::routes;
use crate::support::World;
use axum::{body::Body, http::Method};
use lachan_core::actor::Role;

#[tokio::test]
async fn an_unknown_address_is_a_calm_page_with_the_headers_of_every_page() {
    let world = World::new().await;
    let answer = world
        .browser()
        .get("/khong-co")
        .await
        .is(404)
        .says("Không tìm thấy trang này")
        .says("lang=\"vi\"");
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["referrer-policy"], "same-origin");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(
        policy.contains("default-src 'none'") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
}

#[tokio::test]
async fn every_page_has_a_nonce_of_its_own() {
    let world = World::new().await;
    let browser = world.browser();
    let policy =
        |answer: crate::support::client::Answer| answer.headers["content-security-policy"].clone();
    assert_ne!(
        policy(browser.get("/khong-co").await),
        policy(browser.get("/khong-co").await)
    );
}

#[tokio::test]
async fn the_process_and_the_database_answer_for_themselves() {
    let world = World::new().await;
    world.browser().get("/healthz").await.is(200).says("ok");
    world.browser().get("/readyz").await.is(200).says("ok");
}

#[tokio::test]
async fn a_long_page_is_pressed_for_whoever_reads_it_pressed() {
    let world = World::new().await;
    let p = world.province().await;
    let staff = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    let ask = |path: &'static str| {
        let request = staff
            .request(Method::GET, path)
            .header("accept-encoding", "gzip, br");
        staff.send(request.body(Body::empty()).unwrap())
    };
    let plain = staff.get("/bai-hoc").await.is(200);
    assert!(!plain.headers.contains_key("content-encoding"));
    let pressed = ask("/bai-hoc").await.is(200);
    assert_eq!(pressed.headers["content-encoding"], "gzip");
    assert!(pressed.body.len() * 3 < plain.body.len());
    let small = ask("/healthz").await.is(200);
    assert!(!small.headers.contains_key("content-encoding"));
}

/// Six shapes of a request that another site can make a browser send, at every address that changes something, from somebody who is signed
/// in and would be allowed.
#[tokio::test]
async fn a_change_that_does_not_come_from_our_page_is_refused_everywhere() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let form = "application/x-www-form-urlencoded";
    let shapes: [&[(&str, &str)]; 6] = [
        &[("content-type", form)],
        &[("content-type", form), ("sec-fetch-site", "cross-site")],
        &[
            ("content-type", form),
            ("sec-fetch-site", "same-site"),
            ("origin", "http://lachan.test"),
        ],
        &[("content-type", "text/plain"), ("origin", "null")],
        &[("content-type", form), ("origin", "http://xau.test")],
        &[
            ("content-type", "application/json"),
            ("origin", "http://lachan.test.xau.test"),
            ("referer", "http://lachan.test/"),
        ],
    ];
    let before = world.rows().await;
    let mut tried = 0;
    for (_, path) in routes().iter().filter(|(method, _)| *method == "POST") {
        let path = path
            .replace("{id}", &lesson.p.a.class_4a.to_string())
            .replace("{pupil}", &lesson.an.to_string());
        let path = path.replace(['{', '}'], "x");
        for shape in shapes {
            let mut request = lesson.teacher.request(Method::POST, &path);
            for (name, value) in shape {
                request = request.header(*name, *value);
            }
            let sent = request.body(Body::from("phut=45")).unwrap();
            let answer = lesson.teacher.send(sent).await;
            assert_eq!(answer.status, 403, "{path} {shape:?}");
            let why = "chỉ nhận việc gửi từ chính trang";
            assert!(answer.text().contains(why), "{path} {shape:?}");
            tried += 1;
        }
    }
    println!("{tried} requests");
    assert!(tried > 250, "{tried}");
    assert_eq!(world.rows().await, before);
    // The control: the same from our own page is let in.
    let own = lesson
        .teacher
        .post(&lesson.panel(), &[("phut", "45")])
        .await;
    own.is(303);
    assert_ne!(world.rows().await, before);
}

#[tokio::test]
async fn a_role_at_the_chi_doi_reaches_the_class_and_not_the_other_school() {
    use lachan::store::units::place;
    use lachan_core::{
        actor::{Actor, Grant},
        ids::StaffId,
        permission::{Denied, OpenDoor},
    };
    let world = World::new().await;
    let p = world.province().await;
    let today = world.clock.today();
    let organizer = Actor::Staff {
        id: StaffId(uuid::Uuid::now_v7()),
        name: "Tổng phụ trách".into(),
        grants: vec![Grant {
            role: Role::Organizer,
            unit: p.a.pioneers,
        }],
    };
    let own = place(world.db(), p.a.class_4a, today)
        .await
        .unwrap()
        .unwrap();
    let other = place(world.db(), p.b.class_4a, today)
        .await
        .unwrap()
        .unwrap();
    assert!(organizer.permit(OpenDoor::at(&own)).is_ok());
    assert_eq!(
        organizer.permit(OpenDoor::at(&other)).err(),
        Some(Denied::NotFound)
    );
    let head = Actor::Staff {
        id: StaffId(uuid::Uuid::now_v7()),
        name: "Hiệu trưởng".into(),
        grants: vec![Grant {
            role: Role::SchoolHead,
            unit: p.a.id,
        }],
    };
    let chi_doi = place(world.db(), p.a.chi_doi_4a, today)
        .await
        .unwrap()
        .unwrap();
    assert!(head.permit(OpenDoor::at(&chi_doi)).is_ok());
}

#[tokio::test]
async fn a_class_is_listed_by_ten_and_a_child_is_found_only_in_it() {
    use lachan::store::pupils;
    let world = World::new().await;
    let p = world.province().await;
    let today = world.clock.today();
    let ids = world
        .pupils(&p.a, p.a.class_4a, &["Trần Thị Bình", "Nguyễn Văn An"])
        .await;
    let list = pupils::of_class(world.db(), p.a.class_4a, today)
        .await
        .unwrap();
    assert_eq!(
        list.iter().map(|p| p.full_name()).collect::<Vec<_>>(),
        ["Nguyễn Văn An", "Trần Thị Bình"]
    );
    assert!(
        pupils::in_class(world.db(), p.a.class_4b, ids[0], today)
            .await
            .unwrap()
            .is_none()
    );
    assert_eq!(
        pupils::class_of(world.db(), ids[0], today).await.unwrap(),
        Some(p.a.class_4a)
    );
    assert_eq!(
        pupils::sealed(world.db(), ids[0])
            .await
            .unwrap()
            .unwrap()
            .secret_version,
        1
    );
}
