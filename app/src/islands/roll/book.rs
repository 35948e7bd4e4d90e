//! What was tapped on a roll: shown at once, sent in small batches, kept on this device until the server has it.
//!
//! On the device stand only opaque ids, never a name.

use super::{
    message::{MarkRoll, RollState, Said, Tap},
    shelf::Shelf,
};
use crate::api::{self, Refusal};
use lachan_core::{
    activity::{Status, Tally},
    ids::{ActivityId, OperationId, PupilId, UnitId},
};
use leptos::{prelude::*, task::spawn_local};
use uuid::Uuid;

const BATCH: usize = 60;
const RETRY_MS: u32 = 8_000;

/// The roll in the hands of one person.
#[derive(Clone, Copy)]
pub struct Book {
    activity: ActivityId,
    unit: UnitId,
    /// Server clock minus this device's clock.
    skew_ms: StoredValue<i64>,
    children: StoredValue<Vec<(PupilId, RwSignal<Said>)>>,
    pub unsent: RwSignal<Vec<Tap>>,
    /// What the last taps replaced, newest last.
    before: RwSignal<Vec<Vec<(usize, Said)>>>,
    /// Whether a change now rewrites the past, and whether the person agreed to that.
    pub past: RwSignal<bool>,
    pub confirmed: RwSignal<bool>,
    /// A sentence of the server that the person must know.
    pub trouble: RwSignal<Option<Refusal>>,
    busy: StoredValue<bool>,
}

impl Book {
    /// A book of children as the server knows them.
    pub fn new(
        activity: ActivityId,
        unit: UnitId,
        children: Vec<(PupilId, Said)>,
        past: bool,
    ) -> Self {
        let children = children
            .into_iter()
            .map(|(id, said)| (id, RwSignal::new(said)))
            .collect();
        Self {
            activity,
            unit,
            skew_ms: StoredValue::new(0),
            children: StoredValue::new(children),
            unsent: RwSignal::default(),
            before: RwSignal::default(),
            past: RwSignal::new(past),
            confirmed: RwSignal::new(false),
            trouble: RwSignal::default(),
            busy: StoredValue::new(false),
        }
    }

