//! A child comes in: code, tile, secret; every guard stands next to the same request that goes through without its reason.

use crate::support::{
    World,
    client::{Answer, Client},
    door::{Lesson, RIGHT, WRONG, pictures},
};
use chrono::Duration;
use lachan::{
    service::entry,
    store::{pupils, throttle, tries},
};
use lachan_core::{
    actor::{Actor, Role},
    door::{Limit, Missed, STRANGERS_AT_A_TILE, TRIES_AT_A_TILE},
    ids::PupilId,
    permission::ImportClass,
};

/// Shows a secret at a tile. What was not right leads back to the tile's own page.
pub async fn show(browser: &Client, lesson: &Lesson, pupil: PupilId, secret: &str) -> Answer {
    let tile = lesson.tile(pupil);
    let answer = browser.post(&tile, &pictures(secret)).await.is(303);
    if answer.location().starts_with(&tile) {
        return browser.get(answer.location()).await;
    }
    answer
}

/// Types a code. What opens nothing leads back to the door's own page.
async fn knock(browser: &Client, code: &str) -> Answer {
    let answer = browser.post("/", &[("ma", code)]).await.is(303);
    if answer.location().starts_with("/?") {
        return browser.get(answer.location()).await;
    }
    answer
}

#[tokio::test]
async fn the_right_code_shows_the_tiles_and_a_wrong_one_does_not() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.browser();
    knock(&browser, "AAAA AAAA")
        .await
        .is(200)
        .says("Mã này chưa mở cửa nào");
    // what is too short is no guess: it says how much is missing, and keeps what was typed
    knock(&browser, "AAAA A")
        .await
        .is(200)
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
    knock(&browser, "AAAA AAAA")
        .await
        .is(200)
        .says("Em thử lại sau <b data-seconds=\"\" role=\"timer\">2</b> giây")
        .hides("Mã này chưa mở");
    let code = &lesson.door.code;
    knock(&browser, code).await.is(200).says("Em thử lại sau");
    let mut elsewhere = world.browser();
    elsewhere.address = ([10, 0, 0, 9], 40_000).into();
    knock(&elsewhere, code).await.is(303);
    world.clock.advance(Duration::seconds(2));
    knock(&browser, code).await.is(303);
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
        knock(&world.browser(), "AAAA AAAA").await.is(200);
    }
    assert_eq!(world.noted("codes are being guessed").await, 1);
    world.at_door(&lesson.door.code).await;
    let mut tx = world.db().begin().await.unwrap();
    throttle::sweep(&mut tx, world.clock.now() + Duration::days(1), 100)
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
        .says("Chọn 3 hình của em")
        .says("Hình thứ 1")
        .says("Hình thứ 3");
    // What is not whole is no try, whatever stands in the fields.
    for unfinished in ["", "0", "0-1", "0-1-12", "0-1-x"] {
        show(&browser, &lesson, lesson.an, unfinished)
            .await
            .is(200)
            .says("Em chọn đủ 3 hình nhé");
    }
    show(&browser, &lesson, lesson.an, WRONG)
        .await
        .is(200)
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
    let wrong = browser.post(&tile, &[("so", "0472")]).await.is(303);
    browser
        .get(wrong.location())
        .await
        .is(200)
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
    knock(&world.browser(), &lesson.door.code)
        .await
        .is(200)
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
async fn three_misses_at_a_tile_wait_for_one_tap_that_nobody_else_notices() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    for _ in 1..TRIES_AT_A_TILE {
        let again = show(&browser, &lesson, lesson.an, WRONG).await;
        again.is(200).says("Chưa đúng");
    }
    let waiting = show(&browser, &lesson, lesson.an, WRONG).await.is(200);
    let refresh = waiting.headers["refresh"].to_str().unwrap().to_owned();
    assert_eq!(refresh, format!("5; url={}", lesson.tile(lesson.an)));
    waiting
        .says("Em giơ tay gọi thầy cô nhé")
        .hides("class=\"pic\"");
    // Not even the right one, at no tile; time alone helps nobody. Another browser is not concerned.
    let other = world.at_door(&lesson.door.code).await;
    world.clock.advance(Duration::minutes(20));
    for pupil in [lesson.an, lesson.binh] {
        show(&browser, &lesson, pupil, RIGHT)
            .await
            .is(200)
            .says("giơ tay");
    }
    show(&other, &lesson, lesson.binh, RIGHT).await.is(303);

    let class = format!("/lop/{}", lesson.p.a.class_4a);
    let help = format!("{}/giup/{}", lesson.panel(), lesson.an);
    lesson
        .teacher
        .get(&class)
        .await
        .is(200)
        .says("Nguyễn Văn An chọn chưa đúng và đang chờ")
        .says(&help)
        .hides("Cho lớp tiếp tục");
    // The whole room sees no name.
    lesson
        .teacher
        .get(&lesson.panel())
        .await
        .is(200)
        .hides("Nguyễn Văn An");
    let stranger = world
        .staff("khac", Role::Teacher, lesson.p.b.class_4a)
        .await;
    stranger.post(&help, &[]).await.is(404);
    let elsewhere = world
        .pupils(&lesson.p.a, lesson.p.a.class_4b, &["Lê Văn Cường"])
        .await;
    let of_other_class = format!("{}/giup/{}", lesson.panel(), elsewhere[0]);
    lesson.teacher.post(&of_other_class, &[]).await.is(404);
    for _ in 0..2 {
        let helped = lesson.teacher.post(&help, &[]).await.is(303);
        lesson
            .teacher
            .get(helped.location())
            .await
            .is(200)
            .says("Nguyễn Văn An thử lại được rồi")
            .hides("chọn chưa đúng và đang chờ");
    }
    assert_eq!(world.noted("help at door").await, 1);
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
}

