//! The demo province: real-sized, entered by every account, and never made over anything.

use crate::support::{World, door::pictures};
use lachan::{
    demo::{self, ACCOUNTS, PASSWORD},
    report,
    service::reports,
    store::{classes, doors, pupils, units},
};
use lachan_core::{actor::Actor, art, door, names, units::UnitKind};

#[tokio::test]
async fn every_account_gets_in_and_sees_something() {
    let world = World::demo().await;
    for account in ACCOUNTS {
        let browser = world.browser();
        let answer = browser
            .post(
                "/dang-nhap",
                &[("username", account.username), ("password", PASSWORD)],
            )
            .await
            .is(303);
        let mut page = browser.get(answer.location()).await;
        if page.status == 303 {
            page = browser.get(page.location()).await;
        }
        page.is(200).says(account.name).says("dữ liệu giả");
    }
}

#[tokio::test]
async fn a_child_finds_the_door_open_and_its_tile() {
    let (world, made) = World::new_demo().await;
    let browser = world.browser();
    browser.get("/").await.is(200);
    let answer = browser.post("/", &[("ma", &made.door.code)]).await.is(303);
    assert_eq!(answer.location(), "/vao-lop");
    browser
        .get("/vao-lop")
        .await
        .is(200)
        .says("4A")
        .says(&names::tile(&made.child));

    let class = doors::by_code(world.db(), &made.door.code, world.clock.now())
        .await
        .unwrap()
        .unwrap()
        .class;
    let children = pupils::of_class(world.db(), class, world.clock.today())
        .await
        .unwrap();
    let child = children
        .iter()
        .find(|c| c.full_name() == made.child)
        .unwrap();
    let picks = made.pictures.map(|words| {
        let place = art::SECRET.iter().position(|p| p.words == words);
        u8::try_from(place.unwrap()).unwrap()
    });
    let inside = browser
        .post(
            &format!("/vao-lop/{}", child.id),
            &pictures(&door::pictures_text(picks)),
        )
        .await
        .is(303);
    let desk = browser.get(inside.location()).await.is(200);
    desk.says("Bài hôm nay").says("/hoc/B");
}

#[tokio::test]
async fn the_door_can_be_opened_again_with_a_new_code() {
    let (world, made) = World::new_demo().await;
    let again = demo::open_again(world.app.config.clone()).await.unwrap();
    assert_ne!(again.door.code, made.door.code);
    assert_eq!((again.class, again.child), (made.class, made.child));
    let browser = world.browser();
    let refused = browser.post("/", &[("ma", &made.door.code)]).await.is(303);
    assert!(refused.location().starts_with("/?vi=sai"));

    let real = World::new().await;
    real.province().await;
    let refused = demo::open_again(real.app.config.clone()).await;
    assert!(
        refused
            .unwrap_err()
            .to_string()
            .contains("không có dữ liệu mẫu")
    );
}

#[tokio::test]
async fn classes_have_their_size_meetings_their_children_and_every_module_was_given() {
    let world = World::demo().await;
    let today = world.clock.today();
    for (code, classes, youth) in [
        ("TH1", 15, UnitKind::Pioneers),
        ("THCS1", 8, UnitKind::Pioneers),
        ("THPT1", 6, UnitKind::SchoolYouth),
    ] {
        let school = units::by_code(world.db(), code).await.unwrap().unwrap();
        let inside = units::inside_school(world.db(), school.id, today)
            .await
            .unwrap();
        assert!(inside.iter().any(|unit| unit.kind == youth));
        let rooms = inside.iter().filter(|unit| unit.kind == UnitKind::Class);
        assert_eq!(rooms.clone().count(), classes);
        for room in rooms {
            let size = classes::size(world.db(), room.id, today).await.unwrap();
            assert!((28..=42).contains(&size), "{}: {size}", room.name);
        }
    }
    for (what, least) in [
        (
            "select count(*) from progress where completed_at is null",
            50,
        ),
        (
            "select count(*) from progress where completed_at is not null",
            1_500,
        ),
        ("select count(*) from item_tally", 1_000),
        (
            "select count(*) from attendance where status = 'present'",
            2_000,
        ),
        (
            "select count(*) from attendance where status = 'absent'",
            20,
        ),
        (
            "select count(*) from activity where closed_at is not null",
            20,
        ),
        (
            "select count(*) from activity where cancelled_at is not null",
            1,
        ),
        ("select count(*) from help_contact", 6),
    ] {
        let (n,): (i64,) = world.db().query(what).one().await.unwrap();
        assert!(n >= least, "{what}: {n}");
    }
    let (stray,): (i64,) = world
        .db()
        .query(
            "select count(*) from progress p
             where not exists (select 1 from assignment a where a.class = p.class and a.module = p.module)",
        )
        .one()
        .await
        .unwrap();
    assert_eq!(stray, 0);
}

#[tokio::test]
async fn a_demo_can_be_made_on_any_day_of_the_year() {
    for now in [
        "2026-07-19T16:59:00Z", // a Sunday night in the summer
        "2026-09-07T17:30:00Z", // a Tuesday just after midnight, when school has begun
        "2027-01-01T00:30:00Z",
    ] {
        let world = World::new().await;
        let made = demo::fill_until(world.app.config.clone(), now.parse().unwrap())
            .await
            .unwrap();
        assert!(made.class.starts_with("4A"), "{now}");
    }
}

#[tokio::test]
async fn the_figures_are_those_of_a_province_at_work() {
    let world = World::demo().await;
    let department = units::by_code(world.db(), "SO").await.unwrap().unwrap();
    let actor = Actor::System("test");
    let period = "NH2026-2027".parse().unwrap();
    let reading = reports::read(&world.app.figures, &actor, department.id, period)
        .await
        .unwrap();
    let all = report::json(&reading);
    let enrolled = all["by_grade"].as_array().unwrap().last().unwrap()["enrolled"]["total"]
        .as_i64()
        .unwrap();
    assert_eq!(enrolled, 488 + 302 + 240);
    let find = |all: &serde_json::Value, code: &str| {
        let mut indicators = all["indicators"].as_array().unwrap().iter();
        let found = indicators.find(|indicator| indicator["code"] == code);
        found.unwrap().clone()
    };
    for code in ["I03", "I04"] {
        let percent = find(&all, code)["percent"].as_f64().unwrap();
        assert!((20.0..95.0).contains(&percent), "{code} {percent}");
    }
    let gain = find(&all, "I06");
    assert!(
        (10.0..40.0).contains(&gain["points"].as_f64().unwrap()),
        "{gain}"
    );
    assert!(gain["children"].as_i64().unwrap() > 300, "{gain}");
    let knew = find(&all, "I08")["percent"].as_f64().unwrap();
    assert!((80.0..99.0).contains(&knew), "{knew}");
    assert!(find(&all, "I13")["sessions"].as_i64().unwrap() > 3);
    let youth = units::by_code(world.db(), "TDOAN").await.unwrap().unwrap();
    let youth = reports::read(&world.app.figures, &actor, youth.id, period)
        .await
        .unwrap();
    // All children of grades 1 to 12 stand in a Sao, chi đội or chi đoàn, so both lines count the same.
    assert_eq!(find(&report::json(&youth), "I03"), find(&all, "I03"));
}

#[tokio::test]
async fn a_second_demo_is_refused_and_changes_nothing() {
    let world = World::demo().await;
    let before = units::school_years(world.db()).await.unwrap();
    let again = demo::fill_until(world.app.config.clone(), world.clock.now()).await;
    assert!(again.unwrap_err().to_string().contains("còn trống"));
    assert_eq!(units::school_years(world.db()).await.unwrap(), before);
}
