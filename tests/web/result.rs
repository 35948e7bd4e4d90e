//! A result counts once, for the child it belongs to, whenever it arrives; what was chosen is kept nowhere.

use super::learn::{Lesson, field, lesson};
use chrono::Duration;
use lachan::{
    auth::keys::Purpose,
    service::ticket,
    store::{assignments, progress, tallies},
};
use lachan_core::{
    actor::Actor,
    ids::{AssignmentId, OperationId, PupilId, UnitId},
    learning::{Progress, SceneSeen, Submission, Ticket},
    lesson::{ModuleId, shuffle},
    permission::{AssignModule, LearnAs, Permit, SeeClass},
};
use proptest::prelude::*;
use uuid::Uuid;

const SEND: &str = "/api/ket-qua";

fn b4() -> ModuleId {
    "B4".parse().unwrap()
}

fn may(pupil: PupilId, class: UnitId) -> Permit<LearnAs> {
    Actor::System("test")
        .permit(LearnAs { pupil, class })
        .unwrap()
}

impl Lesson {
    fn questions(&self) -> usize {
        self.world
            .app
            .content
            .library
            .get(&b4())
            .unwrap()
            .items
            .len()
    }

    fn ticket(&self, pupil: PupilId) -> Ticket {
        Ticket {
            pupil,
            class: self.p.a.class_4a,
            school: self.p.a.id,
            module: b4(),
            issued_at: self.world.clock.now(),
            closes_on: self.world.clock.today(),
            scenes: 9,
        }
    }

    /// A run with so many right answers, the others on some other option.
    fn run(&self, pupil: PupilId, right: usize) -> Submission {
        let module = self.world.app.content.library.get(&b4()).unwrap();
        let seed = shuffle::seed(&pupil.to_string());
        let places = self
            .world
            .app
            .content
            .library
            .keyed(module)
            .enumerate()
            .map(|(i, (item, key))| {
                let wanted = |option: &u8| key.is_right(*option) == (i < right);
                item.shown(seed).iter().position(wanted).unwrap() as u8
            });
        Submission {
            id: OperationId(Uuid::now_v7()),
            ticket: ticket::sign(&self.world.app, &self.ticket(pupil)),
            scenes_seen: 9,
            answers: places.collect(),
            seconds: 300,
        }
    }

    async fn progress(&self, pupil: PupilId) -> Option<Progress> {
        progress::find(self.world.db(), &may(pupil, self.p.a.class_4a), &b4())
            .await
            .unwrap()
    }

    async fn counted(&self) -> i64 {
        let (n,): (i64,) = self
            .world
            .db()
            .query("select cast(coalesce(sum(n), 0) as bigint) from item_tally")
            .one()
            .await
            .unwrap();
        n
    }
}

#[tokio::test]
async fn sent_three_times_a_result_counts_once_and_is_answered_the_same() {
    let l = lesson().await;
    let run = l.run(l.an, 5);
    let nobody = l.world.browser();
    let first = nobody.call(SEND, &run).await.is(200).text();
    for _ in 0..2 {
        l.world.clock.advance(Duration::hours(5));
        assert_eq!(nobody.call(SEND, &run).await.is(200).text(), first);
    }
    let progress = l.progress(l.an).await.unwrap();
    assert_eq!((progress.attempts, progress.best.correct), (1, 5));
    assert_eq!(l.counted().await, l.questions() as i64);
    let later = l.world.pupil(l.p.a.class_4a, l.an).await;
    later.get("/hoc").await.says("Đã xong");
}

#[tokio::test]
async fn the_same_id_with_another_run_is_refused_and_changes_nothing() {
    let l = lesson().await;
    let run = l.run(l.an, 5);
    l.child.call(SEND, &run).await.is(200);
    let mut other = l.run(l.an, 6);
    other.id = run.id;
    l.child.call(SEND, &other).await.is(422);
    assert_eq!(l.progress(l.an).await.unwrap().best.correct, 5);
    assert_eq!(l.counted().await, l.questions() as i64);
}

#[tokio::test]
async fn half_a_run_is_no_run() {
    let l = lesson().await;
    let mut half = l.run(l.an, 6);
    half.answers.pop();
    l.child.call(SEND, &half).await.is(422);
    let mut beyond = l.run(l.an, 6);
    beyond.answers[0] = 3;
    l.child.call(SEND, &beyond).await.is(422);
    let whole = serde_json::to_vec(&l.run(l.an, 6)).unwrap();
    for cut in (0..whole.len()).step_by(7) {
        let request = l
            .child
            .request(axum::http::Method::POST, SEND)
            .header("content-type", "application/json")
            .header("sec-fetch-site", "same-origin");
        let body = axum::body::Body::from(whole[..cut].to_vec());
        let answer = l.child.send(request.body(body).unwrap()).await;
        assert!(answer.status.is_client_error(), "{cut}: {}", answer.status);
    }
    assert_eq!(l.progress(l.an).await, None);
    assert_eq!(l.counted().await, 0);
}

