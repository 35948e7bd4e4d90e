//! Participation counted from activity, on both lines, as domain §6.6 asks.

use crate::support::{World, by_hand, places::Province};
use calamine::{Data, Reader, Xlsx};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use lachan::{
    report,
    service::reports::{self, Reading},
    store::{pupils, units},
};
use lachan_core::{
    actor::{Actor, Role},
    ids::{ActivityId, PupilId, UnitId},
    permission::ImportClass,
    report::Measure,
    units::{Relation, UnitKind},
};
use serde_json::json;
use std::io::Cursor;
use uuid::Uuid;

const SYSTEM: Actor = Actor::System("test");
/// Seven modules for a class of grade 4.
const SET: [&str; 7] = ["B1", "B2", "B3", "B4", "B5", "B6", "B7"];

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn names(n: usize) -> Vec<String> {
    (1..=n).map(|i| format!("Nguyễn Văn Em{i}")).collect()
}

impl World {
    pub async fn class_of(&self, p: &Province, class: UnitId, n: usize) -> Vec<PupilId> {
        let school = if [p.a.class_4a, p.a.class_4b].contains(&class) {
            &p.a
        } else {
            &p.b
        };
        let names = names(n);
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        self.pupils(school, class, &names).await
    }

    pub async fn completed(&self, pupil: PupilId, class: UnitId, module: &str, at: &str) {
        let at: DateTime<Utc> = at.parse().unwrap();
        let mut tx = self.db().begin().await.unwrap();
        tx.query(
            "insert into progress (pupil, module, class, school_year, scene, scenes_seen, started_at, completed_at, best_correct, n_items, attempts, updated_at)
             values ($1, $2, $3, (select school_year from unit where id = $3), 6, 6, $4, $4, 5, 6, 1, $4)",
        )
        .bind(pupil)
        .bind(module.to_owned())
        .bind(class)
        .bind(at)
        .execute()
        .await
        .unwrap();
        by_hand(tx).await;
    }

    /// A meeting that was held and closed, with the children who came.
    pub async fn held(
        &self,
        kind: &str,
        host: UnitId,
        targets: &[UnitId],
        on: &str,
        came: &[PupilId],
        walk_ins: i64,
    ) {
        let id = ActivityId(Uuid::now_v7());
        let now = self.clock.now();
        let mut tx = self.db().begin().await.unwrap();
        tx.query("insert into activity (id, kind, title, host, held_on, created_at, closed_at, walk_ins) values ($1, $2, 'Buổi', $3, $4, $5, $5, $6)")
            .bind(id).bind(kind.to_owned()).bind(host).bind(day(on)).bind(now).bind(walk_ins)
            .execute().await.unwrap();
        for unit in targets {
            tx.query("insert into activity_target (activity, unit) values ($1, $2)")
                .bind(id)
                .bind(*unit)
                .execute()
                .await
                .unwrap();
        }
        for pupil in came {
            tx.query("insert into attendance (activity, pupil, status, method, client_id, marked_at) values ($1, $2, 'present', 'roll', $3, $4)")
                .bind(id).bind(*pupil).bind(Uuid::now_v7()).bind(now).execute().await.unwrap();
        }
        by_hand(tx).await;
    }

    pub async fn read(&self, unit: UnitId, period: &str) -> Reading {
        self.read_as(&SYSTEM, unit, period).await
    }

    async fn read_as(&self, actor: &Actor, unit: UnitId, period: &str) -> Reading {
        reports::read(&self.app.figures, actor, unit, period.parse().unwrap())
            .await
            .unwrap()
    }
}

fn indicator(reading: &Reading, code: &str) -> serde_json::Value {
    let all = report::json(reading);
    let list = all["indicators"].as_array().unwrap().clone();
    list.into_iter().find(|i| i["code"] == code).unwrap()
}

