//! A parent asks: all that is known of a child is shown, handed out and deleted, by the school's head and nobody else.

use crate::{
    kept_figures::lively,
    support::{World, places::Province},
};
use lachan::store::{Db, figures};
use lachan_core::{
    actor::Role,
    ids::{PupilId, UnitId},
    report::Measure,
};
use std::fs;

/// The first child of 4A: five lessons, three tests, two meetings.
async fn somebody(world: &World, p: &Province) -> PupilId {
    let (pupil,): (PupilId,) = world
        .db()
        .query(
            "select p.id from pupil p join enrolment e on e.pupil = p.id join trial_result t on t.pupil = p.id and t.kind = 'recall'
             where e.class = $1 order by p.id limit 1",
        )
        .bind(p.a.class_4a)
        .one()
        .await
        .unwrap();
    pupil
}

async fn traces(world: &World, pupil: PupilId) -> i64 {
    let mut all = 0;
    for table in [
        "session",
        "door_try",
        "progress",
        "trial_result",
        "attendance",
        "carried",
        "enrolment",
    ] {
        let rows = format!("select count(*) from {table} where pupil = $1");
        let (n,): (i64,) = world.db().query(rows).bind(pupil).one().await.unwrap();
        all += n;
    }
    let rows = "select (select count(*) from pupil where id = $1) + (select count(*) from import_change where subject = $1)";
    let (n,): (i64,) = world.db().query(rows).bind(pupil).one().await.unwrap();
    all + n
}

async fn learning(world: &World, unit: UnitId) -> [Option<i64>; 2] {
    let total = world.read(unit, "2026-M10").await.report.total;
    [
        total[Measure::Enrolled].seen(),
        total[Measure::TookPart].seen(),
    ]
}

#[tokio::test]
async fn all_that_is_known_of_a_child_is_shown_handed_out_and_deleted() {
    let world = World::new().await;
    let p = lively(&world).await;
    let child = somebody(&world, &p).await;
    let (name,): (String,) = world
        .db()
        .query("select full_name from pupil where id = $1")
        .bind(child)
        .one()
        .await
        .unwrap();
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let base = format!("/don-vi/{}/em", p.a.id);
    head.get(&format!("/don-vi/{}", p.a.id))
        .await
        .is(200)
        .says(&base);
    head.get(&format!("/lop/{}/hoc-sinh", p.a.class_4a))
        .await
        .is(200)
        .says(&format!("{base}/{child}"));
    head.get(&base).await.is(200).hides("Không có em nào");
    let without_marks = lachan_core::names::search_key(&name).replace(' ', "+");
    head.get(&format!("{base}?tim={without_marks}"))
        .await
        .is(200)
        .says(&format!("{base}/{child}"));
    head.get(&format!("{base}?tim=%25")).await.is(200);
    head.get(&format!("{base}?tim=khong+co+ai"))
        .await
        .is(200)
        .says("Không có em nào của trường");
    let page = format!("{base}/{child}");
    head.get(&page)
        .await
        .is(200)
        .says(&name)
        .says("B1 · ")
        .says("7/10")
        .says("05/10/2026");
    let record = head.get(&format!("{page}/tep.json")).await.is(200).json();
    assert_eq!(record["full_name"], name);
    assert_eq!(record["lessons"].as_array().unwrap().len(), 5);
    assert_eq!(record["tests"].as_array().unwrap().len(), 3);
    assert_eq!(record["classes"][0]["class"], "4A");
    assert_eq!(world.noted("hand out record").await, 1);

    let teacher = world.staff("lan", Role::Teacher, p.a.class_4a).await;
    teacher.get(&page).await.is(404);
    teacher
        .get(&format!("/lop/{}/hoc-sinh", p.a.class_4a))
        .await
        .is(200)
        .hides(&page);
    let other = world.staff("hieu.b", Role::SchoolHead, p.b.id).await;
    other.get(&page).await.is(404);
    let not_theirs = format!("/don-vi/{}/em/{child}", p.b.id);
    other.get(&not_theirs).await.is(404);
    let delete = format!("{not_theirs}/xoa");
    other.post(&delete, &[("dong-y", "1")]).await.is(303);
    assert!(traces(&world, child).await > 10, "nobody's of that school");

    let before = learning(&world, p.a.id).await;
    let delete = format!("{page}/xoa");
    head.post(&delete, &[])
        .await
        .is(422)
        .says("Chưa có gì bị xóa");
    let session = world.pupil(p.a.class_4a, child).await;
    let late = world.run_of(&p, child, p.a.class_4a);
    session.get("/hoc").await.is(200);
    for _ in 0..2 {
        let gone = head.post(&delete, &[("dong-y", "1")]).await.is(303);
        head.get(gone.location())
            .await
            .is(200)
            .says("Đã xóa em và mọi dữ liệu của em");
    }
    assert_eq!(traces(&world, child).await, 0);
    assert_eq!(world.noted("delete record").await, 1);
    head.get(&page).await.is(404);
    assert_ne!(session.get("/hoc").await.status, 200, "signed out");
    // What its phone still held is answered, so that it is forgotten there too, and kept nowhere.
    session.call("/api/ket-qua", &late).await.is(200);
    assert_eq!(traces(&world, child).await, 0);
    assert_eq!(
        learning(&world, p.a.id).await,
        before.map(|n| n.map(|n| n - 1))
    );
    let today = world.clock.today();
    let checked = figures::check(world.db(), today).await.unwrap();
    assert_eq!(checked.differences, []);
}

/// Deleted is overwritten: nobody finds the name in what the file has to spare.
#[tokio::test]
async fn a_deleted_name_is_not_in_the_file_any_more() {
    let world = World::new().await;
    let Db::Sqlite { write, .. } = world.db() else {
        return;
    };
    let p = world.province().await;
    let name = "Phạm Xuân Kỳ Lân Độc Nhất";
    let child = world.pupils(&p.a, p.a.class_4a, &[name]).await[0];
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let file = world.folder().join("lachan.db");
    let stands = || {
        let bytes = fs::read(&file).unwrap();
        bytes
            .windows(name.len())
            .any(|part| part == name.as_bytes())
    };
    let fold = "pragma wal_checkpoint(truncate)";
    sqlx::raw_sql(fold).execute(write).await.unwrap();
    assert!(stands(), "the control: it was written");
    let delete = format!("/don-vi/{}/em/{child}/xoa", p.a.id);
    head.post(&delete, &[("dong-y", "1")]).await.is(303);
    sqlx::raw_sql(fold).execute(write).await.unwrap();
    assert!(!stands());
}
