//! A class as its teacher sees it, and as others do not.

use crate::support::World;
use lachan_core::actor::Role;

#[tokio::test]
async fn a_teacher_sees_her_class_and_not_the_one_next_door() {
    let world = World::new().await;
    let p = world.province().await;
    world
        .pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An", "Trần Thị Bình"])
        .await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/lop").await.is(200).says("Lớp 4A").hides("Lớp 4B");
    let own = format!("/lop/{}", p.a.class_4a);
    lan.get(&own).await.is(200).says("Mở cửa lớp");
    lan.get(&format!("{own}/hoc-sinh"))
        .await
        .is(200)
        .says("Nguyễn Văn An");
    lan.get(&format!("{own}/bai-hoc")).await.is(200);
    lan.get(&format!("/lop/{}", p.a.class_4b)).await.is(404);
    lan.get(&format!("/lop/{}", p.b.class_4a)).await.is(404);
}

#[tokio::test]
async fn an_organizer_sees_names_for_attendance_and_no_results() {
    let world = World::new().await;
    let p = world.province().await;
    world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await;
    let minh = world.staff("minh", Role::Organizer, p.a.pioneers).await;
    minh.get("/lop").await.is(200).says("Lớp 4A").says("Lớp 4B");
    let class = format!("/lop/{}", p.a.class_4a);
    minh.get(&format!("{class}/hoc-sinh"))
        .await
        .is(200)
        .says("Nguyễn Văn An")
        .hides("Chưa học");
    minh.get(&format!("{class}/bai-hoc")).await.is(403);
    minh.get(&format!("{class}/the")).await.is(403);
}

#[tokio::test]
async fn an_officer_has_no_classes() {
    let world = World::new().await;
    let p = world.province().await;
    let officer = world.staff("can.bo", Role::CommuneOfficer, p.commune).await;
    officer.get("/lop").await.is(403);
    officer.get(&format!("/lop/{}", p.a.class_4a)).await.is(403);
    officer.get(&format!("/lop/{}", p.b.class_4a)).await.is(404);
}