fn shown(reading: &Reading, code: &str) -> String {
    indicator(reading, code)["shown"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn percent(reading: &Reading, code: &str) -> Option<f64> {
    indicator(reading, code)["percent"].as_f64()
}

#[tokio::test]
async fn the_worked_example_stands_on_both_lines() {
    let world = World::new().await;
    let p = world.province().await;
    let class = p.a.class_4a;
    let children = world.class_of(&p, class, 40).await;
    for module in SET {
        world.assign(class, module).await;
    }
    // 30 finish six of seven, six more finish one, four finish none: 36 took part, 30 finished the set.
    for (n, child) in children.iter().enumerate() {
        let modules = match n {
            0..30 => 6,
            30..36 => 1,
            _ => 0,
        };
        for module in &SET[..modules] {
            world
                .completed(*child, class, module, "2026-10-01T02:00:00Z")
                .await;
        }
    }
    for unit in [
        class,
        p.a.id,
        p.commune,
        p.department,
        p.a.chi_doi_4a,
        p.a.pioneers,
        p.commune_youth,
        p.province_youth,
    ] {
        let reading = world.read(unit, "2026-M10").await;
        let children = shown(&reading, "I03");
        // Above the school 36 of 40 would point at the four who did not take part.
        let (count, share) = match reading.suppressed {
            true => ("ẩn/40", None),
            false => ("36/40", Some(90.0)),
        };
        assert_eq!(children, count, "{}", reading.unit.name);
        assert_eq!(shown(&reading, "I04"), "30/40", "{}", reading.unit.name);
        assert_eq!(percent(&reading, "I03"), share);
        assert_eq!(percent(&reading, "I04"), Some(75.0));
    }
    let school = world.read(p.a.id, "2026-M10").await;
    assert_eq!(shown(&school, "I02"), "1/2");
    assert_eq!(shown(&school, "I01"), "1/1");
    let department = world.read(p.department, "2026-M10").await;
    assert_eq!(shown(&department, "I01"), "1/2");
    // Another month, the same school year: nothing in the period, all of it to date.
    let later = world.read(p.a.id, "2026-M11").await;
    assert_eq!(shown(&later, "I03"), "0/40");
    let (span, row) = later.school_year.unwrap();
    assert_eq!(span.from, day("2026-08-01"));
    assert_eq!(row[Measure::TookPart].seen(), Some(36));
}

#[tokio::test]
async fn the_cut_is_at_midnight_here_after_the_fourteenth() {
    let world = World::new().await;
    world.clock.advance(Duration::days(3));
    let p = world.province().await;
    let class = p.a.class_4a;
    let children = world.class_of(&p, class, 2).await;
    world
        .completed(children[0], class, "B1", "2026-10-14T16:59:59Z")
        .await;
    world
        .completed(children[1], class, "B1", "2026-10-14T17:00:00Z")
        .await;
    assert_eq!(shown(&world.read(class, "2026-M10").await, "I03"), "1/2");
    assert_eq!(shown(&world.read(class, "2026-M11").await, "I03"), "1/2");
    assert_eq!(shown(&world.read(class, "2026-Q4").await, "I03"), "2/2");
}

#[tokio::test]
async fn a_child_who_changes_class_is_one_person() {
    let world = World::new().await;
    let p = world.province().await;
    let [a, b] = [p.a.class_4a, p.a.class_4b];
    let child = world.class_of(&p, a, 1).await[0];
    world
        .completed(child, a, "B1", "2026-09-20T02:00:00Z")
        .await;
    let place = units::place(world.db(), b, day("2026-10-01"))
        .await
        .unwrap()
        .unwrap();
    let permit = SYSTEM.permit(ImportClass::at(&place)).unwrap();
    let mut tx = world.db().begin().await.unwrap();
    tx.query("update enrolment set valid_to = $1 where pupil = $2")
        .bind(day("2026-09-30"))
        .bind(child)
        .execute()
        .await
        .unwrap();
    pupils::enrol(&mut tx, &permit, child, day("2026-10-01"))
        .await
        .unwrap();
    by_hand(tx).await;
    world
        .completed(child, b, "B2", "2026-10-05T02:00:00Z")
        .await;
    let school = world.read(p.a.id, "2026-M10").await;
    assert_eq!(shown(&school, "I03"), "1/1");
    let rows: Vec<_> = school
        .report
        .below
        .iter()
        .map(|figures| figures[Measure::TookPart].seen())
        .collect();
    assert_eq!(rows, [Some(0), Some(1)]);
}

#[tokio::test]
async fn meetings_talks_and_trainings_count_once_above_and_where_they_happened() {
    let world = World::new().await;
    world.clock.advance(Duration::days(3));
    let p = world.province().await;
    let a = world.class_of(&p, p.a.class_4a, 8).await;
    let b = world.class_of(&p, p.a.class_4b, 9).await;
    let both: Vec<PupilId> = a.iter().chain(&b).copied().collect();
    world
        .held(
            "pioneer_meeting",
            p.a.chi_doi_4a,
            &[p.a.chi_doi_4a],
            "2026-10-02",
            &a,
            0,
        )
        .await;
    world
        .held(
            "talk",
            p.a.pioneers,
            &[p.a.chi_doi_4a, p.a.chi_doi_4b],
            "2026-10-03",
            &both,
            6,
        )
        .await;
    world
        .held(
            "internet_training",
            p.a.id,
            &[p.a.class_4b],
            "2026-10-14",
            &b,
            0,
        )
        .await;
    world
        .held("talk", p.a.pioneers, &[p.a.chi_doi_4a], "2026-10-15", &a, 0)
        .await;
    for unit in [
        p.a.id,
        p.a.pioneers,
        p.commune,
        p.commune_youth,
        p.department,
        p.province_youth,
    ] {
        let reading = world.read(unit, "2026-M10").await;
        let line = ["I13", "I14", "I16"].map(|i| shown(&reading, i));
        let branches = if [p.department, p.province_youth].contains(&unit) {
            "1/4"
        } else {
            "1/2"
        };
        assert_eq!(line, ["1; 8", branches, "1; 23"], "{}", reading.unit.name);
    }
    let pioneers = world.read(p.a.pioneers, "2026-M10").await;
    assert_eq!(shown(&pioneers, "I17"), "1; 9");
    let rows: Vec<_> = pioneers
        .report
        .below
        .iter()
        .map(|row| (row.name.clone(), row[Measure::AtTalks].seen().unwrap()))
        .collect();
    let own = ("Đơn vị trực tiếp tổ chức".to_owned(), 6);
    assert_eq!(
        rows,
        [
            ("Chi đội 4A".to_owned(), 8),
            ("Chi đội 4B".to_owned(), 9),
            own
        ]
    );
    assert_eq!(
        shown(&world.read(p.a.chi_doi_4b, "2026-M10").await, "I13"),
        "0; 0"
    );
}

#[tokio::test]
async fn an_activity_that_is_open_or_cancelled_does_not_count() {
    let world = World::new().await;
    let p = world.province().await;
    let a = world.class_of(&p, p.a.class_4a, 8).await;
    world
        .held("talk", p.a.pioneers, &[p.a.chi_doi_4a], "2026-10-02", &a, 0)
        .await;
    assert_eq!(shown(&world.read(p.a.id, "2026-M10").await, "I16"), "1; 8");
    world
        .sql("update activity set cancelled_at = created_at")
        .await;
    assert_eq!(shown(&world.read(p.a.id, "2026-M10").await, "I16"), "0; 0");
    world
        .sql("update activity set cancelled_at = null, closed_at = null")
        .await;
    assert_eq!(shown(&world.read(p.a.id, "2026-M10").await, "I16"), "0; 0");
}

/// 01/07/2025: the districts ended and schools came under the communes. Old periods keep their old parents.
#[tokio::test]
async fn a_report_walks_the_line_as_of_its_last_day() {
    let world = World::new().await;
    let p = world.province().await;
    let district = world
        .unit(
            "HUYEN",
            UnitKind::Other,
            "Phòng GD&ĐT huyện",
            None,
            p.year,
            None,
        )
        .await;
    world
        .join(district, p.department, Relation::Professional)
        .await;
    let children = world.class_of(&p, p.a.class_4a, 6).await;
    for child in &children {
        world
            .completed(*child, p.a.class_4a, "B1", "2025-04-01T02:00:00Z")
            .await;
        world
            .completed(*child, p.a.class_4a, "B2", "2025-10-01T02:00:00Z")
            .await;
    }
    // Everything has stood since 2024; the school moved on 01/07/2025.
    world.sql("update unit set opened_on = '2024-01-01'").await;
    world
        .sql("update enrolment set valid_from = '2024-01-01'")
        .await;
    world
        .sql("update unit_link set valid_from = '2024-01-01'")
        .await;
    world
        .sql("update unit_edge set valid_from = '2024-01-01'")
        .await;
    let mut tx = world.db().begin().await.unwrap();
    tx.query("update unit_edge set valid_from = '2025-07-01' where child = $1 and parent = $2")
        .bind(p.a.id)
        .bind(p.commune)
        .execute()
        .await
        .unwrap();
    tx.query("insert into unit_edge (child, parent, relation, valid_from, valid_to) values ($1, $2, 'professional', '2024-01-01', '2025-06-30')")
        .bind(p.a.id).bind(district).execute().await.unwrap();
    by_hand(tx).await;
    let children = |unit, period| {
        let world = &world;
        async move { shown(&world.read(unit, period).await, "I03") }
    };
    assert_eq!(children(district, "2025-H1").await, "6/6");
    assert_eq!(children(p.commune, "2025-H1").await, "0/0");
    assert_eq!(children(district, "2025-H2").await, "0/0");
    assert_eq!(children(p.commune, "2025-H2").await, "6/6");
    assert_eq!(children(p.department, "2025-H1").await, "6/6");
    assert_eq!(children(p.department, "2025-H2").await, "6/6");
}

#[tokio::test]
async fn three_children_are_three_in_the_school_and_hidden_above_it() {
    let world = World::new().await;
    let p = world.province().await;
    let a = world.class_of(&p, p.a.class_4a, 10).await;
    let b = world.class_of(&p, p.b.class_4a, 10).await;
    for child in &a[..3] {
        world
            .completed(*child, p.a.class_4a, "B1", "2026-10-01T02:00:00Z")
            .await;
    }
    for child in &b[..8] {
        world
            .completed(*child, p.b.class_4a, "B1", "2026-10-01T02:00:00Z")
            .await;
    }
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let officer = world
        .staff("can.bo.so", Role::DepartmentOfficer, p.department)
        .await;
    let school = format!("/bao-cao/{}?ky=2026-M10", p.a.id);
    head.get(&school)
        .await
        .is(200)
        .says("3 trên 10 học sinh")
        .hides("&lt; 5");
    officer
        .get(&school)
        .await
        .is(200)
        .says("&lt; 5")
        .hides("3 trên 10");
    let department = format!("/bao-cao/{}?ky=2026-M10", p.department);
    officer
        .get(&department)
        .await
        .is(200)
        .says("&lt; 5")
        .says("11 trên 20")
        .hides("Nguyễn Văn Em");
    let export = format!("/bao-cao/{}/bao-cao.xlsx?ky=2026-M10", p.department);
    let mut book: Xlsx<_> =
        Xlsx::new(Cursor::new(officer.get(&export).await.is(200).body)).unwrap();
    let parts = book.worksheet_range("Theo đơn vị").unwrap();
    let cell = |row, column| {
        parts
            .get_value((row, column))
            .cloned()
            .unwrap_or(Data::Empty)
    };
    assert_eq!(cell(6, 2), Data::String("< 5".into()));
    assert_eq!(cell(7, 2), Data::String("ẩn".into()));
    assert_eq!(cell(8, 2), Data::Float(11.0));
    assert_eq!(
        cell(6, 3),
        Data::Empty,
        "a share of a hidden number is hidden"
    );
}

#[tokio::test]
async fn the_workbook_has_real_numbers_vietnamese_heads_and_no_formula() {
    let world = World::new().await;
    let p = world.province().await;
    let children = world.class_of(&p, p.a.class_4a, 40).await;
    for child in &children[..36] {
        world
            .completed(*child, p.a.class_4a, "B1", "2026-10-01T02:00:00Z")
            .await;
    }
    world
        .sql("update unit set name = '=HYPERLINK(\"http://x\";\"Trường\")' where code = 'A'")
        .await;
    let reading = world.read(p.a.id, "2026-M10").await;
    let bytes = report::workbook(&reading, world.clock.now()).unwrap();
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["Chỉ số", "Theo đơn vị", "Theo khối"]);
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
    }
    let sheet = book.worksheet_range("Chỉ số").unwrap();
    let row: Vec<_> = (0..6)
        .map(|column| sheet.get_value((8, column)).cloned().unwrap())
        .collect();
    assert_eq!(row[0], Data::String("I03".into()));
    assert_eq!(
        row[1],
        Data::String("Học sinh hoàn thành ít nhất một bài".into())
    );
    assert_eq!(
        row[3..],
        [Data::Float(36.0), Data::Float(40.0), Data::Float(0.9)]
    );
    let made = sheet.get_value((2, 0)).unwrap().to_string();
    assert!(made.starts_with("Tuyến giáo dục. Lập lúc "), "{made}");
    assert!(made.ends_with("Kỳ này chưa kết thúc."), "{made}");
    // The two averages of I06 are no numerator and denominator: a table of their own below.
    let first = |row| sheet.get_value((row, 0)).cloned().unwrap_or(Data::Empty);
    let at = (0..40).find(|row| first(*row) == Data::String("I06".into()));
    let heads: Vec<String> = (3..7)
        .map(|column| {
            sheet
                .get_value((at.unwrap() - 1, column))
                .unwrap()
                .to_string()
        })
        .collect();
    assert_eq!(
        heads,
        [
            "Số em làm cả hai",
            "Lần trước (% đúng)",
            "Lần sau (% đúng)",
            "Chênh lệch"
        ]
    );
    let parts = book.worksheet_range("Theo đơn vị").unwrap();
    let last = parts.get_value((parts.end().unwrap().0, 0)).unwrap();
    assert_eq!(*last, Data::String("Tổng".into()));
    let title = sheet.get_value((0, 0)).unwrap();
    assert_eq!(
        *title,
        Data::String("=HYPERLINK(\"http://x\";\"Trường\")".into())
    );
}

