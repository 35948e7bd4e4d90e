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
async fn those_who_have_not_finished_stand_first_when_asked_for() {
    let world = World::new().await;
    let p = world.province().await;
    let names = ["Nguyễn Văn An", "Trần Thị Bình"];
    let children = world.pupils(&p.a, p.a.class_4a, &names).await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    let class = p.a.class_4a.to_string();
    let form = [
        ("lop", class.as_str()),
        ("module", "B4"),
        ("from", "2026-10-12"),
        ("to", "2026-10-18"),
        ("mode", "device"),
    ];
    lan.post("/lop/giao-bai", &form).await.is(303);
    let mut tx = world.db().begin().await.unwrap();
    tx.query(
        "insert into progress (pupil, class, school_year, module, scene, scenes_seen, started_at, completed_at, best_correct, n_items, attempts,
                               updated_at)
         values ($1, $2, (select school_year from unit where id = $2), 'B4', 10, 9, $3, $3, 6, 6, 1, $3)",
    )
    .bind(children[0])
    .bind(p.a.class_4a)
    .bind(world.clock.now())
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    let page = format!("/lop/{class}/hoc-sinh");
    let first = |text: String| text.find("Nguyễn Văn An") < text.find("Trần Thị Bình");
    assert!(first(lan.get(&page).await.is(200).text()));
    let sorted = lan.get(&format!("{page}?xep=chua-xong")).await.is(200);
    assert!(!first(sorted.text()));
    // the number is still the one of the class's list
    sorted.says("<td class=\"num soft\">2</td><th scope=\"row\">Trần Thị Bình</th>");
    lan.post(
        &format!("/lop/{class}/cua"),
        &[("phut", "45"), ("chieu", "1")],
    )
    .await
    .is(303)
    .location()
    .ends_with("/cua")
    .then_some(())
    .expect("one tap opens the door and shows its code");
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
