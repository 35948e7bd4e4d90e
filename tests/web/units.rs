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

#[tokio::test]
async fn the_last_administrator_stays_one() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = |unit| {
        [Grant {
            role: Role::Admin,
            unit,
        }]
    };
    let (first, one) = world.staff_with("quan.tri", &admin(p.department)).await;
    let (base, department) = (
        format!("/don-vi/{}", p.department),
        p.department.to_string(),
    );
    let role = [("role", "admin"), ("unit", department.as_str())];
    let own = format!("{base}/nguoi/{first}/thoi-vai");
    one.post(&own, &role)
        .await
        .is(422)
        .says("người quản trị cuối cùng")
        .says("Hãy thêm một người khác");
    one.get("/quan-tri").await.is(200);

    // two who remove each other at the same moment: one of them is left
    let (second, two) = world.staff_with("quan.tri.2", &admin(p.department)).await;
    let theirs = format!("{base}/nguoi/{second}/thoi-vai");
    tokio::join!(one.post(&theirs, &role), two.post(&own, &role));
    let left = [
        one.get("/quan-tri").await.status,
        two.get("/quan-tri").await.status,
    ];
    assert!(
        left.iter().any(|status| *status == 200),
        "nobody can administer: {left:?}"
    );
}

#[tokio::test]
async fn the_last_head_of_a_school_is_not_closed_without_a_successor() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let head = |unit| {
        [Grant {
            role: Role::SchoolHead,
            unit,
        }]
    };
    let (first, school_head) = world.staff_with("hieu.truong", &head(p.a.id)).await;
    let base = format!("/don-vi/{}", p.a.id);
    let close = format!("{base}/nguoi/{first}/dong");
    admin
        .post(&close, &[])
        .await
        .is(422)
        .says("cán bộ quản lý cuối cùng");
    school_head.get(&base).await.is(200);

    world.staff_with("pho.hieu.truong", &head(p.a.id)).await;
    let closed = admin.post(&close, &[]).await.is(303);
    let page = admin.get(closed.location()).await.is(200);
    page.says("Đã đóng tài khoản").says("Mở lại");
    school_head.get(&base).await.is(303);
    admin
        .post(&format!("{base}/nguoi/{first}/mo-lai"), &[])
        .await
        .is(303);
    assert_eq!(world.noted("reopen account").await, 1);
}

#[tokio::test]
async fn a_role_taken_by_mistake_is_given_back() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let own = [Grant {
        role: Role::Teacher,
        unit: p.a.class_4a,
    }];
    let (lan, teacher) = world.staff_with("lan", &own).await;
    let (base, class) = (format!("/don-vi/{}", p.a.id), p.a.class_4a.to_string());
    let role = [("role", "teacher"), ("unit", class.as_str())];
    let taken = head
        .post(&format!("{base}/nguoi/{lan}/thoi-vai"), &role)
        .await
        .is(303);
    teacher.get(&format!("/lop/{class}")).await.is(404);
    head.get(taken.location())
        .await
        .is(200)
        .says("Người này không còn giữ vai trò")
        .says("Hoàn tác");
    let back = format!("{base}/nguoi/{lan}/trao-vai");
    head.post(&back, &role).await.is(303);
    teacher.get(&format!("/lop/{class}")).await.is(200);
    // only what was once held comes back this way
    let other = p.a.id.to_string();
    head.post(&back, &[("role", "school_head"), ("unit", &other)])
        .await
        .is(404);
}
