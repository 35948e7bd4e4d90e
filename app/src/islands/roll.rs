//! Attendance of one class: forty children in a minute with a thumb, also without network. Without WASM the same markup is a plain form.

mod book;
mod message;
mod row;
mod save_bar;
mod shelf;

use book::Book;
use lachan_core::{
    activity::{Reason, Status},
    ids::{ActivityId, PupilId, UnitId},
    names::search_key,
};
use leptos::{ev::KeyboardEvent, prelude::*};
pub use message::{MarkRoll, RollState, Said, Tap};
use row::{radio, row};
use save_bar::{SaveBar, tell};
use serde::{Deserialize, Serialize};

/// The roll of one invited unit, as its organizer may see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub activity: ActivityId,
    pub unit: UnitId,
    /// What the unit is called.
    pub name: String,
    /// Where one goes on when this roll is done.
    pub next: Option<Next>,
    /// How many of the other units were there, and how many are not spoken of yet.
    pub elsewhere: (u32, u32),
    /// The server's clock, so that taps of two devices can be told apart by time.
    pub now_ms: i64,
    /// Whether a change rewrites the past and must be agreed to.
    pub past: bool,
    pub children: Vec<Child>,
    pub words: Words,
}

/// The roll after this one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    pub href: String,
    /// "Xong 4A → sang 4B"
    pub words: String,
}

/// A child on the roll.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    pub id: PupilId,
    pub name: String,
    pub status: Option<Status>,
    pub reason: Option<Reason>,
}

/// What the sheet says.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words {
    pub everybody: String,
    pub then: String,
    pub open: String,
    pub reason: String,
    pub no_reason: String,
    pub save: String,
    pub saved: String,
    pub unsent: String,
    pub unsent_days: String,
    pub undo: String,
    pub agree: String,
    pub sign_in: String,
    pub keys: String,
    pub find: String,
    /// Why nothing is sent yet.
    pub agree_first: String,
}

/// The sheet.
#[island]
pub fn RollSheet(sheet: Sheet) -> impl IntoView {
    let Sheet {
        activity,
        unit,
        name,
        next,
        elsewhere,
        now_ms,
        past,
        children,
        words,
    } = sheet;
    let said = children
        .iter()
        .map(|c| (c.id, (c.status, c.reason)))
        .collect();
    let book = Book::new(activity, unit, said, past);
    let early = said_early(&children);
    let awake = RwSignal::new(false);
    Effect::new(move || {
        book.wake(now_ms);
        for (line, said) in early.clone() {
            book.tap(line, said);
        }
        awake.set(true);
    });
    // What stands outside the sheet goes along with every tap.
    Effect::new(move || {
        let tally = book.tally();
        tell("here", tally.attended());
        tell("attended", elsewhere.0 + tally.attended());
        tell("open", elsewhere.1 + tally.open);
    });
    let sought = RwSignal::new(String::new());
    let lines = children.len();
    let rows = children
        .into_iter()
        .enumerate()
        .map(|(line, child)| row(book, line, lines, child, &words, sought))
        .collect_view();
    let open_word = words.open.clone();
    let agree = words.agree.clone();
    view! {
        <form method="post" action=format!("/hoat-dong/{activity}/diem-danh") class="roll" autocomplete="off" class:awake=awake>
            <input type="hidden" name="unit" value=unit.to_string() />
            <Show when=move || book.past.get()>
                <label class="choice notice kind">
                    <input
                        type="checkbox"
                        name="confirmed"
                        value="1"
                        prop:checked=book.confirmed
                        on:change=move |ev| {
                            book.confirmed.set(event_target_checked(&ev));
                            book.flush();
                        }
                    />
                    <span>{agree.clone()}</span>
                </label>
            </Show>
            <div class="roll-start">
                <button
                    class="everybody"
                    name="everybody"
                    value="1"
                    on:click=move |ev| {
                        ev.prevent_default();
                        book.everybody();
                    }
                >
                    {words.everybody.clone()}
                </button>
                <input
                    type="search"
                    class="find"
                    aria-label=words.find.clone()
                    placeholder=words.find.clone()
                    hidden=move || !awake.get()
                    on:input=move |event| sought.set(format!(" {}", search_key(event_target_value(&event).trim())))
                    on:keydown=|event| if event.key() == "Enter" { event.prevent_default() }
                />
                <p class="soft then">{words.then.clone()}</p>
            </div>
            <p class="counts">
                {Status::ALL.map(|status| view! { <span class=status.name()>{status.word()}" "<b>{move || count(book, status)}</b></span> })}
                <span class="open" class:none=move || book.tally().open == 0>{open_word}" "<b>{move || book.tally().open}</b></span>
            </p>
            <ol class="children">{rows}</ol>
            <p class="soft keys">{words.keys.clone()}</p>
            <SaveBar book=book awake=awake name=name next=next words=words />
        </form>
    }
}

/// What was tapped before the sheet woke: it stands in the form alone, and waking writes over that what the server knew.
fn said_early(children: &[Child]) -> Vec<(usize, Said)> {
    if cfg!(not(feature = "hydrate")) {
        return Vec::new();
    }
    let find = |selector: String| document().query_selector(&selector).ok().flatten();
    let early = |(line, child): (usize, &Child)| {
        let checked = |status: &Status| find(format!("#{}:checked", radio(line, *status)));
        let status = Status::ALL
            .into_iter()
            .find(|status| checked(status).is_some());
        let chosen = find(format!("[name='r-{}'] option:checked", child.id));
        let reason = chosen.and_then(|option| Reason::named(&option.get_attribute("value")?));
        // Another status takes its old reason along with it, as a tap does.
        let stale = status != child.status && reason == child.reason;
        let said = (status, reason.filter(|_| !stale));
        (said != (child.status, child.reason)).then_some((line, said))
    };
    children.iter().enumerate().filter_map(early).collect()
}

/// Arrows up and down walk along the children, 1–4 choose.
fn key(book: Book, line: usize, lines: usize, event: &KeyboardEvent) {
    if event_target::<web_sys::Element>(event).tag_name() == "SELECT" {
        return;
    }
    let next = match event.key().as_str() {
        "ArrowDown" => (line + 1).min(lines.saturating_sub(1)),
        "ArrowUp" => line.saturating_sub(1),
        digit => {
            let chosen = digit
                .parse::<usize>()
                .ok()
                .and_then(|n| Status::ALL.get(n.wrapping_sub(1)));
            if let Some(status) = chosen {
                event.prevent_default();
                book.tap(line, (Some(*status), None));
                focus(line, *status);
            }
            return;
        }
    };
    event.prevent_default();
    focus(next, book.said(next).0.unwrap_or(Status::Present));
}

fn focus(line: usize, status: Status) {
    use wasm_bindgen::JsCast;
    let found = document().get_element_by_id(&radio(line, status));
    if let Some(input) = found.and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok()) {
        input.focus().ok();
    }
}

fn count(book: Book, status: Status) -> u32 {
    let tally = book.tally();
    match status {
        Status::Present => tally.present,
        Status::Late => tally.late,
        Status::Excused => tally.excused,
        Status::Absent => tally.absent,
    }
}
