//! What an officer works out by taking one page's numbers from another's: nothing that is hidden.

use crate::support::World;
use calamine::{Data, Reader, Xlsx};
use lachan::{service::reports, store::units};
use lachan_core::{
    actor::{Actor, Grant, Role},
    ids::{StaffId, UnitId},
    report::{Count, GradeFigures, Measure, Report, SMALL, Split},
    units::UnitKind,
};
use std::io::Cursor;
use uuid::Uuid;

const PERIODS: [&str; 4] = ["2026-M10", "2026-M11", "2026-M12", "2026-Q4"];

struct Officer<'a> {
    world: &'a World,
    actor: Actor,
}

impl<'a> Officer<'a> {
    async fn of(world: &'a World, role: Role, code: &str) -> Self {
        let grant = Grant {
            role,
            unit: unit(world, code).await,
        };
        let actor = Actor::Staff {
            id: StaffId(Uuid::now_v7()),
            name: "Cán bộ".into(),
            grants: vec![grant],
        };
        Self { world, actor }
    }

    async fn read(&self, unit: UnitId, period: &str) -> Option<Report> {
        let period = period.parse().unwrap();
        let read = reports::read(&self.world.app.figures, &self.actor, unit, period).await;
        read.ok().map(|reading| reading.report)
    }
}

async fn unit(world: &World, code: &str) -> UnitId {
    let found = units::by_code(world.db(), code).await.unwrap();
    found.unwrap_or_else(|| panic!("{code}")).id
}

/// 1B and 5C: a class's numbers are neither on a page of its own nor a row of its school's, so that nothing is left to take away.
#[tokio::test]
async fn no_number_of_one_class_leaves_its_school() {
    let world = World::demo().await;
    let today = world.clock.today();
    for (role, code) in [
        (Role::CommuneOfficer, "XA1"),
        (Role::DepartmentOfficer, "SO"),
        (Role::CommuneYouth, "DX1"),
        (Role::ProvinceYouth, "TDOAN"),
    ] {
        let officer = Officer::of(&world, role, code).await;
        for school in ["TH1", "LD-TH1"] {
            let home = unit(&world, school).await;
            for below in units::inside_school(world.db(), home, today).await.unwrap() {
                let of_class = matches!(below.kind, UnitKind::Class | UnitKind::PioneerClass);
                if of_class && below.name.contains(['1', '5']) {
                    let page = officer.read(below.id, "2026-M11").await;
                    assert!(page.is_none(), "{code} reads {}", below.name);
                }
            }
            if let Some(page) = officer.read(home, "2026-M11").await {
                assert_eq!(page.below, [], "{code} sees rows of {school}");
            }
        }
    }
}

fn counts(row: &GradeFigures) -> Vec<Count> {
    row.splits().into_iter().flat_map(Split::counts).collect()
}

fn of_grade(report: &Report, grade: Option<i64>) -> Vec<Count> {
    let row = report.grades.iter().find(|row| row.grade == grade);
    row.map_or_else(|| vec![Count::open(0); 12], counts)
}

/// Grade 9: what a school's page hides of a grade is the sum above it less what the other schools show, or the same number on the
/// page above where no other school has that grade.
#[tokio::test]
async fn no_grade_of_a_school_is_what_is_left_of_the_sum_above() {
    let world = World::demo().await;
    let officer = Officer::of(&world, Role::DepartmentOfficer, "SO").await;
    let schools = ["TH1", "THCS1", "THPT1"];
    let mut hidden = 0;
    for period in PERIODS {
        let mut pages = Vec::new();
        for school in schools {
            pages.extend(officer.read(unit(&world, school).await, period).await);
        }
        for above in ["SO", "XA1", "XA2"] {
            let Some(sum) = officer.read(unit(&world, above).await, period).await else {
                continue;
            };
            for grade in 1..=12 {
                let grade = Some(grade);
                let all = of_grade(&sum, grade);
                let each: Vec<Vec<Count>> =
                    pages.iter().map(|page| of_grade(page, grade)).collect();
                for (n, total) in all.iter().enumerate() {
                    let closed = each.iter().filter(|page| page[n].seen().is_none()).count();
                    hidden += closed;
                    assert!(
                        closed != 1 || total.seen().is_none() || above != "SO",
                        "{period}: {grade:?}, cell {n} of {above} gives a school away"
                    );
                }
            }
        }
    }
    assert!(hidden > 0, "the demo hides something");
}

/// Answered less known is unknown; class size less participants is who did not take part. Not from counts, and not from a share.
#[tokio::test]
async fn no_few_are_left_over_between_two_counts() {
    let world = World::demo().await;
    let officer = Officer::of(&world, Role::DepartmentOfficer, "SO").await;
    let pairs = [
        (Measure::TookPart, Measure::Enrolled),
        (Measure::FinishedSet, Measure::Given),
        (Measure::Knew111, Measure::Asked111),
        (Measure::PrePost, Measure::Enrolled),
    ];
    for period in PERIODS {
        for code in ["SO", "XA1", "XA2", "TH1", "THCS1", "THPT1"] {
            let Some(page) = officer.read(unit(&world, code).await, period).await else {
                continue;
            };
            for row in page.below.iter().chain([&page.total]) {
                for (part, whole) in pairs {
                    let seen = row[whole].seen().zip(row[part].seen());
                    let left = seen.map_or(0, |(whole, part)| whole - part);
                    assert!(
                        !(1..SMALL).contains(&left),
                        "{period}: {} {part:?}",
                        row.name
                    );
                }
            }
            for row in page.grades.iter().chain([&page.all_grades]) {
                let counts = counts(row);
                for side in 0..4 {
                    let seen = counts[side].seen().zip(counts[4 + side].seen());
                    let left = seen.map_or(0, |(whole, part)| whole - part);
                    assert!(
                        !(1..SMALL).contains(&left),
                        "{period}: {code} {:?}",
                        row.grade
                    );
                }
            }
        }
    }
}

