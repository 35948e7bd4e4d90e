//! The mark: a shield that is also a leaf.

use leptos::prelude::*;

/// The mark alone, in the colour of the text around it. Decorative: the name stands beside it.
#[component]
pub fn Mark() -> impl IntoView {
    view! {
        <svg class="mark-leaf" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
            <path d="M16 2c6 3 10 3.6 12 3.6C28 17 24 26 16 30 8 26 4 17 4 5.6 6 5.6 10 5 16 2Z" fill="currentColor" />
            <path
                d="M10 22c0-8 5-12 13-13-1 8-5 12.5-13 13Zm0 0 8-8"
                fill="none"
                stroke="var(--paper)"
                stroke-width="2"
                stroke-linecap="round"
                stroke-linejoin="round"
            />
        </svg>
    }
}
