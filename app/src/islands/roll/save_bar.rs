//! What stands at the foot of the roll: how much is saved, and the way on.

use super::{Next, Words, book::Book};
use crate::api::Refusal;
use leptos::prelude::*;

/// Below everything, in reach of a thumb: what is saved, what is not, and the way back.
#[component]
pub(super) fn SaveBar(
    book: Book,
    awake: RwSignal<bool>,
    name: String,
    next: Option<Next>,
    words: Words,
) -> impl IntoView {
    let Words {
        save,
        saved,
        unsent,
        unsent_days,
        undo,
        sign_in,
        agree_first,
        ..
    } = words;
    let state = move || match (book.unsent.with(Vec::len), book.unsent_days()) {
        (0, _) => saved.clone(),
        _ if book.past.get() && !book.confirmed.get() => agree_first.clone(),
        (n, 0) => format!("{unsent} ({n})"),
        (n, days) => format!("{unsent} ({n}) · {days} {unsent_days}"),
    };
    let trouble = move || {
        book.trouble.get().map(|refusal| match refusal {
            Refusal::Said { status: 401, .. } | Refusal::Away => sign_in.clone(),
            Refusal::Said { sentence, .. } => sentence,
        })
    };
    view! {
        <div class="save-bar">
            <p class="notice warn" role="alert" hidden=move || book.trouble.with(Option::is_none)>{trouble}</p>
            <button type="submit" hidden=awake>{save}</button>
            <p role="status" class="state" class:unsent=move || book.unsent.with(|unsent| !unsent.is_empty()) hidden=move || !awake.get()>
                <b>{name}</b>" · "{state}
            </p>
            <button type="button" class="quiet" hidden=move || !awake.get() disabled=move || !book.can_undo() on:click=move |_| book.undo()>
                {undo}
            </button>
            {next.map(|next| view! { <a class="button onward" href=next.href hidden=move || { !awake.get() || book.tally().open > 0 }>{next.words}</a> })}
        </div>
    }
}

/// Writes a number wherever the page shows it; what is only there while somebody is open goes with the last one.
pub(super) fn tell(what: &str, n: u32) {
    use wasm_bindgen::JsCast;
    let all = |selector: String| {
        let found = document().query_selector_all(&selector).ok();
        found.into_iter().flat_map(|found| {
            (0..found.length())
                .filter_map(move |i| found.get(i)?.dyn_into::<web_sys::HtmlElement>().ok())
        })
    };
    for shown in all(format!("[data-live={what}]")) {
        shown.set_text_content(Some(&n.to_string()));
    }
    for part in all(format!("[data-while={what}]")) {
        part.set_hidden(n == 0);
    }
}
