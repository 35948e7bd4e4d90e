//! A class list from Excel becomes a school's children.

use crate::support::{World, client::Client};
use lachan_core::{actor::Role, ids::UnitId};

const LIST: &[u8] = include_bytes!("../data/school-list-primary.xlsx");

async fn upload(client: &Client, school: UnitId, bytes: &[u8]) -> String {
    let answer = client
        .upload(
            "/nhap-danh-sach",
            &[("school", &school.to_string())],
            ("file", "DS.xlsx", bytes),
        )
        .await
        .is(303);
    answer.location().to_owned()
}

/// The numbers of the preview as its own form sends them back.
async fn seen(client: &Client, preview: &str) -> String {
    let page = client.get(preview).await.is(200).text();
    let start = page.find("name=\"seen\" value=\"").unwrap() + 19;
    let end = start
        + page[start..]
            .find("\">")
            .or(page[start..].find("\" "))
            .unwrap();
    page[start..end].replace("&quot;", "\"")
}

#[tokio::test]
async fn a_head_brings_the_whole_school_in_and_the_same_file_again_changes_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    head.get(&preview)
        .await
        .is(200)
        .says("<b>488</b>")
        .says("Dân tộc")
        .says("Chưa có gì được lưu")
        .says("1A, 1B");
    assert_eq!(
        children(&world).await,
        0,
        "nothing is written before the person says so"
    );
    let numbers = seen(&head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(children(&world).await, 488);
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(
        children(&world).await,
        488,
        "a second press changes nothing"
    );
    head.get("/lop").await.is(200).says("Lớp 1A").says("Lớp 5C");

    let again = upload(&head, p.a.id, LIST).await;
    head.get(&again)
        .await
        .is(200)
        .says("giống hệt dữ liệu đang có");
    let numbers = seen(&head, &again).await;
    assert!(
        numbers.contains("\"new\":0") && numbers.contains("\"changed\":0"),
        "{numbers}"
    );

    head.post(&format!("{preview}/hoan-tac"), &[])
        .await
        .is(200)
        .says("Đã hoàn tác");
    assert_eq!(children(&world).await, 0, "an import can be taken back");
    head.get("/lop").await.is(200).hides("Lớp 5C");
}

#[tokio::test]
async fn a_teacher_brings_in_only_her_own_class() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    let preview = upload(&lan, p.a.id, LIST).await;
    lan.get(&preview)
        .await
        .is(200)
        .says("không thuộc các lớp thầy/cô phụ trách");
    let numbers = seen(&lan, &preview).await;
    lan.post(&preview, &[("seen", &numbers)]).await.is(303);
    assert_eq!(children(&world).await, 33);
    let rows = lan.get(&format!("{preview}/dong-loi.xlsx")).await.is(200);
    assert!(rows.body.starts_with(b"PK"));
}

#[tokio::test]
async fn a_preview_is_its_makers_and_a_school_is_its_own() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.a", Role::SchoolHead, p.a.id).await;
    let other = world.staff("bbb", Role::SchoolHead, p.b.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    other.get(&preview).await.is(404);
    other
        .post(
            &preview,
            &[(
                "seen",
                "{\"new\":488,\"changed\":0,\"unchanged\":0,\"missing\":0,\"new_classes\":0}",
            )],
        )
        .await
        .is(404);
    other
        .upload(
            "/nhap-danh-sach",
            &[("school", &p.a.id.to_string())],
            ("file", "x.xlsx", LIST),
        )
        .await
        .is(404);
    assert_eq!(children(&world).await, 0);
}

#[tokio::test]
async fn a_list_that_changed_meanwhile_is_shown_again() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    let numbers = seen(&head, &preview).await;
    world.pupils(&p.a, p.a.class_4a, &["Người Mới Đến"]).await;
    head.post(&preview, &[("seen", &numbers)])
        .await
        .is(422)
        .says("vừa thay đổi");
    assert_eq!(children(&world).await, 1);
}

#[tokio::test]
async fn files_that_are_no_lists_get_a_sentence_and_change_nothing() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let school = p.a.id.to_string();
    for (bytes, says) in [
        (&b""[..], "Chưa chọn tệp"),
        (
            b"<html><table><tr><td>x</td></tr></table></html>",
            "trang web",
        ),
        (b"PK\x03\x04 broken", "Không đọc được"),
        (b"%PDF-1.7 x", "không phải danh sách"),
        (b"a,b\n1,2\n", "Không tìm thấy dòng tiêu đề"),
    ] {
        head.upload(
            "/nhap-danh-sach",
            &[("school", &school)],
            ("file", "x.xlsx", bytes),
        )
        .await
        .is(422)
        .says(says);
    }
    let big = vec![b'x'; 11 << 20];
    let answer = head
        .upload(
            "/nhap-danh-sach",
            &[("school", &school)],
            ("file", "x.csv", &big),
        )
        .await;
    assert!(
        matches!(answer.status.as_u16(), 413 | 422),
        "{}",
        answer.status
    );
    assert_eq!(children(&world).await, 0);
}

async fn children(world: &World) -> i64 {
    world
        .db()
        .query("select count(*) from pupil")
        .one::<(i64,)>()
        .await
        .unwrap()
        .0
}
