//! What stands below a scene: back, where one is, on.

use super::{dots::Dots, state::State};
use lachan_core::run::Step;
use leptos::prelude::*;

/// Below a scene.
#[component]
pub fn Turning(state: State, step: Step) -> impl IntoView {
    let (n, played) = match step {
        Step::Play(n) => (n, "1"),
        Step::Scene(n) => (n, ""),
        _ => (0, ""),
    };
    let (action, back, next) = state.lesson.with_value(|lesson| {
        let back = step.back(lesson.plays);
        let next = if matches!(step.onward(lesson.scenes, lesson.plays), Step::Question(_)) {
            lesson.words.to_questions.clone()
        } else {
            lesson.words.next.clone()
        };
        let back = back.map(|step| {
            (
                step,
                format!("{}{}", lesson.path, step.query()),
                lesson.words.back.clone(),
            )
        });
        (format!("{}/canh", lesson.path), back, next)
    });
    view! {
        <form class="turning" method="post" action=action on:submit=move |event| {
            event.prevent_default();
            state.go_on();
        }>
            <input type="hidden" name="canh" value=n.to_string() />
            <input type="hidden" name="choi" value=played />
            <span class="turn-back">
                {back.map(|(step, href, word)| view! {
                    <a class="button quiet" href=href on:click=move |event| {
                        event.prevent_default();
                        state.go(step);
                    }><span class="wide-only">{word}</span></a>
                })}
            </span>
            <Dots state=state step=step />
            <button>{next}</button>
        </form>
    }
}
