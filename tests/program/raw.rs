//! What no browser sends: oversized, malformed and ambiguous requests, byte by byte. Each is refused or answered plainly, nothing leaks out of the
//! data folder, and the program neither grows nor ends.

use crate::running::{Running, send};
use std::{
    fs,
    io::{self, Read, Write},
    net::{SocketAddr, TcpStream},
    thread,
    time::Duration,
};

/// Everything that came back to these bytes. Whoever promised more than they sent has their answer at once, but the server goes on waiting
/// for the rest: once it has begun to answer, a second of silence is the end.
fn say(to: SocketAddr, bytes: &[u8]) -> String {
    let mut line = TcpStream::connect(to).unwrap();
    let patience = |seconds| Some(Duration::from_secs(seconds));
    line.set_read_timeout(patience(30)).unwrap();
    // Whoever is refused early cannot send the rest.
    line.write_all(bytes).ok();
    let mut answer = vec![0; 4096];
    let began = match line.read(&mut answer) {
        Ok(n) => n,
        // Closed in the middle of what was sent.
        Err(error) if error.kind() == io::ErrorKind::ConnectionReset => 0,
        Err(error) => panic!("neither answered nor closed: {error}"),
    };
    answer.truncate(began);
    line.set_read_timeout(patience(1)).unwrap();
    line.read_to_end(&mut answer).ok();
    String::from_utf8_lossy(&answer).into_owned()
}

fn status(answer: &str) -> Option<u16> {
    answer.split(' ').nth(1)?.parse().ok()
}

/// One plain answer, of a kind that is allowed; a connection that is closed without a word is a refusal too.
fn is_refused(what: &str, answer: &str, allowed: &[u16]) {
    let fine = status(answer).map_or(answer.is_empty(), |status| allowed.contains(&status));
    let begin: String = answer.chars().take(200).collect();
    assert!(fine, "{what}: {begin}");
    let (head, _) = answer.split_once("\r\n\r\n").unwrap_or((answer, ""));
    assert!(!head.contains("evil.example"), "{what}: {head}");
    assert!(!head.contains("set-cookie: x=y"), "{what}: {head}");
    assert_eq!(
        answer.matches("HTTP/1.1 ").count() + answer.matches("HTTP/1.0 ").count(),
        usize::from(!answer.is_empty()),
        "{what}: one answer"
    );
}

const FORM: &str = "Host: x\r\nConnection: close\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n";

