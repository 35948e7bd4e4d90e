//! Finished runs that the server has not confirmed: kept in this browser, sent until answered, each counted once.

use super::{drawer::storage, stage, state::Sending};
use crate::api::{self, Endpoint, Unheard};
use gloo_timers::future::TimeoutFuture;
use lachan_core::{
    learning::{SceneSeen, Submission},
    lesson::Score,
};
use leptos::{ev, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};

const KEY: &str = "lachan.chua-gui";
const SHORTEST: u32 = 2_000;
const LONGEST: u32 = 60_000;
/// A browser may throw storage away after a week without a visit: three days leave time to act.
const LONG: f64 = 3.0 * 24.0 * 3600.0 * 1000.0;

impl Endpoint for Submission {
    const PATH: &'static str = "/api/ket-qua";
    type Reply = Score;
}

impl Endpoint for SceneSeen {
    const PATH: &'static str = "/api/canh";
    type Reply = ();
}

thread_local! {
    // where storage is refused, work is kept at least as long as the page is open
    static AT_HAND: RefCell<Vec<Waiting>> = const { RefCell::new(Vec::new()) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    work: Submission,
    since: f64,
}

/// Puts a finished run into the outbox.
pub fn add(work: Submission) {
    let mut all = read();
    all.push(Waiting {
        work,
        since: stage::now(),
    });
    write(&all);
}

/// Sends everything, again and again until nothing waits; at once when the network comes back.
pub fn send(sending: RwSignal<Sending>) {
    if RUNNING.replace(true) {
        return;
    }
    spawn_local(async move {
        let mut pause = SHORTEST;
        let mut refused = false;
        loop {
            refused |= send_once().await;
            sending.set(standing(refused));
            if read().is_empty() {
                break;
            }
            TimeoutFuture::new(pause).await;
            pause = (pause * 2).min(LONGEST);
        }
        RUNNING.set(false);
    });
    let back = window_event_listener(ev::online, move |_| {
        spawn_local(async move {
            let refused = send_once().await;
            sending.set(standing(refused));
        });
    });
    on_cleanup(move || back.remove());
}

/// Whether the server refused one for good.
async fn send_once() -> bool {
    let mut refused = false;
    for waiting in read() {
        match api::tell(&waiting.work).await {
            Ok(()) => remove(&waiting),
            Err(Unheard::Refused) => {
                refused = true;
                remove(&waiting);
            }
            Err(Unheard::Away) => return refused,
        }
    }
    refused
}

fn standing(refused: bool) -> Sending {
    let oldest = read()
        .into_iter()
        .map(|waiting| waiting.since)
        .reduce(f64::min);
    match oldest {
        Some(since) if stage::now() - since > LONG => Sending::WaitsLong,
        Some(_) => Sending::Waits,
        None if refused => Sending::Refused,
        None => Sending::Done,
    }
}

fn remove(sent: &Waiting) {
    let left: Vec<Waiting> = read()
        .into_iter()
        .filter(|one| one.work.id != sent.work.id)
        .collect();
    write(&left);
}

fn read() -> Vec<Waiting> {
    let stored = storage().and_then(|storage| storage.get_item(KEY).ok()?);
    match stored {
        Some(text) => serde_json::from_str(&text).unwrap_or_default(),
        None => AT_HAND.with_borrow(Clone::clone),
    }
}

fn write(all: &[Waiting]) {
    AT_HAND.with_borrow_mut(|at_hand| *at_hand = all.to_vec());
    let Some(storage) = storage() else { return };
    if all.is_empty() {
        storage.remove_item(KEY).ok();
    } else if let Ok(text) = serde_json::to_string(all) {
        storage.set_item(KEY, &text).ok();
    }
}
