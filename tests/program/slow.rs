//! Slow, silent and too many connections: they end by themselves, and nobody else waits for them.

use crate::running::{Running, prepare, send};
use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

const HOME: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(prepare(folder.path()));
    folder
}

/// How long the other side keeps a connection on which this was sent and nothing else, a byte a second after it if `drip`.
fn kept_open(to: SocketAddr, said: &str, drip: bool) -> Duration {
    let mut line = TcpStream::connect(to).unwrap();
    line.write_all(said.as_bytes()).unwrap();
    line.set_read_timeout(Some(Duration::from_secs(1))).unwrap();
    let begun = Instant::now();
    let mut answer = [0; 4096];
    while begun.elapsed() < Duration::from_secs(60) {
        match line.read(&mut answer) {
            Ok(0) => break,
            Ok(_) => {}
            Err(error)
                if matches!(
                    error.kind(),
                    std::io::ErrorKind::WouldBlock | std::io::ErrorKind::TimedOut
                ) =>
            {
                if drip && line.write_all(b"x").is_err() {
                    break;
                }
            }
            Err(_) => break,
        }
    }
    begun.elapsed()
}

#[test]
fn heads_bodies_and_silence_have_their_time() {
    let folder = folder();
    let running = Running::start(folder.path());
    let to = running.address;
    let post = "POST / HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 60000\r\n\r\n";
    let after_a_page = HOME.replace("close", "keep-alive");
    let cases = [
        ("nothing at all", "", false, 9..14),
        ("half a head", "GET / HTTP/1.1\r\nHo", false, 9..14),
        ("a head byte by byte", "GET / HTTP/1.1\r\nX: ", true, 9..14),
        ("silence after a page", after_a_page.as_str(), false, 9..14),
        ("a body byte by byte", post, true, 29..36),
    ];
    thread::scope(|scope| {
        for (what, said, drip, seconds) in cases {
            scope.spawn(move || {
                let kept = kept_open(to, said, drip).as_secs();
                assert!(seconds.contains(&kept), "{what}: closed after {kept} s");
            });
        }
    });
    assert_eq!(send(to, HOME), Some(200));
    running.kill();
}

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
    let folder = folder();
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
        assert!(
            begun.elapsed() < Duration::from_secs(2),
            "{:?}",
            begun.elapsed()
        );
    }
    assert!(
        silent.len() > 500,
        "the system took only {} connections",
        silent.len()
    );
    running.kill();
}

#[test]
fn half_heads_hold_the_end_up_for_ten_seconds_and_a_second_word_for_none() {
    let folder = folder();
    for (words, longest) in [(1, 14), (2, 4)] {
        let running = Running::start(folder.path());
        let halves: Vec<TcpStream> = (0..3)
            .map(|_| {
                let mut line = TcpStream::connect(running.address).unwrap();
                line.write_all(b"GET / HTTP/1.1\r\nHo").unwrap();
                line
            })
            .collect();
        thread::sleep(Duration::from_millis(300));
        let begun = Instant::now();
        let ended = running.terminate(words);
        assert!(ended.success(), "{ended}");
        assert!(
            begun.elapsed() < Duration::from_secs(longest),
            "{:?}",
            begun.elapsed()
        );
        drop(halves);
    }
}
