//! What the server's own terminal can do: accounts, reports, lessons. The program itself is started, beside the one that serves.

use crate::support::{World, client::Client};
use calamine::{Reader, Xlsx};
use chrono::{Days, Utc};
use lachan::report;
use lachan_core::ids::UnitId;
use std::{
    fs,
    io::Cursor,
    process::{Command, Output},
};
use uuid::Uuid;

impl World {
    /// Runs a command of the program on this world's folder and database.
    fn lachan(&self, arguments: &[&str]) -> Output {
        let (folder, url) = self.place();
        let mut command = Command::new(env!("CARGO_BIN_EXE_lachan"));
        command.args(arguments).arg("--data").arg(folder);
        command.args(["--database-url", &url]);
        command.output().unwrap()
    }
}

/// The program's clock is that of the day: the world's is set by it.
fn today(world: &World) {
    world.clock.advance(Utc::now() - world.clock.now());
}

async fn code(world: &World, unit: UnitId) -> String {
    let asked = world.db().query("select code from unit where id = $1");
    let (code,): (String,) = asked.bind(unit).one().await.unwrap();
    code
}

fn said(output: &Output) -> String {
    let all = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8(all).unwrap()
}

#[track_caller]
fn done(output: Output) -> String {
    let said = said(&output);
    assert!(output.status.success(), "{said}");
    said
}

#[track_caller]
fn refused(output: Output, words: &str) {
    let said = said(&output);
    assert!(!output.status.success() && said.contains(words), "{said}");
}

/// The first password in what a command said.
fn password(said: &str, username: &str) -> String {
    let before = format!("Mật khẩu lần đầu của {username}: ");
    let line = said.lines().find_map(|line| line.strip_prefix(&before));
    line.unwrap_or_else(|| panic!("{said}")).to_owned()
}

async fn comes_in(world: &World, username: &str, password: &str) -> bool {
    let browser: Client = world.browser();
    browser.get("/dang-nhap").await.is(200);
    let form = [("username", username), ("password", password)];
    browser.post("/dang-nhap", &form).await.status == 303
}

#[tokio::test]
async fn accounts_are_made_given_roles_reset_and_closed() {
    let world = World::new().await;
    let p = world.province().await;
    today(&world);
    let (class, pioneers) = (
        code(&world, p.a.class_4a).await,
        code(&world, p.a.pioneers).await,
    );
    let add = |role: &str, unit: &str| {
        let name = ["user", "add", "co.quan", "--name", "Cô Quân"];
        world.lachan(&[&name[..], &["--role", role, "--unit", unit]].concat())
    };
    refused(
        add("teacher", "KHONG-CO"),
        "chưa có đơn vị mang mã KHONG-CO",
    );
    refused(add("king", &class), "king");
    let first = password(&done(add("teacher", &class)), "co.quan");
    refused(add("teacher", &class), "đã có");
    assert!(comes_in(&world, "co.quan", &first).await);
    assert!(!comes_in(&world, "co.quan", "khong-phai").await);

    let whom = ["user", "grant", "co.quan", "--role", "organizer"];
    let given = world.lachan(&[&whom[..], &["--unit", &pioneers]].concat());
    assert!(done(given).contains("Đã giao vai trò"));
    let list = done(world.lachan(&["user", "list"]));
    let hers: Vec<&str> = list
        .lines()
        .filter(|line| line.starts_with("co.quan\tCô Quân"))
        .collect();
    assert_eq!(hers.len(), 2, "{list}");
    assert!(
        hers.iter().all(|line| line.ends_with("chưa đổi mật khẩu")),
        "{list}"
    );

    let second = password(
        &done(world.lachan(&["user", "reset", "co.quan"])),
        "co.quan",
    );
    assert!(first != second && !comes_in(&world, "co.quan", &first).await);
    assert!(comes_in(&world, "co.quan", &second).await);
    done(world.lachan(&["user", "close", "co.quan"]));
    assert!(!comes_in(&world, "co.quan", &second).await);
    assert!(done(world.lachan(&["user", "list"])).contains("đã đóng"));
    refused(
        world.lachan(&["user", "reset", "ai.do"]),
        "chưa có tài khoản ai.do",
    );
    // Who did it stands in the log, and no password anywhere.
    let sql = "select action, detail from audit_event where staff is null and action not like '%sign%' order by at";
    let log: Vec<(String, String)> = world.db().query(sql).all().await.unwrap();
    let done: Vec<&str> = log.iter().map(|(action, _)| action.as_str()).collect();
    assert_eq!(
        done,
        ["add staff", "give role", "reset password", "close account"]
    );
    for (action, detail) in &log {
        assert!(
            !detail.contains(&first) && !detail.contains(&second),
            "{action} {detail}"
        );
    }
}

