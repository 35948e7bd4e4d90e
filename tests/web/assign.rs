//! A teacher gives modules to classes, changes the window, takes them back.

use crate::support::{World, client::Client, places::Province};
use lachan::store::{assignments, units::place};
use lachan_core::{
    actor::{Actor, Grant, Role},
    ids::UnitId,
    learning::Assignment,
    permission::SeeClass,
    units::UnitKind,
};

async fn given(world: &World, class: UnitId) -> Vec<Assignment> {
    let place = place(world.db(), class, world.clock.today())
        .await
        .unwrap()
        .unwrap();
    let permit = Actor::System("test").permit(SeeClass::at(&place)).unwrap();
    assignments::of_class(world.db(), &permit).await.unwrap()
}

async fn give(
    teacher: &Client,
    classes: &[UnitId],
    module: &str,
    from: &str,
    to: &str,
) -> crate::support::client::Answer {
    let ids: Vec<String> = classes.iter().map(UnitId::to_string).collect();
    let mut form: Vec<(&str, &str)> = ids.iter().map(|id| ("lop", id.as_str())).collect();
    form.extend([
        ("module", module),
        ("from", from),
        ("to", to),
        ("mode", "device"),
    ]);
    teacher.post("/lop/giao-bai", &form).await
}

async fn lan(world: &World, p: &Province) -> Client {
    let grants = [p.a.class_4a, p.a.class_4b].map(|unit| Grant {
        role: Role::Teacher,
        unit,
    });
    world.staff_with("lan", &grants).await.1
}

#[tokio::test]
async fn a_teacher_gives_one_module_to_two_classes_at_once() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = lan(&world, &p).await;
    lan.get(&format!("/lop/giao-bai?lop={}", p.a.class_4a))
        .await
        .is(200)
        .says("Chiêu dụ dỗ")
        .says("Cơ thể em là của em")
        .hides("Kiểm soát và bạo lực trong tình cảm")
        .says("chưa được chuyên gia thẩm định")
        .says("value=\"2026-10-12\"")
        .says("value=\"2026-10-25\"");
    let classes = [p.a.class_4a, p.a.class_4b];
    let done = give(&lan, &classes, "B4", "2026-10-12", "2026-10-18")
        .await
        .is(303);
    lan.get(done.location())
        .await
        .is(200)
        .says("Đã giao B4 cho 4A, 4B đến 18/10.");
    assert!(done.location().starts_with("/lop?"));
    // what a class has is said beside the module before it is given again
    lan.get("/lop/giao-bai")
        .await
        .is(200)
        .says("đã giao: 4A 12/10–18/10, 4B 12/10–18/10");
    lan.get(&format!("/lop/giao-bai?lop={}", p.a.class_4b))
        .await
        .says("đã giao: 4B 12/10–18/10");
    for class in classes {
        let list = given(&world, class).await;
        assert_eq!(list.len(), 1);
        assert_eq!(list[0].module.as_str(), "B4");
    }
    // given once more nothing changes
    let again = give(&lan, &classes[..1], "B4", "2026-11-01", "2026-11-02")
        .await
        .is(303);
    lan.get(again.location())
        .await
        .is(200)
        .says("4A đang có B4 từ trước")
        .hides("Đã giao");
    // an address names no class of somebody else
    let foreign = format!("/lop?giao=B4&den=2026-10-18&moi={}&cu=", p.b.class_4a);
    lan.get(&foreign).await.is(200).hides("Đã giao");
    assert_eq!(
        given(&world, p.a.class_4a).await[0]
            .window
            .closes_on
            .to_string(),
        "2026-10-18"
    );
    // once its window is over it is given anew, and what it was stays written down
    world.clock.advance(chrono::Duration::days(10));
    let later = world.staff("mai", Role::Teacher, p.a.class_4a).await;
    give(&later, &classes[..1], "B4", "2026-11-01", "2026-11-02")
        .await
        .is(303);
    let list = given(&world, p.a.class_4a).await;
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].window.closes_on.to_string(), "2026-11-02");
    let (before,): (i64,) = world
        .db()
        .query("select count(*) from assignment where class = $1 and withdrawn_at is not null")
        .bind(p.a.class_4a)
        .one()
        .await
        .unwrap();
    assert_eq!(before, 1);
}

#[tokio::test]
async fn a_class_learns_its_own_band_or_the_one_below_and_never_one_above() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = lan(&world, &p).await;
    for module in ["C1", "D1", "T1", "P1"] {
        give(&lan, &[p.a.class_4a], module, "2026-10-12", "2026-10-18")
            .await
            .is(422)
            .says("không dành cho lớp đã chọn");
    }
    give(&lan, &[p.a.class_4a], "A6", "2026-10-12", "2026-10-18")
        .await
        .is(303);
    assert_eq!(given(&world, p.a.class_4a).await.len(), 1);
}

#[tokio::test]
async fn one_class_too_young_and_no_class_is_given_anything() {
    let world = World::new().await;
    let p = world.province().await;
    let second = world
        .unit("A-2A", UnitKind::Class, "2A", Some(2), p.year, Some(p.a.id))
        .await;
    world
        .join(second, p.a.id, lachan_core::units::Relation::Professional)
        .await;
    let head = world.staff("hieutruong", Role::SchoolHead, p.a.id).await;
    give(
        &head,
        &[p.a.class_4a, second],
        "B4",
        "2026-10-12",
        "2026-10-18",
    )
    .await
    .is(422);
    assert!(given(&world, p.a.class_4a).await.is_empty());
}

