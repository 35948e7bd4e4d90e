//! A wait that counts down where a person sees it.

use crate::text::tr;
use leptos::prelude::*;

/// The sentence of a text whose `$n` is the seconds left; a script counts them down, without one the sentence stays as it is.
pub fn wait(key: &str, seconds: i64) -> impl IntoView + use<> {
    let sentence = tr(key, &[("n", MARK)]);
    let (before, after) = sentence.split_once(MARK).unwrap_or((&sentence, ""));
    let (before, after) = (before.to_owned(), after.to_owned());
    view! {
        <p class="notice kind" id="code-about">{before}<b data-seconds="" role="timer">{seconds}</b>{after}</p>
        <script src=crate::assets::url("page.js") defer=true></script>
    }
}

/// Stands in no text of ours.
const MARK: &str = "\u{1}";
