//! A real start: an administrator builds the tree, writes the school year down, and a school brings its list in.

use crate::support::World;
use lachan::store::units;
use lachan_core::actor::Role;

#[tokio::test]
async fn an_administrator_adds_a_school_with_its_lien_doi_on_both_lines() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let form = format!("/don-vi/{}/them", p.commune);
    admin.get(&form).await.is(200).says("Trường");
    let made = admin
        .post(
            &form,
            &[
                ("kind", "school"),
                ("name", "Trường THCS Mới"),
                ("code", "thcs-moi"),
            ],
        )
        .await
        .is(303);
    let school = units::by_code(world.db(), "THCS-MOI")
        .await
        .unwrap()
        .unwrap();
    assert_eq!(made.location(), format!("/don-vi/{}", school.id));
    let place = units::place(world.db(), school.id, world.clock.today())
        .await
        .unwrap()
        .unwrap();
    assert!(place.education.contains(&p.department));
    admin
        .post(
            &form,
            &[
                ("kind", "school"),
                ("name", "Trường khác"),
                ("code", "THCS-MOI"),
            ],
        )
        .await
        .is(422)
        .says("Mã này đã có đơn vị khác dùng")
        .says("Trường khác");
    admin
        .post(&form, &[("kind", "class"), ("name", "4C"), ("code", "4C")])
        .await
        .is(422)
        .says("không đặt ở đây được");
    admin
        .post(
            &form,
            &[("kind", "school"), ("name", ""), ("code", "có dấu")],
        )
        .await
        .is(422)
        .says("Mã chỉ gồm chữ cái không dấu");
    let before = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    before.get(&form).await.is(404);
    before
        .get(&format!("/don-vi/{}/them", p.a.id))
        .await
        .is(403);
}

#[tokio::test]
async fn a_school_year_is_written_down_once_and_in_order() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let year = [
        ("starts_on", "2027-09-05"),
        ("term2_on", "2028-01-17"),
        ("ends_on", "2028-05-31"),
    ];
    admin
        .get("/quan-tri")
        .await
        .is(200)
        .says("Năm học 2026–2027");
    admin.post("/quan-tri/nam-hoc", &year).await.is(303);
    admin
        .get("/quan-tri")
        .await
        .is(200)
        .says("Năm học 2027–2028")
        .says("Thêm năm học");
    admin
        .post("/quan-tri/nam-hoc", &year)
        .await
        .is(422)
        .says("Năm học này đã có");
    admin
        .post(
            "/quan-tri/nam-hoc",
            &[
                ("starts_on", "2029-09-05"),
                ("term2_on", "2029-01-17"),
                ("ends_on", "x"),
            ],
        )
        .await
        .is(422)
        .says("2029-01-17");
    let count = units::school_years(world.db()).await.unwrap().len();
    assert_eq!(count, 2);
}

#[tokio::test]
async fn the_log_is_read_by_administrators_only() {
    let (world, _) = World::demo().await;
    let admin = world.browser();
    admin
        .post(
            "/dang-nhap",
            &[
                ("username", "quan.tri"),
                ("password", lachan::demo::PASSWORD),
            ],
        )
        .await
        .is(303);
    let page = admin
        .get("/quan-tri")
        .await
        .is(200)
        .says("Đăng nhập")
        .says("Chốt hoạt động");
    assert!(!page.text().contains("audit-"));
    let text = page.text();
    let at = text
        .find("/quan-tri?truoc=")
        .expect("there is more than one page");
    let older = text[at..].split('"').next().unwrap();
    admin.get(older).await.is(200).says("Giao bài");
    for other in ["co.lan", "so.gddt", "hieu.truong"] {
        let browser = world.browser();
        browser
            .post(
                "/dang-nhap",
                &[("username", other), ("password", lachan::demo::PASSWORD)],
            )
            .await
            .is(303);
        browser.get("/quan-tri").await.is(403);
        browser.post("/quan-tri/nam-hoc", &[]).await.is(403);
    }
}
