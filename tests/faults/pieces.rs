//! kill -9 in the middle of one piece of work: it is done whole or not at all, and goes on afterwards.

use crate::{
    load::{get, kept, province, url, wait},
    running::{Running, program, send, signed_in},
    scale::{Scale, Seen},
    support::World,
};
use lachan::store::Db;
use lachan_core::actor::Role;
use rand::Rng;
use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// A school without children, the session of its head, and how long bringing its list in and taking it back take here.
struct School {
    folder: tempfile::TempDir,
    id: String,
    cookie: String,
}

impl School {
    fn make() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (id, cookie) = wait(async {
            let world = World::new().await;
            let p = world.province().await;
            world.staff("hieu", Role::SchoolHead, p.a.id).await;
            let from = world.app.config.data.clone();
            world.app.batch.close().await;
            world.app.db.close().await;
            for file in ["lachan.db", "secret.key"] {
                fs::copy(from.join(file), folder.path().join(file)).unwrap();
            }
            (p.a.id.to_string(), signed_in(folder.path(), "hieu").await)
        });
        Self { folder, id, cookie }
    }

    fn copy_into(&self, data: &Path) {
        for file in ["lachan.db", "secret.key"] {
            fs::copy(self.folder.path().join(file), data.join(file)).unwrap();
        }
    }

    /// Sends the list; the address of its preview.
    fn upload(&self, to: SocketAddr) -> String {
        let edge = "ranh-gioi";
        let part =
            |head: &str| format!("--{edge}\r\nContent-Disposition: form-data; {head}\r\n\r\n");
        let mut body = part("name=\"school\"").into_bytes();
        body.extend(format!("{}\r\n", self.id).bytes());
        body.extend(part("name=\"file\"; filename=\"DS.xlsx\"").bytes());
        body.extend(LIST);
        body.extend(format!("\r\n--{edge}--\r\n").bytes());
        let kind = format!("multipart/form-data; boundary={edge}");
        let answer = self
            .say(to, "POST", "/nhap-danh-sach", &kind, &body)
            .expect("the preview was answered");
        let address = answer
            .lines()
            .find_map(|line| line.strip_prefix("location: "));
        address
            .unwrap_or_else(|| panic!("{answer}"))
            .trim()
            .to_owned()
    }

    /// Brings the list in; nothing when there was no answer.
    fn commit(&self, to: SocketAddr, preview: &str) -> Option<String> {
        let numbers = r#"{"new":488,"changed":0,"unchanged":0,"missing":0,"new_classes":14}"#;
        let page = self.say(to, "GET", preview, "text/plain", b"")?;
        let shown = page
            .split("name=\"seen\" value=\"")
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        let numbers = shown.map_or(numbers.to_owned(), |shown| shown.replace("&quot;", "\""));
        let body = serde_urlencoded::to_string([("seen", numbers)]).unwrap();
        self.say(to, "POST", preview, FORM, body.as_bytes())
    }

    fn undo(&self, to: SocketAddr, preview: &str) -> Option<String> {
        self.say(to, "POST", &format!("{preview}/hoan-tac"), FORM, b"")
    }

    /// A request of the head's; the whole answer.
    fn say(
        &self,
        to: SocketAddr,
        method: &str,
        path: &str,
        kind: &str,
        body: &[u8],
    ) -> Option<String> {
        let mut line = TcpStream::connect(to).ok()?;
        line.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n",
            self.cookie,
            body.len()
        );
        line.write_all(head.as_bytes()).ok()?;
        line.write_all(body).ok()?;
        let mut answer = Vec::new();
        line.read_to_end(&mut answer).ok()?;
        (!answer.is_empty()).then(|| String::from_utf8_lossy(&answer).into_owned())
    }
}

const LIST: &[u8] = include_bytes!("../data/school-list-primary.xlsx");
const FORM: &str = "application/x-www-form-urlencoded";
/// How many children the list brings.
const CHILDREN: i64 = 488;

fn children(data: &Path) -> i64 {
    wait(async {
        let db = Db::open(&url(data)).await.unwrap();
        let (n,): (i64,) = db.query("select count(*) from pupil").one().await.unwrap();
        db.close().await;
        n
    })
}

