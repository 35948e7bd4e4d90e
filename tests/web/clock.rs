//! The server's clock was ahead and is set right in the middle of a lesson, or behind and jumps on: nobody waits for the jump, nobody stays
//! signed in until then, and what is written belongs to the day it is in Viet Nam.

use crate::support::{
    World,
    client::Client,
    door::{Lesson, PASSWORD, RIGHT, WRONG, pictures},
};
use chrono::Duration;

const JUMPS: [Duration; 5] = [
    Duration::minutes(7),
    Duration::hours(1),
    Duration::hours(2),
    Duration::days(30),
    Duration::days(366),
];

async fn sign_in(browser: &Client, password: &str) -> u16 {
    let form = [("username", "hoa"), ("password", password)];
    browser.post("/dang-nhap", &form).await.status.as_u16()
}

async fn come_in(world: &World, lesson: &Lesson) -> (Client, u16) {
    let door = world.open_door(lesson.p.a.class_4a).await.unwrap();
    let browser = world.at_door(&door.code).await;
    let answer = browser
        .post(&lesson.tile(lesson.an), &pictures(RIGHT))
        .await;
    (browser, answer.status.as_u16())
}

#[tokio::test]
async fn after_a_clock_that_was_ahead_everybody_goes_on_and_nobody_stays_for_ever() {
    for jump in JUMPS {
        let world = World::new().await;
        let lesson = world.lesson().await;
        world.account("hoa", lesson.p.a.class_4a).await;
        world.clock.advance(jump);
        // While it is ahead: an adult, a door, a child, and all kinds of misses.
        let hoa = world.browser();
        assert_eq!(sign_in(&hoa, PASSWORD).await, 303);
        hoa.post(&lesson.panel(), &[("phut", "45")]).await.is(303);
        let (child, status) = come_in(&world, &lesson).await;
        assert_eq!(status, 303);
        let other = world.browser();
        for _ in 0..8 {
            sign_in(&other, "sai").await;
        }
        let guesser = world
            .at_door(&world.open_door(lesson.p.a.class_4a).await.unwrap().code)
            .await;
        guesser
            .post(&lesson.tile(lesson.binh), &pictures(WRONG))
            .await;
        let knocking = world.browser();
        for _ in 0..310 {
            knocking.post("/", &[("ma", "K7M4 2XQA")]).await;
        }
        world.clock.advance(-jump);
        // Nobody waits for the jump.
        assert_eq!(sign_in(&other, PASSWORD).await, 303, "{jump}");
        other.post(&lesson.panel(), &[("phut", "45")]).await.is(303);
        let code = world.open_door(lesson.p.a.class_4a).await.unwrap().code;
        assert_eq!(
            knocking
                .post("/", &[("ma", &code)])
                .await
                .is(303)
                .location(),
            "/vao-lop",
            "{jump}"
        );
        let (again, status) = come_in(&world, &lesson).await;
        assert_eq!(status, 303, "{jump}");
        again.get("/hoc").await.is(200);
        // Who came in meanwhile is in for a day at most, and out when idle like everybody else.
        let far = jump > Duration::hours(24);
        assert_eq!(
            hoa.get("/lop").await.status.as_u16(),
            if far { 303 } else { 200 },
            "{jump}"
        );
        world.clock.advance(Duration::minutes(31));
        hoa.get("/lop").await.is(303);
        child.get("/hoc").await.is(303);
    }
}

#[tokio::test]
async fn a_clock_that_was_behind_and_jumps_on_ends_what_is_over_and_nothing_else() {
    for jump in JUMPS {
        let world = World::new().await;
        let lesson = world.lesson().await;
        world.account("hoa", lesson.p.a.class_4a).await;
        let hoa = world.browser();
        assert_eq!(sign_in(&hoa, PASSWORD).await, 303);
        let (child, _) = come_in(&world, &lesson).await;
        world.clock.advance(jump);
        let short = jump < Duration::minutes(20);
        assert_eq!(
            child.get("/hoc").await.status.as_u16(),
            if short { 200 } else { 303 },
            "{jump}"
        );
        assert_eq!(sign_in(&hoa, PASSWORD).await, 303, "{jump}");
        if jump < Duration::days(200) {
            hoa.post(&lesson.panel(), &[("phut", "45")]).await.is(303);
            assert_eq!(come_in(&world, &lesson).await.1, 303, "{jump}");
        }
    }
}

/// Half past midnight in Viet Nam is still yesterday by UTC; the fourteenth ends a reporting month; a leap year has its day.
#[tokio::test]
async fn the_day_is_the_day_in_viet_nam() {
    let world = World::new().await;
    for (utc, day) in [
        ("2026-10-14T16:59:59Z", "2026-10-14"),
        ("2026-10-14T17:00:00Z", "2026-10-15"),
        ("2026-12-31T16:59:59Z", "2026-12-31"),
        ("2026-12-31T17:30:00Z", "2027-01-01"),
        ("2028-02-28T17:00:00Z", "2028-02-29"),
        ("2028-02-29T17:00:00Z", "2028-03-01"),
    ] {
        let at: chrono::DateTime<chrono::Utc> = utc.parse().unwrap();
        world.clock.advance(at - world.clock.now());
        assert_eq!(world.clock.today().to_string(), day, "{utc}");
    }
}
