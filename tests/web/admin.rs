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
async fn the_dates_of_a_year_are_put_right_but_never_into_another_year() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let known = units::school_years(world.db()).await.unwrap().remove(0);
    let address = format!("/quan-tri/nam-hoc/{}", known.id);
    admin
        .get(&address)
        .await
        .is(200)
        .says(&known.ends_on.to_string());
    let change = |starts: &'static str, term2: &'static str, ends: &'static str| {
        [
            ("starts_on", starts),
            ("term2_on", term2),
            ("ends_on", ends),
        ]
    };
    admin
        .post(&address, &change("2026-09-07", "2027-01-18", "2027-05-28"))
        .await
        .is(303);
    let now = units::school_years(world.db()).await.unwrap().remove(0);
    assert_eq!(now.starts_on.to_string(), "2026-09-07");
    assert_eq!(now.code, known.code);
    // Twice is once.
    admin
        .post(&address, &change("2026-09-07", "2027-01-18", "2027-05-28"))
        .await
        .is(303);
    admin
        .post(&address, &change("2027-09-07", "2028-01-18", "2028-05-28"))
        .await
        .is(422)
        .says("Ngày khai giảng phải ở trong năm đã ghi");
    admin
        .post(
            "/quan-tri/nam-hoc",
            &change("2027-05-01", "2027-09-01", "2028-03-01"),
        )
        .await
        .is(422)
        .says("trùng với một năm học đã có");
    assert_eq!(units::school_years(world.db()).await.unwrap(), [now]);
    admin
        .get(&format!("/quan-tri/nam-hoc/{}", uuid::Uuid::now_v7()))
        .await
        .is(404);
}

#[tokio::test]
async fn how_a_month_is_counted_is_chosen_and_noted() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    let rule = |name: &'static str| [("rule", name)];
    admin
        .post("/quan-tri/ky-bao-cao", &rule("lunar"))
        .await
        .is(422);
    admin
        .post("/quan-tri/ky-bao-cao", &rule("calendar"))
        .await
        .is(303);
    let kept = lachan::service::reports::rule(world.db()).await.unwrap();
    assert_eq!(kept, lachan_core::period::Rule::Calendar);
    admin
        .get("/quan-tri/nhat-ky")
        .await
        .is(200)
        .says("Đổi cách tính tháng báo cáo")
        .says("Từ ngày 1 đến ngày cuối tháng");
}

#[tokio::test]
async fn the_log_is_read_by_administrators_only_page_by_page() {
    let world = World::demo().await;
    let admin = world.browser();
    let enter = |name: &'static str| [("username", name), ("password", lachan::demo::PASSWORD)];
    admin.post("/dang-nhap", &enter("quan.tri")).await.is(303);
    let page = admin
        .get("/quan-tri/nhat-ky")
        .await
        .is(200)
        .says("Đăng nhập")
        .says("Chốt hoạt động");
    assert!(!page.text().contains("audit-"));
    let text = page.text();
    let at = text.find("truoc=").expect("there is more than one page");
    let query = text[at..].split('"').next().unwrap();
    admin
        .get(&format!("/quan-tri/nhat-ky?{query}"))
        .await
        .is(200)
        .says("Giao bài");
    let by_lan = admin.get("/quan-tri/nhat-ky?nguoi=co.lan").await.is(200);
    assert!(!by_lan.text().contains("<td>Chốt hoạt động"));
    admin
        .get("/quan-tri/nhat-ky?nguoi=khong.co")
        .await
        .is(422)
        .says("Không có tài khoản nào mang tên đăng nhập này");
    admin
        .get("/quan-tri/nhat-ky?tu=2026-11-20&den=2026-11-01")
        .await
        .is(422)
        .says("Ngày cuối phải từ ngày đầu trở đi");
    for other in ["co.lan", "so.gddt", "hieu.truong"] {
        let browser = world.browser();
        browser.post("/dang-nhap", &enter(other)).await.is(303);
        for address in ["/quan-tri", "/quan-tri/nhat-ky", "/quan-tri/nam-hoc"] {
            browser.get(address).await.is(403);
        }
        browser.post("/quan-tri/nam-hoc", &[]).await.is(403);
        browser.post("/quan-tri/ky-bao-cao", &[]).await.is(403);
    }
}

#[tokio::test]
async fn the_log_says_which_module_and_whose_account_and_is_narrowed_to_one_kind_of_thing() {
    let world = World::new().await;
    let p = world.province().await;
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
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
    let (id,): (lachan_core::ids::AssignmentId,) = world
        .db()
        .query("select id from assignment")
        .one()
        .await
        .unwrap();
    lan.post(&format!("/lop/{class}/giao-bai/{id}/thu-hoi"), &[])
        .await
        .is(303);
    lan.get(&format!("/bao-cao/{class}/bao-cao.xlsx?ky=2026-M10"))
        .await
        .is(200);
    let log = "/quan-tri/nhat-ky";
    admin
        .get(log)
        .await
        .is(200)
        .says("Thu hồi bài")
        .says("<small>B4 · Chiêu dụ dỗ</small>")
        .says("Tải tệp báo cáo")
        .says("<small>Tháng 10/2026</small>");
    let only = admin
        .get(&format!("{log}?viec=download+report"))
        .await
        .is(200);
    only.says("<small>Tháng 10/2026</small>")
        .hides("<small>B4 · Chiêu dụ dỗ</small>");
    // an action nobody knows finds nothing, and says so
    admin
        .get(&format!("{log}?viec=x"))
        .await
        .is(200)
        .hides("<small>Tháng 10/2026</small>");
}
