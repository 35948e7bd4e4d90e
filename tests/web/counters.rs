//! Whoever guesses finds the same counts at every program of a province, and after a restart.

use super::{door::show, signin::try_with};
use crate::support::{
    World,
    client::Client,
    door::{PASSWORD, RIGHT, WRONG},
};
use lachan::server::App;
use lachan_core::door::{Limit, TRIES_AT_A_TILE};

/// Two programs, and a third that is started when both have been asked.
async fn in_turn(world: &World, times: i64, ask: impl AsyncFn(&App, i64)) -> App {
    let programs = [world.app.clone(), world.another_program().await];
    for n in 0..times {
        ask(&programs[usize::from(n % 2 == 1)], n).await;
    }
    world.another_program().await
}

#[tokio::test]
async fn wrong_pictures() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    let later = in_turn(&world, TRIES_AT_A_TILE, async |app, _| {
        show(&browser.at(app), &lesson, lesson.an, WRONG).await;
    })
    .await;
    for app in [&world.app, &later] {
        show(&browser.at(app), &lesson, lesson.an, RIGHT)
            .await
            .is(200)
            .says("giơ tay");
    }
    // The tap at one program is known at the other.
    let help = format!("{}/giup/{}", lesson.panel(), lesson.an);
    lesson.teacher.at(&later).post(&help, &[]).await.is(303);
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
}

#[tokio::test]
async fn wrong_codes() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.browser();
    let knock = async |who: &Client, code: &str| who.post("/", &[("ma", code)]).await.is(303);
    let later = in_turn(&world, Limit::CODES_OF_ADDRESS.free + 1, async |app, _| {
        knock(&browser.at(app), "AAAAAAAA").await;
    })
    .await;
    for app in [&world.app, &later] {
        let answer = knock(&browser.at(app), &lesson.door.code).await;
        assert!(answer.location().starts_with("/?"), "{}", answer.location());
    }
    world.clock.advance(Limit::CODES_OF_ADDRESS.longest);
    let answer = knock(&browser.at(&later), &lesson.door.code).await;
    assert_eq!(answer.location(), "/vao-lop");
}

#[tokio::test]
async fn wrong_passwords() {
    let world = World::new().await;
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    let browser = world.browser();
    browser.get("/dang-nhap").await.is(200);
    let later = in_turn(&world, Limit::STAFF_AT_ADDRESS.free + 1, async |app, _| {
        try_with(&browser.at(app), "lan", "sai").await.is(422);
    })
    .await;
    for app in [&world.app, &later] {
        try_with(&browser.at(app), "lan", PASSWORD)
            .await
            .is(422)
            .says("Hãy đợi");
    }
    world.clock.advance(Limit::STAFF_AT_ADDRESS.longest);
    try_with(&browser.at(&later), "lan", PASSWORD).await.is(303);
}

/// The total over all browsers too, with one alarm for both programs.
#[tokio::test]
async fn wrong_passwords_of_one_name_in_all() {
    let world = World::new().await;
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    let times = Limit::STAFF_IN_ALL.free + 2;
    let later = in_turn(&world, times, async |app, n| {
        let mut browser = world.browser().at(app);
        browser.address = ([10, 0, (n / 200) as u8, (n % 200) as u8], 40_000).into();
        try_with(&browser, "lan", "sai").await.is(422);
    })
    .await;
    assert_eq!(world.noted("passwords are being guessed").await, 1);
    let mut newcomer = world.browser().at(&later);
    newcomer.address = ([10, 1, 1, 1], 40_000).into();
    try_with(&newcomer, "lan", PASSWORD)
        .await
        .is(422)
        .says("Hãy đợi");
    world.clock.advance(Limit::SETTLED);
    try_with(&newcomer, "lan", PASSWORD).await.is(303);
}
