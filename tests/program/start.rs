//! A start that something is wrong with: refused in one sentence that says what to do, and nothing new is made in silence.

use crate::running::{Running, send};
use std::{fs, os::unix::fs::PermissionsExt, path::Path, process::Command};

fn lachan(arguments: &[&str], data: &Path) -> (bool, String) {
    let done = Command::new(env!("CARGO_BIN_EXE_lachan"))
        .args(arguments)
        .arg("--data")
        .arg(data)
        .env_remove("DATABASE_URL")
        .output()
        .unwrap();
    let said = [done.stdout, done.stderr].concat();
    (done.status.success(), String::from_utf8(said).unwrap())
}

/// A start that must fail; what it said.
fn refused(data: &Path) -> String {
    let (started, said) = lachan(&["serve", "--listen", "127.0.0.1:0"], data);
    assert!(!started, "it started: {said}");
    let sentences = said
        .lines()
        .filter(|line| !line.contains(" WARN ") && !line.contains(" INFO "));
    assert_eq!(sentences.count(), 1, "{said}");
    said
}

/// A folder with a province, its server stopped.
fn province() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let (done, said) = lachan(&["demo"], folder.path());
    assert!(done, "{said}");
    folder
}

fn mode(file: &Path) -> u32 {
    fs::metadata(file).unwrap().permissions().mode() & 0o777
}

#[test]
fn a_key_without_its_database_makes_no_new_province() {
    let folder = province();
    let data = folder.path();
    let database = data.join("lachan.db");
    let kept = data.join("kept");
    fs::rename(&database, &kept).unwrap();
    for empty in [false, true] {
        if empty {
            fs::write(&database, "").unwrap();
        }
        let said = refused(data);
        assert!(
            said.contains("không thấy dữ liệu của tỉnh") && said.contains("bản sao lưu"),
            "{said}"
        );
    }
    // Neither does a report, in a folder where nothing is.
    let (done, said) = lachan(
        &["report", "--list-units"],
        tempfile::tempdir().unwrap().path(),
    );
    assert!(!done && said.contains("chưa có dữ liệu"), "{said}");
    fs::write(
        &database,
        "đây không phải SQLite, nhưng cũng không trống".repeat(100),
    )
    .unwrap();
    let said = refused(data);
    assert!(said.contains("đã hỏng"), "{said}");
    fs::rename(&kept, &database).unwrap();
    let running = Running::start(data);
    assert_eq!(
        send(
            running.address,
            "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        ),
        Some(200)
    );
    running.kill();
}

/// The first start made an empty province; nobody has been added to it yet when the machine is started again.
#[test]
fn a_province_without_anybody_starts_again() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..3 {
        Running::start(folder.path()).kill();
    }
}

#[test]
fn a_missing_or_foreign_key_is_named_and_a_lost_one_replaced() {
    let folder = province();
    let data = folder.path();
    let key = data.join("secret.key");
    let own = fs::read(&key).unwrap();
    fs::remove_file(&key).unwrap();
    let said = refused(data);
    assert!(
        said.contains("không thấy tệp khóa") && said.contains("lachan key new"),
        "{said}"
    );
    assert!(!key.exists(), "no key is made in silence");

    let other = province();
    fs::copy(other.path().join("secret.key"), &key).unwrap();
    let said = refused(data);
    assert!(said.contains("không phải khóa của"), "{said}");

    // The true one is back: everything is as it was, and no new one is made.
    fs::write(&key, &own).unwrap();
    let (done, said) = lachan(&["key", "new"], data);
    assert!(!done && said.contains("không cần khóa mới"), "{said}");
    Running::start(data).kill();

    // Lost for good.
    fs::remove_file(&key).unwrap();
    let (done, said) = lachan(&["key", "new"], data);
    assert!(
        done && said.contains("hình và PIN mới") && said.contains("lachan user reset"),
        "{said}"
    );
    Running::start(data).kill();
    let (done, said) = lachan(&["user", "reset", "co.lan"], data);
    assert!(done, "{said}");
}

/// The database of a release before the mark, with its key: taken over; with another key: refused.
#[test]
fn a_database_without_a_mark_is_known_by_what_its_key_opens() {
    let folder = province();
    let data = folder.path();
    let url = format!("sqlite://{}", data.join("lachan.db").display());
    let unmark = || {
        tokio::runtime::Runtime::new().unwrap().block_on(async {
            let db = lachan::store::Db::open(&url).await.unwrap();
            let mut tx = db.begin().await.unwrap();
            tx.query("delete from setting where key = 'province'")
                .execute()
                .await
                .unwrap();
            tx.commit().await.unwrap();
            db.close().await;
        });
    };
    let key = data.join("secret.key");
    let own = fs::read(&key).unwrap();
    unmark();
    fs::write(&key, &own[..32]).unwrap();
    Running::start(data).kill();
    assert_eq!(fs::read(&key).unwrap().len(), 48, "tied now");
    unmark();
    fs::write(&key, [9; 32]).unwrap();
    let said = refused(data);
    assert!(said.contains("không phải khóa của"), "{said}");
}

