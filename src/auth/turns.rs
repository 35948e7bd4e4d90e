//! Turns at something costly that only few may do at once. Whoever asks often waits behind themselves: addresses take turns, and within
//! one address whoever came first goes first.

use crate::error::{Error, Result};
use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tokio::sync::oneshot;

/// How many of one address may wait, and how many in all: a wait costs little, but nobody waits for minutes.
const OF_ONE: usize = 256;
const IN_ALL: usize = 2_048;

/// Who has a turn, and who waits for one.
#[derive(Debug)]
pub struct Turns(Mutex<Inside>);

#[derive(Debug)]
struct Inside {
    free: usize,
    waiting: usize,
    /// Everybody with somebody waiting, in the order of their next turn.
    order: VecDeque<String>,
    queues: HashMap<String, VecDeque<oneshot::Sender<Turn>>>,
}

/// A turn; the next one's begins when it is dropped.
#[derive(Debug)]
pub struct Turn(Arc<Turns>);

impl Turns {
    /// So many at once.
    pub fn new(at_once: usize) -> Arc<Self> {
        Arc::new(Self(Mutex::new(Inside {
            free: at_once,
            waiting: 0,
            order: VecDeque::new(),
            queues: HashMap::new(),
        })))
    }

    /// Waits for a turn.
    ///
    /// # Errors
    /// `Busy` when too many wait already.
    pub async fn wait(self: &Arc<Self>, who: &str) -> Result<Turn> {
        let called = {
            let mut inside = self.inside();
            if inside.free > 0 {
                inside.free -= 1;
                return Ok(Turn(self.clone()));
            }
            let here = inside.queues.get(who).map_or(0, VecDeque::len);
            if here >= OF_ONE || inside.waiting >= IN_ALL {
                return Err(Error::Busy(3));
            }
            let (call, called) = oneshot::channel();
            inside.waiting += 1;
            if here == 0 {
                inside.order.push_back(who.to_owned());
            }
            inside
                .queues
                .entry(who.to_owned())
                .or_default()
                .push_back(call);
            called
        };
        called.await.map_err(|_| Error::Busy(3))
    }

    fn inside(&self) -> MutexGuard<'_, Inside> {
        // Nothing in here is left half done by a panic.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Inside {
    /// Whose turn is next.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        let who = self.order.pop_front()?;
        let queue = self.queues.get_mut(&who)?;
        let call = queue.pop_front();
        if queue.is_empty() {
            self.queues.remove(&who);
        } else {
            self.order.push_back(who);
        }
        self.waiting -= usize::from(call.is_some());
        call
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        let next = {
            let mut inside = self.0.inside();
            let next = inside.next();
            if next.is_none() {
                inside.free += 1;
            }
            next
        };
        // Who has gone away meanwhile gives the turn on in their turn: what cannot be sent comes back and is dropped here.
        if let Some(call) = next {
            drop(call.send(Turn(self.0.clone())));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;

    #[tokio::test]
    async fn who_asks_often_waits_behind_themselves() {
        let turns = Turns::new(1);
        let first = turns.wait("a").await.unwrap();
        let mut storm: Vec<_> = (0..50).map(|_| Box::pin(turns.wait("a"))).collect();
        assert!(storm.iter_mut().all(|one| one.now_or_never().is_none()));
        let mut honest = Box::pin(turns.wait("b"));
        assert!(honest.as_mut().now_or_never().is_none());
        drop(first);
        let second = storm[0]
            .as_mut()
            .now_or_never()
            .expect("the first that waited")
            .unwrap();
        assert!(honest.as_mut().now_or_never().is_none());
        drop(second);
        let third = honest
            .now_or_never()
            .expect("after one of the storm")
            .unwrap();
        // Everybody else has gone away: the turn is free again at once.
        drop(storm);
        drop(third);
        assert!(turns.wait("c").now_or_never().is_some());
        let inside = turns.inside();
        assert!(inside.waiting == 0 && inside.queues.is_empty() && inside.order.is_empty());
    }

    #[tokio::test]
    async fn nobody_waits_in_an_endless_line() {
        let turns = Turns::new(1);
        let _first = turns.wait("a").await.unwrap();
        let mut storm: Vec<_> = (0..OF_ONE).map(|_| Box::pin(turns.wait("a"))).collect();
        assert!(storm.iter_mut().all(|one| one.now_or_never().is_none()));
        assert!(matches!(turns.wait("a").await, Err(Error::Busy(_))));
        assert!(
            turns.wait("b").now_or_never().is_none(),
            "another address waits as before"
        );
    }
}
