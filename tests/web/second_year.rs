//! The second school year: classes end with their year, and the new list finds the children it had.

use crate::{
    import::{seen, upload},
    support::{World, client::Client, places::Province},
};
use chrono::{Duration, NaiveDate};
use lachan::service::retention::turn_years;
use lachan_core::{actor::Role, ids::UnitId};

const LIST: &[u8] = include_bytes!("../data/school-list-primary.xlsx");

async fn bring_in(head: &Client, school: UnitId) -> String {
    let preview = upload(head, school, LIST).await;
    let numbers = seen(head, &preview).await;
    head.post(&preview, &[("seen", &numbers)]).await.is(303);
    preview
}

impl World {
    pub async fn one(&self, sql: &'static str) -> i64 {
        let (n,): (i64,) = self.db().query(sql).one().await.unwrap();
        n
    }

    /// Goes to the morning of a day.
    pub fn go_to(&self, day: &str) {
        let day: NaiveDate = day.parse().unwrap();
        let days = day - self.clock.today();
        self.clock.advance(Duration::days(days.num_days()));
    }

    pub async fn next_year(&self, p: &Province, starts_on: &str) {
        let admin = self.staff("quan.tri", Role::Admin, p.department).await;
        let year = [
            ("starts_on", starts_on),
            ("term2_on", "2028-01-17"),
            ("ends_on", "2028-05-31"),
        ];
        admin.post("/quan-tri/nam-hoc", &year).await.is(303);
    }
}

const OPEN_IN: &str = "select count(*) from enrolment e join unit c on c.id = e.class join school_year y on y.id = c.school_year
     where e.valid_to is null and y.code = 'NH2027-2028'";

#[tokio::test]
async fn a_list_of_the_new_year_moves_the_children_into_its_classes() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    bring_in(&head, p.a.id).await;
    assert_eq!(world.one("select count(*) from pupil").await, 488);
    let classes = "select count(*) from unit where kind = 'class'";
    let before = world.one(classes).await;

    world.go_to("2027-06-20");
    world.next_year(&p, "2027-09-06").await;
    assert_eq!(
        world.one("select count(*) from unit where kind in ('class', 'pioneer_class', 'star') and (closed_on is null or closed_on <> '2027-09-05')").await,
        0
    );
    assert_eq!(
        world
            .one("select count(*) from unit where kind = 'school' and closed_on is not null")
            .await,
        0
    );

    world.go_to("2027-09-06");
    turn_years(world.db(), world.clock.today()).await.unwrap();
    let head = world.staff("hieu.truong.9", Role::SchoolHead, p.a.id).await;
    head.get("/lop").await.is(200).hides("Lớp 4A");
    let preview = bring_in(&head, p.a.id).await;
    assert_eq!(
        world.one("select count(*) from pupil").await,
        488,
        "nobody is written down twice"
    );
    assert_eq!(world.one(OPEN_IN).await, 488);
    assert_eq!(
        world
            .one("select count(*) from enrolment where valid_to = '2027-09-05'")
            .await,
        488
    );
    let listed = world
        .one("select count(distinct class) from enrolment")
        .await
        / 2;
    assert_eq!(world.one(classes).await, before + listed);
    head.get("/lop").await.is(200).says("Lớp 4A");
    // A report of the new year has the new classes alone.
    head.get(&format!("/bao-cao/{}?ky=2027-M9", p.a.id))
        .await
        .is(200)
        .says(&format!("0/{listed} · 0,0 %"));
    head.post(&format!("{preview}/hoan-tac"), &[]).await.is(303);
    assert_eq!(world.one(OPEN_IN).await, 0);
    assert_eq!(world.one(classes).await, before);
}

#[tokio::test]
async fn a_list_that_comes_in_the_summer_waits_for_the_first_day_of_school() {
    let world = World::new().await;
    let p = world.province().await;
    let head = world.staff("hieu.truong", Role::SchoolHead, p.a.id).await;
    let first = bring_in(&head, p.a.id).await;
    world.go_to("2027-08-20");
    world.next_year(&p, "2027-09-06").await;
    let head = world.staff("hieu.truong.8", Role::SchoolHead, p.a.id).await;
    let preview = upload(&head, p.a.id, LIST).await;
    head.get(&preview)
        .await
        .is(200)
        .says("bắt đầu từ ngày 06/09/2027");
    bring_in(&head, p.a.id).await;
    // Once more changes nothing.
    let again = upload(&head, p.a.id, LIST).await;
    head.get(&again)
        .await
        .is(200)
        .says("giống hệt dữ liệu đang có");
    assert_eq!(world.one("select count(*) from pupil").await, 488);
    assert_eq!(world.one(OPEN_IN).await, 488);
    let now = "select count(*) from enrolment where valid_from <= '2027-09-05' and valid_to >= '2027-08-20'";
    assert_eq!(
        world.one(now).await,
        488,
        "until then they sit where they sat"
    );
    head.get("/lop").await.is(200).says("Lớp 4A");
    head.post(&format!("{first}/hoan-tac"), &[])
        .await
        .is(409)
        .says("Năm học của danh sách này đã kết thúc");

    world.go_to("2027-09-06");
    turn_years(world.db(), world.clock.today()).await.unwrap();
    let head = world.staff("hieu.truong.9", Role::SchoolHead, p.a.id).await;
    head.get("/lop").await.is(200).says("Lớp 4A");
    let sit = "select count(*) from enrolment where valid_from <= '2027-09-06' and (valid_to is null or valid_to >= '2027-09-06')";
    assert_eq!(world.one(sit).await, 488);
}

#[tokio::test]
async fn other_dates_of_the_new_year_move_the_end_of_the_old_one() {
    let world = World::new().await;
    let p = world.province().await;
    world
        .sql("update unit set closed_on = '2026-11-30' where code = 'A-4B'")
        .await;
    world.next_year(&p, "2027-09-06").await;
    let admin = world.staff("quan.tri.2", Role::Admin, p.department).await;
    let ends = "select count(*) from unit where kind = 'class' and closed_on = '2027-08-29'";
    assert_eq!(world.one(ends).await, 0);
    let years = lachan::store::units::school_years(world.db())
        .await
        .unwrap();
    let year = [
        ("starts_on", "2027-08-30"),
        ("term2_on", "2028-01-17"),
        ("ends_on", "2028-05-31"),
    ];
    let address = format!("/quan-tri/nam-hoc/{}", years[0].id);
    admin.post(&address, &year).await.is(303);
    assert_eq!(world.one(ends).await, 3);
    let merged = "select count(*) from unit where code = 'A-4B' and closed_on = '2026-11-30'";
    assert_eq!(
        world.one(merged).await,
        1,
        "what was closed for another reason stays closed"
    );
}
