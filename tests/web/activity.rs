//! Planning: what can be planned by whom for whom, found again, changed, repeated, called off.

use crate::support::{World, client::Client, places::Province};
use chrono::Duration;
use lachan_core::{actor::Role, ids::UnitId};
use uuid::Uuid;

fn fields<'a>(
    id: &'a str,
    host: &'a str,
    kind: &'a str,
    day: &'a str,
    targets: &'a [String],
) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("id", id), ("host", host), ("kind", kind), ("held_on", day)];
    fields.extend(targets.iter().map(|unit| ("targets", unit.as_str())));
    fields
}

async fn plan(who: &Client, host: UnitId, kind: &str, day: &str, targets: &[UnitId]) -> String {
    let targets: Vec<String> = targets.iter().map(ToString::to_string).collect();
    let id = Uuid::now_v7().to_string();
    let answer = who
        .post(
            "/hoat-dong",
            &fields(&id, &host.to_string(), kind, day, &targets),
        )
        .await
        .is(303);
    assert_eq!(answer.location(), format!("/hoat-dong/{id}"));
    answer.location().to_owned()
}

async fn world() -> (World, Province, Client) {
    let world = World::new().await;
    let p = world.province().await;
    let hoa = world.staff("hoa", Role::Organizer, p.a.pioneers).await;
    (world, p, hoa)
}

#[tokio::test]
async fn the_first_visit_invites_to_plan_and_the_form_knows_her_units() {
    let (_world, _p, hoa) = world().await;
    hoa.get("/hoat-dong")
        .await
        .is(200)
        .says("Lên lịch buổi đầu tiên");
    hoa.get("/hoat-dong/moi")
        .await
        .is(200)
        .says("Chi đội 4A")
        .says("Chi đội 4B")
        .says("Không ghi thông tin vụ việc hoặc tên trẻ ở đây.")
        .hides("Sinh hoạt chi đoàn");
}

#[tokio::test]
async fn a_planned_meeting_is_found_today_to_come_and_past() {
    let (world, p, hoa) = world().await;
    let page = plan(
        &hoa,
        p.a.pioneers,
        "pioneer_meeting",
        "2026-10-12",
        &[p.a.chi_doi_4a],
    )
    .await;
    plan(
        &hoa,
        p.a.pioneers,
        "contest",
        "2026-10-20",
        &[p.a.chi_doi_4a, p.a.chi_doi_4b],
    )
    .await;
    hoa.get(&page)
        .await
        .is(200)
        .says("Thứ Hai, 12/10/2026")
        .says("Đang mở");
    let list = hoa.get("/hoat-dong").await.is(200).text();
    assert!(
        list.contains("Cuộc thi") && list.contains("Sắp tới"),
        "{list}"
    );
    assert!(list.contains("Chi đội 4A, 4B"), "{list}");
    let only_4b = hoa
        .get(&format!("/hoat-dong?don-vi={}", p.a.class_4b))
        .await
        .is(200);
    only_4b.says("Cuộc thi").hides(&page);
    world.clock.advance(Duration::days(20));
    let hoa = world.staff("hoa.moi", Role::Organizer, p.a.pioneers).await;
    hoa.get("/hoat-dong?thang=2026-10")
        .await
        .is(200)
        .says(&page)
        .says("Đã qua · tháng 10/2026");
    hoa.get("/hoat-dong").await.is(200).hides(&page);
}

#[tokio::test]
async fn a_form_sent_twice_makes_one_activity_and_an_empty_one_tells_everything_at_once() {
    let (world, p, hoa) = world().await;
    let id = Uuid::now_v7().to_string();
    let host = p.a.pioneers.to_string();
    let targets = [p.a.chi_doi_4a.to_string()];
    for _ in 0..2 {
        let form = fields(&id, &host, "pioneer_meeting", "2026-10-12", &targets);
        hoa.post("/hoat-dong", &form).await.is(303);
    }
    let (n,): (i64,) = world
        .db()
        .query("select count(*) from activity")
        .one()
        .await
        .unwrap();
    assert_eq!(n, 1);
    hoa.post(
        "/hoat-dong",
        &[
            ("host", &host),
            ("kind", "contest"),
            ("held_on", "hôm nay"),
            ("note", "giữ lại"),
        ],
    )
    .await
    .is(422)
    .says("Chọn ít nhất một đơn vị tham gia.")
    .says("Ngày chưa đúng")
    .says("giữ lại");
    let class_lesson = fields("", &host, "branch_meeting", "2026-10-12", &targets);
    hoa.post("/hoat-dong", &class_lesson)
        .await
        .is(422)
        .says("không hợp với loại hoạt động");
}

