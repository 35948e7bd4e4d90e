//! A small HTTP/1.1 client that keeps its connections open and measures each answer. It does nothing clever, so that the server is
//! what is measured.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinHandle,
};

/// What a run of requests came to.
#[derive(Clone, Debug)]
pub struct Run {
    pub requests: usize,
    pub errors: usize,
    pub elapsed: Duration,
    latencies: Vec<Duration>,
}

impl Run {
    pub fn per_second(&self) -> f64 {
        self.requests as f64 / self.elapsed.as_secs_f64()
    }

    /// The latency that 95 of 100 requests stay under.
    pub fn p95(&self) -> Duration {
        self.latencies
            .get(self.latencies.len() * 95 / 100)
            .copied()
            .unwrap_or_default()
    }
}

/// Sends `total` requests over `connections`; the n-th request is `make(n)`, whole bytes. An answer counts as good when its status is `expect`.
pub async fn run<F>(
    to: SocketAddr,
    connections: usize,
    total: usize,
    expect: u16,
    make: F,
) -> io::Result<Run>
where
    F: Fn(usize) -> Vec<u8> + Send + Sync + 'static,
{
    let begun = Instant::now();
    let goes_on = move |n| n < total;
    let workers = workers(to, connections, Duration::ZERO, expect, make, goes_on);
    together(begun, workers).await
}

/// Connections that go on asking until they are told to stop.
pub struct Going {
    begun: Instant,
    stop: Arc<AtomicBool>,
    workers: Vec<Worker>,
}

impl Going {
    /// The same as [`run`], with a pause between an answer and the next request of a connection.
    pub fn start<F>(
        to: SocketAddr,
        connections: usize,
        pause: Duration,
        expect: u16,
        make: F,
    ) -> Self
    where
        F: Fn(usize) -> Vec<u8> + Send + Sync + 'static,
    {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = stop.clone();
        let goes_on = move |_| !stopped.load(Ordering::Relaxed);
        Self {
            begun: Instant::now(),
            workers: workers(to, connections, pause, expect, make, goes_on),
            stop,
        }
    }

    pub async fn stop(self) -> io::Result<Run> {
        self.stop.store(true, Ordering::Relaxed);
        together(self.begun, self.workers).await
    }
}

/// What a connection saw: how long each answer took, and how many were not as expected.
type Worker = JoinHandle<io::Result<(Vec<Duration>, usize)>>;

fn workers<F, G>(
    to: SocketAddr,
    connections: usize,
    pause: Duration,
    expect: u16,
    make: F,
    goes_on: G,
) -> Vec<Worker>
where
    F: Fn(usize) -> Vec<u8> + Send + Sync + 'static,
    G: Fn(usize) -> bool + Send + Sync + 'static,
{
    let next = Arc::new(AtomicUsize::new(0));
    let (make, goes_on) = (Arc::new(make), Arc::new(goes_on));
    (0..connections)
        .map(|_| {
            let (next, make, goes_on) = (next.clone(), make.clone(), goes_on.clone());
            tokio::spawn(async move {
                let mut line = Connection::open(to).await?;
                let (mut latencies, mut errors) = (Vec::new(), 0);
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if !goes_on(n) {
                        return Ok((latencies, errors));
                    }
                    let request = make(n);
                    let sent = Instant::now();
                    let answer = line.exchange(&request).await?;
                    latencies.push(sent.elapsed());
                    errors += usize::from(answer.status != expect);
                    if !pause.is_zero() {
                        tokio::time::sleep(pause).await;
                    }
                }
            })
        })
        .collect()
}

async fn together(begun: Instant, workers: Vec<Worker>) -> io::Result<Run> {
    let (mut latencies, mut errors) = (Vec::new(), 0);
    for worker in workers {
        let (some, wrong) = worker.await.map_err(io::Error::other)??;
        latencies.extend(some);
        errors += wrong;
    }
    let elapsed = begun.elapsed();
    latencies.sort_unstable();
    Ok(Run {
        requests: latencies.len(),
        errors,
        elapsed,
        latencies,
    })
}

/// An answer to one request.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: Vec<u8>,
}

/// One connection that stays open.
pub struct Connection {
    to: SocketAddr,
    stream: TcpStream,
    buffer: Vec<u8>,
}

impl Connection {
    pub async fn open(to: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            to,
            stream,
            buffer: Vec::with_capacity(64 * 1024),
        })
    }

    /// Sends a request and reads its whole answer; opens the connection anew when the server closed it.
    pub async fn exchange(&mut self, request: &[u8]) -> io::Result<Answer> {
        if self.stream.write_all(request).await.is_err() {
            *self = Self::open(self.to).await?;
            self.stream.write_all(request).await?;
        }
        self.buffer.clear();
        let head_end = loop {
            if let Some(at) = find(&self.buffer, b"\r\n\r\n") {
                break at + 4;
            }
            self.more().await?;
        };
        let head = String::from_utf8_lossy(&self.buffer[..head_end]).into_owned();
        let status = head
            .split(' ')
            .nth(1)
            .and_then(|code| code.parse().ok())
            .unwrap_or(0);
        let length = header(&head, "content-length").and_then(|n| n.parse::<usize>().ok());
        let body = match length {
            Some(length) => {
                while self.buffer.len() < head_end + length {
                    self.more().await?;
                }
                self.buffer[head_end..head_end + length].to_vec()
            }
            None if header(&head, "transfer-encoding").is_some() => {
                while !self.buffer.ends_with(b"0\r\n\r\n") {
                    self.more().await?;
                }
                self.buffer[head_end..].to_vec()
            }
            None => Vec::new(),
        };
        if header(&head, "connection").is_some_and(|value| value.eq_ignore_ascii_case("close")) {
            *self = Self::open(self.to).await?;
        }
        Ok(Answer { status, head, body })
    }

    async fn more(&mut self) -> io::Result<()> {
        if self.stream.read_buf(&mut self.buffer).await? == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(())
    }
}

/// A header of an answer.
pub fn header<'a>(head: &'a str, name: &str) -> Option<&'a str> {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.eq_ignore_ascii_case(name))
        .map(|(_, v)| v.trim())
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}

/// One request on a connection of its own.
pub async fn once(to: SocketAddr, request: &[u8]) -> io::Result<Answer> {
    Connection::open(to).await?.exchange(request).await
}
