//! A child comes in: code, tile, secret; every guard stands next to the same request that goes through without its reason.

use crate::support::{
    World,
    client::Client,
    door::{Lesson, RIGHT, WRONG},
};
use chrono::Duration;
use lachan::store::{pupils, throttle};
use lachan_core::{
    actor::{Actor, Role},
    door::{Limit, MISSES_AT_A_DOOR},
    permission::ImportClass,
};

async fn show(
    browser: &Client,
    lesson: &Lesson,
    pupil: lachan_core::ids::PupilId,
    secret: &str,
) -> crate::support::client::Answer {
    browser.post(&lesson.tile(pupil), &[("hinh", secret)]).await
}

#[tokio::test]
async fn the_right_code_shows_the_tiles_and_a_wrong_one_does_not() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.browser();
    browser
        .post("/", &[("ma", "AAAA AAAA")])
        .await
        .is(422)
        .says("Mã này chưa mở cửa nào");
    // what is too short is no guess: it says how much is missing, and keeps what was typed
    browser
        .post("/", &[("ma", "AAAA A")])
        .await
        .is(422)
        .says("còn thiếu 3")
        .says("AAAA A");
    assert_eq!(
        browser.get("/vao-lop").await.is(303).location(),
        "/?vi=dong"
    );
    let typed = format!(
        " {}-{} ",
        &lesson.door.code[..4].to_lowercase(),
        &lesson.door.code[4..]
    );
    browser.post("/", &[("ma", &typed)]).await.is(303);
    // Tiles carry given name and initial, never a full name.
    let page = browser.get("/vao-lop").await.is(200);
    page.says("Em là bạn nào?")
        .hides("Nguyễn Văn An")
        .hides("Trần Thị Bình");
}

#[tokio::test]
async fn a_pass_that_we_did_not_sign_opens_no_tiles() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    browser.get("/vao-lop").await.is(200);
    let id = lesson.door.id.0.simple().to_string();
    // Neither a made-up signature nor one that was made for a card.
    for value in [format!("{id}.x"), id, world.card(lesson.an).await] {
        browser.set_cookie("lachan-cua", &value);
        browser.get("/vao-lop").await.is(303);
    }
}

#[tokio::test]
async fn codes_are_counted_per_address() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let mut tx = world.db().begin().await.unwrap();
    let here = world.app.keys.hidden("codes", "127.0.0.1");
    for _ in 0..Limit::CODES_OF_ADDRESS.free {
        throttle::miss(&mut tx, &here, Limit::CODES_OF_ADDRESS, world.clock.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    let browser = world.browser();
    browser
        .post("/", &[("ma", "AAAA AAAA")])
        .await
        .is(422)
        .says("Mã này chưa mở");
    let code: &[(&str, &str)] = &[("ma", &lesson.door.code)];
    browser
        .post("/", code)
        .await
        .is(422)
        .says("thử lại sau 2 giây");
    let mut elsewhere = world.browser();
    elsewhere.address = ([10, 0, 0, 9], 40_000).into();
    elsewhere.post("/", code).await.is(303);
    world.clock.advance(Duration::seconds(2));
    browser.post("/", code).await.is(303);
}

#[tokio::test]
async fn when_codes_are_guessed_from_everywhere_an_alarm_is_written_once_and_a_right_code_opens() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let mut tx = world.db().begin().await.unwrap();
    for _ in 0..Limit::CODES_IN_ALL.free {
        throttle::miss(&mut tx, "codes", Limit::CODES_IN_ALL, world.clock.now())
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    assert_eq!(world.noted("codes are being guessed").await, 0);
    for _ in 0..2 {
        world
            .browser()
            .post("/", &[("ma", "AAAA AAAA")])
            .await
            .is(422);
    }
    assert_eq!(world.noted("codes are being guessed").await, 1);
    world.at_door(&lesson.door.code).await;
    let mut tx = world.db().begin().await.unwrap();
    throttle::sweep(&mut tx, world.clock.now() + Duration::days(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let counter = throttle::find(world.db(), "codes", world.clock.now())
        .await
        .unwrap();
    assert_eq!(counter.misses, 0);
}

#[tokio::test]
async fn three_pictures_of_ones_own_open_and_others_do_not() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    browser
        .get(&lesson.tile(lesson.an))
        .await
        .is(200)
        .says("Chọn 3 hình của em");
    // One picture after the other, without a script.
    show(&browser, &lesson, lesson.an, "0")
        .await
        .is(200)
        .says("Đã chọn 1 trên 3 hình");
    show(&browser, &lesson, lesson.an, "0-1")
        .await
        .is(200)
        .says("Đã chọn 2 trên 3 hình");
    show(&browser, &lesson, lesson.an, WRONG)
        .await
        .is(422)
        .says("Chưa đúng, em thử lại nhé");
    assert_eq!(browser.cookie("lachan-em"), None);
    assert_eq!(
        show(&browser, &lesson, lesson.an, RIGHT)
            .await
            .is(303)
            .location(),
        "/hoc"
    );
    browser.get("/hoc").await.is(200);
}

#[tokio::test]
async fn older_children_type_four_digits() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let sealed = world.app.keys.seal(&lesson.an.to_string(), "0471");
    let mut tx = world.db().begin().await.unwrap();
    tx.query("update pupil set secret_kind = 'pin', secret = $1 where id = $2")
        .bind(sealed)
        .bind(lesson.an)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let browser = world.at_door(&lesson.door.code).await;
    let tile = lesson.tile(lesson.an);
    browser.get(&tile).await.is(200).says("Nhập 4 số của em");
    browser
        .post(&tile, &[("so", "0472")])
        .await
        .is(422)
        .says("Chưa đúng");
    browser.post(&tile, &[("so", "0471")]).await.is(303);
}

#[tokio::test]
async fn a_closed_and_an_expired_door_let_nobody_in_and_end_what_was_open() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let (inside, outside) = (
        world.at_door(&lesson.door.code).await,
        world.at_door(&lesson.door.code).await,
    );
    show(&inside, &lesson, lesson.an, RIGHT).await.is(303);
    inside.get("/hoc").await.is(200);

    lesson
        .teacher
        .post(&format!("{}/dong", lesson.panel()), &[])
        .await
        .is(303);
    assert_eq!(
        show(&outside, &lesson, lesson.binh, RIGHT)
            .await
            .is(303)
            .location(),
        "/?vi=dong"
    );
    outside
        .get("/?vi=dong")
        .await
        .says("Cửa lớp đã đóng. Bài của em đã được lưu.");
    inside.get("/hoc").await.is(303);
    let code: &[(&str, &str)] = &[("ma", &lesson.door.code)];
    world
        .browser()
        .post("/", code)
        .await
        .is(422)
        .says("Mã này chưa mở cửa nào");

    lesson
        .teacher
        .post(&lesson.panel(), &[("phut", "45")])
        .await
        .is(303);
    let next = world.open_door(lesson.p.a.class_4a).await.unwrap();
    let late = world.at_door(&next.code).await;
    world.clock.advance(Duration::minutes(45));
    assert_eq!(
        show(&late, &lesson, lesson.binh, RIGHT)
            .await
            .is(303)
            .location(),
        "/?vi=het-gio"
    );
    assert_eq!(
        late.get("/vao-lop").await.is(303).location(),
        "/?vi=het-gio"
    );
    late.get("/?vi=het-gio").await.says("Giờ học này đã hết");
}

