//! Help and the quick exit: there for everybody, always, and nothing is written down about it.

use crate::support::{World, client::Client, door::pictures, places::Province};
use axum::{body::Body, http::Method};
use chrono::Duration;
use lachan::{
    auth::{cookie::Jar, keys},
    store::{Db, sessions, sessions::Whose},
};
use lachan_core::{actor::Role, ids::PupilId};

/// Everything the database holds, in one number.
async fn everything(world: &World) -> String {
    match world.db() {
        Db::Sqlite { .. } => {
            let file = world.folder().join("lachan.db");
            let wal = std::fs::read(file.with_extension("db-wal")).unwrap_or_default();
            keys::digest(&format!("{:?}{:?}", std::fs::read(file).unwrap(), wal))
        }
        Db::Postgres { .. } => {
            let (sum,): (String,) = world
                .db()
                .query(
                    "select md5(string_agg(cast(query_to_xml('select * from \"' || table_name || '\"', true, false, '') as text),
                                           '' order by table_name))
                     from information_schema.tables where table_schema = 'public'",
                )
                .one()
                .await
                .unwrap();
            sum
        }
    }
}

/// A child of class 4A of school A in a lesson.
async fn pupil(world: &World, p: &Province) -> (PupilId, Client) {
    let pupil = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await[0];
    let token = keys::token();
    let now = world.clock.now();
    let whose = Whose::Pupil {
        pupil,
        class: p.a.class_4a,
        door: None,
    };
    let mut tx = world.db().begin().await.unwrap();
    sessions::open(
        &mut tx,
        &keys::digest(&token),
        whose,
        now,
        now + Duration::hours(2),
    )
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let browser = world.browser();
    let header = Jar::Pupil.set(&token, false);
    let (name, value) = header.to_str().unwrap().split_once('=').unwrap();
    browser.set_cookie(name, value.split(';').next().unwrap());
    (pupil, browser)
}

#[tokio::test]
async fn help_is_there_without_a_sign_in_and_leaves_no_trace() {
    let world = World::new().await;
    let p = world.province().await;
    let (_, child) = pupil(&world, &p).await;
    world.clock.advance(Duration::minutes(5));
    let before = everything(&world).await;
    for browser in [world.browser(), child] {
        for path in [
            "/can-giup",
            "/can-giup/nguoi-lon",
            "/can-giup/phieu-ghi-nhan",
        ] {
            let answer = browser.get(path).await.is(200);
            assert!(!answer.headers.contains_key("set-cookie"), "{path}");
            assert_eq!(answer.headers["cache-control"], "no-store");
        }
        let page = browser.get("/can-giup").await;
        assert!(page.body.len() < 30_000, "{} bytes", page.body.len());
        page.says("href=\"tel:111\"")
            .says("113")
            .says("115")
            .says("Không phải lỗi của em")
            .hides("18001567")
            .hides("0692")
            .hides("_bg.wasm");
    }
    assert_eq!(before, everything(&world).await);
    // The control: one changed minute would be seen.
    world
        .sql("update session set seen_at = '2026-10-12T01:05:00+00:00'")
        .await;
    assert_ne!(before, everything(&world).await);
}

#[tokio::test]
async fn a_child_sees_the_people_of_its_own_school_only() {
    let world = World::new().await;
    let p = world.province().await;
    let (_, child) = pupil(&world, &p).await;
    let head = world.staff("huong", Role::SchoolHead, p.a.id).await;
    let path = format!("/don-vi/{}/dau-moi", p.a.id);
    head.get(&path).await.is(200).says("Chưa có ai");
    head.post(&path, &[("name-0", "Cô Mai")])
        .await
        .is(422)
        .says("Cô Mai")
        .says("cả họ tên và việc");
    head.post(
        &path,
        &[
            ("name-0", "Cô Mai"),
            ("title-0", "y tế"),
            ("phone-0", "gọi cô"),
        ],
    )
    .await
    .is(422)
    .says("chỉ gồm chữ số");
    let list = [
        ("name-1", "Thầy Hùng"),
        ("title-1", "Tổng phụ trách Đội"),
        ("name-0", "Cô Mai"),
        ("title-0", "tư vấn học đường"),
        ("room-0", "Phòng 12"),
        ("phone-0", "0912.000.111"),
    ];
    for _ in 0..2 {
        head.post(&path, &list).await.is(303);
    }
    head.get(&path).await.is(200).says("Phòng 12");
    let page = child
        .get("/can-giup")
        .await
        .is(200)
        .says("Ở trường em")
        .text();
    assert!(page.find("Cô Mai") < page.find("Thầy Hùng"), "{page}");
    assert!(page.contains("tel:0912000111"));
    world.browser().get("/can-giup").await.hides("Cô Mai");
    let other = world.staff("binh", Role::SchoolHead, p.b.id).await;
    other.get(&path).await.is(404);
    other.post(&path, &list).await.is(404);
    let teacher = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    teacher.get(&path).await.is(404);
    world.clock.advance(Duration::days(1));
    let head = world.staff("huong.moi", Role::SchoolHead, p.a.id).await;
    head.post(&path, &list[..2]).await.is(303);
    head.get(&path)
        .await
        .is(200)
        .says("Thầy Hùng")
        .hides("Cô Mai");
    let (kept,): (i64,) = world
        .db()
        .query("select count(*) from help_contact")
        .one()
        .await
        .unwrap();
    assert_eq!(kept, 3, "what was shown yesterday stays on record");
}

