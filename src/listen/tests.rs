//! Real connections under bounds of parts of a second: each is closed at its time and not before, which holds on a busy machine too.

use super::*;
use axum::routing::{get, post};
use std::{net::SocketAddr, time::Instant};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    task::JoinHandle,
    time::timeout,
};

const HOME: &str = "GET / HTTP/1.1\r\nHost: x\r\nConnection: keep-alive\r\n\r\n";
const FORM: &str = "POST /form HTTP/1.1\r\nHost: x\r\nContent-Length: 60000\r\n\r\n";
/// Longer than anything here takes, were the machine ten times as busy.
const NEVER: Duration = Duration::from_secs(60);

fn millis(n: u64) -> Duration {
    Duration::from_millis(n)
}

fn bounds() -> Bounds {
    Bounds {
        head: millis(300),
        body: millis(900),
        unread: NEVER,
        drain: millis(600),
        ..Bounds::of(100, None)
    }
}

/// A server with those bounds.
struct Listening {
    address: SocketAddr,
    stop: CancellationToken,
    hurry: CancellationToken,
    over: JoinHandle<()>,
}

async fn listen(bounds: Bounds) -> Listening {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let app = Router::new()
        .route("/", get(async || "trang"))
        .route("/form", post(async |body: String| body));
    let (stop, hurry) = (CancellationToken::new(), CancellationToken::new());
    let (told, hurried) = (stop.clone(), hurry.clone());
    let over = tokio::spawn(async move { serve(listener, app, bounds, &told, &hurried).await });
    Listening {
        address,
        stop,
        hurry,
        over,
    }
}

/// How long the other side keeps a connection on which this was sent and nothing else, a byte now and then after it if `drip`.
async fn kept_open(to: SocketAddr, said: &str, drip: bool) -> Duration {
    let mut line = TcpStream::connect(to).await.unwrap();
    line.write_all(said.as_bytes()).await.unwrap();
    let begun = Instant::now();
    let mut answer = [0; 4096];
    while begun.elapsed() < NEVER {
        match timeout(millis(50), line.read(&mut answer)).await {
            Ok(Ok(0) | Err(_)) => break,
            Ok(Ok(_)) => {}
            Err(_) if drip && line.write_all(b"x").await.is_err() => break,
            Err(_) => {}
        }
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread")]
async fn heads_bodies_and_silence_have_their_time() {
    let server = listen(bounds()).await;
    let at = server.address;
    let cases = [
        ("nothing at all", "", false, bounds().head),
        ("half a head", "GET / HTTP/1.1\r\nHo", false, bounds().head),
        (
            "a head byte by byte",
            "GET / HTTP/1.1\r\nX: ",
            true,
            bounds().head,
        ),
        ("silence after a page", HOME, false, bounds().head),
        ("a body byte by byte", FORM, true, bounds().body),
    ];
    let all = cases.map(|(what, said, drip, time)| async move {
        let kept = kept_open(at, said, drip).await;
        assert!(
            (time..NEVER).contains(&kept),
            "{what}: closed after {kept:?}"
        );
    });
    futures_util::future::join_all(all).await;
}

/// A body that brings more may take longer: here twice what its grace alone would allow.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_comes_at_a_pace_is_taken() {
    let server = listen(Bounds {
        body: millis(200),
        ..bounds()
    })
    .await;
    let mut line = TcpStream::connect(server.address).await.unwrap();
    line.write_all(FORM.as_bytes()).await.unwrap();
    for _ in 0..6 {
        // Ten thousand bytes earn two and a half seconds.
        line.write_all(&[b'x'; 10_000]).await.unwrap();
        tokio::time::sleep(millis(70)).await;
    }
    let mut answer = [0; 12];
    line.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
}

/// Three who have said half of what they want to ask: whoever stops the server waits for them as long as bounds say, and not at all after a second word.
#[tokio::test(flavor = "multi_thread")]
async fn half_heads_hold_the_end_up_for_its_time_and_a_second_word_for_none() {
    for second_word in [false, true] {
        let bounds = Bounds {
            head: NEVER,
            drain: if second_word { NEVER } else { millis(600) },
            ..bounds()
        };
        let server = listen(bounds).await;
        let mut halves = Vec::new();
        for _ in 0..3 {
            let mut line = TcpStream::connect(server.address).await.unwrap();
            line.write_all(b"GET / HTTP/1.1\r\nHo").await.unwrap();
            halves.push(line);
        }
        let begun = Instant::now();
        server.stop.cancel();
        if second_word {
            server.hurry.cancel();
        }
        server.over.await.unwrap();
        let took = begun.elapsed();
        let least = if second_word {
            Duration::ZERO
        } else {
            bounds.drain
        };
        assert!((least..NEVER).contains(&took), "{took:?}");
        drop(halves);
    }
}
