//! What was answered as saved is there after the process was killed; nothing needs repair.

use lachan::{
    auth::keys,
    config::Place,
    demo,
    server::Server,
    service::ticket,
    store::{assignments, pupils, sessions, units},
};
use lachan_core::{
    actor::Actor,
    ids::OperationId,
    learning::{Submission, Ticket},
    permission::LearnAs,
    units::UnitKind,
};
use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};
use uuid::Uuid;

/// How often the server is killed in the middle of its work.
const KILLS: usize = 8;

struct Running {
    address: SocketAddr,
    process: Child,
}

impl Running {
    fn start(data: &Path) -> Self {
        let mut process = Command::new(env!("CARGO_BIN_EXE_lachan"))
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("it says where it listens").unwrap();
            if let Some((_, address)) = line.split_once("http://") {
                break address.trim().parse().unwrap();
            }
        };
        Self { address, process }
    }

    fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The status of one request on a connection of its own; nothing when the server was gone before it answered.
fn send(to: SocketAddr, request: &str) -> Option<u16> {
    let mut line = TcpStream::connect(to).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(10))).ok()?;
    line.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    answer.split(' ').nth(1)?.parse().ok()
}

fn post(body: &str) -> String {
    format!(
        "POST /api/ket-qua HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

struct Work {
    bodies: Vec<(OperationId, String)>,
    cookie: String,
}

/// Finished runs of every child of the primary school, ready to be sent, and one child who is signed in.
async fn prepare(data: &Path) -> Work {
    let place = Place {
        data: data.to_owned(),
        database_url: None,
    };
    demo::fill(place.config(None, None).unwrap()).await.unwrap();
    let app = Server::open(place.config(None, None).unwrap())
        .await
        .unwrap();
    let today = app.clock.today();
    let now = app.clock.now();
    let school = units::by_code(&app.db, "TH1").await.unwrap().unwrap();
    let mut work = Work {
        bodies: Vec::new(),
        cookie: String::new(),
    };
    for class in units::inside_school(&app.db, school.id, today)
        .await
        .unwrap()
    {
        if class.kind != UnitKind::Class {
            continue;
        }
        for child in pupils::of_class(&app.db, class.id, today).await.unwrap() {
            let me = Actor::Pupil {
                id: child.id,
                class: class.id,
                school: school.id,
            };
            let learn = LearnAs {
                pupil: child.id,
                class: class.id,
            };
            let desk = assignments::desk(&app.db, &me.permit(learn).unwrap(), today)
                .await
                .unwrap()
                .unwrap();
            let Some(open) = desk.modules.first() else {
                continue;
            };
            let module = app.content.library.get(&open.module).unwrap();
            let ticket = Ticket {
                pupil: child.id,
                class: class.id,
                school: school.id,
                module: module.id.clone(),
                issued_at: now,
                closes_on: today,
            };
            for _ in 0..6 {
                let sent = Submission {
                    id: OperationId(Uuid::now_v7()),
                    ticket: ticket::sign(&app, &ticket),
                    scenes_seen: u16::try_from(module.scenes.len()).unwrap(),
                    answers: vec![0; module.items.len()],
                    seconds: 1,
                };
                work.bodies
                    .push((sent.id, serde_json::to_string(&sent).unwrap()));
            }
            if work.cookie.is_empty() {
                let token = keys::token();
                let whose = sessions::Whose::Pupil {
                    pupil: child.id,
                    class: class.id,
                    door: None,
                };
                let mut tx = app.db.begin().await.unwrap();
                sessions::open(
                    &mut tx,
                    &keys::digest(&token),
                    whose,
                    now,
                    now + chrono::Duration::hours(2),
                )
                .await
                .unwrap();
                tx.commit().await.unwrap();
                work.cookie = format!("lachan-em={token}");
            }
        }
    }
    app.batch.close().await;
    app.db.close().await;
    work
}

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
            begun.elapsed() < Duration::from_secs(5),
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