#[tokio::test]
async fn half_an_hour_more_keeps_the_door_and_the_children_inside() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    lesson
        .teacher
        .get(&lesson.panel())
        .await
        .is(200)
        .says("Thêm 30 phút");
    let browser = world.at_door(&lesson.door.code).await;
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
    let more = format!("{}/them", lesson.panel());
    let other = world
        .staff("khac", Role::Teacher, lesson.p.a.class_4b)
        .await;
    other.post(&more, &[]).await.is(404);
    assert_eq!(
        lesson.teacher.post(&more, &[]).await.is(303).location(),
        lesson.panel()
    );
    for _ in 0..4 {
        world.clock.advance(Duration::minutes(15));
        browser.get("/hoc").await.is(200);
    }
    // Never longer than the longest lesson from now.
    for _ in 0..9 {
        lesson.teacher.get("/lop").await;
        lesson.teacher.post(&more, &[]).await;
    }
    let door = world.open_door(lesson.p.a.class_4a).await;
    let left = door.map(|door| door.closes_at - world.clock.now());
    assert!(left.is_none_or(|left| left <= Duration::minutes(90)));
}

#[tokio::test]
async fn a_tile_with_too_many_slips_waits_in_seconds_and_others_do_not() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    for _ in 0..3 {
        show(&browser, &lesson, lesson.an, WRONG)
            .await
            .is(422)
            .says("Chưa đúng");
    }
    let waiting = show(&browser, &lesson, lesson.an, WRONG).await.is(422);
    let refresh = waiting.headers["refresh"].to_str().unwrap().to_owned();
    assert_eq!(refresh, format!("4; url={}", lesson.tile(lesson.an)));
    waiting
        .says("Em chờ 4 giây rồi thử lại nhé")
        .hides("class=\"pic\"");
    show(&browser, &lesson, lesson.an, RIGHT)
        .await
        .is(422)
        .says("Em chờ 4 giây");
    let other = world.at_door(&lesson.door.code).await;
    show(&other, &lesson, lesson.binh, RIGHT).await.is(303);
    world.clock.advance(Duration::seconds(4));
    browser
        .get(&lesson.tile(lesson.an))
        .await
        .is(200)
        .says("Chọn 3 hình của em");
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
}

