//! What is answered as done is on the disk before: the order of the program's own system calls, on every kind of write.

use crate::running::{Running, post, prepare, send, signed_in};
use lachan::store::Db;
use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
    time::Duration,
};
use uuid::Uuid;

/// Whether system calls can be watched here; on other systems than Linux the order is not looked at.
fn can_watch() -> bool {
    let tried = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

/// The program with somebody who writes down what it asks of the system.
struct Watched {
    running: Running,
    calls: PathBuf,
}

impl Watched {
    fn start(data: &Path, calls: PathBuf) -> Self {
        let mut command = Command::new("strace");
        command
            .args([
                "-f",
                "-s",
                "16",
                "-e",
                "trace=fdatasync,fsync,write,writev,sendto,sendmsg",
                "-o",
            ])
            .arg(&calls)
            .arg(env!("CARGO_BIN_EXE_lachan"));
        let running = Running::run(command, data);
        Self { running, calls }
    }

    /// What a request was answered, and the calls meanwhile.
    fn ask(&self, request: &str) -> (Option<u16>, String) {
        let seen = || fs::read_to_string(&self.calls).unwrap();
        let before = seen().len();
        let status = send(self.running.address, request);
        thread::sleep(Duration::from_millis(200));
        (status, seen()[before..].to_owned())
    }
}

/// Whether the disk was asked before the answer went out.
fn is_safe(calls: &str, status: u16) -> bool {
    let answered = calls.find(&format!("HTTP/1.1 {status}"));
    let synced = calls.find("sync(");
    matches!((synced, answered), (Some(synced), Some(answered)) if synced < answered)
}

/// What stands in the demo that the requests speak of.
struct Ids {
    class: Uuid,
    school: Uuid,
    unit: Uuid,
    meeting: Uuid,
    pupil: Uuid,
    assignment: Uuid,
    host: Uuid,
    colleague: Uuid,
}

async fn ids(data: &Path) -> Ids {
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    let db = Db::open(&url).await.unwrap();
    let class = db.query(
        "select g.unit, u.school from staff_grant g join staff s on s.id = g.staff join unit u on u.id = g.unit
         where s.username = 'co.lan' and g.role = 'teacher' limit 1",
    );
    let (class, school): (Uuid, Uuid) = class.one().await.unwrap();
    let meeting = db.query(
        "select a.id, t.unit, e.pupil from activity a join activity_target t on t.activity = a.id
         join staff_grant g on g.unit = a.host join staff s on s.id = g.staff and s.username = 'tong.phu.trach'
         join unit_link l on l.youth = t.unit and l.class = $1 join enrolment e on e.class = l.class
         where a.closed_at is null and a.cancelled_at is null order by a.held_on limit 1",
    );
    let (meeting, unit, pupil): (Uuid, Uuid, Uuid) = meeting.bind(class).one().await.unwrap();
    let given = "select id from assignment where class = $1 limit 1";
    let (assignment,): (Uuid,) = db.query(given).bind(class).one().await.unwrap();
    let of = "select host from activity where id = $1";
    let (host,): (Uuid,) = db.query(of).bind(meeting).one().await.unwrap();
    let named = "select id from staff where username = 'thay.nam'";
    let (colleague,): (Uuid,) = db.query(named).one().await.unwrap();
    db.close().await;
    Ids {
        class,
        school,
        unit,
        meeting,
        pupil,
        assignment,
        host,
        colleague,
    }
}

fn form(path: &str, cookie: &str, body: &str) -> String {
    let kind = "application/x-www-form-urlencoded";
    request(path, cookie, kind, body)
}

fn request(path: &str, cookie: &str, kind: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Every kind of write, and what was wrong with how it was answered; nothing at all where system calls cannot be watched.
pub fn every_write() -> Option<Vec<(&'static str, Option<String>)>> {
    if !can_watch() {
        return None;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let work = runtime.block_on(prepare(&data));
    let (teacher, organizer, head) = runtime.block_on(async {
        (
            signed_in(&data, "co.lan").await,
            signed_in(&data, "tong.phu.trach").await,
            signed_in(&data, "hieu.truong").await,
        )
    });
    let Ids {
        class,
        school,
        unit,
        meeting,
        pupil,
        assignment,
        host,
        colleague,
    } = runtime.block_on(ids(&data));
    let watched = Watched::start(&data, folder.path().join("calls"));

    // The control: a page that only reads asks the disk for nothing, and its answer is among the calls.
    let home = format!(
        "GET /hoc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\r\n",
        work.cookie
    );
    let (status, read) = watched.ask(&home);
    assert_eq!(status, Some(200));
    assert!(
        read.contains("HTTP/1.1 200") && !read.contains("sync("),
        "{read}"
    );

    let now = chrono::Utc::now().timestamp_millis();
    let tap = format!(
        r#"{{"activity":"{meeting}","unit":"{unit}","confirmed":true,"taps":[{{"pupil":"{pupil}","status":"late","reason":null,"at_ms":{now},"client_id":"{}"}}]}}"#,
        Uuid::now_v7()
    );
    let lop = format!("/lop/{class}");
    let buoi = format!("/hoat-dong/{meeting}");
    let sign_in = "username=thay.nam&password=la-chan-thu-nghiem";
    let giao = format!("{lop}/giao-bai/{assignment}");
    let nguoi = format!("/don-vi/{school}/nguoi");
    let today = chrono::Utc::now().date_naive();
    let (to, later) = (today + chrono::Days::new(20), today + chrono::Days::new(3));
    let window = format!("from={today}&to={to}");
    let plan = |id: Uuid| {
        format!(
            "id={id}&host={host}&targets={unit}&kind=pioneer_meeting&title=Moi&held_on={later}&starts_at=&place=&note="
        )
    };
    let writes = [
        ("a result", post(&work.bodies[0].1), 200),
        ("signing in", form("/dang-nhap", "", sign_in), 303),
        (
            "a wrong password",
            form("/dang-nhap", "", "username=thay.nam&password=sai"),
            422,
        ),
        ("a wrong code", form("/", "", "ma=K7M42XQA"), 303),
        (
            "opening a door",
            form(&format!("{lop}/cua"), &teacher, "phut=45"),
            303,
        ),
        (
            "a door that stays open longer",
            form(&format!("{lop}/cua/them"), &teacher, ""),
            303,
        ),
        (
            "a new card",
            form(&format!("{lop}/the/{pupil}"), &teacher, ""),
            303,
        ),
        (
            "closing a door",
            form(&format!("{lop}/cua/dong"), &teacher, ""),
            303,
        ),
        (
            "cards at home",
            form(&format!("{lop}/the/o-nha"), &head, "o-nha=1"),
            303,
        ),
        (
            "contacts",
            form(
                &format!("/don-vi/{school}/dau-moi"),
                &head,
                "name-0=Hoa&title-0=TPT",
            ),
            303,
        ),
        (
            "a mark",
            request("/api/diem-danh", &organizer, "application/json", &tap),
            200,
        ),
        (
            "everybody is here",
            form(
                &format!("{buoi}/diem-danh"),
                &organizer,
                "everybody=1&confirmed=1",
            ),
            303,
        ),
        (
            "counts",
            form(
                &format!("{buoi}/so-luot"),
                &organizer,
                "walk_ins=3&more=0&confirmed=1",
            ),
            303,
        ),
        (
            "closing a meeting",
            form(&format!("{buoi}/chot"), &organizer, "confirmed=1"),
            303,
        ),
        (
            "cancelling it",
            form(
                &format!("{buoi}/huy"),
                &organizer,
                "reason=other&confirmed=1",
            ),
            303,
        ),
        ("another window", form(&giao, &teacher, &window), 303),
        (
            "a module taken back",
            form(&format!("{giao}/thu-hoi"), &teacher, ""),
            303,
        ),
        (
            "a module given again",
            form(&format!("{giao}/tra-lai"), &teacher, ""),
            303,
        ),
        (
            "a module given",
            form(
                "/lop/giao-bai",
                &teacher,
                &format!("lop={class}&module=B7&mode=device&{window}"),
            ),
            303,
        ),
        (
            "a plan",
            form("/hoat-dong", &organizer, &plan(Uuid::now_v7())),
            303,
        ),
        (
            "a plan repeated",
            form(
                &format!("{buoi}/lap-lai"),
                &organizer,
                &format!("id={}&tuan=8", Uuid::now_v7()),
            ),
            303,
        ),
        (
            "a colleague",
            form(
                &nguoi,
                &head,
                &format!("full_name=Mai&username=co.mai.moi&role=teacher&unit={class}"),
            ),
            200,
        ),
        (
            "a password made anew",
            form(&format!("{nguoi}/{colleague}/mat-khau"), &head, ""),
            200,
        ),
        (
            "an account closed",
            form(&format!("{nguoi}/{colleague}/dong"), &head, ""),
            303,
        ),
        (
            "an account opened again",
            form(&format!("{nguoi}/{colleague}/mo-lai"), &head, ""),
            303,
        ),
        (
            "a class let in again",
            form(&format!("{lop}/cua/tiep-tuc"), &teacher, ""),
            303,
        ),
        (
            "signing out everywhere",
            form("/tai-khoan/dang-xuat-het", &head, ""),
            303,
        ),
        ("signing out", form("/dang-xuat", &organizer, ""), 303),
        ("leaving", form("/thoat", &work.cookie, ""), 303),
    ];
    let judged = writes.into_iter().map(|(what, request, expected)| {
        let (status, calls) = watched.ask(&request);
        let wrong = match status {
            Some(status) if status != expected => Some(format!("answered {status}")),
            None => Some("not answered".to_owned()),
            _ if !is_safe(&calls, expected) => {
                Some(format!("answered before it was safe: {calls}"))
            }
            _ => None,
        };
        (what, wrong)
    });
    let judged = judged.collect();
    watched.running.kill_below();
    Some(judged)
}

#[test]
fn the_disk_is_asked_before_the_answer_goes_out() {
    let Some(judged) = every_write() else {
        eprintln!("strace is not here: `cargo xtask test` installs it on Linux");
        return;
    };
    let wrong: Vec<_> = judged.iter().filter(|(_, wrong)| wrong.is_some()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}
