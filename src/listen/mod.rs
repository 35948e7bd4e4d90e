//! Connections: taken from the system, kept within bounds and within time, and let go when the server is told to stop.
//!
//! A slow or silent connection costs a file handle, and there are only so many. So a request's head has to arrive within
//! [`Bounds::head`], its body at a minimum pace ([`pace`]), an answer has to be read, and when all places are taken whoever has been
//! waiting the longest without asking anything gives his to the next ([`crowd`]).

mod crowd;
mod handles;
pub mod pace;
#[cfg(test)]
mod tests;

pub use handles::{ENOUGH, room, too_few};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use crowd::{Crowd, Guest};
use futures_util::FutureExt;
use hyper::{body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::rt::{TokioIo, TokioTimer};
use pace::{Pace, Paced};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
    pin::pin,
    sync::Arc,
    time::Duration,
};
use tokio::net::{TcpListener, TcpStream};
use tokio_io_timeout::TimeoutStream;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tower::ServiceExt;

/// How many connections there may be, and how long each may take.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// How many in all.
    pub all: usize,
    /// How many from one address; a whole school may stand behind one.
    pub per_address: usize,
    /// How long a request's head may take, and how long a connection may be idle.
    pub head: Duration,
    /// The same for the proxy, which keeps its connections and sends whole heads.
    pub proxy: Duration,
    /// How long any body may take, however small.
    pub body: Duration,
    /// How long the other side may read nothing of its answer.
    pub unread: Duration,
    /// How long running requests may take to end after the server was told to stop.
    pub drain: Duration,
    /// The only peer that is not counted as one address.
    pub trusted_proxy: Option<IpAddr>,
}

impl Bounds {
    /// The bounds for so many connections.
    pub fn of(all: usize, trusted_proxy: Option<IpAddr>) -> Self {
        Self {
            all,
            per_address: (all / 4 * 3).max(1),
            head: Duration::from_secs(10),
            proxy: Duration::from_secs(120),
            body: Duration::from_secs(30),
            unread: Duration::from_secs(30),
            drain: Duration::from_secs(10),
            trusted_proxy,
        }
    }
}

/// How long a connection that has asked nothing yet may take to do so after the server was told to stop.
const LAST_WORD: Duration = Duration::from_millis(500);

/// Serves until told to stop; then takes no more connections, lets running requests end, and leaves the rest behind after
/// [`Bounds::drain`], or at once when `hurry` comes.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    bounds: Bounds,
    stop: &CancellationToken,
    hurry: &CancellationToken,
) {
    let door = Door {
        crowd: Crowd::new(bounds.all, bounds.per_address),
        running: TaskTracker::new(),
        bounds,
        stop,
        app,
    };
    loop {
        tokio::select! {
            taken = listener.accept() => match taken {
                Ok((stream, peer)) => door.welcome(stream, peer),
                Err(error) => {
                    // The other side is gone already, or the system has no handle left: the next try may succeed.
                    tracing::warn!(%error, "a connection was not taken");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                }
            },
            () = stop.cancelled() => break,
        }
    }
    // Whoever stands at the door already is still let in.
    for _ in 0..bounds.all {
        match listener.accept().now_or_never() {
            Some(Ok((stream, peer))) => door.welcome(stream, peer),
            _ => break,
        }
    }
    drop(listener);
    door.running.close();
    tokio::select! {
        () = door.running.wait() => {}
        () = tokio::time::sleep(bounds.drain) => {}
        () = hurry.cancelled() => {}
    }
}

/// Where connections come in.
struct Door<'a> {
    crowd: Arc<Crowd>,
    running: TaskTracker,
    bounds: Bounds,
    stop: &'a CancellationToken,
    app: Router,
}

impl Door<'_> {
    fn welcome(&self, stream: TcpStream, peer: SocketAddr) {
        let bounds = &self.bounds;
        let by_proxy = bounds.trusted_proxy == Some(peer.ip().to_canonical());
        let Some(guest) = self.crowd.admit((!by_proxy).then(|| peer.ip())) else {
            return;
        };
        let visit = Visit {
            peer,
            patience: if by_proxy { bounds.proxy } else { bounds.head },
            body: bounds.body,
            unread: bounds.unread,
            guest: Arc::new(guest),
            stopping: self.stop.clone(),
        };
        self.running.spawn(visit.attend(stream, self.app.clone()));
    }
}

/// One connection.
struct Visit {
    peer: SocketAddr,
    patience: Duration,
    body: Duration,
    unread: Duration,
    guest: Arc<Guest>,
    stopping: CancellationToken,
}

impl Visit {
    async fn attend(self, stream: TcpStream, app: Router) {
        stream.set_nodelay(true).ok();
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.unread));
        let (peer, grace, guest) = (self.peer, self.body, &self.guest);
        let service =
            service_fn(move |request| answer(request, peer, grace, guest.clone(), app.clone()));
        let mut connection = pin!(
            http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(self.patience)
                .serve_connection(TokioIo::new(Box::pin(stream)), service)
        );
        // An error here is a peer that went away, was too slow, or spoke no HTTP.
        tokio::select! {
            _ = &mut connection => return,
            () = self.guest.sent_away() => return,
            () = self.stopping.cancelled() => {}
        }
        // Whoever has just come in has not been heard yet.
        if !self.guest.has_asked() {
            tokio::time::timeout(LAST_WORD, &mut connection).await.ok();
        }
        connection.as_mut().graceful_shutdown();
        connection.await.ok();
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    grace: Duration,
    guest: Arc<Guest>,
    app: Router,
) -> Result<axum::response::Response, Infallible> {
    let pace = Arc::new(Pace::begin());
    let mut request =
        request.map(|body| Body::new(Paced::new(body, pace.clone(), guest.clone(), grace)));
    let seen = request.extensions_mut();
    seen.insert(ConnectInfo(peer));
    seen.insert(pace);
    let response = app.oneshot(request).await;
    guest.waits();
    response
}
