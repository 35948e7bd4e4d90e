//! Adults sign in and out; every guard stands next to the same request that goes through without its reason.

use crate::support::{
    World,
    client::{Answer, Client},
    door::{PASSWORD, RIGHT, pictures},
};
use chrono::Duration;
use lachan::store::sessions;

/// As a person does it: opens the page, types, sends.
pub async fn try_with(browser: &Client, username: &str, password: &str) -> Answer {
    if browser.cookie("lachan-khach").is_none() {
        browser.get("/dang-nhap").await;
    }
    try_blindly(browser, username, password).await
}

/// As a script does it: sends.
async fn try_blindly(browser: &Client, username: &str, password: &str) -> Answer {
    let fields = [("username", username), ("password", password)];
    browser.post("/dang-nhap", &fields).await
}

/// A world with the account "lan", who teaches 4A.
async fn world() -> World {
    let world = World::new().await;
    let p = world.province().await;
    world.account("lan", p.a.class_4a).await;
    world
}

#[tokio::test]
async fn the_right_password_opens_and_every_wrong_one_gets_one_answer() {
    let world = world().await;
    let browser = world.browser();
    let wrong = try_with(&browser, "lan", "con cò bay lả").await.is(422);
    let unknown = try_with(&browser, "nobody", PASSWORD).await.is(422);
    let malformed = try_with(&browser, "' or 1=1 --", PASSWORD).await.is(422);
    for answer in [&wrong, &unknown, &malformed] {
        assert!(
            answer
                .text()
                .contains("Tên đăng nhập hoặc mật khẩu chưa đúng")
        );
        assert!(!answer.text().contains(PASSWORD));
    }
    assert_eq!(browser.cookie("lachan"), None);
    let answer = try_with(&browser, "lan", PASSWORD).await.is(303);
    assert_eq!(answer.location(), "/lop");
    browser.get("/lop").await.is(200).says("Lớp 4A");
}

#[tokio::test]
async fn a_closed_account_and_a_dead_first_password_are_refused_like_a_wrong_password() {
    let world = world().await;
    let browser = world.browser();
    try_with(&browser, "lan", PASSWORD).await.is(303);
    browser.get("/lop").await.is(200);

    world
        .sql("update staff set password_until = '2026-10-12T00:00:00Z'")
        .await;
    let dead = try_with(&world.browser(), "lan", PASSWORD).await.is(422);
    dead.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    world.sql("update staff set password_until = null").await;
    try_with(&world.browser(), "lan", PASSWORD).await.is(303);

    world
        .sql("update staff set closed_at = '2026-10-12T00:00:00Z'")
        .await;
    let closed = try_with(&world.browser(), "lan", PASSWORD).await.is(422);
    closed.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    // What was open before ends within one request.
    assert_eq!(browser.get("/lop").await.is(303).location(), "/dang-nhap");
}

#[tokio::test]
async fn many_wrong_tries_have_to_wait_and_then_the_right_one_opens() {
    let world = world().await;
    let browser = world.browser();
    for _ in 0..6 {
        try_with(&browser, "lan", "sai")
            .await
            .is(422)
            .says("chưa đúng");
    }
    let waiting = try_with(&browser, "lan", PASSWORD).await.is(422);
    waiting.says("Hãy đợi <b data-seconds=\"\" role=\"timer\">5</b> giây");
    // Another name from the same address does not wait: it is answered, not held.
    try_with(&browser, "minh", "sai")
        .await
        .is(422)
        .says("chưa đúng");
    world.clock.advance(Duration::seconds(6));
    try_with(&browser, "lan", PASSWORD).await.is(303);
}

#[tokio::test]
async fn tries_at_once_are_counted_one_by_one() {
    let world = world().await;
    let browsers: Vec<_> = (0..12).map(|_| world.browser()).collect();
    let tries = browsers
        .iter()
        .map(|browser| try_blindly(browser, "lan", "sai"));
    let answers = futures_util::future::join_all(tries).await;
    let waited = answers
        .iter()
        .filter(|a| a.text().contains("Hãy đợi"))
        .count();
    assert_eq!(waited, 6, "six are looked at, six are held");
}

#[tokio::test]
async fn a_stranger_locks_nobody_out() {
    let world = world().await;
    let own = world.browser();
    try_with(&own, "lan", PASSWORD).await.is(303);
    own.post("/dang-xuat", &[]).await.is(303);
    // At the same address, in a browser that is not hers.
    let stranger = world.browser();
    for _ in 0..10 {
        try_with(&stranger, "lan", "sai").await.is(422);
    }
    try_with(&stranger, "lan", PASSWORD)
        .await
        .is(422)
        .says("Hãy đợi");
    // Her own browser is known, and so is another address.
    try_with(&own, "lan", PASSWORD).await.is(303);
    let mut home = world.browser();
    home.address = ([10, 0, 0, 9], 40_000).into();
    try_with(&home, "lan", PASSWORD).await.is(303);
}

