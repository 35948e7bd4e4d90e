//! Finished runs that the server has not confirmed: kept in this browser, sent until answered, each counted once.

use super::{drawer, stage};
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
    // what storage will not take is kept as long as the page is open
    static AT_HAND: RefCell<Vec<AtHand>> = const { RefCell::new(Vec::new()) };
    static RUNNING: Cell<bool> = const { Cell::new(false) };
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Waiting {
    work: Submission,
    since: f64,
}

struct AtHand {
    waiting: Waiting,
    /// The draft of the run: thrown away only once the run is kept or sent.
    draft: String,
}

/// How finished work stands with the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sending {
    /// Nothing waits.
    Done,
    /// Kept in this browser until it can be sent.
    Waits,
    /// Kept by this open page alone: the browser takes no more.
    AtHand,
    /// The same for days: somebody should know.
    WaitsLong,
    /// The server will not take it.
    Refused,
}

/// Puts a finished run into the outbox; its draft goes as soon as the run is safe.
pub fn add(work: Submission, draft: String) {
    let since = stage::now();
    let waiting = Waiting { work, since };
    AT_HAND.with_borrow_mut(|all| all.push(AtHand { waiting, draft }));
    put_away();
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
    if AT_HAND.with_borrow(|all| !all.is_empty()) {
        return Sending::AtHand;
    }
    let oldest = stored()
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
    AT_HAND.with_borrow_mut(|all| {
        all.retain(|one| {
            let waits = one.waiting.work.id != sent.work.id;
            if !waits {
                drawer::clear(&one.draft);
            }
            waits
        });
    });
    let mut left = stored();
    left.retain(|one| one.work.id != sent.work.id);
    store(&left);
    put_away();
}

/// Moves into storage what is only at hand, as far as it takes it.
fn put_away() {
    AT_HAND.with_borrow_mut(|all| {
        all.retain(|one| {
            let mut kept = stored();
            kept.push(one.waiting.clone());
            let is_kept = store(&kept);
            if is_kept {
                drawer::clear(&one.draft);
            }
            !is_kept
        });
    });
}

fn read() -> Vec<Waiting> {
    let mut all = stored();
    AT_HAND.with_borrow(|at_hand| all.extend(at_hand.iter().map(|one| one.waiting.clone())));
    all
}

fn stored() -> Vec<Waiting> {
    let text = drawer::storage().and_then(|storage| storage.get_item(KEY).ok()?);
    text.and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

/// Whether storage took it all.
fn store(all: &[Waiting]) -> bool {
    let Some(storage) = drawer::storage() else {
        return all.is_empty();
    };
    if all.is_empty() {
        return storage.remove_item(KEY).is_ok();
    }
    serde_json::to_string(all).is_ok_and(|text| storage.set_item(KEY, &text).is_ok())
}
