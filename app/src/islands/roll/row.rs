//! One child on the roll.

use super::{Child, Words, book::Book, key};
use lachan_core::{
    activity::{Reason, Status},
    names::search_key,
};
use leptos::prelude::*;

pub(super) fn row(
    book: Book,
    line: usize,
    lines: usize,
    child: Child,
    words: &Words,
    sought: RwSignal<String>,
) -> impl IntoView + use<> {
    let id = child.id;
    // With a space before each word: what is sought is the beginning of one.
    let folded = format!(" {}", search_key(&child.name));
    let was = format!(
        "{} {}",
        child.status.map_or("", Status::name),
        child.reason.map_or("", Reason::name)
    );
    let states = Status::ALL.map(|status| {
        view! {
            <label class=status.name()>
                <input
                    type="radio"
                    id=radio(line, status)
                    name=format!("s-{id}")
                    value=status.name()
                    checked=child.status == Some(status)
                    prop:checked=move || book.said(line).0 == Some(status)
                    on:change=move |_| book.tap(line, (Some(status), None))
                />
                <span><b aria-hidden="true">{status.sign()}</b><em>{status.word()}</em></span>
            </label>
        }
    });
    let reasons = Reason::ALL.map(|reason| {
        view! {
            <option value=reason.name() selected=child.reason == Some(reason) prop:selected=move || book.said(line).1 == Some(reason)>
                {reason.word()}
            </option>
        }
    });
    view! {
        <li hidden=move || sought.with(|sought| !folded.contains(sought.as_str()))>
            <fieldset on:keydown=move |ev| key(book, line, lines, &ev)>
                <legend><span class="soft">{line + 1}</span>" "{child.name}</legend>
                <input type="hidden" name=format!("was-{id}") value=was.trim_end().to_owned() />
                <div class="states">{states}</div>
                <select
                    class="reason"
                    name=format!("r-{id}")
                    aria-label=words.reason.clone()
                    on:change=move |ev| book.tap(line, (book.said(line).0, Reason::named(&event_target_value(&ev))))
                >
                    <option value="">{words.no_reason.clone()}</option>
                    {reasons}
                </select>
            </fieldset>
        </li>
    }
}

pub(super) fn radio(line: usize, status: Status) -> String {
    format!("em-{line}-{}", status.name())
}
