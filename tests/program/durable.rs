//! A result is on the disk before it is answered: the order of the program's own system calls.

use crate::running::{Running, post, prepare, send};
use std::{
    fs,
    process::{Command, Stdio},
    thread,
    time::Duration,
};

/// Whether system calls can be watched here; on other systems than Linux the order is not looked at.
fn can_watch() -> bool {
    let tried = Command::new("strace")
        .args(["-o", "/dev/null", "true"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
    tried.is_ok_and(|status| status.success())
}

#[test]
fn the_disk_is_asked_before_the_answer_goes_out() {
    if !can_watch() {
        eprintln!("strace is not here: `cargo xtask test` installs it on Linux");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    fs::create_dir(&data).unwrap();
    let work = tokio::runtime::Runtime::new()
        .unwrap()
        .block_on(prepare(&data));
    let calls = folder.path().join("calls");
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
    let running = Running::run(command, &data);
    let seen = || fs::read_to_string(&calls).unwrap();
    // The control: a page that only reads asks the disk for nothing.
    let before = seen().len();
    let home = format!(
        "GET /hoc HTTP/1.1\r\nHost: x\r\nConnection: close\r\nCookie: {}\r\n\r\n",
        work.cookie
    );
    assert_eq!(send(running.address, &home), Some(200));
    thread::sleep(Duration::from_millis(200));
    let read = seen()[before..].to_owned();
    assert!(
        read.contains("HTTP/1.1 200"),
        "the answer is among the calls: {read}"
    );
    assert!(!read.contains("sync("), "reading wrote: {read}");
    let before = seen().len();
    assert_eq!(send(running.address, &post(&work.bodies[0].1)), Some(200));
    thread::sleep(Duration::from_millis(200));
    let written = seen()[before..].to_owned();
    running.kill_below();
    let synced = written.find("sync(").expect("the disk was asked");
    let answered = written.find("HTTP/1.1 200").expect("it was answered");
    assert!(synced < answered, "answered before it was safe: {written}");
}