/// Behind the address of the school somebody tries the teacher's name, now without a cookie, now with a new browser for each try. She has a
/// new computer herself: she gets in at once, and when the alarm has been written after half a minute at the latest.
#[tokio::test]
async fn whoever_guesses_from_the_schools_own_address_keeps_the_teacher_out_for_half_a_minute_at_most()
 {
    let world = world().await;
    for _ in 0..30 {
        try_blindly(&world.browser(), "lan", "sai").await.is(422);
    }
    try_with(&world.browser(), "lan", PASSWORD).await.is(303);
    for n in 0..150 {
        try_with(&world.browser(), "lan", &format!("sai {n}"))
            .await
            .is(422);
    }
    let guessed = world
        .db()
        .query("select count(*) from audit_event where action = 'passwords are being guessed'");
    let (alarms,): (i64,) = guessed.one().await.unwrap();
    assert_eq!(alarms, 2, "one for the name, one for the address");
    let lan = world.browser();
    try_with(&lan, "lan", PASSWORD)
        .await
        .is(422)
        .says("Hãy đợi");
    for _ in 0..10 {
        world.clock.advance(Duration::seconds(2));
        for _ in 0..3 {
            try_with(&world.browser(), "lan", "sai")
                .await
                .is(422)
                .says("Hãy đợi");
        }
    }
    try_with(&lan, "lan", PASSWORD).await.is(303);
    // The browser she knows never waits for others.
    lan.post("/dang-xuat", &[]).await.is(303);
    try_with(&lan, "lan", PASSWORD).await.is(303);
}

/// One name from many addresses: each of them is slow to give itself away, all together are not.
#[tokio::test]
async fn one_name_from_many_addresses_is_an_alarm_and_an_end() {
    let world = world().await;
    let mut looked_at = 0;
    for n in 0..250u8 {
        let mut browser = world.browser();
        browser.address = ([10, 0, 1, n], 40_000).into();
        for _ in 0..6 {
            let answer = try_blindly(&browser, "lan", "sai").await.is(422);
            looked_at += usize::from(answer.text().contains("chưa đúng"));
        }
        if looked_at > 100 && n > 40 {
            break;
        }
    }
    assert!(looked_at <= 101, "{looked_at} guesses were looked at");
    let guessed = world
        .db()
        .query("select count(*) from audit_event where action = 'passwords are being guessed'");
    assert_eq!(guessed.one::<(i64,)>().await.unwrap().0, 1);
    // The window ends, and with it the memory.
    world.clock.advance(Duration::minutes(31));
    try_blindly(&world.browser(), "lan", PASSWORD).await.is(303);
}

#[tokio::test]
async fn a_known_device_is_known_for_its_own_name_only_and_counted_too() {
    let world = world().await;
    let own = world.browser();
    try_with(&own, "lan", PASSWORD).await.is(303);
    let device = own.cookie("lachan-may").unwrap();
    assert!(!device.contains("lan"));
    let thief = world.browser();
    thief.set_cookie("lachan-may", &device);
    assert_eq!(thief.get("/lop").await.is(303).location(), "/dang-nhap");
    for _ in 0..6 {
        try_with(&thief, "lan", "sai")
            .await
            .is(422)
            .says("chưa đúng");
    }
    try_with(&thief, "lan", "sai").await.is(422).says("Hãy đợi");
    let (subjects,): (i64,) = world
        .db()
        .query("select count(*) from throttle where subject like $1")
        .bind("%127.0.0.1%".to_owned())
        .one()
        .await
        .unwrap();
    assert_eq!(subjects, 0, "no address stands in the counters");
}

#[tokio::test]
async fn a_wish_leads_only_to_this_site() {
    let world = world().await;
    for (wish, goes_to) in [
        ("/lop?lop=4A", "/lop?lop=4A"),
        ("//evil.example/lop", "/lop"),
        ("https://evil.example/", "/lop"),
        ("/\\evil.example", "/lop"),
        ("/\t/evil.example", "/lop"),
    ] {
        let fields = [("username", "lan"), ("password", PASSWORD), ("next", wish)];
        let answer = world.browser().post("/dang-nhap", &fields).await.is(303);
        assert_eq!(answer.location(), goes_to, "{wish:?}");
        let query = serde_urlencoded::to_string([("next", wish)]).unwrap();
        let form = world
            .browser()
            .get(&format!("/dang-nhap?{query}"))
            .await
            .is(200);
        assert!(!form.text().contains("evil.example"), "{wish:?}");
    }
}

