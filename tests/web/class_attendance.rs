//! The attendance of a class, as those who see the class read it.

use crate::support::World;
use lachan_core::actor::Role;

#[tokio::test]
async fn the_demo_class_shows_its_meetings_and_every_child() {
    let world = World::demo().await;
    let lan = world.browser();
    lan.post(
        "/dang-nhap",
        &[("username", "co.lan"), ("password", lachan::demo::PASSWORD)],
    )
    .await
    .is(303);
    let list = lan.get("/lop").await.is(200).text();
    let at = list.find("/lop/0").unwrap();
    let class = &list[at..at + 41];
    let page = lan.get(&format!("{class}/diem-danh")).await.is(200);
    page.says("Sinh hoạt chi đội").says("Trần Nam An").says("%");
}

#[tokio::test]
async fn a_class_without_meetings_says_so_and_strangers_see_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await;
    let address = format!("/lop/{}/diem-danh", p.a.class_4a);
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    lan.get(&address)
        .await
        .is(200)
        .says("chưa có buổi sinh hoạt nào");
    let other = world.staff("co.mai", Role::Teacher, p.a.class_4b).await;
    other.get(&address).await.is(404);
    let officer = world.staff("can.bo", Role::CommuneOfficer, p.commune).await;
    officer.get(&address).await.is(403);
}
