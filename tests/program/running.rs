//! The program running on a demo province, and work to send to it.

use crate::once;
use lachan::{
    auth::keys,
    config::Location,
    demo,
    server::Server,
    service::ticket,
    store::{Db, assignments, pupils, sessions, staff, units},
};
use lachan_core::{
    actor::Actor,
    ids::OperationId,
    learning::{Submission, Ticket},
    permission::LearnAs,
    units::UnitKind,
    words::Username,
};
use std::{
    fs,
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    sync::OnceLock,
    time::Duration,
};
use uuid::Uuid;

/// A server in a process of its own.
pub struct Running {
    pub address: SocketAddr,
    /// What it said until it listened.
    pub said: Vec<String>,
    process: Child,
}

impl Running {
    /// Starts it on a data folder.
    pub fn start(data: &Path) -> Self {
        Self::run(program(), data)
    }

    /// The same on a database of PostgreSQL.
    pub fn start_on(data: &Path, database: &str) -> Self {
        Self::run_on(program(), data, Some(database))
    }

    /// The same with the program's name already in the command.
    pub fn run(command: Command, data: &Path) -> Self {
        Self::run_on(command, data, None)
    }

    /// The same on whichever of the two.
    pub fn run_on(mut command: Command, data: &Path, database: Option<&str>) -> Self {
        let mut process = command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(data)
            .args(database.map(|url| format!("--database-url={url}")))
            .env_remove("DATABASE_URL")
            .stdout(Stdio::piped())
            .stderr(log())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        let address = loop {
            let Some(line) = lines.next() else {
                let log = LOG.get().and_then(|log| fs::read_to_string(log).ok());
                panic!("it did not start: {}", log.unwrap_or_default());
            };
            let line = line.unwrap();
            said.push(line.clone());
            if let Some((_, address)) = line.split_once("http://") {
                break address.trim().parse().unwrap();
            }
        };
        Self {
            address,
            said,
            process,
        }
    }

    /// SIGTERM, and no waiting.
    pub fn say_stop(&self) {
        let id = self.process.id().to_string();
        Command::new("kill").args(["-15", &id]).status().unwrap();
    }

    /// SIGTERM, so many times; waits for the end.
    pub fn terminate(mut self, words: usize) -> ExitStatus {
        for _ in 0..words {
            self.say_stop();
            std::thread::sleep(Duration::from_millis(200));
        }
        self.process.wait().unwrap()
    }

    /// kill -9 to what a watching program has started; the watcher then ends by itself.
    pub fn kill_below(mut self) {
        let id = self.process.id();
        let below = fs::read_to_string(format!("/proc/{id}/task/{id}/children")).unwrap();
        for child in below.split_whitespace() {
            Command::new("kill").args(["-9", child]).status().unwrap();
        }
        self.process.wait().unwrap();
    }

    /// How much memory it holds now, in MB.
    pub fn memory(&self) -> u64 {
        let status = fs::read_to_string(format!("/proc/{}/status", self.process.id()));
        let status = status.unwrap();
        let line = status.lines().find(|line| line.starts_with("VmRSS:"));
        let kb: u64 = line
            .unwrap()
            .split_whitespace()
            .nth(1)
            .unwrap()
            .parse()
            .unwrap();
        kb / 1024
    }

    /// kill -9
    pub fn kill(mut self) {
        self.process.kill().unwrap();
        self.process.wait().unwrap();
    }
}

/// The program.
pub fn program() -> Command {
    Command::new(env!("CARGO_BIN_EXE_lachan"))
}

/// Where everything that is started here logs to, if somebody wants to read it.
pub static LOG: OnceLock<PathBuf> = OnceLock::new();

fn log() -> Stdio {
    let Some(file) = LOG.get() else {
        return Stdio::null();
    };
    let opened = fs::OpenOptions::new().create(true).append(true).open(file);
    Stdio::from(opened.unwrap())
}

/// The status of one request on a connection of its own; nothing when the server was gone before it answered, or says nothing for as long
/// as nobody would wait.
pub fn send(to: SocketAddr, request: &str) -> Option<u16> {
    ask(to, request)?.split(' ').nth(1)?.parse().ok()
}

/// The same with everything that is answered.
pub fn ask(to: SocketAddr, request: &str) -> Option<String> {
    let mut line = TcpStream::connect(to).ok()?;
    line.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
    line.write_all(request.as_bytes()).ok()?;
    let mut answer = String::new();
    line.read_to_string(&mut answer).ok()?;
    Some(answer)
}

/// A finished run as a request.
pub fn post(body: &str) -> String {
    format!(
        "POST /api/ket-qua HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// What children of the demo would send.
pub struct Work {
    pub bodies: Vec<(OperationId, String)>,
    /// Of one child who is signed in.
    pub cookie: String,
}

/// A copy of today's demo with finished runs of every child of the primary school, six each, ready to be sent, and one child who is signed in.
pub async fn prepare(data: &Path) -> Work {
    let today = chrono::Utc::now().date_naive().to_string();
    let note = "made-on";
    let there = async |at: &Path| fs::read_to_string(at.join(note)).is_ok_and(|on| on == today);
    let make = async |at: &Path| {
        fill(&location(at)).await;
        fs::write(at.join(note), &today).unwrap();
    };
    once::folder("demo-of-today", data, there, make).await;
    work(&location(data), 6).await
}

/// The same wherever the data is, made anew, with so many runs of each child.
pub async fn prepare_at(location: &Location, each: usize) -> Work {
    fill(location).await;
    work(location, each).await
}

fn location(data: &Path) -> Location {
    Location {
        data: data.to_owned(),
        database_url: None,
    }
}

async fn fill(location: &Location) {
    let config = location.config(None, None).unwrap();
    demo::fill(config.clone()).await.unwrap();
    // A server that has been running has counted: it writes nothing by itself in the middle of a test.
    let app = Server::open(config).await.unwrap();
    lachan::job::ready(&app).await.unwrap();
    app.batch.close().await;
    app.db.close().await;
}

async fn work(location: &Location, each: usize) -> Work {
    let app = Server::open(location.config(None, None).unwrap())
        .await
        .unwrap();
    // The months that the demo invents leave receipts that are over: the server would sweep them in the middle of a test.
    lachan::job::sweep(&app).await.unwrap();
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
                scenes: 9,
            };
            for _ in 0..each {
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

/// The cookie of an adult who has signed in beforehand.
pub async fn signed_in(data: &Path, username: &str) -> String {
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    let db = Db::open(&url).await.unwrap();
    let name = Username::parse(username).unwrap();
    let account = staff::by_username(&db, &name).await.unwrap().unwrap();
    let token = keys::token();
    let now = chrono::Utc::now();
    let whose = sessions::Whose::Staff(account.id);
    let ends_at = now + chrono::Duration::hours(8);
    let mut tx = db.begin().await.unwrap();
    sessions::open(&mut tx, &keys::digest(&token), whose, now, ends_at)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    db.close().await;
    format!("lachan={token}")
}
