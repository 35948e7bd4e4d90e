//! A body arrives at a minimum pace, whatever its size: a grace that any may take, and a second more for every [`RATE`] bytes that came.

use super::crowd::Guest;
use axum::body::Bytes;
use hyper::body::{Body, Frame, Incoming, SizeHint};
use std::{
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};
use tokio::time::{Instant, Sleep};

/// How many bytes a second a body has to bring that needs longer than its grace: a phone at the edge of the network does.
pub const RATE: u64 = 4_000;

/// How a request arrives. Every request that came through a connection carries it.
#[derive(Debug)]
pub struct Pace {
    begun: Instant,
    /// Milliseconds after the beginning when the newest part came.
    newest: AtomicU64,
}

impl Pace {
    /// The head has just arrived.
    pub fn begin() -> Self {
        Self {
            begun: Instant::now(),
            newest: AtomicU64::new(0),
        }
    }

    /// When the newest part of it came.
    pub fn newest(&self) -> Instant {
        self.begun + Duration::from_millis(self.newest.load(Ordering::Relaxed))
    }

    fn step(&self) {
        let passed = u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX);
        self.newest.store(passed, Ordering::Relaxed);
    }
}

/// The body came too slowly and was given up.
#[derive(Debug, thiserror::Error)]
#[error("the body of the request came too slowly")]
pub struct TooSlow;

/// A body with its pace.
pub struct Paced {
    body: Incoming,
    pace: Arc<Pace>,
    guest: Arc<Guest>,
    came: u64,
    grace: Duration,
    due: Pin<Box<Sleep>>,
}

impl Paced {
    /// Wraps a body that may take `grace` whatever it is. While it is on its way its sender counts as one who waits.
    pub(super) fn new(body: Incoming, pace: Arc<Pace>, guest: Arc<Guest>, grace: Duration) -> Self {
        if body.is_end_stream() {
            guest.works();
        }
        let due = Box::pin(tokio::time::sleep_until(pace.begun + grace));
        Self {
            body,
            pace,
            guest,
            came: 0,
            grace,
            due,
        }
    }

    fn progress(&mut self, bytes: usize) {
        self.came += bytes as u64;
        self.pace.step();
        let more = Duration::from_millis(self.came.saturating_mul(1000) / RATE);
        self.due.as_mut().reset(self.pace.begun + self.grace + more);
    }
}

impl Body for Paced {
    type Data = Bytes;
    type Error = axum::BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::BoxError>>> {
        let this = &mut *self;
        let Poll::Ready(came) = Pin::new(&mut this.body).poll_frame(cx) else {
            ready!(this.due.as_mut().poll(cx));
            return Poll::Ready(Some(Err(TooSlow.into())));
        };
        match &came {
            Some(Ok(frame)) => this.progress(frame.data_ref().map_or(0, Bytes::len)),
            Some(Err(_)) | None => this.guest.works(),
        }
        if this.body.is_end_stream() {
            this.guest.works();
        }
        Poll::Ready(came.map(|frame| frame.map_err(Into::into)))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
