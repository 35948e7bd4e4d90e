//! What a report says, to the digit: page, file and JSON of one small province, kept as they are. A change of how reports are made changes
//! none of it.

use super::ids::without_ids;
use crate::support::{World, client::Answer, places::Province};
use calamine::{Reader, Xlsx};
use lachan::report;
use lachan_core::{
    actor::Role,
    ids::{PupilId, UnitId},
};
use std::{fmt::Write, io::Cursor};

impl World {
    pub async fn tested(&self, class: UnitId, children: &[PupilId], kind: &str, correct: i64) {
        let days = match kind {
            "before" => 20,
            "after" => 9,
            _ => 2,
        };
        let taken_at = self.clock.now() - chrono::Duration::days(days);
        let mut tx = self.db().begin().await.unwrap();
        for (n, pupil) in children.iter().enumerate() {
            tx.query(
                "insert into trial_result (pupil, class, band, kind, correct, n_items, knows_111, taken_at)
                 values ($1, $2, 'B', $3, $4, 10, $5, $6)",
            )
            .bind(*pupil)
            .bind(class)
            .bind(kind.to_owned())
            .bind(correct)
            .bind(n % 3 > 0)
            .bind(taken_at)
            .execute()
            .await
            .unwrap();
        }
        tx.commit().await.unwrap();
    }
}

/// Two schools, three classes: one large, one in which three took part, one of another school; tests, meetings, a talk, a training.
pub async fn lively(world: &World) -> Province {
    let p = world.province().await;
    let large = world.class_of(&p, p.a.class_4a, 40).await;
    let small = world.class_of(&p, p.a.class_4b, 12).await;
    let other = world.class_of(&p, p.b.class_4a, 25).await;
    let modules = ["B1", "B2", "B3", "B4", "B5"];
    for (class, children, sets, some) in [
        (p.a.class_4a, &large, 28, 35),
        (p.a.class_4b, &small, 0, 3),
        (p.b.class_4a, &other, 14, 20),
    ] {
        for module in modules {
            world.assign(class, module).await;
        }
        for (n, child) in children.iter().enumerate() {
            let done = match n {
                n if n < sets => 5,
                n if n < some => 2,
                _ => 0,
            };
            for module in &modules[..done] {
                let at = format!("2026-10-0{}T02:00:00Z", 1 + n % 8);
                world.completed(*child, class, module, &at).await;
            }
        }
    }
    let girls = "update pupil set gender = 'female' where full_name like '%1' or full_name like '%3' or full_name like '%6'";
    let boys = "update pupil set gender = 'male' where full_name like '%2' or full_name like '%5' or full_name like '%8'";
    world.sql(girls).await;
    world.sql(boys).await;
    world.tested(p.a.class_4a, &large[..30], "before", 4).await;
    world.tested(p.a.class_4a, &large[..24], "after", 8).await;
    world.tested(p.a.class_4a, &large[..11], "recall", 7).await;
    world.tested(p.b.class_4a, &other[..4], "before", 5).await;
    world.tested(p.b.class_4a, &other[..4], "after", 6).await;
    let day = "2026-10-05";
    for (kind, host, targets, came, walk_ins) in [
        (
            "pioneer_meeting",
            p.a.chi_doi_4a,
            vec![p.a.chi_doi_4a],
            &large[..33],
            0,
        ),
        (
            "pioneer_meeting",
            p.a.chi_doi_4b,
            vec![p.a.chi_doi_4b],
            &small[..2],
            0,
        ),
        (
            "talk",
            p.a.pioneers,
            vec![p.a.chi_doi_4a, p.a.chi_doi_4b],
            &large[..20],
            7,
        ),
        (
            "internet_training",
            p.b.pioneers,
            vec![p.b.chi_doi_4a],
            &other[..18],
            0,
        ),
    ] {
        world.held(kind, host, &targets, day, came, walk_ins).await;
    }
    p
}

/// Sheet by sheet, every cell that is not empty, with what it is.
fn cells(bytes: &[u8]) -> String {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    for name in book.sheet_names() {
        writeln!(text, "## {name}").unwrap();
        let sheet = book.worksheet_range(&name).unwrap();
        let (top, left) = sheet.start().unwrap();
        for (row, column, cell) in sheet.used_cells() {
            writeln!(
                text,
                "{},{} {cell:?}",
                row as u32 + top,
                column as u32 + left
            )
            .unwrap();
        }
    }
    text
}

/// The page between its head and its foot, a tag to a line, without what differs from run to run.
fn page(answer: &Answer) -> String {
    let html = answer.without_nonce();
    let main = html.split_once("<main").unwrap().1;
    let main = main.split_once("</main>").unwrap().0;
    // Where a view is put in place is marked by a comment, which nobody sees.
    let main = main.replace("<!>", "");
    without_ids(&main).replace('>', ">\n") + "\n"
}

#[tokio::test]
async fn a_report_says_what_it_said() {
    let world = World::new().await;
    let p = lively(&world).await;
    let units = [
        ("class", p.a.class_4a, Role::Teacher),
        ("school", p.a.id, Role::SchoolHead),
        ("commune", p.commune, Role::CommuneOfficer),
        ("department", p.department, Role::DepartmentOfficer),
        ("pioneers", p.a.pioneers, Role::Organizer),
        ("province-youth", p.province_youth, Role::ProvinceYouth),
    ];
    for (name, unit, role) in units {
        let who = world.staff(&format!("ai.{name}"), role, unit).await;
        let both = ["2026-M10", "NH2026-2027"];
        for period in &both[..if name == "school" { 2 } else { 1 }] {
            let reading = world.read(unit, period).await;
            let json = serde_json::to_string_pretty(&report::json(&reading)).unwrap();
            let book = report::workbook(&reading, world.clock.now()).unwrap();
            let html = who.get(&format!("/bao-cao/{unit}?ky={period}")).await;
            let all = format!("{json}\n\n{}\n{}", cells(&book), page(&html.is(200)));
            insta::assert_snapshot!(format!("{name}-{period}"), all);
        }
    }
}
