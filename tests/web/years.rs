//! A module given again in the next school year, and progress from before there were years.

use crate::support::{World, client::Client, places::Province};
use chrono::{DateTime, Duration, NaiveDate, Utc};
use lachan::{service::ticket, store::Db};
use lachan_core::{
    actor::Role,
    ids::{OperationId, PupilId, SchoolYearId, UnitId},
    learning::{Submission, Ticket},
    lesson::ModuleId,
    units::{Relation, UnitKind},
};
use uuid::Uuid;

fn b4() -> ModuleId {
    "B4".parse().unwrap()
}

impl World {
    /// A whole run through B4 in a class of school A, with whatever answers.
    pub fn run_of(&self, p: &Province, pupil: PupilId, class: UnitId) -> Submission {
        let module = self.app.content.library.get(&b4()).unwrap();
        let ticket = Ticket {
            pupil,
            class,
            school: p.a.id,
            module: b4(),
            issued_at: self.clock.now(),
            closes_on: self.clock.today(),
            scenes: module.scenes.len() as u16,
        };
        Submission {
            id: OperationId(Uuid::now_v7()),
            ticket: ticket::sign(&self.app, &ticket),
            scenes_seen: module.scenes.len() as u16,
            answers: vec![0; module.items.len()],
            seconds: 300,
        }
    }
}

async fn learn(world: &World, p: &Province, child: &Client, pupil: PupilId, class: UnitId) {
    let run = world.run_of(p, pupil, class);
    child.call("/api/ket-qua", &run).await.is(200);
}

/// The next school year of school A: An sits in 5A.
async fn next_year(world: &World, p: &Province, an: PupilId) -> UnitId {
    let year = SchoolYearId(Uuid::now_v7());
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let mut tx = world.db().begin().await.unwrap();
    tx.query("insert into school_year (id, code, starts_on, term2_on, ends_on) values ($1, 'NH2027-2028', $2, $3, $4)")
        .bind(year)
        .bind(day("2027-08-01"))
        .bind(day("2028-01-17"))
        .bind(day("2028-05-31"))
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let class = world
        .unit("A-5A", UnitKind::Class, "5A", Some(5), year, Some(p.a.id))
        .await;
    world.join(class, p.a.id, Relation::Professional).await;
    let mut tx = world.db().begin().await.unwrap();
    tx.query("update enrolment set valid_to = $1 where pupil = $2")
        .bind(day("2027-07-31"))
        .bind(an)
        .execute()
        .await
        .unwrap();
    tx.query("insert into enrolment (id, pupil, class, valid_from) values ($1, $2, $3, $4)")
        .bind(Uuid::now_v7())
        .bind(an)
        .bind(class)
        .bind(day("2027-08-01"))
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    class
}

#[tokio::test]
async fn a_module_given_again_in_the_next_year_begins_anew_and_counts_in_its_own_period() {
    let world = World::new().await;
    let p = world.province().await;
    let an = world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await[0];
    world.assign(p.a.class_4a, "B4").await;
    let child = world.pupil(p.a.class_4a, an).await;
    learn(&world, &p, &child, an, p.a.class_4a).await;
    child
        .get("/hoc")
        .await
        .says("Đã xong")
        .hides("đã học một lần");

    world.clock.advance(Duration::days(336));
    let class = next_year(&world, &p, an).await;
    world.assign(class, "B4").await;
    let lan = world.staff("lan", Role::Teacher, class).await;
    let status = |text: &str| format!("{text}</td>");
    lan.get(&format!("/lop/{class}/hoc-sinh"))
        .await
        .is(200)
        .says("Nguyễn Văn An")
        .hides(&status("Hoàn thành"));
    let child = world.pupil(class, an).await;
    child
        .get("/hoc")
        .await
        .says("đã học một lần ở năm học khác")
        .hides("Đã xong");
    let head = world.staff("hieu", Role::SchoolHead, p.a.id).await;
    let report = |period: &str| format!("/bao-cao/{}?ky={period}", p.a.id);
    head.get(&report("2027-M9"))
        .await
        .is(200)
        .says("0/1 · 0,0 %");

    learn(&world, &p, &child, an, class).await;
    child
        .get("/hoc")
        .await
        .says("Đã xong")
        .hides("đã học một lần");
    // It counts once in September of the new year, and still once in October of the old one.
    for period in ["2027-M9", "2026-M10"] {
        head.get(&report(period))
            .await
            .is(200)
            .says("1/1 · 100,0 %");
    }
    let (rows, first): (i64, DateTime<Utc>) = world
        .db()
        .query("select count(*), min(completed_at) from progress")
        .one()
        .await
        .unwrap();
    assert_eq!((rows, first), (2, crate::support::monday_morning()));
}