#[tokio::test]
async fn scenes_left_out_leave_the_module_unfinished() {
    let l = lesson().await;
    let mut run = l.run(l.an, 6);
    run.scenes_seen = 3;
    l.child.call(SEND, &run).await.is(200);
    assert_eq!(l.progress(l.an).await.unwrap().completed_at, None);
    l.child.call(SEND, &l.run(l.an, 2)).await.is(200);
    let progress = l.progress(l.an).await.unwrap();
    assert!(progress.completed_at.is_some());
    assert_eq!((progress.best.correct, progress.attempts), (6, 2));
}

/// The lesson had five scenes when the child took its ticket, and has nine now.
#[tokio::test]
async fn a_lesson_done_in_its_old_version_is_done() {
    let l = lesson().await;
    let mut ticket = l.ticket(l.an);
    ticket.scenes = 5;
    let mut run = l.run(l.an, 6);
    run.scenes_seen = 5;
    run.ticket = ticket::sign(&l.world.app, &ticket);
    l.child.call(SEND, &run).await.is(200);
    let progress = l.progress(l.an).await.unwrap();
    assert!(progress.completed_at.is_some());

    // begun in the old version and gone on in the new: the next scene is one nobody has shown yet
    let old = l
        .world
        .app
        .keys
        .sign(Purpose::Ticket, &first_release(&l.ticket(l.binh)));
    let seen = SceneSeen {
        ticket: format!("{}.{old}", first_release(&l.ticket(l.binh))),
        scene: 6,
        scenes_seen: 5,
    };
    l.world.browser().call("/api/canh", &seen).await.is(200);
    let binh = l.world.pupil(l.p.a.class_4a, l.binh).await;
    binh.get("/hoc").await.says("Đang ở cảnh 6 trên 9");
    binh.get("/hoc/B4?cau=1").await.is(303);
    assert_eq!(binh.get("/hoc/B4?cau=1").await.location(), "/hoc/B4?canh=6");
}

/// The text of a ticket as the first release signed it: without the number of scenes.
fn first_release(ticket: &Ticket) -> String {
    let text = ticket.text();
    let (before, _) = text.rsplit_once('.').unwrap();
    before.replacen('2', "1", 1)
}

#[tokio::test]
async fn work_done_in_time_counts_though_it_arrives_when_the_module_is_closed() {
    let l = lesson().await;
    let run = l.run(l.an, 6);
    let mut too_late = l.run(l.binh, 6);
    too_late.seconds = 20 * 24 * 3600;
    l.world.clock.advance(Duration::days(30));
    l.world.browser().call(SEND, &run).await.is(200);
    let done = l.progress(l.an).await.unwrap().completed_at.unwrap();
    assert_eq!(done.to_rfc3339(), "2026-10-12T01:05:00+00:00");
    l.world
        .browser()
        .call(SEND, &too_late)
        .await
        .is(409)
        .says("đóng trước khi làm xong");
    assert_eq!(l.progress(l.binh).await, None);
}

#[tokio::test]
async fn a_window_that_was_made_longer_meanwhile_is_the_one_that_holds() {
    let l = lesson().await;
    // the ticket knows today as the last day; the class has two weeks
    let mut run = l.run(l.an, 6);
    run.seconds = 5 * 24 * 3600;
    l.world.clock.advance(Duration::days(6));
    l.world.browser().call(SEND, &run).await.is(200);
}

#[tokio::test]
async fn a_ticket_lives_45_days_and_only_as_it_was_made() {
    let l = lesson().await;
    let run = l.run(l.an, 6);
    let mut foreign = run.clone();
    let text = l.ticket(l.an).text();
    foreign.ticket = format!("{text}.{}", l.world.app.keys.sign(Purpose::Card, &text));
    l.child.call(SEND, &foreign).await.is(422);
    let mut altered = run.clone();
    altered.ticket = altered.ticket.replace("B4", "B5");
    l.child.call(SEND, &altered).await.is(422);
    l.world.clock.advance(Ticket::LIFE + Duration::seconds(1));
    l.world.browser().call(SEND, &run).await.is(409);
    l.world.clock.advance(Duration::seconds(-1));
    l.world.browser().call(SEND, &run).await.is(200);
}

