//! After 30 September the children of the year before are numbers, and no number is another one.

use crate::{
    kept_figures::lively,
    support::{World, by_hand, places::Province},
};
use lachan::{
    job, report,
    service::retention::{Forgotten, forget, outlook, turn_years},
    store::{
        figures,
        units::{self, NewUnit},
    },
};
use lachan_core::{
    actor::Role,
    ids::{PupilId, UnitId},
    units::{Relation, UnitKind},
};
use std::collections::BTreeMap;
use uuid::Uuid;

const PERIODS: [&str; 17] = [
    "2026-M10",
    "2026-M12",
    "2026-Q4",
    "2026-H2",
    "2026-Y",
    "NH2026-2027",
    "HK1-2026-2027",
    "HK2-2026-2027",
    "2027-M3",
    "2027-M6",
    "2027-M9",
    "2027-Q1",
    "2027-Q3",
    "2027-H1",
    "2027-H2",
    "2027-Y",
    "NH2027-2028",
];

/// Every report of every unit, as a program reads it, without what says when it was read.
async fn reports(world: &World, p: &Province) -> BTreeMap<(String, &'static str), String> {
    let units = [
        ("class", p.a.class_4a),
        ("school", p.a.id),
        ("other school", p.b.id),
        ("commune", p.commune),
        ("department", p.department),
        ("pioneers", p.a.pioneers),
        ("province youth", p.province_youth),
    ];
    let mut all = BTreeMap::new();
    for (name, unit) in units {
        for period in PERIODS {
            let reading = world.read(unit, period).await;
            assert_eq!(reading.counted_at, None, "{name} {period}");
            let json = serde_json::to_string_pretty(&report::json(&reading)).unwrap();
            all.insert((name.to_owned(), period), json);
        }
    }
    all
}

/// 5A of the next year, with the first children of 4A.
async fn fifth_class(world: &World, p: &Province) -> UnitId {
    let year = units::school_years(world.db()).await.unwrap()[0].clone();
    let class = NewUnit {
        id: UnitId(Uuid::now_v7()),
        code: "A-5A".to_owned(),
        kind: UnitKind::Class,
        name: "5A".to_owned(),
        short_name: "5A".to_owned(),
        sort_key: "5A".to_owned(),
        levels: String::new(),
        grade: Some(5),
        school: Some(p.a.id),
        school_year: Some(year.id),
        opened_on: year.starts_on,
    };
    let mut tx = world.db().begin().await.unwrap();
    units::create(&mut tx, &class).await.unwrap();
    units::join(
        &mut tx,
        class.id,
        p.a.id,
        Relation::Professional,
        year.starts_on,
    )
    .await
    .unwrap();
    tx.query(
        "insert into enrolment (id, pupil, class, valid_from)
         select p.id, p.id, $1, $2 from pupil p join enrolment e on e.pupil = p.id
         where e.class = $3 and p.full_name not like '%9'",
    )
    .bind(class.id)
    .bind(year.starts_on)
    .bind(p.a.class_4a)
    .execute()
    .await
    .unwrap();
    by_hand(tx).await;
    class.id
}

async fn in_class(world: &World, class: UnitId) -> Vec<PupilId> {
    let pupils: Vec<(PupilId,)> = world
        .db()
        .query("select p.id from enrolment e join pupil p on p.id = e.pupil where e.class = $1 order by p.id")
        .bind(class)
        .all()
        .await
        .unwrap();
    pupils.into_iter().map(|(pupil,)| pupil).collect()
}

/// A year and a month of a small province, up to a morning of the autumn.
async fn two_years(world: &World) -> (Province, UnitId) {
    let p = lively(world).await;
    let fourth = in_class(world, p.a.class_4a).await;
    for child in &fourth[..12] {
        let at = "2027-03-01T02:00:00Z";
        world.completed(*child, p.a.class_4a, "B6", at).await;
    }
    world.go_to("2027-06-20");
    world.next_year(&p, "2027-09-06").await;
    world.go_to("2027-09-24");
    turn_years(world.db(), world.clock.today()).await.unwrap();
    let fifth = fifth_class(world, &p).await;
    let children = in_class(world, fifth).await;
    for child in &children[..7] {
        let at = "2027-09-14T02:00:00Z";
        world.completed(*child, fifth, "B1", at).await;
    }
    world.tested(fifth, &children[..9], "before", 3).await;
    world.tested(fifth, &children[..6], "after", 9).await;
    world
        .held("talk", p.a.id, &[fifth], "2027-09-15", &children[..11], 2)
        .await;
    (p, fifth)
}

async fn assert_sound(world: &World) {
    let today = world.clock.today();
    let checked = figures::check(world.db(), today).await.unwrap();
    assert_eq!(checked.differences, []);
}

