//! The three permanent buttons of every pupil page: same words, same place, same look, also without WASM.

use crate::text::t;
use leptos::prelude::*;

/// Em cần giúp, Em muốn dừng (inside a lesson), Thoát nhanh. Use of them is not recorded.
#[component]
pub fn SafetyBar(
    /// Where "Em muốn dừng" leads; only lesson pages have it.
    #[prop(optional)]
    stop: Option<String>,
) -> impl IntoView {
    view! {
        <nav class="safety" aria-label=t("safety-bar")>
            <a class="help" href="/can-giup">{t("help-me")}</a>
            {stop.map(|href| view! { <a href=href>{t("stop-now")}</a> })}
            <a class="exit" href="/thoat-nhanh" data-quick-exit="" rel="noreferrer">{t("quick-exit")}</a>
        </nav>
    }
}