#[tokio::test]
async fn the_first_administrator_brings_the_province_along() {
    let (folder, postgres, config) = World::empty().await;
    let world = World::over(folder, postgres, config).await;
    today(&world);
    let asked = [
        "user",
        "add",
        "quan.tri",
        "--name",
        "Anh Thành",
        "--role",
        "admin",
        "--unit",
        "TINH",
    ];
    refused(world.lachan(&asked), "chưa có đơn vị mang mã TINH");
    let named = [&asked[..], &["--unit-name", "Tỉnh Hoa Sen"]].concat();
    let first = password(&done(world.lachan(&named)), "quan.tri");
    assert!(comes_in(&world, "quan.tri", &first).await);
    let units: Vec<(String, String)> = world
        .db()
        .query("select kind, name from unit")
        .all()
        .await
        .unwrap();
    assert_eq!(units, [("province".to_owned(), "Tỉnh Hoa Sen".to_owned())]);
}

#[tokio::test]
async fn a_report_of_the_terminal_is_that_of_the_page() {
    let world = World::new().await;
    let p = world.province().await;
    world.class_of(&p, p.a.class_4a, 12).await;
    let list = done(world.lachan(&["report", "--list-units"]));
    assert!(
        list.lines().any(|line| line.starts_with("A\tschool\t")),
        "{list}"
    );

    let ask = |more: &[&str]| {
        let unit = ["report", "--unit", "A", "--period", "2026-M10"];
        world.lachan(&[&unit[..], more].concat())
    };
    // The terminal has today's clock: a period that is over is read alike at any time.
    let printed: serde_json::Value = serde_json::from_slice(&ask(&[]).stdout).unwrap();
    let reading = report::json(&world.read(p.a.id, "2026-M10").await);
    assert_eq!(printed["unit"], reading["unit"]);
    assert_eq!(printed["indicators"], reading["indicators"]);
    assert_eq!(printed["by_grade"][0]["enrolled"]["total"], 12);
    let file = world.folder().join("bao-cao.json");
    done(ask(&["--out", file.to_str().unwrap()]));
    let written: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    assert_eq!(written, printed);
    for out in [None, Some(world.folder().join("bao-cao.xlsx"))] {
        let path = out.as_ref().map(|out| out.to_str().unwrap());
        let named: Vec<&str> = path.into_iter().flat_map(|path| ["--out", path]).collect();
        let output = ask(&[&["--format", "xlsx"], &named[..]].concat());
        assert!(output.status.success());
        let bytes = out.map_or(output.stdout, |out| fs::read(out).unwrap());
        let book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
        assert_eq!(book.sheet_names(), ["Chỉ số", "Theo đơn vị", "Theo khối"]);
    }

    for (unit, period, words) in [
        ("KHONG-CO", "2026-M10", "no unit has the code KHONG-CO"),
        ("A", "2026-M13", "is not a period"),
        ("A", "NH2031-2032", "is not written down yet"),
    ] {
        let output = world.lachan(&["report", "--unit", unit, "--period", period]);
        assert!(output.stdout.is_empty());
        refused(output, words);
    }
}

fn content(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_lachan"));
    command.arg("content").args(arguments).output().unwrap()
}