const OF_THE_OLD_YEAR: [&str; 5] = [
    "select count(*) from progress g join unit c on c.id = g.class where c.name like '4%'",
    "select count(*) from trial_result g join unit c on c.id = g.class where c.name like '4%'",
    "select count(*) from attendance m join activity a on a.id = m.activity where a.held_on < '2027-09-01'",
    "select count(*) from enrolment e join unit c on c.id = e.class join pupil p on p.id = e.pupil join unit s on s.id = p.school
     where c.name like '4%' and s.code = 'A'",
    "select count(*) from pupil p where not exists (select 1 from enrolment e where e.pupil = p.id)",
];

#[tokio::test]
async fn what_is_forgotten_by_child_changes_no_number() {
    let world = World::new().await;
    let (p, fifth) = two_years(&world).await;
    world.go_to("2027-09-30");
    assert_eq!(
        forget(world.db(), &world.clock).await.unwrap(),
        Forgotten::default(),
        "nothing is due yet"
    );
    let children = world.one("select count(*) from pupil").await;
    world.go_to("2027-10-01");
    let before = reports(&world, &p).await;
    let gone = forget(world.db(), &world.clock).await.unwrap();
    assert_eq!(gone.schools, 2);
    for rows in OF_THE_OLD_YEAR {
        assert_eq!(world.one(rows).await, 0, "{rows}");
    }
    assert!(
        gone.results > 200 && gone.tests > 60 && gone.attendances == 73,
        "{gone:?}"
    );
    let fifth_children = in_class(&world, fifth).await.len();
    let left = world
        .one("select count(*) from pupil p join unit s on s.id = p.school where s.code = 'A'")
        .await;
    assert_eq!(
        left,
        i64::try_from(fifth_children).unwrap(),
        "who sits in no class is gone"
    );
    assert_eq!(
        world
            .one("select count(*) from pupil p join unit s on s.id = p.school where s.code = 'B'")
            .await,
        25,
        "a school without a list of the new year keeps its children"
    );
    assert_eq!(
        gone.children + (left + 25).cast_unsigned(),
        children.cast_unsigned()
    );
    assert_eq!(world.one("select count(*) from progress").await, 7);
    assert_eq!(world.one("select count(*) from attendance").await, 11);
    assert_sound(&world).await;
    for (which, json) in reports(&world, &p).await {
        assert_eq!(json, before[&which], "{which:?}");
    }
    // What is made anew says the same.
    world.sql("update figure_span set sheets = null").await;
    for (which, json) in reports(&world, &p).await {
        assert_eq!(json, before[&which], "{which:?} again");
    }
    assert_eq!(
        forget(world.db(), &world.clock).await.unwrap(),
        Forgotten::default()
    );

    // A result that waited on a phone all summer comes to nothing.
    let late = in_class(&world, fifth).await[20];
    world
        .completed(late, p.a.class_4a, "B7", "2027-05-03T02:00:00Z")
        .await;
    world.go_to("2027-10-02");
    assert_eq!(forget(world.db(), &world.clock).await.unwrap().results, 1);
    let june = world.read(p.a.id, "2027-M6").await;
    let json = serde_json::to_string_pretty(&report::json(&june)).unwrap();
    assert_eq!(json, before[&("school".to_owned(), "2027-M6")]);
    assert_eq!(world.noted("forget year").await, 3);
}

#[tokio::test]
async fn a_year_that_runs_on_counts_whom_it_counted() {
    let world = World::new().await;
    let (p, fifth) = two_years(&world).await;
    world.go_to("2027-10-01");
    forget(world.db(), &world.clock).await.unwrap();
    // Twelve of 4A learnt in March, seven of 5A in September; who sits in 5A counts once.
    let taken = "select count(*) from carried";
    let in_march = world.one(taken).await;
    assert!((8..=12).contains(&in_march), "{in_march}");
    world.go_to("2027-12-20");
    let sitting = in_class(&world, fifth).await;
    let mut learnt: Vec<PupilId> = sitting[..7].to_vec();
    let carried: Vec<(PupilId,)> = world
        .db()
        .query("select pupil from carried")
        .all()
        .await
        .unwrap();
    learnt.extend(carried.into_iter().map(|(pupil,)| pupil));
    learnt.sort_unstable();
    learnt.dedup();
    assert!(learnt.len() > 7);
    let year = world.read(p.a.id, "2027-Y").await;
    let json = report::json(&year);
    let all = json["indicators"].as_array().unwrap();
    let learning = all.iter().find(|one| one["code"] == "I03").unwrap();
    assert_eq!(learning["numerator"], learnt.len(), "{learning}");

    // In February nothing is carried any more, and the year stays what it was.
    world.go_to("2028-02-01");
    let before = reports(&world, &p).await;
    forget(world.db(), &world.clock).await.unwrap();
    assert_eq!(world.one(taken).await, 0);
    for (which, json) in reports(&world, &p).await {
        assert_eq!(json, before[&which], "{which:?}");
    }
    assert_sound(&world).await;
}