#[test]
fn folder_and_files_are_their_owners_alone() {
    let folder = province();
    let data = folder.path();
    for file in ["lachan.db", "secret.key"] {
        assert_eq!(mode(&data.join(file)), 0o600, "{file}");
    }
    fs::set_permissions(data, fs::Permissions::from_mode(0o755)).unwrap();
    fs::set_permissions(data.join("lachan.db"), fs::Permissions::from_mode(0o644)).unwrap();
    let running = Running::start(data);
    assert_eq!((mode(data), mode(&data.join("lachan.db"))), (0o700, 0o600));
    assert_eq!(mode(&data.join("lachan.db-wal")), 0o600);
    running.kill();
    // Somebody else's folder is in it: not ours to close.
    fs::create_dir(data.join("anh")).unwrap();
    fs::set_permissions(data, fs::Permissions::from_mode(0o755)).unwrap();
    let said = refused(data);
    assert!(said.contains("chmod 700"), "{said}");
    assert_eq!(mode(data), 0o755);
}

/// Changes the database as another program would that knows nothing of ours.
fn behind(data: &Path, sql: &'static str) {
    use sqlx::{ConnectOptions, Executor, sqlite::SqliteConnectOptions};
    let options = SqliteConnectOptions::new().filename(data.join("lachan.db"));
    let changed = async {
        let mut connection = options.foreign_keys(false).connect().await.unwrap();
        connection.execute(sql).await.unwrap();
    };
    tokio::runtime::Runtime::new().unwrap().block_on(changed);
}

#[test]
fn the_doctor_names_what_is_wrong_and_what_to_do() {
    let folder = province();
    let data = folder.path();
    let (fine, said) = lachan(&["doctor"], data);
    assert!(fine, "{said}");
    assert!(
        said.contains("ổn   Ghi: được") && said.contains("toàn vẹn"),
        "{said}"
    );
    assert!(said.contains("ổn   Số liệu báo cáo"), "{said}");
    assert!(said.contains("ổn   Liên kết giữa các dòng: đủ"), "{said}");
    assert!(
        said.contains("ổn   Dọn dẹp: ") && said.contains(" MB trống"),
        "{said}"
    );

    // What is not a made-up province is copied at least once a week.
    behind(data, "delete from setting where key = 'demo'");
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        !fine && said.contains("SỬA  Sao lưu: chưa có bản chép nào"),
        "{said}"
    );
    let copies = tempfile::tempdir().unwrap();
    let copy = copies.path().join("copy.db").display().to_string();
    let (done, said) = lachan(&["backup", "--to", &copy], data);
    assert!(done, "{said}");
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        fine && said.contains("ổn   Sao lưu: bản chép gần nhất cách đây 0 ngày"),
        "{said}"
    );

    // Somebody took a row away with another program, to which others refer.
    behind(data, "delete from unit where code = 'TINH'");
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        !fine && said.contains("SỬA  Liên kết giữa các dòng"),
        "{said}"
    );

    // A change of yesterday that no server has counted.
    let mark = "insert into figure_mark (mark, unit, since)
                values (x'0190a0000000700080000000000000aa', x'0190a0000000700080000000000000aa', '2026-10-01')";
    behind(data, mark);
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        !fine && said.contains("thay đổi chờ đếm từ 11:14 11/07/2024"),
        "{said}"
    );

    // A page in the middle of the file is no longer what was written.
    let database = data.join("lachan.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 8192 * 4096;
    bytes[middle..middle + 4096].fill(0xa5);
    fs::write(&database, &bytes).unwrap();
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        !fine && said.contains("tệp bị hỏng") && said.contains("bản sao lưu"),
        "{said}"
    );

    let (fine, said) = lachan(&["doctor"], tempfile::tempdir().unwrap().path());
    assert!(!fine && said.contains("chưa có gì ở đây"), "{said}");
    fs::remove_file(&database).unwrap();
    let (fine, said) = lachan(&["doctor"], data);
    assert!(
        !fine && said.contains("không thấy dữ liệu của tỉnh"),
        "{said}"
    );
    assert!(!database.exists(), "the doctor makes nothing");
}
