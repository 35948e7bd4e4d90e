//! What was answered as saved is there after the process was killed; nothing needs repair.

use crate::running::{Running, post, prepare, program, send};
use lachan_core::ids::OperationId;
use std::{
    path::Path,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

/// How often the server is killed in the middle of its work.
const KILLS: usize = 8;

/// Sends from eight connections until the server is killed after a while; gives back what was answered as saved.
fn burst(
    running: Running,
    bodies: &Arc<Mutex<Vec<(OperationId, String)>>>,
    after: Duration,
) -> Vec<OperationId> {
    let address = running.address;
    let senders: Vec<_> = (0..8)
        .map(|_| {
            let bodies = bodies.clone();
            thread::spawn(move || {
                let mut saved = Vec::new();
                loop {
                    let Some((id, body)) = bodies.lock().unwrap().pop() else {
                        return saved;
                    };
                    match send(address, &post(&body)) {
                        Some(200) => saved.push(id),
                        Some(other) => panic!("a good result was answered {other}"),
                        None => {
                            bodies.lock().unwrap().insert(0, (id, body));
                            return saved;
                        }
                    }
                }
            })
        })
        .collect();
    thread::sleep(after);
    running.kill();
    senders
        .into_iter()
        .flat_map(|sender| sender.join().unwrap())
        .collect()
}

fn receipts(data: &Path) -> usize {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", data.join("lachan.db").display());
        let db = lachan::store::Db::open(&url).await.unwrap();
        let (n,): (i64,) = db
            .query("select count(*) from result_receipt")
            .one()
            .await
            .unwrap();
        db.close().await;
        usize::try_from(n).unwrap()
    })
}

fn has_all(data: &Path, ids: &[OperationId]) -> bool {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let url = format!("sqlite://{}", data.join("lachan.db").display());
        let db = lachan::store::Db::open(&url).await.unwrap();
        let kept: Vec<(OperationId,)> = db
            .query("select id from result_receipt")
            .all()
            .await
            .unwrap();
        db.close().await;
        let kept: std::collections::BTreeSet<OperationId> =
            kept.into_iter().map(|(id,)| id).collect();
        ids.iter().all(|id| kept.contains(id))
    })
}

#[test]
fn killed_in_the_middle_of_a_class_nothing_that_was_saved_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let work = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(prepare(data));
    let bodies = Arc::new(Mutex::new(work.bodies));
    let mut saved = Vec::new();
    for kill in 0..KILLS {
        let begun = Instant::now();
        let running = Running::start(data);
        assert!(
            begun.elapsed() < Duration::from_secs(30),
            "no repair holds the start up"
        );
        let home = format!(
            "GET /hoc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\r\n",
            work.cookie
        );
        assert_eq!(
            send(running.address, &home),
            Some(200),
            "the child is still signed in"
        );
        saved.extend(burst(
            running,
            &bodies,
            Duration::from_millis(40 + 60 * kill as u64),
        ));
        assert!(
            has_all(data, &saved),
            "kill {kill}: something answered as saved is gone"
        );
    }
    assert!(
        saved.len() > 20,
        "only {} results were saved: the test has gone blind",
        saved.len()
    );
    // What was cut off is sent again, and everything counts once.
    let running = Running::start(data);
    let rest: Vec<_> = std::mem::take(&mut *bodies.lock().unwrap())
        .into_iter()
        .take(40)
        .collect();
    for (id, body) in &rest {
        assert_eq!(send(running.address, &post(body)), Some(200));
        assert_eq!(send(running.address, &post(body)), Some(200));
        saved.push(*id);
    }
    running.kill();
    assert!(has_all(data, &saved));
}

/// The control: without waiting for the disk the same kill is not survived, or at least the same check would see it.
#[test]
fn the_check_sees_a_result_that_was_never_written() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let work = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(prepare(data));
    let before = receipts(data);
    let running = Running::start(data);
    // Answered only when written: a body that the server never got is told from one that it kept.
    let (sent, kept_back) = (&work.bodies[0], &work.bodies[1]);
    assert_eq!(send(running.address, &post(&sent.1)), Some(200));
    running.kill();
    assert_eq!(receipts(data), before + 1);
    assert!(has_all(data, &[sent.0]));
    assert!(!has_all(data, &[sent.0, kept_back.0]));
}

/// The server is killed again and again while it counts what its province has done, and while results come: what is kept afterwards is what is
/// counted, and the report is the one a province has that was never killed.
#[tokio::test]
async fn figures_are_right_after_a_kill_in_the_middle_of_counting() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path();
    let work = prepare(data).await;
    let bodies = Arc::new(Mutex::new(work.bodies));
    forget(data).await;
    for after in [150, 300, 500, 800, 1_300] {
        // It begins to count when it starts.
        burst(Running::start(data), &bodies, Duration::from_millis(after));
    }
    let ask = |arguments: &[&str]| {
        let mut command = program();
        command
            .arg("report")
            .args(arguments)
            .arg("--data")
            .arg(data);
        let done = command.env_remove("DATABASE_URL").output().unwrap();
        assert!(done.status.success(), "{done:?}");
        String::from_utf8(done.stdout).unwrap()
    };
    let year = ["--unit", "SO", "--period", "NH2026-2027"];
    let report = ask(&year);
    let checked = ask(&["--recount"]);
    assert!(checked.contains("Không có dòng nào khác."), "{checked}");
    forget(data).await;
    assert_eq!(ask(&year), report);
}

/// Takes away everything that is kept, so that it is counted from nothing.
async fn forget(data: &Path) {
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    let db = lachan::store::Db::open(&url).await.unwrap();
    let mut tx = db.begin().await.unwrap();
    for table in "class_figure held_figure figure_sheet figure_span figure_mark".split(' ') {
        tx.query(format!("delete from {table}"))
            .execute()
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    db.close().await;
}