#[test]
fn lessons_are_listed_checked_and_told_wrong_by_file_and_line() {
    let list = done(content(&["list"]));
    assert!(list.lines().any(|line| line.contains("B4")), "{list}");
    let json: serde_json::Value =
        serde_json::from_str(&done(content(&["list", "--format", "json"]))).unwrap();
    assert!(json.to_string().contains("B4"));
    done(content(&["check"]));
    assert!(done(content(&["review"])).contains('#'));
    done(content(&["audio"]));

    let folder = tempfile::tempdir().unwrap();
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    copy(&shipped, folder.path());
    let dir = folder.path().to_str().unwrap();
    done(content(&["check", "--dir", dir]));
    let order = folder.path().join("order.toml");
    let text = fs::read_to_string(&order).unwrap();
    fs::write(&order, format!("{text}\nthis is no line\n")).unwrap();
    let line = text.lines().count() + 2;
    refused(
        content(&["check", "--dir", dir]),
        &format!("order.toml:{line}:"),
    );
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

#[tokio::test]
async fn a_school_year_is_forgotten_at_the_terminal() {
    let world = World::new().await;
    let p = world.province().await;
    today(&world);
    // The year of the province is over since the last June, and another has begun.
    let mut tx = world.db().begin().await.unwrap();
    let past = world.clock.today() - Days::new(400);
    tx.query("update school_year set starts_on = $1, term2_on = $1, ends_on = $2")
        .bind(past)
        .bind(past + Days::new(30))
        .execute()
        .await
        .unwrap();
    tx.query("insert into school_year (id, code, starts_on, term2_on, ends_on) values ($1, 'NH2099-2100', $2, $2, $3)")
        .bind(Uuid::now_v7())
        .bind(past + Days::new(31))
        .bind(world.clock.today() + Days::new(60))
        .execute()
        .await
        .unwrap();
    tx.query("update unit set opened_on = $1")
        .bind(past)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    let child = world.class_of(&p, p.a.class_4a, 2).await[0];
    let at = format!("{}T02:00:00Z", past + Days::new(3));
    world.completed(child, p.a.class_4a, "B1", &at).await;

    let said = done(world.lachan(&["retention", "--dry-run"]));
    assert!(said.contains("           1  kết quả bài học"), "{said}");
    assert!(
        said.contains("~ A  Trường Tiểu học Mẫu A: chưa nhập"),
        "{said}"
    );
    let left = "select count(*) from progress";
    assert_eq!(world.one(left).await, 1, "nothing is changed");
    let said = done(world.lachan(&["retention"]));
    assert!(
        said.contains("Đã xóa ở 1 trường: 1 kết quả bài học"),
        "{said}"
    );
    assert_eq!(world.one(left).await, 0);
    let said = done(world.lachan(&["retention"]));
    assert!(said.contains("Đã xóa ở 0 trường"), "{said}");
}

#[tokio::test]
async fn a_child_is_found_handed_out_and_deleted_at_the_terminal() {
    let world = World::new().await;
    let p = world.province().await;
    today(&world);
    world.pupils(&p.a, p.a.class_4a, &["Nguyễn Văn An"]).await;
    let school = ["--school", "A"];
    let found = done(world.lachan(&[&["child", "find", "van an"], &school[..]].concat()));
    let id = found.split('\t').next().unwrap().to_owned();
    let who = [&["--id", &id][..], &school[..]].concat();
    let record = done(world.lachan(&[&["child", "export"], &who[..]].concat()));
    assert!(
        record.contains("\"full_name\": \"Nguyễn Văn An\""),
        "{record}"
    );
    let delete = [&["child", "delete"], &who[..]].concat();
    refused(world.lachan(&delete), "--yes");
    assert_eq!(world.one("select count(*) from pupil").await, 1);
    done(world.lachan(&[&delete[..], &["--yes"]].concat()));
    assert_eq!(world.one("select count(*) from pupil").await, 0);
    refused(world.lachan(&delete), "không có em nào của trường");
}
