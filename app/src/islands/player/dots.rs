//! Where one is, as small marks and in words.

use super::state::State;
use lachan_core::run::Step;
use leptos::prelude::*;

/// The marks of a step.
#[component]
pub fn Dots(state: State, step: Step) -> impl IntoView {
    let (label, passed, of) = state.lesson.with_value(|lesson| {
        let (passed, of) = match step {
            Step::Scene(n) | Step::Play(n) => (n, lesson.scenes),
            Step::Question(n) => (n, lesson.n_questions()),
            Step::End => (0, 0),
        };
        (lesson.label(step), passed, of)
    });
    // As text: a list of views is half a kilobyte of code.
    let dots: String = (1..=of)
        .map(|n| {
            if n <= passed {
                "<i class=\"on\"></i>"
            } else {
                "<i></i>"
            }
        })
        .collect();
    view! {
        <span class="place">
            <span class="place-words">{label}</span>
            <span class="dots" aria-hidden="true" inner_html=dots></span>
        </span>
    }
}