#[tokio::test]
async fn two_tries_at_once_count_twice() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browsers = [
        world.at_door(&lesson.door.code).await,
        world.at_door(&lesson.door.code).await,
    ];
    let (a, b) = tokio::join!(
        show(&browsers[0], &lesson, lesson.an, WRONG),
        show(&browsers[1], &lesson, lesson.binh, WRONG),
    );
    a.is(422);
    b.is(422);
    let (c, d) = tokio::join!(
        show(&browsers[0], &lesson, lesson.an, WRONG),
        show(&browsers[1], &lesson, lesson.an, WRONG),
    );
    c.is(422);
    d.is(422);
    assert_eq!(
        world.open_door(lesson.p.a.class_4a).await.unwrap().misses,
        4
    );
    let tile = format!("tile:{}", lesson.an);
    let counter = throttle::find(world.db(), &tile, world.clock.now())
        .await
        .unwrap();
    assert_eq!(counter.misses, 3);
}

#[tokio::test]
async fn a_door_with_too_many_misses_waits_for_the_teacher() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    for _ in 0..MISSES_AT_A_DOOR {
        world.clock.advance(Duration::seconds(31));
        show(&browser, &lesson, lesson.an, WRONG).await.is(422);
    }
    // The whole door, the right secret of another child too.
    show(&browser, &lesson, lesson.binh, RIGHT)
        .await
        .is(422)
        .says("chờ thầy cô một chút");
    assert_eq!(world.noted("door waits for teacher").await, 1);
    lesson
        .teacher
        .get(&lesson.panel())
        .await
        .is(200)
        .says("Cho lớp tiếp tục");
    let go_on = format!("{}/tiep-tuc", lesson.panel());
    let stranger = world
        .staff("khac", Role::Teacher, lesson.p.b.class_4a)
        .await;
    stranger.post(&go_on, &[]).await.is(404);
    show(&browser, &lesson, lesson.binh, RIGHT).await.is(422);
    lesson.teacher.post(&go_on, &[]).await.is(303);
    show(&browser, &lesson, lesson.binh, RIGHT).await.is(303);
}

#[tokio::test]
async fn a_child_who_moved_class_comes_in_no_more_and_goes_out() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let (inside, outside) = (
        world.at_door(&lesson.door.code).await,
        world.at_door(&lesson.door.code).await,
    );
    show(&inside, &lesson, lesson.an, RIGHT).await.is(303);
    inside.get("/hoc").await.is(200);
    let today = world.clock.today();
    let place = lachan::store::units::place(world.db(), lesson.p.a.class_4a, today)
        .await
        .unwrap()
        .unwrap();
    let permit = Actor::System("test")
        .permit(ImportClass::at(&place))
        .unwrap();
    let mut tx = world.db().begin().await.unwrap();
    pupils::leave(&mut tx, &permit, lesson.an, today - Duration::days(1))
        .await
        .unwrap();
    tx.commit().await.unwrap();

    let answer = show(&outside, &lesson, lesson.an, RIGHT).await.is(303);
    assert_eq!(answer.location(), "/vao-lop?vi=lop-khac");
    outside
        .get(answer.location())
        .await
        .is(200)
        .says("đã chuyển sang lớp khác");
    assert_eq!(inside.get("/hoc").await.is(303).location(), "/");
    // A child of another class has no tile here either; the one who stayed has.
    let others = world
        .pupils(&lesson.p.a, lesson.p.a.class_4b, &["Lê Văn Cường"])
        .await;
    show(&outside, &lesson, others[0], RIGHT).await.is(303);
    assert_eq!(outside.cookie("lachan-em"), None);
    assert_eq!(
        show(&outside, &lesson, lesson.binh, RIGHT)
            .await
            .is(303)
            .location(),
        "/hoc"
    );
}

#[tokio::test]
async fn the_second_child_at_a_computer_finds_nothing_of_the_first() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
    let first = browser.cookie("lachan-em").unwrap();
    browser.get("/hoc").await.is(200);
    browser.get("/").await.is(200).says("phải không?");
    let left = browser.post("/thoat", &[]).await.is(303);
    assert_eq!(left.headers["clear-site-data"], "\"cache\"");
    assert_eq!(
        (browser.cookie("lachan-em"), browser.cookie("lachan-cua")),
        (None, None)
    );
    browser.get("/").await.is(200).hides("phải không?");
    assert_eq!(
        browser.get("/vao-lop").await.is(303).location(),
        "/?vi=dong"
    );
    browser.get("/hoc").await.is(303);
    // A kept copy of the cookie is dead as well.
    let copy = world.browser();
    copy.set_cookie("lachan-em", &first);
    copy.get("/hoc").await.is(303);

    // And when the first one forgot to leave, the second's coming in ends it.
    let shared = world.at_door(&lesson.door.code).await;
    show(&shared, &lesson, lesson.an, RIGHT).await.is(303);
    copy.set_cookie("lachan-em", &shared.cookie("lachan-em").unwrap());
    copy.get("/hoc").await.is(200);
    shared.post("/", &[("ma", &lesson.door.code)]).await.is(303);
    show(&shared, &lesson, lesson.binh, RIGHT).await.is(303);
    copy.get("/hoc").await.is(303);
    shared.get("/hoc").await.is(200);
}