#[tokio::test]
async fn a_teacher_who_plans_a_chi_doi_meeting_for_her_class_invites_its_chi_doi() {
    let (world, p, hoa) = world().await;
    let lan = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    let page = plan(
        &lan,
        p.a.class_4a,
        "pioneer_meeting",
        "2026-10-12",
        &[p.a.class_4a],
    )
    .await;
    lan.get(&page).await.is(200);
    hoa.get(&page).await.is(200).says("Sinh hoạt chi đội");
    let units: Vec<(UnitId,)> = world
        .db()
        .query("select unit from activity_target")
        .all()
        .await
        .unwrap();
    assert_eq!(units, [(p.a.chi_doi_4a,)]);
    let lesson = plan(
        &lan,
        p.a.class_4a,
        "class_session",
        "2026-10-12",
        &[p.a.class_4a],
    )
    .await;
    hoa.get("/hoat-dong").await.is(200).says(&lesson);
}

#[tokio::test]
async fn nobody_plans_for_another_school_and_its_activities_do_not_exist() {
    let (world, p, hoa) = world().await;
    let page = plan(
        &hoa,
        p.a.pioneers,
        "pioneer_meeting",
        "2026-10-12",
        &[p.a.chi_doi_4a],
    )
    .await;
    let other = world.staff("binh", Role::Organizer, p.b.pioneers).await;
    other.get(&page).await.is(404);
    other.get(&format!("{page}/sua")).await.is(404);
    for action in ["", "/lap-lai", "/diem-danh", "/so-luot", "/chot"] {
        other.post(&format!("{page}{action}"), &[]).await.is(404);
    }
    other
        .post(&format!("{page}/huy"), &[("reason", "weather")])
        .await
        .is(404);
    other.get("/hoat-dong").await.is(200).hides(&page);
    other
        .get(&format!("/hoat-dong/moi?chu-tri={}", p.a.pioneers))
        .await
        .is(404);
    let host = p.b.pioneers.to_string();
    let foreign = [p.a.chi_doi_4a.to_string()];
    let id = Uuid::now_v7().to_string();
    let form = fields(&id, &host, "pioneer_meeting", "2026-10-12", &foreign);
    other
        .post("/hoat-dong", &form)
        .await
        .is(422)
        .says("Chọn ít nhất một đơn vị");
    // An id that another school uses already changes nothing there.
    let taken = page.trim_start_matches("/hoat-dong/").to_owned();
    let own = [p.b.chi_doi_4a.to_string()];
    let form = fields(&taken, &host, "contest", "2026-10-13", &own);
    other.post("/hoat-dong", &form).await.is(303);
    hoa.get(&page)
        .await
        .is(200)
        .says("12/10/2026")
        .hides("Cuộc thi");
    world.browser().get(&page).await.is(303);
}

#[tokio::test]
async fn a_plan_can_be_changed_until_children_are_marked() {
    let (world, p, hoa) = world().await;
    let an = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await[0];
    let page = plan(
        &hoa,
        p.a.pioneers,
        "pioneer_meeting",
        "2026-10-12",
        &[p.a.chi_doi_4a],
    )
    .await;
    hoa.get(&format!("{page}/sua"))
        .await
        .is(200)
        .says("value=\"2026-10-12\"");
    let host = p.a.pioneers.to_string();
    let both = [p.a.chi_doi_4a.to_string(), p.a.chi_doi_4b.to_string()];
    let mut form = fields("", &host, "talk", "2026-10-12", &both);
    form.push(("title", "Nói chuyện an toàn"));
    hoa.post(&page, &form).await.is(303);
    hoa.get(&page).await.is(200).says("Nói chuyện an toàn");
    let status = format!("s-{an}");
    hoa.post(
        &format!("{page}/diem-danh"),
        &[("unit", both[0].as_str()), (status.as_str(), "present")],
    )
    .await
    .is(303);
    let moved = fields("", &host, "talk", "2026-10-19", &both[1..]);
    hoa.post(&page, &moved)
        .await
        .is(422)
        .says("Buổi này đã có điểm danh");
    let same_day = fields("", &host, "talk", "2026-10-12", &both);
    hoa.post(&page, &same_day).await.is(303);
}

