//! Connections: taken from the system, kept within bounds and within time, and let go when the server is told to stop.
//!
//! A slow or silent connection costs a file handle, and there are only so many. So a request's head has to arrive within
//! [`Bounds::head`], its body at a minimum pace ([`pace`]), an answer has to be read, and when all places are taken whoever has been
//! waiting the longest without asking anything gives his to the next ([`crowd`]).

mod crowd;
mod handles;
pub mod pace;

pub use handles::{ENOUGH, room, too_few};

use axum::{Router, body::Body, extract::ConnectInfo, http::Request};
use crowd::{Crowd, Guest};
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
            unread: Duration::from_secs(30),
            drain: Duration::from_secs(10),
            trusted_proxy,
        }
    }
}

/// Serves until told to stop; then takes no more connections, lets running requests end, and leaves the rest behind after
/// [`Bounds::drain`], or at once when `hurry` comes.
pub async fn serve(
    listener: TcpListener,
    app: Router,
    bounds: Bounds,
    stop: &CancellationToken,
    hurry: &CancellationToken,
) {
    let crowd = Crowd::new(bounds.all, bounds.per_address);
    let running = TaskTracker::new();
    loop {
        let taken = tokio::select! {
            taken = listener.accept() => taken,
            () = stop.cancelled() => break,
        };
        let (stream, peer) = match taken {
            Ok(taken) => taken,
            Err(error) => {
                // The other side is gone already, or the system has no handle left: the next try may succeed.
                tracing::warn!(%error, "a connection was not taken");
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let by_proxy = bounds.trusted_proxy == Some(peer.ip().to_canonical());
        let counted = (!by_proxy).then(|| peer.ip());
        let Some(guest) = crowd.admit(counted) else {
            continue;
        };
        let visit = Visit {
            peer,
            patience: if by_proxy { bounds.proxy } else { bounds.head },
            unread: bounds.unread,
            guest: Arc::new(guest),
            stopping: stop.clone(),
        };
        running.spawn(visit.attend(stream, app.clone()));
    }
    drop(listener);
    running.close();
    tokio::select! {
        () = running.wait() => {}
        () = tokio::time::sleep(bounds.drain) => {}
        () = hurry.cancelled() => {}
    }
}

/// One connection.
struct Visit {
    peer: SocketAddr,
    patience: Duration,
    unread: Duration,
    guest: Arc<Guest>,
    stopping: CancellationToken,
}

impl Visit {
    async fn attend(self, stream: TcpStream, app: Router) {
        stream.set_nodelay(true).ok();
        let mut stream = TimeoutStream::new(stream);
        stream.set_write_timeout(Some(self.unread));
        let (peer, guest) = (self.peer, &self.guest);
        let service = service_fn(move |request| answer(request, peer, guest.clone(), app.clone()));
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
            () = self.stopping.cancelled() => connection.as_mut().graceful_shutdown(),
        }
        connection.await.ok();
    }
}

async fn answer(
    request: Request<Incoming>,
    peer: SocketAddr,
    guest: Arc<Guest>,
    app: Router,
) -> Result<axum::response::Response, Infallible> {
    let pace = Arc::new(Pace::begin());
    let mut request = request.map(|body| Body::new(Paced::new(body, pace.clone(), guest.clone())));
    let seen = request.extensions_mut();
    seen.insert(ConnectInfo(peer));
    seen.insert(pace);
    let response = app.oneshot(request).await;
    guest.waits();
    response
}
