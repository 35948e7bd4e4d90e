//! Cookies that nobody was given: made up, planted, copied, doubled.

use super::signin::try_with;
use crate::support::{World, door::PASSWORD};
use axum::{
    body::Body,
    http::{Method, header},
};
use lachan::auth::keys;

/// Every cookie of ours.
const COOKIES: [&str; 7] = [
    "lachan",
    "lachan-em",
    "lachan-cua",
    "lachan-may",
    "lachan-khach",
    "lachan-truong",
    "lachan-so",
];

#[tokio::test]
async fn a_thousand_made_up_cookies_open_nothing() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let own = lesson.teacher.cookie("lachan").unwrap();
    let (class, tile) = (
        format!("/lop/{}", lesson.p.a.class_4a),
        lesson.tile(lesson.an),
    );
    for n in 0..1_000 {
        let made_up = match n % 10 {
            0 => "A".repeat(n % 90),
            1 => own.to_lowercase(),
            2 => own[..own.len() - 1].to_owned(),
            3 => format!("{own}A"),
            4 => own.chars().rev().collect(),
            5 => format!("{}.{}", keys::token(), keys::token()),
            6 => format!("{}.{}.{}", lesson.door.id.0.simple(), keys::token(), own),
            7 => "%00%ff".repeat(n % 20),
            8 => "../".repeat(n % 20),
            _ => keys::token(),
        };
        let browser = world.browser();
        for name in COOKIES {
            browser.set_cookie(name, &made_up);
        }
        let adult = browser.get(&class).await.is(303);
        assert!(adult.location().starts_with("/dang-nhap"), "{made_up}");
        let child = browser.get("/hoc").await.is(303);
        assert_eq!(child.location(), "/", "{made_up}");
        let at_door = browser.get(&tile).await.is(303);
        assert_eq!(at_door.location(), "/?vi=dong", "{made_up}");
        assert_ne!(browser.cookie("lachan").as_deref(), Some(own.as_str()));
    }
    lesson.teacher.get(&class).await.is(200);
}

/// What stood in a browser before somebody signed in is worth nothing afterwards, whoever put it there; neither is what stood there before
/// somebody left.
#[tokio::test]
async fn what_was_planted_before_and_copied_after_is_dead() {
    let world = World::new().await;
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    let page = format!("/lop/{}", p.a.class_4a);
    let browser = world.browser();
    browser.get("/dang-nhap").await.is(200);
    let before: Vec<_> = COOKIES
        .iter()
        .filter_map(|name| Some((*name, browser.cookie(name)?)))
        .collect();
    try_with(&browser, "lan", PASSWORD).await.is(303);
    browser.get(&page).await.is(200);
    let thief = world.browser();
    for (name, value) in &before {
        thief.set_cookie(name, value);
    }
    thief.get(&page).await.is(303);
    let copied = browser.cookie("lachan").unwrap();
    browser.post("/dang-xuat", &[]).await.is(303);
    for _ in 0..3 {
        thief.set_cookie("lachan", &copied);
        thief.get(&page).await.is(303);
    }
}

/// Another site of the same domain can add a cookie of the same name: it signs nobody in as somebody else, and shuts nobody out for good.
#[tokio::test]
async fn a_doubled_cookie_signs_nobody_in_as_somebody_else() {
    let world = World::new().await;
    let p = world.province().await;
    for (name, class) in [("lan", p.a.class_4a), ("mai", p.b.class_4a)] {
        world.account(name, class).await;
    }
    let (lan, mai) = (world.browser(), world.browser());
    try_with(&lan, "lan", PASSWORD).await.is(303);
    try_with(&mai, "mai", PASSWORD).await.is(303);
    let (lans, mais) = (lan.cookie("lachan").unwrap(), mai.cookie("lachan").unwrap());
    let made_up = keys::token();
    for cookies in [
        [&lans, &mais],
        [&mais, &lans],
        [&lans, &made_up],
        [&made_up, &lans],
    ] {
        let ask = async |path: &str| {
            let browser = world.browser();
            let mut request = browser
                .request(Method::GET, path)
                .body(Body::empty())
                .unwrap();
            let both = format!("lachan={}; lachan={}", cookies[0], cookies[1]);
            request
                .headers_mut()
                .insert(header::COOKIE, both.parse().unwrap());
            browser.send(request).await
        };
        let seen = [
            ask(&format!("/lop/{}", p.a.class_4a)).await.status,
            ask(&format!("/lop/{}", p.b.class_4a)).await.status,
        ];
        let open = seen.iter().filter(|status| **status == 200).count();
        assert!(open <= 1, "{seen:?}");
        assert!(seen.iter().all(|status| !status.is_server_error()));
    }
    lan.get(&format!("/lop/{}", p.a.class_4a)).await.is(200);
}
