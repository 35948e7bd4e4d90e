//! The three permanent buttons of every pupil page: same words, same place, same look, also without WASM. And the way out of a shared
//! computer.

use crate::text::t;
use leptos::prelude::*;

/// Em cần giúp, Em muốn dừng (inside a lesson), Thoát nhanh. Use of them is not recorded.
#[component]
pub fn SafetyBar(
    /// Where "Em muốn dừng" leads; only lesson pages have it.
    #[prop(optional)]
    stop: Option<String>,
    /// The age band of the page; the oldest are spoken to as friends.
    #[prop(optional_no_strip)]
    band: Option<char>,
) -> impl IntoView {
    let say = |key| say(key, band);
    view! {
        <nav class="safety" aria-label=t("safety-bar")>
            <a class="help" href="/can-giup">{say("help-me")}</a>
            {stop.map(|href| view! { <a href=href>{say("stop-now")}</a> })}
            <a class="exit" href=exit_for(band) data-quick-exit="" rel="noreferrer">{t("quick-exit")}</a>
        </nav>
    }
}

/// A word of the bar: the oldest speak of themselves as "mình".
pub fn say(key: &str, band: Option<char>) -> String {
    match band {
        Some('D') => t(&format!("{key}-friend")),
        _ => t(key),
    }
}

/// A timetable of the age, so that the page fits who is seen looking at it. Its address says nothing either.
fn exit_for(band: Option<char>) -> &'static str {
    match band {
        Some('A' | 'B') => "/thoi-khoa-bieu?cap=1",
        Some('D') => "/thoi-khoa-bieu?cap=3",
        _ => "/thoi-khoa-bieu",
    }
}

/// "Xong rồi, bạn khác vào": the session is over, what waits to be sent stays on the device and carries no name.
pub fn next_child() -> impl IntoView {
    view! { <form method="post" action="/thoat" class="next-child"><button class="quiet" name="ban-khac" value="1">{t("next-child")}</button></form> }
}