#[tokio::test]
async fn signing_in_makes_a_new_session_and_ends_the_one_before() {
    let world = world().await;
    let browser = world.browser();
    // A token planted before sign-in is not adopted.
    let planted = "A".repeat(43);
    browser.set_cookie("lachan", &planted);
    try_with(&browser, "lan", PASSWORD).await.is(303);
    let first = browser.cookie("lachan").unwrap();
    assert_ne!(first, planted);
    let copy = world.browser();
    copy.set_cookie("lachan", &planted);
    assert_eq!(copy.get("/lop").await.is(303).location(), "/dang-nhap");

    copy.set_cookie("lachan", &first);
    copy.get("/lop").await.is(200);
    try_with(&browser, "lan", PASSWORD).await.is(303);
    assert_ne!(browser.cookie("lachan").unwrap(), first);
    browser.get("/lop").await.is(200);
    assert_eq!(copy.get("/lop").await.is(303).location(), "/dang-nhap");
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let world = world().await;
    let (browser, other) = (world.browser(), world.browser());
    try_with(&browser, "lan", PASSWORD).await.is(303);
    try_with(&other, "lan", PASSWORD).await.is(303);
    let copy = world.browser();
    copy.set_cookie("lachan", &browser.cookie("lachan").unwrap());
    copy.get("/lop").await.is(200);
    browser.post("/dang-xuat", &[]).await.is(303);
    assert_eq!(browser.cookie("lachan"), None);
    copy.get("/lop").await.is(303);
    other.get("/lop").await.is(200);

    try_with(&browser, "lan", PASSWORD).await.is(303);
    other.post("/tai-khoan/dang-xuat-het", &[]).await.is(303);
    browser.get("/lop").await.is(303);
}

/// A teacher shows a child the way on her own computer: both are signed in in one browser, and each leaves by their own door.
#[tokio::test]
async fn an_adult_and_a_child_in_one_browser_each_leave_by_their_own_door() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    world.account("hoa", lesson.p.a.class_4a).await;
    let both = async || {
        let browser = world.browser();
        try_with(&browser, "hoa", PASSWORD).await.is(303);
        browser
            .post("/", &[("ma", &lesson.door.code)])
            .await
            .is(303);
        let tile = lesson.tile(lesson.an);
        browser.post(&tile, &pictures(RIGHT)).await.is(303);
        browser.get("/hoc").await.is(200);
        let copy = world.browser();
        for jar in ["lachan", "lachan-em"] {
            copy.set_cookie(jar, &browser.cookie(jar).unwrap());
        }
        (browser, copy)
    };
    let (browser, copy) = both().await;
    browser.get("/dang-nhap").await.is(303);
    browser.post("/dang-xuat", &[]).await.is(303);
    assert_eq!(copy.get("/lop").await.is(303).location(), "/dang-nhap");
    copy.get("/hoc").await.is(200);
    let (browser, copy) = both().await;
    browser.post("/thoat", &[]).await.is(303);
    copy.get("/hoc").await.is(303);
    copy.get("/lop").await.is(200);
}

#[tokio::test]
async fn a_new_password_renews_the_session() {
    let world = world().await;
    let browser = world.browser();
    try_with(&browser, "lan", PASSWORD).await.is(303);
    let copy = world.browser();
    copy.set_cookie("lachan", &browser.cookie("lachan").unwrap());
    copy.get("/lop").await.is(200);
    let new = "bốn con sóc nâu";
    let form = [("old", PASSWORD), ("new", new), ("again", new)];
    browser.post("/tai-khoan/mat-khau", &form).await.is(303);
    browser.get("/lop").await.is(200);
    assert_eq!(copy.get("/lop").await.is(303).location(), "/dang-nhap");
}

#[tokio::test]
async fn a_first_password_opens_once() {
    let world = world().await;
    world
        .sql("update staff set must_change = true, password_until = '2026-10-13T00:00:00Z'")
        .await;
    // Two come with it at the same moment.
    let browsers = [world.browser(), world.browser()];
    let (one, two) = tokio::join!(
        try_with(&browsers[0], "lan", PASSWORD),
        try_with(&browsers[1], "lan", PASSWORD)
    );
    let mut answers = [one.status.as_u16(), two.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [303, 422]);
    let inside = &browsers[usize::from(one.status.as_u16() != 303)];
    assert_eq!(
        inside.get("/lop").await.is(303).location(),
        "/tai-khoan/mat-khau"
    );
    try_with(&world.browser(), "lan", PASSWORD).await.is(422);
    let new = "bốn con sóc nâu";
    let form = [("old", ""), ("new", new), ("again", new)];
    inside.post("/tai-khoan/mat-khau", &form).await.is(303);
    inside.get("/lop").await.is(200);
    try_with(&world.browser(), "lan", new).await.is(303);
}

#[tokio::test]
async fn a_session_ends_when_idle_and_at_the_latest_after_a_working_day() {
    let world = world().await;
    let browser = world.browser();
    try_with(&browser, "lan", PASSWORD).await.is(303);
    world.clock.advance(Duration::minutes(29));
    browser.get("/lop").await.is(200);
    world.clock.advance(Duration::minutes(30));
    browser.get("/lop").await.is(303);

    try_with(&browser, "lan", PASSWORD).await.is(303);
    for _ in 0..23 {
        world.clock.advance(Duration::minutes(20));
        browser.get("/lop").await.is(200);
    }
    world.clock.advance(Duration::minutes(20));
    browser.get("/lop").await.is(303);

    let mut tx = world.db().begin().await.unwrap();
    let swept = sessions::sweep(&mut tx, world.clock.now() + Duration::hours(9), 100)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert!(swept > 0);
}