async fn missed_by_strangers(world: &World, lesson: &Lesson) -> Missed {
    let stranger = tries::Browser {
        id: "x".to_owned(),
        known: false,
        place: String::new(),
    };
    let missed = tries::missed(world.db(), lesson.door.id, lesson.an, &stranger);
    missed.await.unwrap()
}

/// What a computer is known by is worth nothing at another school, and made up it is worth nothing at all.
#[tokio::test]
async fn a_known_computer_is_known_at_its_own_school_only() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    for _ in 0..STRANGERS_AT_A_TILE {
        let guesser = world.at_door(&lesson.door.code).await;
        show(&guesser, &lesson, lesson.an, WRONG).await;
    }
    for (device, status) in [
        (entry::device_at(&world.app.keys, lesson.p.a.id), 303),
        (entry::device_at(&world.app.keys, lesson.p.b.id), 200),
        ("x".repeat(43) + "." + &"y".repeat(43), 200),
        (String::new(), 200),
    ] {
        let browser = world.at_door(&lesson.door.code).await;
        browser.set_cookie("lachan-truong", &device);
        show(&browser, &lesson, lesson.an, RIGHT).await.is(status);
    }
    // Its own misses count all the same.
    let browser = world.at_door(&lesson.door.code).await;
    let device = entry::device_at(&world.app.keys, lesson.p.a.id);
    browser.set_cookie("lachan-truong", &device);
    for _ in 0..TRIES_AT_A_TILE {
        show(&browser, &lesson, lesson.binh, WRONG).await.is(200);
    }
    show(&browser, &lesson, lesson.binh, RIGHT).await.is(200);
}

#[tokio::test]
async fn a_slip_is_made_good_by_coming_in_and_only_there() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let (own, guesser) = (
        world.at_door(&lesson.door.code).await,
        world.at_door(&lesson.door.code).await,
    );
    show(&guesser, &lesson, lesson.an, WRONG).await.is(200);
    show(&own, &lesson, lesson.an, WRONG).await.is(200);
    show(&own, &lesson, lesson.an, RIGHT).await.is(303);
    let missed = missed_by_strangers(&world, &lesson).await;
    assert_eq!((missed.strangers_at_tile, missed.strangers), (1, 1));
}

#[tokio::test]
async fn two_tries_at_once_count_twice() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browsers = [
        world.at_door(&lesson.door.code).await,
        world.at_door(&lesson.door.code).await,
    ];
    for _ in 0..2 {
        tokio::join!(
            show(&browsers[0], &lesson, lesson.an, WRONG),
            show(&browsers[1], &lesson, lesson.an, WRONG),
        );
    }
    let missed = missed_by_strangers(&world, &lesson).await;
    assert_eq!(missed.strangers_at_tile, 4);
}

