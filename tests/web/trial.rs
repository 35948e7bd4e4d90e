//! The short test before, after and three months later: given in one tap, taken with plain forms, counted once, and nothing chosen is kept.

use super::learn::{Lesson, field, lesson};
use crate::support::{World, client::Client};
use chrono::Duration;
use lachan::{
    report,
    service::{reports, trial as tests},
};
use lachan_core::{
    actor::{Actor, Role},
    ids::{OperationId, PupilId, UnitId},
    lesson::Band,
    trial::{Sheet, TestKind, TrialTicket},
};
use uuid::Uuid;

const SYSTEM: Actor = Actor::System("test");

impl Lesson {
    async fn teacher(&self) -> Client {
        self.world
            .staff("lan", Role::Teacher, self.p.a.class_4a)
            .await
    }

    fn address(&self, rest: &str) -> String {
        format!("/lop/{}/{rest}", self.p.a.class_4a)
    }

    async fn give(&self, teacher: &Client, kind: TestKind) -> u16 {
        let today = self.world.clock.today();
        let until = today + Duration::days(6);
        let (from, to) = (today.to_string(), until.to_string());
        let form = [("bai", kind.path()), ("from", &from), ("to", &to)];
        let answer = teacher.post(&self.address("bai-ngan"), &form).await;
        answer.status.as_u16()
    }

    /// Some child finished some module: the lessons have begun.
    async fn learnt(&self) {
        let mut tx = self.world.db().begin().await.unwrap();
        tx.query(
            "insert into progress (pupil, module, class, school_year, scene, scenes_seen, started_at, completed_at, best_correct, n_items, attempts, updated_at)
             values ($1, 'B4', $2, (select school_year from unit where id = $2), 5, 5, $3, $3, 5, 6, 1, $3)",
        )
        .bind(self.an).bind(self.p.a.class_4a).bind(self.world.clock.now())
        .execute().await.unwrap();
        tx.commit().await.unwrap();
    }

    async fn kept(&self) -> Vec<(String, i64, i64, bool)> {
        self.world
            .db()
            .query("select kind, correct, n_items, knows_111 from trial_result order by taken_at, kind")
            .all()
            .await
            .unwrap()
    }
}

fn ticket(
    world: &World,
    school: UnitId,
    class: UnitId,
    pupil: PupilId,
    kind: TestKind,
) -> TrialTicket {
    TrialTicket {
        pupil,
        class,
        school,
        band: Band::B,
        kind,
        issued_at: world.clock.now(),
        closes_on: world.clock.today(),
    }
}

/// A sheet whose first `right` answers are right.
fn sheet(world: &World, ticket: &TrialTicket, right: usize) -> Sheet {
    let mut sheet = Sheet::new(OperationId(Uuid::now_v7()));
    let questions = tests::questions(&world.app.content.library, ticket.band);
    for (n, (item, key)) in questions.into_iter().enumerate() {
        let shown = item.shown(tests::seed(ticket));
        let wanted = |option: &u8| key.is_right(*option) == (n < right);
        sheet.answer(shown.iter().position(wanted).unwrap() as u8);
    }
    sheet
}

/// Goes through the forms as a browser without script does, and answers what stands at the end.
async fn walk(l: &Lesson, child: &Client, kind: TestKind, right: usize) -> String {
    let address = format!("/hoc/bai-ngan/{}", kind.path());
    let planned = ticket(&l.world, l.p.a.id, l.p.a.class_4a, l.an, kind);
    let planned = sheet(&l.world, &planned, right);
    let mut page = child
        .get(&address)
        .await
        .is(200)
        .says("Không tính điểm")
        .text();
    let mut chosen: Option<String> = None;
    for place in planned.places().iter().map(Some).chain([None]) {
        let (ticket, id, so_far) = (
            field(&page, "phieu"),
            field(&page, "ma"),
            field(&page, "dap-an"),
        );
        let mut form = vec![("phieu", ticket.as_str()), ("ma", &id), ("dap-an", &so_far)];
        if let Some(place) = &chosen {
            form.push(("chon", place));
        }
        page = child.post(&address, &form).await.is(200).text();
        chosen = place.map(u8::to_string);
    }
    page
}

