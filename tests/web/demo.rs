//! The demo province: real-sized, entered by every account, and never made over anything.

use crate::support::World;
use lachan::{
    demo::{self, ACCOUNTS, PASSWORD},
    report,
    service::reporting,
    store::units,
};
use lachan_core::actor::Actor;

#[tokio::test]
async fn every_account_gets_in_and_sees_something() {
    let (world, _) = World::demo().await;
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
    let (world, made) = World::demo().await;
    let browser = world.browser();
    browser.get("/").await.is(200);
    let answer = browser.post("/", &[("ma", &made.door.code)]).await.is(303);
    assert_eq!(answer.location(), "/vao-lop");
    browser.get("/vao-lop").await.is(200).says("4A");
}

#[tokio::test]
async fn the_figures_are_those_of_a_province_at_work() {
    let (world, _) = World::demo().await;
    let department = units::by_code(world.db(), "SO").await.unwrap().unwrap();
    let actor = Actor::System("test");
    let period = "NH2026-2027".parse().unwrap();
    let today = world.clock.today();
    let reading = reporting::read(world.db(), today, &actor, department.id, period)
        .await
        .unwrap();
    let all = report::json(&reading);
    let enrolled = all["by_grade"].as_array().unwrap().last().unwrap()["enrolled"]["total"]
        .as_i64()
        .unwrap();
    assert_eq!(enrolled, 488 + 302 + 240);
    for (n, code) in [(2, "I03"), (3, "I04")] {
        let indicator = &all["indicators"][n];
        assert_eq!(indicator["code"], code);
        let percent = indicator["percent"].as_f64().unwrap();
        assert!((20.0..95.0).contains(&percent), "{code} {percent}");
    }
    assert!(all["indicators"][4]["sessions"].as_i64().unwrap() > 3);
    let youth = units::by_code(world.db(), "TDOAN").await.unwrap().unwrap();
    let youth = reporting::read(world.db(), today, &actor, youth.id, period)
        .await
        .unwrap();
    // All children of grades 1 to 12 stand in a Sao, chi đội or chi đoàn, so both lines count the same.
    assert_eq!(report::json(&youth)["indicators"][2], all["indicators"][2]);
}

#[tokio::test]
async fn a_second_demo_is_refused_and_changes_nothing() {
    let (world, _) = World::demo().await;
    let before = units::school_years(world.db()).await.unwrap();
    let again = demo::fill_until(world.app.config.clone(), world.clock.now()).await;
    assert!(again.unwrap_err().to_string().contains("empty"));
    assert_eq!(units::school_years(world.db()).await.unwrap(), before);
}