#[tokio::test]
async fn a_door_with_misses_at_too_many_tiles_waits_for_the_teacher() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let class = lesson.p.a.class_4a;
    let names = [
        "Lê Văn Cường",
        "Phạm Thị Dung",
        "Hoàng Văn Em",
        "Vũ Thị Giang",
    ];
    let others = world.pupils(&lesson.p.a, class, &names).await;
    let browser = world.at_door(&lesson.door.code).await;
    // One child alone at its own tile holds nobody up.
    for _ in 0..12 {
        show(&browser, &lesson, lesson.an, WRONG).await.is(200);
    }
    show(
        &world.at_door(&lesson.door.code).await,
        &lesson,
        lesson.binh,
        RIGHT,
    )
    .await
    .is(303);
    assert_eq!(world.noted("door waits for teacher").await, 0);
    // Three misses stand; nine more from new browsers, and it is the whole door, the right secret of another child too.
    for pupil in others[..3].iter().cycle().take(9) {
        let guesser = world.at_door(&lesson.door.code).await;
        show(&guesser, &lesson, *pupil, WRONG).await.is(200);
    }
    let browser = world.at_door(&lesson.door.code).await;
    show(&browser, &lesson, others[3], RIGHT)
        .await
        .is(200)
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
    show(&browser, &lesson, others[3], RIGHT).await.is(200);
    lesson.teacher.post(&go_on, &[]).await.is(303);
    show(&browser, &lesson, others[3], RIGHT).await.is(303);
}

#[tokio::test]
async fn the_next_door_has_forgotten_what_was_missed() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let browser = world.at_door(&lesson.door.code).await;
    for _ in 0..TRIES_AT_A_TILE {
        show(&browser, &lesson, lesson.an, WRONG).await.is(200);
    }
    lesson
        .teacher
        .post(&lesson.panel(), &[("phut", "45")])
        .await
        .is(303);
    let next = world.open_door(lesson.p.a.class_4a).await.unwrap();
    let missed = tries::strangers(world.db(), lesson.door.id);
    assert_eq!(missed.await.unwrap().all, 0);
    let browser = world.at_door(&next.code).await;
    show(&browser, &lesson, lesson.an, RIGHT).await.is(303);
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

/// A school, a chi đội and a liên đội have no door and no test, whoever asks.
#[tokio::test]
async fn only_a_class_has_a_door_cards_and_tests() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.a", Role::SchoolHead, p.a.id).await;
    for unit in [p.a.id, p.a.chi_doi_4a, p.a.pioneers] {
        for (path, form) in [
            ("cua", &[("phut", "45")][..]),
            (
                "bai-ngan",
                &[
                    ("kind", "pre"),
                    ("from", "2026-10-12"),
                    ("to", "2026-10-19"),
                ],
            ),
        ] {
            let answer = head.post(&format!("/lop/{unit}/{path}"), form).await;
            assert_eq!(answer.status.as_u16(), 404, "{path}");
        }
        for path in ["cua", "the", "giao-bai", "hoc-sinh"] {
            head.get(&format!("/lop/{unit}/{path}")).await.is(404);
        }
    }
    let (n,): (i64,) = world
        .db()
        .query("select count(*) from door")
        .one()
        .await
        .unwrap();
    assert_eq!(n, 0);
    head.post(&format!("/lop/{}/cua", p.a.class_4a), &[("phut", "45")])
        .await
        .is(303);
}

/// Two adults press the button at the same moment, on two instances: one code opens.
#[tokio::test]
async fn of_two_doors_opened_at_once_one_stays_open() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let other = world
        .staff("mai", Role::Organizer, lesson.p.a.class_4a)
        .await;
    for _ in 0..8 {
        let form = [("phut", "45")];
        let panel = lesson.panel();
        let (one, two) = tokio::join!(
            lesson.teacher.post(&panel, &form),
            other.post(&panel, &form)
        );
        assert_eq!((one.status.as_u16(), two.status.as_u16()), (303, 303));
        let open = world
            .db()
            .query("select count(*) from door where closed_at is null");
        let (n,): (i64,) = open.one().await.unwrap();
        assert_eq!(n, 1);
    }
}