#[tokio::test]
async fn everybody_reads_their_own_branch_of_the_tree() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 6).await;
    for (who, role, unit, foreign) in [
        ("gv", Role::Teacher, p.a.class_4a, p.a.class_4b),
        ("tpt", Role::Organizer, p.a.pioneers, p.b.pioneers),
        ("ht", Role::SchoolHead, p.a.id, p.b.id),
        ("xa", Role::CommuneOfficer, p.commune, p.other_commune),
        ("dx", Role::CommuneYouth, p.commune_youth, p.b.pioneers),
        (
            "so",
            Role::DepartmentOfficer,
            p.department,
            p.province_youth,
        ),
        ("td", Role::ProvinceYouth, p.province_youth, p.department),
    ] {
        let person = world.staff(&format!("{who}.mot"), role, unit).await;
        let address = format!("/bao-cao/{unit}");
        assert_eq!(
            person.get("/bao-cao").await.is(303).location(),
            address,
            "{who}"
        );
        person
            .get(&address)
            .await
            .is(200)
            .says("Tháng 10/2026")
            .says("15/09/2026");
        person.get(&format!("{address}/bao-cao.xlsx")).await.is(200);
        person.get(&format!("/bao-cao/{foreign}")).await.is(404);
        person
            .get(&format!("/bao-cao/{foreign}/bao-cao.xlsx"))
            .await
            .is(404);
    }
    let admin = world.staff("quan.tri", Role::Admin, p.department).await;
    admin.get(&format!("/bao-cao/{}", p.a.id)).await.is(403);
}

