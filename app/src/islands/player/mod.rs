//! The lesson player: takes over the page the server made, turns scenes and answers at once, and keeps work until it is sent.

mod dots;
mod drawer;
mod lesson;
mod outbox;
mod quiz;
mod stage;
mod state;
mod turning;

pub use lesson::{Key, Lesson, Question, Start, Words};

use lachan_core::run::Step;
use leptos::{either::EitherOf3, ev, prelude::*};
use outbox::Sending;
use quiz::Quiz;
pub use stage::name as step_name;
use state::State;
use turning::Turning;

/// Scenes back and forth, then the questions, then the end. The children are the scenes and the end, each with `data-step`.
#[island]
pub fn Player(lesson: Lesson, children: Children) -> impl IntoView {
    let state = State::new(lesson);
    Effect::new(move |before: Option<()>| {
        if before.is_none() {
            state.wake();
            stage::tell_awake();
            let keys = window_event_listener(ev::keydown, move |event| state.key(&event));
            let back = window_event_listener(ev::popstate, move |event| {
                if let Some(step) = stage::recalled(&event) {
                    state.turn_to(step);
                }
            });
            on_cleanup(move || {
                keys.remove();
                back.remove();
            });
        }
    });
    view! {
        <div class="player">
            {children()}
            {move || match state.step.get() {
                step @ (Step::Scene(_) | Step::Play(_)) => EitherOf3::A(view! { <Turning state=state step=step /> }),
                Step::Question(n) => EitherOf3::B(view! { <Quiz state=state n=n /> }),
                Step::End => EitherOf3::C(()),
            }}
            <p class="unsent" role="status" hidden=move || state.sending.get() == Sending::Done>
                {move || standing(state)}
            </p>
        </div>
    }
}

fn standing(state: State) -> String {
    let sending = state.sending.get();
    state.lesson.with_value(|lesson| match sending {
        Sending::Done => String::new(),
        Sending::Waits => lesson.words.unsent.clone(),
        Sending::AtHand => lesson.words.at_hand.clone(),
        Sending::WaitsLong => lesson.words.unsent_old.clone(),
        Sending::Refused => lesson.words.refused.clone(),
    })
}
