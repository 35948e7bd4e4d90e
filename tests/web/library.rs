//! Lessons as adults read them.

use crate::support::World;
use lachan_core::actor::Role;

#[tokio::test]
async fn every_role_reads_every_lesson_with_its_key() {
    let world = World::new().await;
    let p = world.province().await;
    let editor = world.staff("bien.tap", Role::Editor, p.department).await;
    let shelf = editor.get("/bai-hoc").await.is(200);
    for module in ["A1", "B7", "C8", "D7", "T1", "T2", "P1"] {
        let shelf = shelf.text();
        assert!(shelf.contains(&format!("/bai-hoc/{module}\"")), "{module}");
        editor
            .get(&format!("/bai-hoc/{module}"))
            .await
            .is(200)
            .says("chưa được chuyên gia thẩm định")
            .says("Câu hỏi và phản hồi")
            .hides("Giao bài");
    }
    editor.get("/bai-hoc/Z9").await.is(404);
    editor.get("/bai-hoc/A99").await.is(404);
}

#[tokio::test]
async fn a_teacher_gives_a_lesson_from_the_library_and_a_child_sees_no_key() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/bai-hoc/B1")
        .await
        .is(200)
        .says("/lop/giao-bai?module=B1");
    lan.get("/bai-hoc/T1")
        .await
        .is(200)
        .hides("/lop/giao-bai?module=T1");
    let child = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await[0];
    let child = world.pupil(p.a.class_4a, child).await;
    assert!(child.get("/bai-hoc/B1").await.status != 200);
    assert!(world.browser().get("/bai-hoc").await.status != 200);
}
