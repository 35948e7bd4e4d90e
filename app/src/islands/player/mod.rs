//! The lesson player: takes over the page the server made, turns scenes and answers at once, and keeps work until it is sent.

mod drawer;
mod lesson;
mod outbox;
mod quiz;
mod stage;
mod state;

pub use lesson::{Key, Lesson, Question, Start, Words};

use lachan_core::run::Step;
use leptos::{either::EitherOf3, ev, prelude::*};
use quiz::Quiz;
pub use stage::name as step_name;
use state::{Sending, State};

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

/// Below a scene: back, where one is, on.
#[component]
fn Turning(state: State, step: Step) -> impl IntoView {
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

/// Where one is, as small marks and in words.
#[component]
fn Dots(state: State, step: Step) -> impl IntoView {
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