#[tokio::test]
async fn a_period_that_is_none_is_said_and_the_page_stays() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let address = format!("/bao-cao/{}", p.a.id);
    for wrong in ["2026-M13", "abc", "NH2019-2020", "HK3-2026-2027"] {
        head.get(&format!("{address}?ky={wrong}"))
            .await
            .is(422)
            .says("Chưa có kỳ báo cáo này")
            .says("Tháng 10/2026");
    }
    head.get(&format!("{address}?ky=NH2026-2027"))
        .await
        .is(200)
        .says("01/08/2026");
    head.get(&format!("{address}?ky=HK1-2026-2027"))
        .await
        .is(200)
        .says("17/01/2027");
    head.get(&format!("{address}/bao-cao.xlsx?ky=abc"))
        .await
        .is(404);
}

#[tokio::test]
async fn programs_read_the_same_figures() {
    let world = World::new().await;
    let p = world.province().await;
    let children = world.class_of(&p, p.a.class_4a, 10).await;
    for child in &children[..7] {
        world
            .completed(*child, p.a.class_4a, "B1", "2026-10-01T02:00:00Z")
            .await;
    }
    let all = report::json(&world.read(p.a.id, "2026-M10").await);
    assert_eq!(all["unit"]["code"], "A");
    assert_eq!(all["period"]["from"], "2026-09-15");
    assert_eq!(
        all["indicators"][2],
        json!({
            "code": "I03", "unit": "học sinh", "numerator": 7, "denominator": 10, "percent": 70.0, "shown": "7/10",
        })
    );
    assert_eq!(all["by_grade"][0]["took_part"]["total"], 7);
}

