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
            .says("Trước giờ học")
            .hides("Giao bài");
        editor
            .get(&format!("/bai-hoc/{module}/canh"))
            .await
            .is(200)
            .says("Câu hỏi và phản hồi");
    }
    editor
        .get("/bai-hoc/A2")
        .await
        .says("Những chỗ đang chờ chuyên gia cho ý kiến")
        .says("Bốn điều kiện khi khám bệnh");
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

#[tokio::test]
async fn a_lesson_is_found_without_marks_and_by_age() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/bai-hoc?tim=chieu+du+do")
        .await
        .is(200)
        .says("/bai-hoc/B4\"")
        .hides("/bai-hoc/A1\"");
    lan.get("/bai-hoc?nhom=C")
        .await
        .is(200)
        .says("/bai-hoc/C1\"")
        .hides("/bai-hoc/B4\"");
    lan.get("/bai-hoc?tim=khong-co-dau-ca-zz")
        .await
        .is(200)
        .says("Không có bài nào hợp với")
        .says("khong-co-dau-ca-zz");
}

#[tokio::test]
async fn the_guide_is_held_one_step_at_a_time() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    let second = lan.get("/bai-hoc/B4/day?buoc=2").await.is(200);
    let second = second
        .says("Bước 2 trên 7")
        .says("từ phút 4 trong 35 phút")
        .says("Vì sao cả đội không hỏi dồn?")
        // what may be needed at any moment is on every step
        .says("Nếu có em kể")
        .says("Thầy/cô tin em. Không phải lỗi của em.")
        .hides("Lời dọa chỉ để em im.");
    assert!(second.text().contains("Cảnh 3") && !second.text().contains("Cảnh 4</summary>"));
    // the clock starts when the teacher says so, and its beginning stands in the address
    let begun = lan.get("/bai-hoc/B4/day?buoc=2&tu=-1").await.is(303);
    let here = begun.location().to_owned();
    world.clock.advance(chrono::Duration::minutes(7));
    lan.get(&here).await.is(200).says("đã qua 7 phút");
    // a beginning of last week, or of next, is no beginning
    lan.get("/bai-hoc/B4/day?buoc=2&tu=100")
        .await
        .is(200)
        .hides("đã qua");
    lan.get("/bai-hoc/B4/day?buoc=99")
        .await
        .is(200)
        .says("Bước 7 trên 7");
}

#[tokio::test]
async fn the_wall_shows_all_scenes_games_and_questions_and_keeps_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    let wall = lan.get("/bai-hoc/B4/trinh-chieu").await.is(200);
    let wall = wall.text();
    for slide in [
        "dau",
        "canh-1",
        "canh-9",
        "choi-2-cung",
        "cau-1",
        "cau-6",
        "ket",
    ] {
        assert!(wall.contains(&format!("id=\"{slide}\"")), "{slide}");
    }
    assert!(!wall.contains("method=\"post\""));
    // a meeting shows just its scenes and asks just its questions
    let meeting = lan.get("/bai-hoc/G3-lop6/trinh-chieu").await.is(200);
    let meeting = meeting.text();
    assert!(meeting.contains("id=\"canh-7\"") && !meeting.contains("id=\"canh-8\""));
    assert!(meeting.contains("id=\"cau-4\"") && !meeting.contains("id=\"cau-5\""));
    lan.get("/bai-hoc/G9").await.is(404);
    lan.get("/bai-hoc/G3-lop9/day").await.is(404);
}

#[tokio::test]
async fn paper_holds_the_parts_that_are_ticked() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    let whole = lan.get("/bai-hoc/B4/in").await.is(200);
    whole.says("Phiếu câu hỏi").says("Kính gửi cha mẹ");
    let questions = lan.get("/bai-hoc/B4/in?phan=cau-hoi").await.is(200);
    questions
        .says("Em đánh dấu vào ô")
        .hides("Quà an toàn không cần giấu.")
        .hides("Kính gửi cha mẹ");
}

#[tokio::test]
async fn letters_are_printed_for_ones_own_class_with_its_school() {
    let world = World::new().await;
    let p = world.province().await;
    world
        .pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An", "Trần Thị Bình"])
        .await;
    let lan = world.staff("co.lan", Role::Teacher, p.a.class_4a).await;
    lan.get(&format!("/bai-hoc/B4/thu?lop={}", p.a.class_4a))
        .await
        .is(200)
        .says("Gửi gia đình em Nguyễn Văn An")
        .says("Gửi gia đình em Trần Thị Bình")
        .says("Người hỗ trợ của trường: …")
        .says("2 thư cho lớp 4A");
    lan.get(&format!("/bai-hoc/B4/thu?lop={}", p.b.class_4a))
        .await
        .is(404);
    let office = world
        .staff("so.gddt", Role::DepartmentOfficer, p.department)
        .await;
    office
        .get(&format!("/bai-hoc/B4/thu?lop={}", p.a.class_4a))
        .await
        .is(403)
        .hides("Nguyễn Văn An");
    // adults take a leaflet home; it has no class
    lan.get("/bai-hoc/T2/thu").await.is(200).says("Tờ mang về");
    lan.get(&format!("/bai-hoc/T2/thu?lop={}", p.a.class_4a))
        .await
        .is(404);
    lan.get("/bai-hoc/G3/thu").await.is(404);
}