#[tokio::test]
async fn the_test_before_the_lessons_is_the_first_thing_and_tells_nothing() {
    let l = lesson().await;
    let teacher = l.teacher().await;
    teacher
        .get(&l.address("bai-hoc"))
        .await
        .is(200)
        .says("Giao khảo sát trước khi học")
        .says("Chỉ giao khảo sát này khi các em đã học xong");
    assert_eq!(l.give(&teacher, TestKind::PreTest).await, 303);
    assert_eq!(l.give(&teacher, TestKind::PreTest).await, 303);
    let desk = l.child.get("/hoc").await.is(200).text();
    let place = |text: &str| {
        desk.find(text)
            .unwrap_or_else(|| panic!("{text} is not in {desk}"))
    };
    assert!(place("Mấy câu hỏi trước khi học") < place("Chiêu dụ dỗ"));
    place("Không tính điểm, để thầy cô biết bài học giúp được gì.");

    let end = walk(&l, &l.child, TestKind::PreTest, 4).await;
    assert!(end.contains("Cảm ơn em!"));
    for (_, key) in tests::questions(&l.world.app.content.library, Band::B) {
        assert!(!end.contains(key.explanation()));
    }
    assert_eq!(l.kept().await, [("before".to_owned(), 4, 10, true)]);
    l.child
        .get("/hoc")
        .await
        .is(200)
        .hides("Mấy câu hỏi trước khi học");
    assert_eq!(
        l.child.get("/hoc/bai-ngan/truoc").await.is(303).location(),
        "/hoc"
    );
    teacher
        .get(&l.address("bai-hoc"))
        .await
        .says("1 trên 2 em đã làm");
}

#[tokio::test]
async fn the_key_is_on_no_page_of_a_test() {
    let l = lesson().await;
    l.learnt().await;
    let teacher = l.teacher().await;
    assert_eq!(l.give(&teacher, TestKind::PostTest).await, 303);
    let first = l.child.get("/hoc/bai-ngan/sau").await.is(200).text();
    let form = [
        ("phieu", &*field(&first, "phieu")),
        ("ma", &field(&first, "ma")),
        ("dap-an", ""),
    ];
    let page = l
        .child
        .post("/hoc/bai-ngan/sau", &form)
        .await
        .is(200)
        .says("Câu 1 trên 10")
        .text();
    for (_, key) in tests::questions(&l.world.app.content.library, Band::B) {
        for text in &key.feedback {
            assert!(
                !first.contains(text.as_str()) && !page.contains(text.as_str()),
                "{text}"
            );
        }
    }
    assert!(!page.contains("<script type=\"module\""));
}

#[tokio::test]
async fn after_the_last_lesson_the_child_reads_why() {
    let l = lesson().await;
    l.learnt().await;
    let teacher = l.teacher().await;
    assert_eq!(l.give(&teacher, TestKind::PreTest).await, 422);
    assert_eq!(l.give(&teacher, TestKind::Recall).await, 422);
    assert_eq!(l.give(&teacher, TestKind::PostTest).await, 303);
    let end = walk(&l, &l.child, TestKind::PostTest, 9).await;
    assert!(end.contains("Mình cùng nghĩ lại nhé.") && end.contains("111"));
    let (_, key) = tests::questions(&l.world.app.content.library, Band::B)[9];
    assert!(end.contains(key.explanation()));
    assert!(!end.contains(">Sai<"));
    assert_eq!(l.kept().await, [("after".to_owned(), 9, 10, true)]);
}

#[tokio::test]
async fn ninety_days_pass_before_the_questions_come_back() {
    let l = lesson().await;
    l.learnt().await;
    let teacher = l.teacher().await;
    assert_eq!(l.give(&teacher, TestKind::PostTest).await, 303);
    // The window closes on the seventh day; the ninetieth after that is the first.
    l.world.clock.advance(Duration::days(95));
    let teacher = l.world.staff("hoa", Role::Teacher, l.p.a.class_4a).await;
    assert_eq!(l.give(&teacher, TestKind::Recall).await, 422);
    teacher
        .get(&l.address("bai-hoc"))
        .await
        .says("Mở được từ ngày 16/01/2027");
    l.world.clock.advance(Duration::days(1));
    let teacher = l.world.staff("mai", Role::Teacher, l.p.a.class_4a).await;
    assert_eq!(l.give(&teacher, TestKind::Recall).await, 303);
    let child = l.world.pupil(l.p.a.class_4a, l.an).await;
    child.get("/hoc").await.is(200).says("Mấy câu hỏi nhắc lại");
    let end = walk(&l, &child, TestKind::Recall, 10).await;
    assert!(end.contains("Cảm ơn em!") && !end.contains("Đúng rồi!"));
}