#[tokio::test]
async fn what_is_missing_is_said_and_what_was_typed_stays() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = lan(&world, &p).await;
    lan.post(
        "/lop/giao-bai",
        &[
            ("from", "2026-10-20"),
            ("to", "2026-10-12"),
            ("mode", "device"),
        ],
    )
    .await
    .is(422)
    .says("Hãy chọn ít nhất một lớp.")
    .says("Hãy chọn một bài.")
    .says("Ngày kết thúc phải sau")
    .says("value=\"2026-10-20\"");
}

#[tokio::test]
async fn the_window_moves_and_a_module_taken_back_keeps_what_children_did() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = lan(&world, &p).await;
    let an = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await[0];
    give(&lan, &[p.a.class_4a], "B4", "2026-10-12", "2026-10-18")
        .await
        .is(303);
    let child = world.pupil(p.a.class_4a, an).await;
    child
        .post("/hoc/B4/canh", &[("canh", "2"), ("choi", "1")])
        .await
        .is(303);

    let list = format!("/lop/{}/giao-bai", p.a.class_4a);
    lan.get(&list)
        .await
        .is(200)
        .says("B4 · Chiêu dụ dỗ")
        .says("đang mở");
    let one = format!("{list}/{}", given(&world, p.a.class_4a).await[0].id);
    lan.post(&one, &[("from", "2026-10-20"), ("to", "2026-10-10")])
        .await
        .is(422)
        .says("Ngày kết thúc phải sau");
    lan.post(&one, &[("from", "2026-10-20"), ("to", "2026-10-30")])
        .await
        .is(303);
    lan.get(&list).await.says("chưa tới ngày");
    child.get("/hoc").await.hides("Chiêu dụ dỗ");

    lan.post(&one, &[("from", "2026-10-12"), ("to", "2026-10-30")])
        .await
        .is(303);
    let taken = lan.post(&format!("{one}/thu-hoi"), &[]).await.is(303);
    lan.get(taken.location())
        .await
        .is(200)
        .says("Đã thu hồi bài")
        .says("Hoàn tác");
    // taken back by mistake, it is given again as it was; twice is once
    for _ in 0..2 {
        lan.post(&format!("{one}/tra-lai"), &[]).await.is(303);
    }
    assert_eq!(world.noted("restore module").await, 1);
    lan.post(&format!("{one}/thu-hoi"), &[]).await.is(303);
    lan.get(&list).await.says("Lớp chưa được giao bài nào");
    // what the children did stays to be seen, in a quiet column and a quiet row
    let class = format!("/lop/{}", p.a.class_4a);
    lan.get(&format!("{class}/hoc-sinh"))
        .await
        .is(200)
        .says("<th scope=\"col\" class=\"quiet\"><abbr title=\"Chiêu dụ dỗ\">B4</abbr>")
        .says("đã thu hồi")
        .says("Đang học");
    lan.get(&format!("{class}/bai-hoc"))
        .await
        .is(200)
        .says("đã thu hồi");
    lan.get(&class).await.is(200).hides("Chiêu dụ dỗ");
    lan.post(&format!("{one}/thu-hoi"), &[]).await.is(404);
    child
        .get("/hoc/B4?canh=3")
        .await
        .is(200)
        .says("thầy cô đã cất đi");
    // given again, the child goes on where it was
    give(&lan, &[p.a.class_4a], "B4", "2026-10-12", "2026-10-18")
        .await
        .is(303);
    child.get("/hoc").await.says("Đang ở cảnh 3 trên 9");
}

#[tokio::test]
async fn only_those_of_the_class_may_give_and_only_in_their_own_class() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = lan(&world, &p).await;
    give(&lan, &[p.b.class_4a], "B4", "2026-10-12", "2026-10-18")
        .await
        .is(404);
    give(
        &lan,
        &[p.a.class_4a, p.b.class_4a],
        "B4",
        "2026-10-12",
        "2026-10-18",
    )
    .await
    .is(404);
    assert!(given(&world, p.a.class_4a).await.is_empty());
    let organizer = world.staff("tong", Role::Organizer, p.a.pioneers).await;
    give(
        &organizer,
        &[p.a.class_4a],
        "B4",
        "2026-10-12",
        "2026-10-18",
    )
    .await
    .is(403);
    organizer.get("/lop/giao-bai").await.is(403);
    organizer
        .get(&format!("/lop/{}/giao-bai", p.a.class_4a))
        .await
        .is(200)
        .hides("Thu hồi bài");
    // an assignment of another class cannot be moved through one's own
    world.assign(p.b.class_4a, "B4").await;
    let foreign = given(&world, p.b.class_4a).await[0].id;
    lan.post(
        &format!("/lop/{}/giao-bai/{foreign}/thu-hoi", p.a.class_4a),
        &[],
    )
    .await
    .is(404);
    assert_eq!(given(&world, p.b.class_4a).await.len(), 1);
}