#[tokio::test]
async fn unsent_work_of_one_child_never_counts_for_the_next_at_the_same_computer() {
    let l = lesson().await;
    let left_behind = l.run(l.an, 6);
    let next = l.world.pupil(l.p.a.class_4a, l.binh).await;
    next.call(SEND, &left_behind).await.is(200);
    assert!(l.progress(l.an).await.is_some());
    assert_eq!(l.progress(l.binh).await, None);
}

#[tokio::test]
async fn a_form_takes_only_the_childs_own_ticket() {
    let l = lesson().await;
    for n in 1..=9 {
        l.child
            .post("/hoc/B4/canh", &[("canh", &n.to_string())])
            .await
            .is(303);
    }
    let page = l.child.get("/hoc/B4?cau=1").await.is(200).text();
    let (ticket, id) = (field(&page, "phieu"), field(&page, "ma"));
    let form = [
        ("phieu", ticket.as_str()),
        ("ma", &id),
        ("dap-an", "0.0.0.0.0.0"),
        ("chon-1", "0"),
    ];
    let other = l.world.pupil(l.p.a.class_4a, l.binh).await;
    other.post("/hoc/B4?cau=1", &form).await.is(404);
    other.post("/hoc/B4/xong", &form).await.is(404);
    l.child.post("/hoc/B5?cau=1", &form).await.is(404);
    assert_eq!(l.progress(l.binh).await, None);
}

#[tokio::test]
async fn a_module_taken_back_while_a_child_is_inside_still_counts() {
    let l = lesson().await;
    for n in 1..=9 {
        l.child
            .post("/hoc/B4/canh", &[("canh", &n.to_string())])
            .await
            .is(303);
    }
    let page = l.child.get("/hoc/B4?cau=1").await.is(200).text();
    let (ticket, id) = (field(&page, "phieu"), field(&page, "ma"));
    take_back(&l).await;
    let places = vec!["0"; l.questions()].join(".");
    let form = [("phieu", ticket.as_str()), ("ma", &id), ("dap-an", &places)];
    let done = l.child.post("/hoc/B4/xong", &form).await.is(303);
    assert!(done.location().starts_with("/hoc/B4/xong?sai="));
    assert!(l.progress(l.an).await.unwrap().completed_at.is_some());
    l.child
        .get("/hoc/B4")
        .await
        .is(200)
        .says("thầy cô đã cất đi");
}

