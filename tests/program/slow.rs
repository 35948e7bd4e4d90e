//! Silent and slow connections to the whole program: more of them than the system has handles for, and at its end. Nobody waits for them.

use crate::running::{Running, program, send};
use std::{
    io::Write,
    net::TcpStream,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

const READY: &str = "GET /readyz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
const HOME: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

/// The program with so many handles, and what it said at its start.
fn with_handles(data: &Path, handles: u32) -> Running {
    let mut shell = Command::new("sh");
    let program = env!("CARGO_BIN_EXE_lachan");
    shell.args([
        "-c",
        &format!("ulimit -n {handles} && exec {program} \"$@\""),
        "sh",
    ]);
    Running::run(shell, data)
}

#[test]
fn more_connections_than_handles_make_nobody_wait() {
    let folder = tempfile::tempdir().unwrap();
    let running = with_handles(folder.path(), 256);
    assert!(
        running.said.iter().any(|line| line.contains("LimitNOFILE")),
        "{:?}",
        running.said
    );
    let to = running.address;
    let silent: Vec<TcpStream> = (0..600)
        .filter_map(|_| TcpStream::connect(to).ok())
        .collect();
    for _ in 0..20 {
        let begun = Instant::now();
        assert_eq!(send(to, HOME), Some(200));
        // A server that did not send the silent away would answer when their ten seconds are over.
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(9), "{took:?}");
    }
    assert!(
        silent.len() > 500,
        "the system took only {} connections",
        silent.len()
    );
    running.kill();
}

/// A proxy is told first: during the farewell it hears that this one leaves, and whoever it still sends is answered.
#[test]
fn who_is_told_to_leave_says_so_before_the_door_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = program();
    command.env("LACHAN_FAREWELL", "600");
    let running = Running::run(command, folder.path());
    let to = running.address;
    assert_eq!(send(to, READY), Some(200));
    running.say_stop();
    let begun = Instant::now();
    while send(to, READY) != Some(503) {
        let took = begun.elapsed();
        assert!(took < Duration::from_secs(9), "still ready after {took:?}");
    }
    assert_eq!(send(to, HOME), Some(200));
    // A second word waits for no farewell.
    let begun = Instant::now();
    let ended = running.terminate(1);
    assert!(ended.success(), "{ended}");
    let took = begun.elapsed();
    assert!(took < Duration::from_secs(9), "{took:?}");
}

/// How long the first word waits, and that a second ends it, is tried by the listener's own tests; here, that the program hears both.
#[test]
fn a_second_word_waits_for_no_half_head() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path());
    let mut half = TcpStream::connect(running.address).unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
    let begun = Instant::now();
    let ended = running.terminate(2);
    let took = begun.elapsed();
    assert!(ended.success(), "{ended}");
    // After one word alone it would wait ten seconds.
    assert!(took < Duration::from_secs(9), "{took:?}");
}