/// F2
pub fn in_one_piece_of_work(scale: &Scale, seen: &mut Seen) {
    let school = School::make();
    let rounds = scale.times(20, 3);
    // How long the whole takes here: the moments of the kills are spread over it.
    let (folder, mut random) = (tempfile::tempdir().unwrap(), rand::rng());
    school.copy_into(folder.path());
    let running = Running::start(folder.path());
    let preview = school.upload(running.address);
    let took = |work: &dyn Fn()| {
        let begun = Instant::now();
        work();
        begun.elapsed()
    };
    let to_commit = took(&|| drop(school.commit(running.address, &preview).unwrap()));
    seen.expect(children(folder.path()) == CHILDREN, || {
        "the list was not brought in at all".to_owned()
    });
    let to_undo = took(&|| drop(school.undo(running.address, &preview).unwrap()));
    seen.expect(children(folder.path()) == 0, || {
        "the list was not taken back at all".to_owned()
    });
    running.kill();
    for round in 0..rounds {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path();
        school.copy_into(data);
        let running = Running::start(data);
        let preview = school.upload(running.address);
        let mut cut_off =
            |running: Running, longest: Duration, work: &(dyn Fn(SocketAddr) + Sync)| {
                let to = running.address;
                let after = longest.mul_f64(random.random_range(0.0..1.1));
                thread::scope(|scope| {
                    scope.spawn(|| work(to));
                    thread::sleep(after);
                    running.kill();
                });
            };
        cut_off(running, to_commit, &|to| drop(school.commit(to, &preview)));
        let n = children(data);
        seen.expect(n == 0 || n == CHILDREN, || {
            format!("import {round}: {n} children are in")
        });
        let running = Running::start(data);
        school.commit(running.address, &preview);
        seen.expect(children(data) == CHILDREN, || {
            format!("import {round}: it did not go on")
        });
        cut_off(running, to_undo, &|to| drop(school.undo(to, &preview)));
        let n = children(data);
        seen.expect(n == 0 || n == CHILDREN, || {
            format!("undo {round}: {n} children are in")
        });
        let running = Running::start(data);
        school.undo(running.address, &preview);
        seen.expect(children(data) == 0, || {
            format!("undo {round}: it did not go on")
        });
        running.kill();
        let (_, file) = kept(data);
        seen.expect(file == "ok", || format!("round {round}: {file}"));
    }
    migration(rounds, seen);
    backup(rounds, seen);
}

fn migration(rounds: usize, seen: &mut Seen) {
    let mut random = rand::rng();
    let old = tempfile::tempdir().unwrap();
    wait(async {
        Db::open_as_of(&url(old.path()), 4)
            .await
            .unwrap()
            .close()
            .await
    });
    let fresh = || {
        let folder = tempfile::tempdir().unwrap();
        fs::copy(
            old.path().join("lachan.db"),
            folder.path().join("lachan.db"),
        )
        .unwrap();
        folder
    };
    let folder = fresh();
    let begun = Instant::now();
    Running::start(folder.path()).kill();
    let whole = begun.elapsed();
    for round in 0..rounds {
        let folder = fresh();
        let mut command = program();
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder.path());
        cut(command, whole.mul_f64(random.random_range(0.1..1.0)));
        let running = Running::start(folder.path());
        let ready = send(running.address, &get("/readyz"));
        seen.expect(ready == Some(200), || {
            format!("migration {round}: {ready:?}")
        });
        running.kill();
    }
}

fn backup(rounds: usize, seen: &mut Seen) {
    let mut random = rand::rng();
    let data = province().0.path();
    let target = tempfile::tempdir().unwrap();
    let copy = |to: &Path| {
        let mut command = program();
        command
            .arg("backup")
            .arg("--data")
            .arg(data)
            .arg("--to")
            .arg(to);
        command
    };
    let begun = Instant::now();
    let first = target.path().join("first.db");
    seen.expect(cut(copy(&first), Duration::from_secs(60)), || {
        "no backup at all".to_owned()
    });
    let whole = begun.elapsed();
    for round in 0..rounds {
        let to = target.path().join(format!("{round}.db"));
        cut(copy(&to), whole.mul_f64(random.random_range(0.1..1.0)));
        let damage =
            |file: &Path| wait(Db::damage(&format!("sqlite://{}", file.display()))).unwrap();
        seen.expect(!to.exists() || damage(&to).is_none(), || {
            format!("backup {round} is not whole")
        });
        if !to.exists() {
            let again = cut(copy(&to), Duration::from_secs(60));
            seen.expect(again && to.exists(), || {
                format!("backup {round} could not be made again")
            });
        }
    }
    // The control.
    let mut bytes = fs::read(&first).unwrap();
    bytes.truncate(bytes.len() / 2);
    let half = target.path().join("half.db");
    fs::write(&half, bytes).unwrap();
    let damage = wait(Db::damage(&format!("sqlite://{}", half.display()))).unwrap();
    seen.expect(damage.is_some(), || {
        "half a copy passes for a whole one".to_owned()
    });
}

/// Starts something and kills it after a while, if it has not ended by itself; whether it had.
fn cut(mut command: Command, after: Duration) -> bool {
    command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .env_remove("DATABASE_URL");
    let mut process = command.spawn().unwrap();
    let begun = Instant::now();
    while begun.elapsed() < after {
        if let Some(status) = process.try_wait().unwrap() {
            return status.success();
        }
        thread::sleep(Duration::from_millis(2));
    }
    process.kill().unwrap();
    process.wait().unwrap();
    false
}