/// Zero would be a lie: with another end of the month nobody can say what was learnt in one.
#[tokio::test]
async fn a_period_that_was_never_counted_is_not_made_up() {
    let world = World::new().await;
    let (p, _) = two_years(&world).await;
    world.go_to("2027-10-01");
    forget(world.db(), &world.clock).await.unwrap();
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    let page = format!("/bao-cao/{}?ky=2027-M3", p.a.id);
    head.get(&page).await.is(200);
    world
        .sql("insert into setting (key, value) values ('period_rule', 'calendar')")
        .await;
    head.get(&page).await.is(409).says("không còn đếm lại được");
    head.get(&format!("/bao-cao/{}?ky=2027-M10", p.a.id))
        .await
        .is(200);
}

/// An administrator is told beforehand what will go, and afterwards what went; whoever opens an old meeting, how many came.
#[tokio::test]
async fn everybody_is_told_what_goes_and_what_went() {
    let world = World::new().await;
    let (p, _) = two_years(&world).await;
    let page = "/quan-tri/luu-giu";
    let admin = world.staff("quan.tri.3", Role::Admin, p.department).await;
    admin.get(page).await.is(200).says("Chưa có gì đến hạn");
    job::forget(&world.app).await.unwrap();
    let outlook = outlook(world.db(), world.clock.now())
        .await
        .unwrap()
        .unwrap();
    admin
        .get(page)
        .await
        .is(200)
        .says("đến hết 05/09/2027, sẽ được xóa từ ngày 01/10/2027")
        .says(&format!("<b>{}</b>", outlook.results))
        .says("<b>73</b>")
        .says("Trường Tiểu học Mẫu B (B)");
    world.go_to("2027-10-01");
    job::forget(&world.app).await.unwrap();
    let (gone,): (String,) = world
        .db()
        .query("select detail from audit_event where action = 'forget year' order by length(detail) desc limit 1")
        .one()
        .await
        .unwrap();
    let numbers: Vec<i64> = gone.split(' ').filter_map(|n| n.parse().ok()).collect();
    assert_eq!(numbers[3], outlook.children, "{gone}");
    let admin = world.staff("quan.tri.4", Role::Admin, p.department).await;
    admin
        .get(page)
        .await
        .is(200)
        .hides("sẽ được xóa từ ngày")
        .says("<th scope=\"row\">05/09/2027</th>");
    admin
        .get("/quan-tri/nhat-ky?viec=forget+year")
        .await
        .is(200)
        .says("Năm học 2026–2027: ");
    let (talk,): (Uuid,) = world
        .db()
        .query("select id from activity where kind = 'talk' and held_on < '2027-01-01'")
        .one()
        .await
        .unwrap();
    let organizer = world
        .staff("tong.phu.trach", Role::Organizer, p.a.pioneers)
        .await;
    organizer
        .get(&format!("/hoat-dong/{talk}"))
        .await
        .is(200)
        .says("Số đã ghi: 20 lượt em có mặt");
}

/// A province that keeps a year longer keeps it; one that forgets it sooner is asked whether it is sure when that means now.
#[tokio::test]
async fn a_province_chooses_how_long_it_keeps_a_year() {
    let world = World::new().await;
    let (p, _) = two_years(&world).await;
    let page = "/quan-tri/luu-giu";
    let choose = |month: &'static str, sure: &'static str| [("last", month), ("sure", sure)];
    let gone = async || forget(world.db(), &world.clock).await.unwrap().schools;
    job::forget(&world.app).await.unwrap();
    let admin = world.staff("quan.tri.3", Role::Admin, p.department).await;
    admin.post(page, &choose("12", "")).await.is(422);
    let saved = admin.post(page, &choose("11", "")).await.is(303);
    admin
        .get(saved.location())
        .await
        .is(200)
        .says("Đã lưu: giữ đến hết ngày 30/11.")
        .says("đến hết ngày 30/11 sau năm học ấy")
        .says("sẽ được xóa từ ngày 01/12/2027");
    admin
        .get("/quan-tri/nhat-ky?viec=change+retention")
        .await
        .is(200)
        .says("30/11");
    world.go_to("2027-10-20");
    assert_eq!(gone().await, 0);
    let admin = world.staff("quan.tri.4", Role::Admin, p.department).await;
    admin
        .post(page, &choose("9", ""))
        .await
        .is(422)
        .says("đến hạn ngay")
        .says("name=\"sure\"")
        .says("<option value=\"9\" selected");
    assert_eq!(gone().await, 0);
    // Nothing is due by the end of October yet: nobody need be sure.
    admin.post(page, &choose("10", "")).await.is(303);
    assert_eq!(gone().await, 0);
    admin.post(page, &choose("9", "1")).await.is(303);
    assert_eq!(gone().await, 2);
    // What is gone is gone, whatever is chosen afterwards.
    admin.post(page, &choose("11", "")).await.is(303);
    admin.post(page, &choose("8", "")).await.is(303);
    assert_eq!(gone().await, 0);
}