/// The school year ends in May; on 12 October its figures to date end on 12 October, in page, file and JSON, and say so.
#[tokio::test]
async fn columns_to_date_of_a_running_period_end_today() {
    let world = World::new().await;
    let p = world.province().await;
    let children = world.class_of(&p, p.a.class_4a, 10).await;
    for child in &children[..7] {
        world
            .completed(*child, p.a.class_4a, "B1", "2026-10-01T02:00:00Z")
            .await;
    }
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    for period in ["NH2026-2027", "2026-Q4", "2026-Y"] {
        let all = report::json(&world.read(p.a.id, period).await);
        let year = &all["year_to_date"];
        assert_eq!(
            (&year["from"], &year["to"]),
            (&json!("2025-12-15"), &json!("2026-10-12")),
            "{period}"
        );
        assert_eq!(year["indicators"][2]["shown"], "7/10", "{period}");
        let school_year = &all["school_year_to_date"];
        assert_eq!(
            (&school_year["from"], &school_year["to"]),
            (&json!("2026-08-01"), &json!("2026-10-12"))
        );
        let says = "Lũy kế năm học: từ 01/08/2026 đến hết 12/10/2026. Lũy kế năm: từ 15/12/2025 đến hết 12/10/2026.";
        let address = format!("/bao-cao/{}", p.a.id);
        head.get(&format!("{address}?ky={period}"))
            .await
            .is(200)
            .says(says);
        let file = head
            .get(&format!("{address}/bao-cao.xlsx?ky={period}"))
            .await
            .is(200);
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file.body)).unwrap();
        let sheet = book.worksheet_range("Chỉ số").unwrap();
        assert_eq!(sheet.get_value((4, 0)), Some(&Data::String(says.into())));
    }
}