#[tokio::test]
async fn a_meeting_is_repeated_a_week_later_once_and_called_off_with_a_reason() {
    let (_world, p, hoa) = world().await;
    let page = plan(
        &hoa,
        p.a.pioneers,
        "pioneer_meeting",
        "2026-10-12",
        &[p.a.chi_doi_4a],
    )
    .await;
    let copy = Uuid::now_v7().to_string();
    for _ in 0..2 {
        hoa.post(&format!("{page}/lap-lai"), &[("id", &copy)])
            .await
            .is(303);
    }
    let copy = format!("/hoat-dong/{copy}");
    hoa.get(&copy)
        .await
        .is(200)
        .says("Thứ Hai, 19/10/2026")
        .says("Tới ngày tổ chức")
        .hides("Chốt buổi");
    hoa.post(&format!("{copy}/chot"), &[])
        .await
        .is(422)
        .says("Chưa tới ngày tổ chức");
    hoa.post(&format!("{copy}/huy"), &[("reason", "vì thích")])
        .await
        .is(422);
    hoa.post(&format!("{copy}/huy"), &[("reason", "weather")])
        .await
        .is(303);
    hoa.get(&copy)
        .await
        .is(200)
        .says("Đã hủy")
        .says("Thời tiết");
    hoa.get("/hoat-dong").await.is(200).says(&copy);
    hoa.post(&format!("{copy}/so-luot"), &[("walk_ins", "3")])
        .await
        .is(422)
        .says("Hoạt động đã hủy");
}

/// Whoever is invited finds the meeting in the list, opens it, and changes nothing.
#[tokio::test]
async fn an_invited_commune_reads_what_the_province_plans() {
    let world = World::new().await;
    let p = world.province().await;
    let province = world
        .staff("tinh", Role::ProvinceYouth, p.province_youth)
        .await;
    let kind = "internet_training";
    let page = plan(
        &province,
        p.province_youth,
        kind,
        "2026-10-12",
        &[p.commune_youth],
    )
    .await;
    let dung = world
        .staff("dung", Role::CommuneYouth, p.commune_youth)
        .await;
    dung.get("/hoat-dong").await.is(200).says(&page);
    dung.get(&page)
        .await
        .is(200)
        .hides("Số lượt")
        .hides("Hủy hoạt động")
        .hides("Chốt buổi");
    for change in ["", "/chot", "/huy", "/so-luot", "/lap-lai"] {
        let form = [("reason", "other"), ("walk_ins", "3")];
        let answer = dung.post(&format!("{page}{change}"), &form).await;
        assert!(matches!(answer.status.as_u16(), 403 | 404), "{change}");
    }
    // Every line of every list opens.
    let list = dung.get("/hoat-dong").await.text();
    for line in list
        .split("href=\"/hoat-dong/")
        .skip(1)
        .filter(|line| line.starts_with("01"))
    {
        let id = line.split('"').next().unwrap();
        dung.get(&format!("/hoat-dong/{id}")).await.is(200);
    }
}

