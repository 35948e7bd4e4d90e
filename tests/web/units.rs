//! Who manages whose accounts.

use crate::support::World;
use lachan_core::actor::{Grant, Role};

#[tokio::test]
async fn a_head_makes_a_teacher_who_gets_a_first_password_once() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let path = format!("/don-vi/{}/nguoi", p.a.id);
    let class = p.a.class_4a.to_string();
    let fields = [
        ("full_name", "Nguyễn Thị Lan"),
        ("username", "lan"),
        ("role", "teacher"),
        ("unit", class.as_str()),
    ];
    head.post(&path, &fields)
        .await
        .is(200)
        .says("Mật khẩu lần đầu của lan");
    head.get(&format!("/don-vi/{}", p.a.id))
        .await
        .is(200)
        .says("Nguyễn Thị Lan")
        .hides("Mật khẩu lần đầu");
    head.post(&path, &fields)
        .await
        .is(422)
        .says("đã có người dùng")
        .says("Nguyễn Thị Lan");
}

#[tokio::test]
async fn a_head_reaches_neither_the_other_school_nor_a_role_above_her_own() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    head.get(&format!("/don-vi/{}", p.b.id)).await.is(404);
    head.get(&format!("/don-vi/{}", p.department)).await.is(404);
    let own = format!("/don-vi/{}/nguoi", p.a.id);
    let (school, department) = (p.a.id.to_string(), p.department.to_string());
    let person = [("full_name", "X Y"), ("username", "xyz")];
    head.post(
        &own,
        &[&person[..], &[("role", "admin"), ("unit", &school)]].concat(),
    )
    .await
    .is(422)
    .says("không dùng cho đơn vị");
    head.post(
        &own,
        &[&person[..], &[("role", "admin"), ("unit", &department)]].concat(),
    )
    .await
    .is(404);
    let (other, _) = world
        .staff_with(
            "co.b",
            &[Grant {
                role: Role::Teacher,
                unit: p.b.class_4a,
            }],
        )
        .await;
    head.post(&format!("/don-vi/{}/nguoi/{other}/mat-khau", p.a.id), &[])
        .await
        .is(404);
    head.post(&format!("/don-vi/{}/nguoi/{other}/dong", p.a.id), &[])
        .await
        .is(404);
}

#[tokio::test]
async fn a_teacher_manages_nobody() {
    let world = World::new().await;
    let p = world.province().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    lan.get("/don-vi").await.is(403);
    lan.get(&format!("/don-vi/{}", p.a.class_4a)).await.is(403);
}

#[tokio::test]
async fn a_closed_account_is_out_at_once() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let (id, lan) = world
        .staff_with(
            "lan",
            &[Grant {
                role: Role::Teacher,
                unit: p.a.class_4a,
            }],
        )
        .await;
    assert_eq!(lan.get("/don-vi").await.status, 403);
    head.post(&format!("/don-vi/{}/nguoi/{id}/dong", p.a.id), &[])
        .await
        .is(303);
    assert_eq!(lan.get("/don-vi").await.is(303).location(), "/dang-nhap");
}

#[tokio::test]
async fn a_role_that_was_taken_is_gone_with_the_next_request() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let (id, second) = world
        .staff_with(
            "pho",
            &[Grant {
                role: Role::SchoolHead,
                unit: p.a.id,
            }],
        )
        .await;
    second.get(&format!("/don-vi/{}", p.a.id)).await.is(200);
    let school = p.a.id.to_string();
    head.post(
        &format!("/don-vi/{school}/nguoi/{id}/thoi-vai"),
        &[("role", "school_head"), ("unit", &school)],
    )
    .await
    .is(303);
    second.get(&format!("/don-vi/{}", p.a.id)).await.is(404);
}
