//! A storm of wrong passwords: the memory it took is used again, and whoever is right gets in meanwhile.

use crate::running::{Running, prepare, send};
use std::{
    fs,
    net::SocketAddr,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
    thread,
    time::Duration,
};

/// From how many addresses it comes.
const ADDRESSES: usize = 80;

fn sign_in(to: SocketAddr, from: &str, username: &str, password: &str) -> Option<u16> {
    let body = format!("username={username}&password={password}");
    send(
        to,
        &format!(
            "POST /dang-nhap HTTP/1.1\r\nHost: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nX-Forwarded-For: {from}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ),
    )
}

#[test]
fn a_storm_of_wrong_passwords_keeps_no_memory_and_nobody_out() {
    let folder = tempfile::tempdir().unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(prepare(folder.path()));
    fs::write(
        folder.path().join("lachan.toml"),
        "trusted_proxy = \"127.0.0.1\"\n",
    )
    .unwrap();
    let running = Running::start(folder.path());
    let to = running.address;
    let (over, tried) = (AtomicBool::new(false), AtomicUsize::new(0));
    thread::scope(|scope| {
        for n in 0..ADDRESSES {
            let (over, tried) = (&over, &tried);
            scope.spawn(move || {
                let mut round = 0;
                while !over.load(Ordering::Relaxed) {
                    // Another name each time: none of them is known to wait.
                    sign_in(
                        to,
                        &format!("10.1.{n}.1"),
                        &format!("ai.do.{n}.{round}"),
                        "sai-mat-khau-nay",
                    );
                    tried.fetch_add(1, Ordering::Relaxed);
                    round += 1;
                }
            });
        }
        // A storm it is once every address has been answered and comes again.
        while tried.load(Ordering::Relaxed) < 2 * ADDRESSES {
            thread::sleep(Duration::from_millis(20));
        }
        let names = ["co.lan", "thay.nam", "hieu.truong"];
        let answers = names.map(|name| (name, sign_in(to, "10.2.0.1", name, "la-chan-thu-nghiem")));
        // Before anything is judged, or the storm would never end.
        over.store(true, Ordering::Relaxed);
        assert_eq!(answers, names.map(|name| (name, Some(303))));
    });
    let tried = tried.into_inner();
    let memory = running.memory();
    assert!(memory <= 120, "{memory} MB after {tried} tries");
    running.kill();
}
