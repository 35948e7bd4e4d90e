//! Beside every pupil page: having it read aloud, and its text size and contrast. Both need a script, so both are hidden without one.

use crate::text::t;
use leptos::prelude::*;

const SIZES: [(&str, &str); 3] = [
    ("", "display-size-normal"),
    ("large", "display-size-large"),
    ("largest", "display-size-largest"),
];
const CONTRASTS: [(&str, &str); 2] = [
    ("", "display-contrast-normal"),
    ("more", "display-contrast-more"),
];

/// The two tools.
#[component]
pub fn Tools() -> impl IntoView {
    let sizes = SIZES
        .map(|(value, key)| view! { <button type="button" class="quiet small" data-size=value aria-pressed="false">{t(key)}</button> });
    let contrasts = CONTRASTS
        .map(|(value, key)| view! { <button type="button" class="quiet small" data-contrast=value aria-pressed="false">{t(key)}</button> });
    view! {
        <div class="tools">
            <button type="button" class="quiet" data-aloud="" aria-pressed="false" hidden=true>
                <svg viewBox="0 0 24 24" width="22" height="22" aria-hidden="true"><path d="M4 9v6h4l5 4V5L8 9zm12 0q2 3 0 6m3-9q4 6 0 12" fill="none" stroke="currentColor" stroke-width="2" stroke-linejoin="round" stroke-linecap="round" /></svg>
                {t("aloud")}
            </button>
            <details class="display" data-display="" hidden=true>
                <summary aria-label=t("display")><span aria-hidden="true">"Aa"</span></summary>
                <div class="display-panel">
                    <div role="group" aria-label=t("display-size")><p>{t("display-size")}</p>{sizes}</div>
                    <div role="group" aria-label=t("display-contrast")><p>{t("display-contrast")}</p>{contrasts}</div>
                </div>
            </details>
        </div>
    }
}
