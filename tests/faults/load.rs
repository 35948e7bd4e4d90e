//! A province to do harm to, and children who go on learning meanwhile.

use crate::running::{Work, post, prepare, program, send};
use lachan::store::Db;
use lachan_core::ids::OperationId;
use std::{
    collections::BTreeSet,
    fs,
    net::SocketAddr,
    path::Path,
    process::Stdio,
    sync::{
        Mutex, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};
use tempfile::TempDir;

/// A demo province with a child signed in and many finished runs, made once.
pub fn province() -> &'static (TempDir, Work) {
    static MADE: OnceLock<(TempDir, Work)> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let work = wait(prepare(folder.path()));
        (folder, work)
    })
}

/// A copy of it in an empty folder.
pub fn copy_into(data: &Path) {
    for file in ["lachan.db", "secret.key"] {
        fs::copy(province().0.path().join(file), data.join(file)).unwrap();
    }
}

/// Runs something async to its end.
pub fn wait<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Runtime::new().unwrap().block_on(work)
}

/// The runs that wait to be sent; there are always more.
pub struct Waiting {
    unsent: Mutex<Vec<(OperationId, String)>>,
    templates: Vec<(OperationId, String)>,
    made: AtomicUsize,
}

impl Waiting {
    /// The runs of a province, none of them sent yet.
    pub fn of(work: &Work) -> Self {
        Self {
            unsent: Mutex::new(work.bodies.clone()),
            templates: work.bodies.clone(),
            made: AtomicUsize::new(0),
        }
    }

    /// The next one to send. When all have been, children learn the same once more.
    pub fn next(&self) -> (OperationId, String) {
        if let Some(run) = self.unsent.lock().unwrap().pop() {
            return run;
        }
        let n = self.made.fetch_add(1, Ordering::Relaxed);
        let (old, body) = &self.templates[n % self.templates.len()];
        let id = OperationId(uuid::Uuid::now_v7());
        (id, body.replace(&old.0.to_string(), &id.0.to_string()))
    }

    /// One that was not answered as saved waits again.
    pub fn again(&self, id: OperationId, body: String) {
        self.unsent.lock().unwrap().insert(0, (id, body));
    }
}

/// All runs of the province, not sent yet.
pub fn waiting() -> Waiting {
    Waiting::of(&province().1)
}

/// What was answered to whom.
#[derive(Default)]
pub struct Answers {
    pub saved: Vec<OperationId>,
    /// 503: not saved, come again.
    pub refused: usize,
    /// No answer at all.
    pub cut: usize,
    /// Anything else, which there must not be.
    pub odd: Vec<u16>,
}

/// Eight children send what waits, one run after the other, until they are told to stop; what was not answered as saved
/// waits again. Where each asks is asked before each run.
pub fn burst(
    to: impl Fn() -> SocketAddr + Sync,
    waiting: &Waiting,
    go_on: impl Fn() -> bool + Sync,
) -> Answers {
    let all = Mutex::new(Answers::default());
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                while go_on() {
                    let (id, body) = waiting.next();
                    let answer = send(to(), &post(&body));
                    let mut all = all.lock().unwrap();
                    match answer {
                        Some(200) => all.saved.push(id),
                        other => {
                            match other {
                                Some(503) => all.refused += 1,
                                Some(odd) => all.odd.push(odd),
                                None => all.cut += 1,
                            }
                            drop(all);
                            waiting.again(id, body);
                        }
                    }
                }
            });
        }
    });
    all.into_inner().unwrap()
}

/// For so long.
pub fn lasting(time: Duration) -> impl Fn() -> bool + Sync {
    let until = Instant::now() + time;
    move || Instant::now() < until
}

/// What is in a SQLite database that nobody has open: the receipts, and what SQLite itself says of the file.
pub fn kept(data: &Path) -> (BTreeSet<OperationId>, String) {
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    wait(async {
        let receipts = receipts(&url).await;
        let damage = Db::damage(&url).await.unwrap();
        (receipts, damage.unwrap_or_else(|| "ok".to_owned()))
    })
}

/// The receipts of a database.
pub async fn receipts(url: &str) -> BTreeSet<OperationId> {
    let db = Db::open(url).await.unwrap();
    let rows: Vec<(OperationId,)> = db
        .query("select id from result_receipt")
        .all()
        .await
        .unwrap();
    db.close().await;
    let all = rows.len();
    let set: BTreeSet<_> = rows.into_iter().map(|(id,)| id).collect();
    assert_eq!(set.len(), all, "a run stands twice");
    set
}

/// Whether all that was answered as saved is there.
pub fn has_all(kept: &BTreeSet<OperationId>, saved: &[OperationId]) -> bool {
    saved.iter().all(|id| kept.contains(id))
}

/// A page only one who is signed in sees.
pub fn desk() -> String {
    let cookie = &province().1.cookie;
    format!("GET /hoc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {cookie}\r\n\r\n")
}

/// A request without anything.
pub fn get(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
}

/// What a start says that must not succeed; nothing when it did, or said nothing for eight seconds.
pub fn start_refused(data: &Path, database: Option<&str>) -> Option<String> {
    let mut command = program();
    command
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(data)
        .args(database.map(|url| format!("--database-url={url}")))
        .env_remove("DATABASE_URL")
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    let mut process = command.spawn().unwrap();
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(8) {
        if process.try_wait().unwrap().is_some() {
            let output = process.wait_with_output().unwrap();
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return (!output.status.success()).then_some(said);
        }
        thread::sleep(Duration::from_millis(20));
    }
    process.kill().unwrap();
    process.wait().unwrap();
    None
}

/// How long until something is so, or nothing when it is not in time.
pub fn until(limit: Duration, is_so: impl Fn() -> bool) -> Option<Duration> {
    let begun = Instant::now();
    while begun.elapsed() < limit {
        if is_so() {
            return Some(begun.elapsed());
        }
        thread::sleep(Duration::from_millis(50));
    }
    None
}

/// Its database.
pub fn url(data: &Path) -> String {
    format!("sqlite://{}", data.join("lachan.db").display())
}