#[tokio::test]
async fn sent_twice_late_or_without_a_session_it_counts_once() {
    let l = lesson().await;
    let ticket = ticket(&l.world, l.p.a.id, l.p.a.class_4a, l.an, TestKind::PreTest);
    let signed = tests::sign(&l.world.app, &ticket);
    let whole = sheet(&l.world, &ticket, 7);
    let text = whole.to_string();
    let (so_far, last) = text.rsplit_once('.').unwrap();
    let id = whole.id.to_string();
    let form = [
        ("phieu", signed.as_str()),
        ("ma", &id),
        ("dap-an", so_far),
        ("chon", last),
    ];
    let nobody = l.world.browser();
    l.world.clock.advance(Duration::days(30));
    for _ in 0..3 {
        nobody
            .post("/hoc/bai-ngan/truoc", &form)
            .await
            .is(200)
            .says("Cảm ơn em!");
    }
    assert_eq!(l.kept().await, [("before".to_owned(), 7, 10, true)]);
    // A second try, and other answers under the same id, change nothing.
    let second = sheet(&l.world, &ticket, 10);
    tests::take(&l.world.app, &ticket, &signed, &second)
        .await
        .unwrap();
    let mut other = sheet(&l.world, &ticket, 10);
    other.id = whole.id;
    assert!(
        tests::take(&l.world.app, &ticket, &signed, &other)
            .await
            .is_err()
    );
    let (n,): (i64,) = l
        .world
        .db()
        .query("select count(*) from trial_result")
        .one()
        .await
        .unwrap();
    assert_eq!(n, 1);
    // A control: half a sheet, a foreign kind, a forged and a too old ticket are not taken.
    let half = [form[0], form[1], ("dap-an", so_far)];
    nobody
        .post("/hoc/bai-ngan/truoc", &half)
        .await
        .is(200)
        .says("Câu 10 trên 10");
    nobody.post("/hoc/bai-ngan/sau", &form).await.is(404);
    let forged = format!("{signed}x");
    nobody
        .post(
            "/hoc/bai-ngan/truoc",
            &[("phieu", forged.as_str()), form[1], form[2], form[3]],
        )
        .await
        .is(422);
    l.world.clock.advance(Duration::days(16));
    nobody.post("/hoc/bai-ngan/truoc", &form).await.is(409);
}

#[tokio::test]
async fn the_teacher_sees_an_average_of_five_children_and_the_report_of_the_commune_hides_four() {
    for (children, shown) in [(4, false), (5, true)] {
        let world = World::new().await;
        let p = world.province().await;
        let names = ["An Một", "An Hai", "An Ba", "An Tư", "An Năm"];
        let ids = world.pupils(&p.a, p.a.class_4a, &names[..children]).await;
        for (kind, right) in [
            (TestKind::PreTest, 4),
            (TestKind::PostTest, 8),
            (TestKind::Recall, 6),
        ] {
            for id in &ids {
                let ticket = ticket(&world, p.a.id, p.a.class_4a, *id, kind);
                let sheet = sheet(&world, &ticket, right);
                let signed = tests::sign(&world.app, &ticket);
                tests::take(&world.app, &ticket, &signed, &sheet)
                    .await
                    .unwrap();
            }
            let days = if kind == TestKind::PostTest { 95 } else { 7 };
            world.clock.advance(Duration::days(days));
        }
        let teacher = world.staff("lan", Role::Teacher, p.a.class_4a).await;
        let page = teacher
            .get(&format!("/lop/{}/bai-hoc", p.a.class_4a))
            .await
            .is(200)
            .text();
        assert_eq!(page.contains("tăng 40,0 điểm phần trăm"), shown);

        let period = "NH2026-2027".parse().unwrap();
        let commune = reports::read(&world.app.figures, &SYSTEM, p.commune, period)
            .await
            .unwrap();
        let all = report::json(&commune);
        let figure = |code: &str| {
            let list = all["indicators"].as_array().unwrap();
            list.iter().find(|one| one["code"] == code).unwrap().clone()
        };
        let (gain, recall, number) = (figure("I06"), figure("I07"), figure("I08"));
        if shown {
            assert_eq!(
                (gain["first_mean"].as_f64(), gain["points"].as_f64()),
                (Some(40.0), Some(40.0))
            );
            assert_eq!(recall["percent"].as_f64(), Some(75.0));
            assert_eq!(number["percent"].as_f64(), Some(100.0));
        } else {
            assert!(
                gain["children"].is_null()
                    && gain["points"].is_null()
                    && gain["first_mean"].is_null()
            );
            assert!(recall["percent"].is_null() && number["percent"].is_null());
        }
        let head = world.staff("hanh", Role::SchoolHead, p.a.id).await;
        let page = head
            .get(&format!("/bao-cao/{}?ky=NH2026-2027", p.a.id))
            .await
            .is(200)
            .text();
        assert!(page.contains("+40,0 điểm") && page.contains("Mức tăng hiểu biết"));
    }
}