async fn take_back(l: &Lesson) {
    let place = lachan::store::units::place(l.world.db(), l.p.a.class_4a, l.world.clock.today())
        .await
        .unwrap()
        .unwrap();
    let system = Actor::System("test");
    let see = system.permit(SeeClass::at(&place)).unwrap();
    let assign = system.permit(AssignModule::at(&place)).unwrap();
    let list = assignments::of_class(l.world.db(), &see).await.unwrap();
    let id: AssignmentId = list[0].id;
    let mut tx = l.world.db().begin().await.unwrap();
    assert_eq!(
        assignments::withdraw(&mut tx, &assign, id, l.world.clock.now())
            .await
            .unwrap(),
        1
    );
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_devices_of_one_child_at_once_lose_nothing() {
    let l = lesson().await;
    let runs: Vec<Submission> = [2, 6, 4, 0, 5, 1].map(|right| l.run(l.an, right)).into();
    let browsers: Vec<_> = runs.iter().map(|_| l.world.browser()).collect();
    let sent = browsers
        .iter()
        .zip(&runs)
        .map(|(browser, run)| browser.call(SEND, run));
    for answer in futures_util::future::join_all(sent).await {
        answer.is(200);
    }
    let progress = l.progress(l.an).await.unwrap();
    assert_eq!((progress.attempts, progress.best.correct), (6, 6));
    assert_eq!(l.counted().await, 6 * l.questions() as i64);
}

#[tokio::test]
async fn scenes_are_noted_from_the_player_too() {
    let l = lesson().await;
    let seen = SceneSeen {
        ticket: ticket::sign(&l.world.app, &l.ticket(l.an)),
        scene: 4,
        scenes_seen: 3,
    };
    l.world.browser().call("/api/canh", &seen).await.is(200);
    l.child.get("/hoc").await.says("Đang ở cảnh 4 trên 9");
    let mut beyond = seen.clone();
    (beyond.scene, beyond.scenes_seen) = (999, 999);
    l.world.browser().call("/api/canh", &beyond).await.is(200);
    let progress = l.progress(l.an).await.unwrap();
    assert_eq!((progress.scene, progress.scenes_seen), (10, 9));
}

#[tokio::test]
async fn receipts_are_forgotten_when_no_ticket_can_come_any_more() {
    let l = lesson().await;
    l.child.call(SEND, &l.run(l.an, 6)).await.is(200);
    let mut tx = l.world.db().begin().await.unwrap();
    let now = l.world.clock.now();
    assert_eq!(
        progress::forget_receipts(&mut tx, now - Ticket::LIFE, 100)
            .await
            .unwrap(),
        0
    );
    assert_eq!(
        progress::forget_receipts(&mut tx, now + Duration::seconds(1), 100)
            .await
            .unwrap(),
        1
    );
    tallies::add(&mut tx, l.p.a.class_4a, &b4(), &[])
        .await
        .unwrap();
}

/// Every table is read, every row turned to text: what a child chose stands nowhere beside the child.
#[tokio::test]
async fn what_a_child_chose_is_kept_nowhere() {
    let l = lesson().await;
    let run = l.run(l.an, 3);
    l.child.call(SEND, &run).await.is(200);
    let options: Vec<String> = run.answers.iter().map(u8::to_string).collect();
    let traces = [
        options.join("."),
        options.join(","),
        options.join(""),
        serde_json::to_string(&run.answers).unwrap(),
    ];
    let mut rows = 0;
    for (table, row) in every_row(&l).await {
        rows += 1;
        for trace in &traces {
            assert!(!row.contains(trace.as_str()), "{table}: {row}");
        }
        // a tally knows the class, never the child; what knows the child knows no question
        if table == "item_tally" {
            assert!(!row.contains(&l.an.0.simple().to_string()), "{row}");
        } else if row.contains(&l.an.0.simple().to_string()) {
            assert!(!row.contains("B4.Q"), "{table}: {row}");
        }
        // a receipt does not say whose it is
        if table == "result_receipt" {
            assert!(!row.contains(&l.an.0.simple().to_string()), "{row}");
        }
    }
    assert!(rows > 20, "the control: rows were read at all");
}

async fn every_row(l: &Lesson) -> Vec<(String, String)> {
    use lachan::store::Db;
    use sqlx::{AssertSqlSafe, Column, Row, ValueRef};
    let mut found = Vec::new();
    match l.world.db() {
        Db::Sqlite { write, .. } => {
            let tables: Vec<(String,)> =
                sqlx::query_as("select name from sqlite_master where type = 'table'")
                    .fetch_all(write)
                    .await
                    .unwrap();
            for (table,) in tables {
                let rows = sqlx::query(AssertSqlSafe(format!("select * from {table}")))
                    .fetch_all(write)
                    .await
                    .unwrap();
                for row in rows {
                    let cells = row.columns().iter().map(|column| {
                        let raw = row.try_get_raw(column.ordinal()).unwrap();
                        if raw.is_null() {
                            return String::new();
                        }
                        let bytes: Vec<u8> =
                            row.try_get_unchecked(column.ordinal()).unwrap_or_default();
                        match bytes.len() {
                            16 => Uuid::from_slice(&bytes).unwrap().simple().to_string(),
                            _ => String::from_utf8_lossy(&bytes).into_owned(),
                        }
                    });
                    found.push((table.clone(), cells.collect::<Vec<_>>().join("|")));
                }
            }
        }
        Db::Postgres { pool, .. } => {
            let tables: Vec<(String,)> =
                sqlx::query_as("select table_name::text from information_schema.tables where table_schema = 'public'")
                    .fetch_all(pool)
                    .await
                    .unwrap();
            for (table,) in tables {
                let rows: Vec<(String,)> =
                    sqlx::query_as(AssertSqlSafe(format!("select t::text from {table} t")))
                        .fetch_all(pool)
                        .await
                        .unwrap();
                found.extend(
                    rows.into_iter()
                        .map(|(row,)| (table.clone(), row.replace('-', ""))),
                );
            }
        }
    }
    found
}

/// One arrival of one of the runs, or a scene.
#[derive(Clone, Debug)]
struct Arrival {
    run: usize,
    minute: i64,
    right: i64,
}

/// Everything that may arrive of three runs of one child: each up to three times, in any order.
fn arrivals() -> impl Strategy<Value = Vec<Arrival>> {
    proptest::collection::vec((0i64..600, 0i64..=6), 1..4).prop_flat_map(|runs| {
        let all: Vec<Arrival> = runs
            .iter()
            .enumerate()
            .flat_map(|(run, (minute, right))| {
                std::iter::repeat_n(
                    Arrival {
                        run,
                        minute: *minute,
                        right: *right,
                    },
                    1 + run % 3,
                )
            })
            .collect();
        Just(all).prop_shuffle()
    })
}

/// 1,000 shuffles of what may arrive, on the real statements, each given up again: one end state.
#[tokio::test]
async fn in_whatever_order_results_arrive_the_end_is_the_same() {
    use lachan::store::batch::Job;
    use proptest::strategy::ValueTree;
    use proptest::test_runner::{Config, TestRunner};
    let l = lesson().await;
    let mut runner = TestRunner::new(Config::default());
    let mut would_differ = 0;
    for _ in 0..1000 {
        let shuffled = arrivals().new_tree(&mut runner).unwrap().current();
        let ids: Vec<OperationId> = (0..4).map(|_| OperationId(Uuid::now_v7())).collect();
        let mut tx = l.world.db().begin().await.unwrap();
        for one in &shuffled {
            let finish = progress::Finish {
                permit: may(l.an, l.p.a.class_4a),
                id: ids[one.run],
                body_hash: one.run.to_string(),
                module: b4(),
                scenes_seen: 9,
                completes: true,
                score: lachan_core::lesson::Score {
                    correct: one.right,
                    items: 6,
                },
                choices: vec![("B4.Q1".parse().unwrap(), 0), ("B4.Q2".parse().unwrap(), 1)],
                done_at: l.world.clock.now() + Duration::minutes(one.minute),
                now: l.world.clock.now() + Duration::days(1),
            };
            finish.run(&mut tx).await.unwrap();
        }
        let (attempts, best, completed_at, n): (i64, i64, chrono::DateTime<chrono::Utc>, i64) = tx
            .query(
                "select g.attempts, g.best_correct, g.completed_at, t.n from progress g, item_tally t
                 where t.item = 'B4.Q1' and t.choice = 0",
            )
            .one()
            .await
            .unwrap();
        tx.rollback().await.unwrap();
        let runs = shuffled.iter().map(|one| one.run).max().unwrap() as i64 + 1;
        let earliest = shuffled.iter().map(|one| one.minute).min().unwrap();
        assert_eq!(attempts, runs, "{shuffled:?}");
        assert_eq!(n, runs, "{shuffled:?}");
        assert_eq!(
            best,
            shuffled.iter().map(|one| one.right).max().unwrap(),
            "{shuffled:?}"
        );
        assert_eq!(
            completed_at,
            l.world.clock.now() + Duration::minutes(earliest),
            "{shuffled:?}"
        );
        // the control: without receipts every arrival would have counted
        would_differ += usize::from(shuffled.len() as i64 != runs);
    }
    assert!(would_differ > 300, "{would_differ}");
}

/// The control on the statements themselves: with receipts forgotten in between, the same run counts twice.
#[tokio::test]
async fn without_receipts_a_result_sent_twice_would_count_twice() {
    let l = lesson().await;
    let run = l.run(l.an, 6);
    l.child.call(SEND, &run).await.is(200);
    l.world.sql("delete from result_receipt").await;
    l.child.call(SEND, &run).await.is(200);
    assert_eq!(l.progress(l.an).await.unwrap().attempts, 2);
}

#[tokio::test]
async fn a_test_page_carries_no_key() {
    use lachan::web::quiz;
    let l = lesson().await;
    let library = &l.world.app.content.library;
    let module = library.get(&b4()).unwrap();
    let asked = quiz::test(module, &l.ticket(l.an));
    let page = serde_json::to_string(&asked).unwrap();
    let practice =
        serde_json::to_string(&quiz::practice(library, module, &l.ticket(l.an))).unwrap();
    assert_eq!(asked.len(), module.items.len());
    for (item, key) in library.keyed(module) {
        for feedback in &key.feedback {
            assert!(!page.contains(feedback.as_str()), "{}", item.id);
            // the control: the practice page does carry it
            assert!(
                practice.contains(&serde_json::to_string(feedback).unwrap()),
                "{}",
                item.id
            );
        }
    }
    assert!(!page.contains("right"));
    // Nor does the order of options tell: over many children the right one stands first no oftener than by chance.
    let mut first_is_right = 0;
    for n in 0..40 {
        let asked = quiz::test(module, &l.ticket(PupilId(Uuid::from_u128(n))));
        let questions = asked.iter().zip(library.keyed(module));
        let right = questions.filter(|(question, (item, key))| {
            question.options[0] == item.options[usize::from(key.right)]
        });
        first_is_right += right.count();
    }
    let all = 40 * module.items.len();
    assert!(
        (all / 10..all * 6 / 10).contains(&first_is_right),
        "{first_is_right} of {all}"
    );
}