#[test]
fn oversized_and_malformed_requests_are_refused_and_cost_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let running = Running::start(folder.path());
    let to = running.address;
    let get = |rest: &str| {
        format!("GET {rest} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").into_bytes()
    };
    let post = |extra: &str, body: &str| {
        format!("POST /dang-nhap HTTP/1.1\r\n{FORM}{extra}\r\n{body}").into_bytes()
    };
    // The first pages of a server take what later ones use again.
    for _ in 0..20 {
        assert_eq!(status(&say(to, &get("/"))), Some(200));
        assert_eq!(status(&say(to, &get("/dang-nhap"))), Some(200));
        assert_eq!(
            status(&say(to, &post("Content-Length: 12\r\n", "username=abc"))),
            Some(422)
        );
    }
    let before = running.memory();
    let long = "a".repeat(70_000);
    let fields = "x=1&".repeat(16_000);
    let many_headers = "X-Y: z\r\n".repeat(500);
    let cases: Vec<(&str, Vec<u8>, &[u16])> = vec![
        ("a header of 70 kB", format!("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\nX: {long}\r\n\r\n").into_bytes(), &[200, 400, 431]),
        ("500 headers", format!("GET / HTTP/1.1\r\nHost: x\r\n{many_headers}\r\n").into_bytes(), &[431]),
        ("an address of 70 kB", get(&format!("/{long}")), &[404, 414]),
        ("a query of 70 kB", get(&format!("/?x={long}")), &[200, 414]),
        ("16,000 fields", post(&format!("Content-Length: {}\r\n", fields.len()), &fields), &[413, 422]),
        ("more than a form holds", post(&format!("Content-Length: {}\r\n", long.len() + 9), &format!("username={long}")), &[413]),
        ("a length and no body", post("Content-Length: 300000000\r\n", "x"), &[413]),
        ("two lengths", post("Content-Length: 3\r\nContent-Length: 4\r\n", "a=b"), &[400]),
        ("a length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n", "0\r\n\r\nGET /quan-tri HTTP/1.1\r\nHost: x\r\n\r\n"), &[400, 422]),
        ("chunks of nonsense", post("Transfer-Encoding: chunked\r\n", "zz\r\nabc\r\n"), &[400, 422]),
        ("a huge chunk", post("Transfer-Encoding: chunked\r\n", &format!("ffffffffffffffff\r\n{long}")), &[413]),
        ("an encoding nobody knows", post("Transfer-Encoding: gzip\r\n", "a=b"), &[400, 422]),
        ("TRACE", b"TRACE / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[405]),
        ("CONNECT", b"CONNECT a:1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[404, 405]),
        ("a method nobody knows", b"FOO / HTTP/1.1\r\nHost: x\r\nSec-Fetch-Site: same-origin\r\nConnection: close\r\n\r\n".to_vec(), &[405]),
        ("no method", b" / HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &[400]),
        ("HTTP/1.0 without a host", b"GET / HTTP/1.0\r\n\r\n".to_vec(), &[200]),
        ("HTTP/0.9", b"GET /\r\n\r\n".to_vec(), &[400]),
        ("HTTP/2 at once", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_vec(), &[400, 404, 405, 505]),
        ("an absolute address", get("http://evil.example/"), &[200, 404]),
        ("another absolute address", get("//evil.example/lop"), &[303, 404]),
        ("a star", b"OPTIONS * HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".to_vec(), &[404, 405]),
        ("bytes above ASCII", b"GET /\xff\xfe HTTP/1.1\r\nHost: x\r\n\r\n".to_vec(), &[400, 404]),
        ("a bare line end in a header", b"GET / HTTP/1.1\nHost: x\nConnection: close\n\n".to_vec(), &[200, 400]),
        ("a zero in a header", b"GET / HTTP/1.1\r\nHost: x\r\nX: a\0b\r\n\r\n".to_vec(), &[400]),
        ("TLS", b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03".to_vec(), &[400]),
        ("a header split by an answer", get("/dang-nhap?next=/lop%0d%0aSet-Cookie:%20x=y"), &[200]),
    ];
    for (what, bytes, allowed) in cases {
        is_refused(what, &say(to, &bytes), allowed);
    }
    let grown = running.memory().saturating_sub(before);
    assert!(grown < 20, "{grown} MB more");
    assert_eq!(
        send(to, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"),
        Some(200)
    );
    running.kill();
}

#[test]
fn no_path_leads_out_of_the_site() {
    let folder = tempfile::tempdir().unwrap();
    let canary = "chim-hoang-yen-7d1f";
    for file in ["canary.txt", "lachan.toml"] {
        fs::write(folder.path().join(file), format!("# {canary}\n")).unwrap();
    }
    let running = Running::start(folder.path());
    let data = folder.path().display().to_string();
    let ups = [
        "..",
        "%2e%2e",
        "..%2f",
        "%2e%2e%2f",
        "..%5c",
        "..\\",
        "%252e%252e%252f",
        "....//",
        ".%00./",
        "%c0%ae%c0%ae/",
        "..;/",
    ];
    let files = [
        "canary.txt",
        "lachan.toml",
        "secret.key",
        "lachan.db",
        "etc/passwd",
        ".git/config",
        ".env",
    ];
    let mut paths = Vec::new();
    for base in ["/a/", "/am-thanh/", "/bai-hoc/", "/"] {
        for up in ups {
            for file in files {
                paths.extend([
                    format!("{base}{up}/{file}"),
                    format!("{base}{}{file}", format!("{up}/").repeat(8)),
                    format!("{base}{up}{data}/{file}"),
                ]);
            }
        }
    }
    assert!(paths.len() > 900);
    let get = |path: &str| {
        let request = format!("GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        say(running.address, request.as_bytes())
    };
    let get = &get;
    // Side by side, because what is not there is answered on the tick of a clock.
    thread::scope(|scope| {
        for some in paths.chunks(60) {
            scope.spawn(move || {
                for path in some {
                    let answer = get(path);
                    let refused = matches!(status(&answer), Some(303 | 400 | 404));
                    let begin: String = answer.chars().take(100).collect();
                    assert!(refused, "{path}: {begin}");
                    let told = answer.contains(canary) || answer.contains("root:");
                    assert!(!told, "{path}: {begin}");
                }
            });
        }
    });
    for path in [
        "/.git/config",
        "/.env",
        "/data",
        "/target",
        "/lachan.db",
        "/secret.key",
        "/Cargo.toml",
    ] {
        assert_eq!(status(&get(path)), Some(404), "{path}");
    }
    running.kill();
}