/// A row in which something is hidden leads to pages on which the same is hidden.
#[tokio::test]
async fn a_row_that_hides_something_leads_to_pages_that_hide_it_too() {
    let world = World::new().await;
    let p = world.province().await;
    let children = world.pupils(&p.a, p.a.class_4a, &NAMES).await;
    let mut tx = world.db().begin().await.unwrap();
    for child in &children[..3] {
        tx.query(
            "insert into progress (pupil, class, school_year, module, scene, scenes_seen, started_at, completed_at, best_correct, n_items,
                                   attempts, updated_at)
             values ($1, $2, (select school_year from unit where id = $2), 'B4', 10, 9, $3, $3, 6, 6, 1, $3)",
        )
        .bind(*child)
        .bind(p.a.class_4a)
        .bind(world.clock.now())
        .execute()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let department = world
        .staff("so.gddt", Role::DepartmentOfficer, p.department)
        .await;
    let link = |period: &str| format!("href=\"/bao-cao/{}?ky={period}\"", p.commune);
    let page = |period: &str| format!("/bao-cao/{}?ky={period}", p.department);
    // In October three of twenty took part, in September nobody did.
    department
        .get(&page("2026-M10"))
        .await
        .is(200)
        .says("class=\"num\">&lt; 5</td>")
        .says("Tháng 10/2026 (15/09–14/10)")
        .says(&link("2026-M10"));
    for unit in [p.commune, p.a.id] {
        department
            .get(&format!("/bao-cao/{unit}?ky=2026-M10"))
            .await
            .is(200)
            .says("&lt; 5 trên 20 học sinh")
            .hides("3 trên 20 học sinh");
    }
    department
        .get(&page("2026-M09"))
        .await
        .is(200)
        .says(&link("2026-M09"));
    // Inside the school everything leads on.
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let own = format!("href=\"/bao-cao/{}?ky=2026-M10\"", p.a.class_4a);
    head.get(&format!("/bao-cao/{}?ky=2026-M10", p.a.id))
        .await
        .is(200)
        .says(&own);
}

const NAMES: [&str; 20] = [
    "Lê An",
    "Lê Bảo",
    "Lê Cẩm",
    "Lê Dung",
    "Lê Giang",
    "Lê Hà",
    "Lê Khánh",
    "Lê Lan",
    "Lê Mai",
    "Lê Nam",
    "Lê Oanh",
    "Lê Phúc",
    "Lê Quân",
    "Lê Sơn",
    "Lê Tâm",
    "Lê Uyên",
    "Lê Vân",
    "Lê Xuân",
    "Lê Yến",
    "Lê Ánh",
];

/// Three came to a meeting in school A and ten in school B: the commune of B is hidden beside that of A, and nobody above reads the ten one
/// click or one address further.
#[tokio::test]
async fn what_is_hidden_above_is_hidden_on_the_units_own_pages() {
    let world = World::new().await;
    let p = world.province().await;
    let mut tx = world.db().begin().await.unwrap();
    for (host, n) in [(p.a.chi_doi_4a, 3i64), (p.b.chi_doi_4a, 10)] {
        tx.query(
            "insert into activity (id, kind, title, host, held_on, created_at, closed_at, walk_ins)
             values ($1, 'pioneer_meeting', 'Sinh hoạt', $2, $3, $4, $4, $5)",
        )
        .bind(uuid::Uuid::now_v7())
        .bind(host)
        .bind(world.app.clock.today())
        .bind(world.clock.now())
        .bind(n)
        .execute()
        .await
        .unwrap();
    }
    tx.commit().await.unwrap();
    let report = |unit: UnitId| format!("/bao-cao/{unit}?ky=2026-M10");
    let department = world
        .staff("so.gddt", Role::DepartmentOfficer, p.department)
        .await;
    department
        .get(&report(p.department))
        .await
        .is(200)
        .says("2 buổi; 13 lượt người")
        .says(&format!("href=\"{}\"", report(p.other_commune)));
    for unit in [p.other_commune, p.b.id] {
        let page = department.get(&report(unit)).await.is(200);
        page.says("1 buổi; ẩn lượt người").hides("10 lượt người");
        let file = format!("/bao-cao/{unit}/bao-cao.xlsx?ky=2026-M10");
        let file = department.get(&file).await.is(200).body;
        let mut book: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
        for (_, sheet) in book.worksheets() {
            let ten = |cell: &Data| *cell == Data::Float(10.0);
            assert_eq!(
                sheet.used_cells().filter(|(_, _, cell)| ten(cell)).count(),
                0
            );
        }
    }
    // It is one number, hidden for whoever reads it outside the schools; the school itself knows it.
    let commune = world
        .staff("can.bo.xa", Role::CommuneOfficer, p.other_commune)
        .await;
    for unit in [p.other_commune, p.b.id] {
        commune
            .get(&report(unit))
            .await
            .is(200)
            .says("1 buổi; ẩn lượt người");
    }
    let head = world.staff("hieu.truong", Role::SchoolHead, p.b.id).await;
    head.get(&report(p.b.id))
        .await
        .is(200)
        .says("1 buổi; 10 lượt người");
}