#[tokio::test]
async fn above_the_schools_only_counts_are_kept() {
    let (world, p, hoa) = world().await;
    world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await;
    let dung = world
        .staff("dung", Role::CommuneYouth, p.commune_youth)
        .await;
    dung.get("/hoat-dong/moi")
        .await
        .is(200)
        .says("Liên đội Trường Tiểu học Mẫu A")
        .hides("Chi đội 4A")
        .hides("Buổi học của lớp");
    let page = plan(
        &dung,
        p.commune_youth,
        "internet_training",
        "2026-10-12",
        &[p.a.pioneers],
    )
    .await;
    dung.get(&page)
        .await
        .is(200)
        .says("Số lượt")
        .hides("Cả lớp có mặt")
        .hides("An</legend>");
    let count = format!("n-{}", p.a.pioneers);
    dung.post(
        &format!("{page}/so-luot"),
        &[(count.as_str(), "31"), ("walk_ins", "4"), ("more", "0")],
    )
    .await
    .is(303);
    dung.get(&page)
        .await
        .is(200)
        .says("value=\"31\"")
        .says("value=\"4\"");
    dung.get("/hoat-dong").await.is(200).says("35 lượt");
    dung.post(&format!("{page}/so-luot"), &[(count.as_str(), "rất đông")])
        .await
        .is(422);
    let elsewhere = format!("n-{}", p.b.pioneers);
    dung.post(&format!("{page}/so-luot"), &[(elsewhere.as_str(), "5")])
        .await
        .is(404);
    hoa.get(&page)
        .await
        .is(200)
        .hides("Cả lớp có mặt")
        .hides("value=\"31\"");
    hoa.post(&format!("{page}/so-luot"), &[("walk_ins", "9")])
        .await
        .is(403);
}

#[tokio::test]
async fn a_pack_proposes_kind_and_grades_and_a_whole_grade_is_one_tap() {
    let (world, p, hoa) = world().await;
    let form = format!("/hoat-dong/moi?chu-tri={}&goi=G2", p.a.pioneers);
    hoa.get(&form)
        .await
        .is(200)
        .says("Bắt đầu từ kịch bản có sẵn")
        .says("value=\"Thám tử chuông báo\"")
        .says("name=\"khoi\" value=\"4\" checked")
        .says("<option value=\"pioneer_meeting\" selected>");
    let id = Uuid::now_v7().to_string();
    let host = p.a.pioneers.to_string();
    hoa.post(
        "/hoat-dong",
        &[
            ("id", id.as_str()),
            ("host", &host),
            ("kind", "pioneer_meeting"),
            ("pack", "G2"),
            ("held_on", "2026-10-12"),
            ("khoi", "4"),
        ],
    )
    .await
    .is(303);
    hoa.get(&format!("/hoat-dong/{id}"))
        .await
        .is(200)
        .says("Chi đội 4A")
        .says("Chi đội 4B");
    let (targets,): (i64,) = world
        .db()
        .query("select count(*) from activity_target")
        .one()
        .await
        .unwrap();
    assert_eq!(targets, 2);
}

#[tokio::test]
async fn repeating_adds_no_second_meeting_of_the_same_name_on_a_day() {
    let (_world, p, hoa) = world().await;
    let units = [p.a.chi_doi_4a];
    let page = plan(&hoa, p.a.pioneers, "pioneer_meeting", "2026-10-12", &units).await;
    plan(&hoa, p.a.pioneers, "pioneer_meeting", "2026-10-19", &units).await;
    let copy = Uuid::now_v7().to_string();
    for _ in 0..2 {
        let repeated = hoa
            .post(&format!("{page}/lap-lai"), &[("id", &copy), ("tuan", "4")])
            .await
            .is(303);
        hoa.get(repeated.location())
            .await
            .is(200)
            .says("Ngày 19/10 đã có buổi cùng tên")
            .says("Đã lên lịch thêm 3 buổi.");
    }
    for (day, n) in [
        ("19/10/2026", 1),
        ("26/10/2026", 1),
        ("09/11/2026", 1),
        ("16/11/2026", 0),
    ] {
        let list = hoa.get("/hoat-dong").await.is(200).text();
        assert_eq!(list.matches(day).count(), n, "{day}");
    }
    // More walk-ins than one can believe are not kept.
    hoa.post(
        &format!("{page}/so-luot"),
        &[("walk_ins", "501"), ("more", "0")],
    )
    .await
    .is(422)
    .says("nhiều nhất 500 em");
    let kept = hoa
        .post(
            &format!("{page}/so-luot"),
            &[("walk_ins", "500"), ("more", "0")],
        )
        .await
        .is(303);
    assert!(kept.location().ends_with("#so-luot"));
}