/// The database as it was before progress had years, with what a child had learnt over two of them.
#[tokio::test]
async fn progress_from_before_there_were_years_goes_to_the_year_it_was_finished_in() {
    let (_folder, _, config) = World::empty().await;
    let url = config.database_url;
    let db = Db::open_as_of(&url, 9).await.unwrap();
    let id = Uuid::now_v7;
    let (school, an, years, classes) = (id(), id(), [id(), id()], [id(), id()]);
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let mut tx = db.begin().await.unwrap();
    for (n, year) in years.into_iter().enumerate() {
        tx.query("insert into school_year (id, code, starts_on, term2_on, ends_on) values ($1, $2, $3, $4, $5)")
            .bind(year)
            .bind(format!("NH{}-{}", 2025 + n, 2026 + n))
            .bind(day(&format!("{}-08-01", 2025 + n)))
            .bind(day(&format!("{}-01-17", 2026 + n)))
            .bind(day(&format!("{}-05-31", 2026 + n)))
            .execute()
            .await
            .unwrap();
    }
    for (id, kind, year, code) in [
        (school, "school", None, "A"),
        (classes[0], "class", Some(years[0]), "4A"),
        (classes[1], "class", Some(years[1]), "5A"),
    ] {
        tx.query("insert into unit (id, code, kind, name, short_name, sort_key, school_year, opened_on) values ($1, $2, $3, $2, $2, $2, $4, $5)")
            .bind(id)
            .bind(code.to_owned())
            .bind(kind.to_owned())
            .bind(year)
            .bind(day("2025-08-01"))
            .execute()
            .await
            .unwrap();
    }
    tx.query("insert into pupil (id, school, full_name, sort_key, search_key, gender, animal, secret_kind, secret) values ($1, $2, 'An', 'an', 'an', 'Nam', 'fox', 'pictures', 'x')")
        .bind(an)
        .bind(school)
        .execute()
        .await
        .unwrap();
    for (class, from, to) in [
        (classes[0], "2025-08-01", Some("2026-07-31")),
        (classes[1], "2026-08-01", None),
    ] {
        tx.query(
            "insert into enrolment (id, pupil, class, valid_from, valid_to) values ($1, $2, $3, $4, $5)",
        )
        .bind(id())
        .bind(an)
        .bind(class)
        .bind(day(from))
        .bind(to.map(day))
        .execute()
        .await
        .unwrap();
    }
    // B3 and B4 were finished in 4A; B4 was opened again in 5A, which overwrote its class. B5 is begun in 5A.
    for (module, class, done, touched) in [
        (
            "B3",
            classes[0],
            Some("2025-10-10T01:00:00Z"),
            "2025-10-10T01:00:00Z",
        ),
        (
            "B4",
            classes[1],
            Some("2025-11-10T01:00:00Z"),
            "2026-10-01T01:00:00Z",
        ),
        ("B5", classes[1], None, "2026-10-02T01:00:00Z"),
    ] {
        tx.query("insert into progress (pupil, module, class, scene, scenes_seen, started_at, completed_at, updated_at) values ($1, $2, $3, 1, 2, $4, $5, $6)")
            .bind(an)
            .bind(module.to_owned())
            .bind(class)
            .bind(at(done.unwrap_or(touched)))
            .bind(done.map(at))
            .bind(at(touched))
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;

    let db = Db::open(&url).await.unwrap();
    let rows: Vec<(String, Uuid, Uuid, i64, bool)> = db
        .query("select module, school_year, class, scenes_seen, completed_at is not null from progress order by module")
        .all()
        .await
        .unwrap();
    let row =
        |module: &str, n: usize, done: bool| (module.to_owned(), years[n], classes[n], 2, done);
    assert_eq!(
        rows,
        [row("B3", 0, true), row("B4", 0, true), row("B5", 1, false)]
    );
    db.close().await;
}