    /// In the browser: takes the server's clock over, brings back what is still unsent, and sends it whenever there is network.
    pub fn wake(self, server_ms: i64) {
        self.skew_ms.set_value(server_ms - ms(Uuid::now_v7()));
        for tap in self.shelf().kept() {
            if let Some(child) = self.signal(tap.pupil) {
                child.set((tap.status, tap.reason));
                self.unsent.update(|unsent| unsent.push(tap));
            }
        }
        self.flush();
        let online = window_event_listener(leptos::ev::online, move |_| self.flush());
        on_cleanup(move || online.remove());
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(RETRY_MS).await;
                self.flush();
            }
        });
    }

    /// What is said about the child on a line.
    pub fn said(self, line: usize) -> Said {
        self.children
            .with_value(|children| children.get(line).map(|(_, said)| said.get()))
            .unwrap_or_default()
    }

    /// How many are there, late, away, open.
    pub fn tally(self) -> Tally {
        self.children
            .with_value(|children| Tally::of(children.iter().map(|(_, said)| said.get().0)))
    }

    /// Whether there is a tap to take back.
    pub fn can_undo(self) -> bool {
        self.before.with(|before| !before.is_empty())
    }

    /// The oldest unsent tap, in whole days.
    pub fn unsent_days(self) -> i64 {
        let now = self.now();
        self.unsent.with(|unsent| {
            unsent
                .iter()
                .map(|tap| (now - tap.at_ms) / 86_400_000)
                .max()
                .unwrap_or(0)
        })
    }

    /// Says something about one child.
    pub fn tap(self, line: usize, said: Said) {
        self.write(vec![(line, said)], false);
    }

    /// Everybody not spoken of yet is here.
    pub fn everybody(self) {
        let open = self.children.with_value(|children| {
            let open = |(line, (_, said)): (usize, &(PupilId, RwSignal<Said>))| {
                said.get_untracked().0.is_none().then_some(line)
            };
            children
                .iter()
                .enumerate()
                .filter_map(open)
                .collect::<Vec<_>>()
        });
        self.write(
            open.into_iter()
                .map(|line| (line, (Some(Status::Present), None)))
                .collect(),
            true,
        );
    }

    /// Takes the last tap back.
    pub fn undo(self) {
        let Some(last) = self.before.try_update(Vec::pop).flatten() else {
            return;
        };
        self.write(last, false);
        self.before.update(|before| {
            before.pop();
        });
    }

    /// Sends what is unsent, one batch after the other.
    pub fn flush(self) {
        let waits = self.past.get_untracked() && !self.confirmed.get_untracked();
        if self.busy.get_value() || waits || self.unsent.with_untracked(Vec::is_empty) {
            return;
        }
        self.busy.set_value(true);
        spawn_local(async move {
            while let Some(batch) = self.batch() {
                match api::call(&batch).await {
                    Ok(state) => self.settle(&batch, state),
                    Err(Refusal::Away) => break,
                    Err(refusal) => {
                        if matches!(refusal, Refusal::Said { status: 409, .. }) {
                            self.past.set(true);
                        }
                        self.trouble.set(Some(refusal));
                        break;
                    }
                }
            }
            self.busy.set_value(false);
        });
    }

    fn write(self, changes: Vec<(usize, Said)>, everybody: bool) {
        let mut replaced = Vec::new();
        for (line, said) in changes {
            let Some((pupil, signal)) = self
                .children
                .with_value(|children| children.get(line).copied())
            else {
                continue;
            };
            replaced.push((line, signal.get_untracked()));
            signal.set(said);
            let id = Uuid::now_v7();
            let tap = Tap {
                pupil,
                status: said.0,
                reason: said.1,
                at_ms: ms(id) + self.skew_ms.get_value(),
                client_id: OperationId(id),
                everybody,
            };
            self.unsent.update(|unsent| {
                unsent.retain(|earlier| earlier.pupil != pupil);
                unsent.push(tap);
            });
        }
        if !replaced.is_empty() {
            self.before.update(|before| before.push(replaced));
            self.keep();
            self.flush();
        }
    }

    fn batch(self) -> Option<MarkRoll> {
        let taps: Vec<Tap> = self
            .unsent
            .with_untracked(|unsent| unsent.iter().take(BATCH).copied().collect());
        (!taps.is_empty()).then(|| MarkRoll {
            activity: self.activity,
            unit: self.unit,
            taps,
            confirmed: self.confirmed.get_untracked(),
        })
    }

    /// The server has the batch: forget it, and show what others marked on lines nobody here has touched since.
    fn settle(self, batch: &MarkRoll, state: RollState) {
        self.unsent.update(|unsent| {
            unsent.retain(|tap| {
                batch
                    .taps
                    .iter()
                    .all(|sent| sent.client_id != tap.client_id)
            })
        });
        self.keep();
        let notice = state.notice.map(|sentence| Refusal::Said {
            status: 200,
            sentence,
        });
        self.trouble.set(notice);
        for (pupil, said) in state.said {
            let touched = self
                .unsent
                .with_untracked(|unsent| unsent.iter().any(|tap| tap.pupil == pupil));
            if let Some(signal) = self
                .signal(pupil)
                .filter(|signal| !touched && signal.get_untracked() != said)
            {
                signal.set(said);
            }
        }
    }

    fn signal(self, pupil: PupilId) -> Option<RwSignal<Said>> {
        self.children.with_value(|children| {
            children
                .iter()
                .find(|(id, _)| *id == pupil)
                .map(|(_, said)| *said)
        })
    }

    fn shelf(self) -> Shelf {
        Shelf::of(self.activity, self.unit)
    }

    fn keep(self) {
        self.unsent
            .with_untracked(|unsent| self.shelf().keep(unsent));
    }

    fn now(self) -> i64 {
        ms(Uuid::now_v7()) + self.skew_ms.get_value()
    }
}

/// An id made now says when now is.
fn ms(id: Uuid) -> i64 {
    let (seconds, nanos) = id.get_timestamp().map_or((0, 0), |time| time.to_unix());
    i64::try_from(seconds).unwrap_or(0) * 1_000 + i64::from(nanos / 1_000_000)
}