#[tokio::test]
async fn the_way_back_leads_to_where_the_child_was_and_nowhere_else() {
    let world = World::new().await;
    let back = async |from: &str| {
        let browser = world.browser();
        let request = browser
            .request(Method::GET, "/can-giup")
            .header("referer", from);
        browser.send(request.body(Body::empty()).unwrap()).await
    };
    // to the same scene or question, and with nothing else somebody may have put there
    back("http://lachan.test/hoc/B4?canh=2")
        .await
        .says("href=\"/hoc/B4?canh=2\"");
    back("http://lachan.test/hoc/B4?x=%22onload%22")
        .await
        .says("href=\"/hoc/B4\"")
        .hides("onload");
    for elsewhere in [
        "http://xau.test/hoc/B4",
        "http://lachan.test//xau.test",
        "http://lachan.test/thoi-khoa-bieu",
        "javascript:alert(1)",
        "http://lachan.test",
    ] {
        back(elsewhere)
            .await
            .is(200)
            .hides("xau")
            .hides("alert")
            .says("class=\"button quiet\"")
            .says("href=\"/\"");
    }
}

#[tokio::test]
async fn the_quick_exit_says_nothing_about_us() {
    let world = World::new().await;
    let answer = world.browser().get("/thoi-khoa-bieu").await.is(200);
    assert!(!answer.headers.contains_key("set-cookie"));
    let policy = answer.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("default-src 'none'") && !policy.contains("script-src"));
    answer
        .says("<title>Thời khóa biểu</title>")
        .hides("Lá Chắn")
        .hides("app.css")
        .hides("mark.svg")
        .hides("<script")
        .hides("http://")
        .hides("https://");
}

#[tokio::test]
async fn adults_read_what_to_do_and_print_a_blank_form_that_stores_nothing() {
    let world = World::new().await;
    let browser = world.browser();
    let page = browser.get("/can-giup/nguoi-lon").await.is(200);
    page.says("Không hứa giữ bí mật")
        .says("Không điều tra")
        .says("1900 96 96 80")
        .hides("<form");
    browser
        .get("/can-giup/phieu-ghi-nhan")
        .await
        .is(200)
        .says("PHIẾU GHI NHẬN")
        .hides("<form")
        .hides("<input")
        .hides("<textarea");
}

#[tokio::test]
async fn the_quick_exit_ends_the_session_and_fits_the_age() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let child = world.pupil(lesson.p.a.class_4a, lesson.an).await;
    child
        .get("/hoc")
        .await
        .is(200)
        .says("/thoi-khoa-bieu?cap=1")
        .says("Xong rồi, bạn khác vào");
    let cookie = child.cookie("lachan-em").expect("signed in");
    // somebody else's page takes no child out of a lesson
    let mut request = child
        .request(axum::http::Method::GET, "/thoi-khoa-bieu")
        .body(axum::body::Body::empty())
        .unwrap();
    let from = axum::http::HeaderValue::from_static("cross-site");
    request.headers_mut().insert("sec-fetch-site", from);
    child.send(request).await.is(200);
    child.get("/hoc").await.is(200);

    child
        .get("/thoi-khoa-bieu?cap=1")
        .await
        .is(200)
        .says("Tiếng Việt")
        .hides("Ngữ văn");
    child.get("/hoc").await.is(303);
    // a copy of the cookie opens nothing either, as soon as the database has heard of it
    for _ in 0..50 {
        child.set_cookie("lachan-em", &cookie);
        if child.get("/hoc").await.status == 303 {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    panic!("the session is still open");
}

#[tokio::test]
async fn the_next_child_stands_at_the_same_door() {
    let world = World::new().await;
    let lesson = world.lesson().await;
    let computer = world.at_door(&lesson.door.code).await;
    let secret = pictures("0-1-2");
    computer
        .post(&lesson.tile(lesson.an), &secret)
        .await
        .is(303);
    computer.get("/hoc").await.is(200);
    let left = computer.post("/thoat", &[("ban-khac", "1")]).await.is(303);
    assert_eq!(left.location(), "/vao-lop");
    computer.get("/hoc").await.is(303);
    computer.get("/vao-lop").await.is(200).says("Bình T.");
    computer
        .post(&lesson.tile(lesson.binh), &secret)
        .await
        .is(303);
    computer.get("/hoc").await.is(200).says("Bình");

    // without a door, as after a card at home, the way leads to the code
    let at_home = world.pupil(lesson.p.a.class_4a, lesson.an).await;
    let left = at_home.post("/thoat", &[("ban-khac", "1")]).await.is(303);
    assert_eq!(left.location(), "/");
}

#[tokio::test]
async fn the_timetable_of_an_older_pupil_is_not_that_of_a_small_child() {
    let world = World::new().await;
    let browser = world.browser();
    browser
        .get("/thoi-khoa-bieu?cap=3")
        .await
        .is(200)
        .says("Vật lí")
        .hides("Mĩ thuật");
    browser
        .get("/thoi-khoa-bieu")
        .await
        .is(200)
        .says("KHTN")
        .hides("Mĩ thuật");
}
