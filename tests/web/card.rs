//! Cards: they open for their child, in a lesson, and for nothing else.

use crate::support::{
    World,
    door::{Lesson, RIGHT, pictures},
};
use lachan_core::actor::Role;

async fn close(lesson: &Lesson) {
    lesson
        .teacher
        .post(&format!("{}/dong", lesson.panel()), &[])
        .await
        .is(303);
}

#[tokio::test]
async fn a_card_opens_with_a_tap_while_the_door_is_open() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let token = world.card(lesson.an).await;
    let browser = world.browser();
    // Scanning alone signs nobody in.
    browser.get("/the").await.is(200).says("Thẻ của em");
    assert_eq!(browser.cookie("lachan-em"), None);
    for forged in [
        String::new(),
        "x".to_owned(),
        format!("{}x", &token[..token.len() - 1]),
        token.replacen(
            &lesson.an.0.simple().to_string(),
            &lesson.binh.0.simple().to_string(),
            1,
        ),
    ] {
        browser
            .post("/the", &[("the", &forged)])
            .await
            .is(422)
            .says("Thẻ này không còn dùng được");
    }
    let answer = browser.post("/the", &[("the", &token)]).await.is(303);
    assert_eq!(answer.location(), "/hoc");
    browser.get("/hoc").await.is(200);

    close(&lesson).await;
    browser.get("/hoc").await.is(303);
    browser
        .post("/the", &[("the", &token)])
        .await
        .is(422)
        .says("cửa lớp đang đóng");
}

#[tokio::test]
async fn a_card_is_good_for_nothing_else() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let card = world.card(lesson.an).await;
    let pass = world
        .at_door(&lesson.door.code)
        .await
        .cookie("lachan-cua")
        .unwrap();
    let browser = world.browser();
    for name in ["lachan", "lachan-em", "lachan-cua", "lachan-may"] {
        browser.set_cookie(name, &card);
    }
    browser.get("/lop").await.is(303);
    browser.get("/hoc").await.is(303);
    browser.get("/vao-lop").await.is(303);
    // What the door signed is no card; at the door it is good.
    let other = world.browser();
    other.post("/the", &[("the", &pass)]).await.is(422);
    other.set_cookie("lachan-cua", &pass);
    other.get("/vao-lop").await.is(200);
    // A card in the address is not read: addresses are written down on the way.
    world
        .browser()
        .get(&format!("/the?the={card}"))
        .await
        .is(200)
        .hides(&card);
}

#[tokio::test]
async fn a_new_card_ends_the_old_one_and_whoever_came_in_with_it() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let old = world.card(lesson.an).await;
    let (browser, other) = (world.browser(), world.browser());
    browser.post("/the", &[("the", &old)]).await.is(303);
    other
        .post("/the", &[("the", &world.card(lesson.binh).await)])
        .await
        .is(303);
    let cards = format!("/lop/{}/the", lesson.p.a.class_4a);
    lesson
        .teacher
        .get(&cards)
        .await
        .is(200)
        .says("Nguyễn Văn An")
        .says("card-qr")
        .hides(&old);
    let stranger = world
        .staff("khac", Role::Teacher, lesson.p.a.class_4b)
        .await;
    stranger.get(&cards).await.is(404);
    stranger
        .post(&format!("{cards}/{}", lesson.an), &[])
        .await
        .is(404);
    browser.get("/hoc").await.is(200);

    lesson
        .teacher
        .post(&format!("{cards}/{}", lesson.an), &[])
        .await
        .is(303);
    browser.get("/hoc").await.is(303);
    browser
        .post("/the", &[("the", &old)])
        .await
        .is(422)
        .says("không còn dùng được");
    browser
        .post("/the", &[("the", &world.card(lesson.an).await)])
        .await
        .is(303);
    other.get("/hoc").await.is(200);
}

#[tokio::test]
async fn at_home_a_card_opens_only_where_the_school_says_so() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    close(&lesson).await;
    let token = world.card(lesson.an).await;
    let browser = world.browser();
    browser
        .post("/the", &[("the", &token)])
        .await
        .is(422)
        .says("cửa lớp đang đóng");
    let choice = format!("/lop/{}/the/o-nha", lesson.p.a.class_4a);
    // A teacher does not decide for the school, which is no place of hers.
    lesson.teacher.post(&choice, &[("bat", "co")]).await.is(404);
    browser.post("/the", &[("the", &token)]).await.is(422);
    let head = world
        .staff("hieu.truong", Role::SchoolHead, lesson.p.a.id)
        .await;
    head.post(&choice, &[("bat", "co")]).await.is(303);
    browser.post("/the", &[("the", &token)]).await.is(303);
    browser.get("/hoc").await.is(200);
    head.post(&choice, &[("bat", "khong")]).await.is(303);
    world
        .browser()
        .post("/the", &[("the", &token)])
        .await
        .is(422);
}

#[tokio::test]
async fn a_child_who_left_has_no_use_of_its_card() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let token = world.card(lesson.an).await;
    let browser = world.browser();
    browser.post("/the", &[("the", &token)]).await.is(303);
    world
        .sql("update enrolment set valid_to = '2026-10-11' where pupil in (select id from pupil where full_name = 'Nguyễn Văn An')")
        .await;
    browser.get("/hoc").await.is(303);
    browser
        .post("/the", &[("the", &token)])
        .await
        .is(422)
        .says("không còn dùng được");
    let door = world.at_door(&lesson.door.code).await;
    door.post(&lesson.tile(lesson.binh), &pictures(RIGHT))
        .await
        .is(303);
}
