//! One question as a plain form; awake, it answers at once, calmly, as often as one likes.

use super::{Dots, lesson::Question, state::State};
use lachan_core::run::Step;
use leptos::{either::Either, prelude::*};

/// The question, and below it what was said about the last answer.
#[component]
pub fn Quiz(state: State, n: u16) -> impl IntoView {
    let (question, address, ticket) = state.lesson.with_value(|lesson| {
        let question = lesson.question(n).cloned().unwrap_or_default();
        let address = format!("{}{}", lesson.path, Step::Question(n).query());
        (question, address, lesson.ticket.clone())
    });
    let run = state.run.get_untracked();
    let picked = RwSignal::new(state.shown.get_untracked());
    let options = options(state, n, &question, picked);
    let stem = question.stem;
    let right = question.key.map(|key| key.right);
    view! {
        <form class="question" method="post" action=format!("{address}#tra-loi") on:submit=move |event| {
            event.prevent_default();
            if let Some(place) = picked.get_untracked() { state.answer(n, place); }
        }>
            <input type="hidden" name="phieu" value=ticket />
            <input type="hidden" name="ma" value=run.id.to_string() />
            <input type="hidden" name="dap-an" prop:value=move || state.run.get().text() value=run.text() />
            <Dots state=state step=Step::Question(n) />
            <fieldset id="tra-loi">
                <legend data-focus="">{stem}</legend>
                {options}
            </fieldset>
            {move || onward(state, n, picked, right)}
        </form>
    }
}

fn options(
    state: State,
    n: u16,
    question: &Question,
    picked: RwSignal<Option<u8>>,
) -> impl IntoView + use<> {
    let at_first = picked.get_untracked();
    let key = question.key.clone();
    (0u8..)
        .zip(question.options.clone())
        .map(move |(place, text)| {
            let right = key.as_ref().map(|key| key.right);
            let words = key.clone().map(|mut key| {
                let own = key.feedback.swap_remove(usize::from(place));
                (key.praise, own)
            });
            view! {
                <label class=move || look(place, right, state.shown.get())>
                    <input
                        type="radio"
                        name=format!("chon-{n}")
                        value=place.to_string()
                        checked=at_first == Some(place)
                        // The next question reuses these buttons: what was pressed for the last one must not stay pressed.
                        prop:checked=move || picked.get() == Some(place)
                        required=true
                        on:change=move |_| picked.set(Some(place))
                    />
                    <span>{text}</span>
                </label>
                {move || said(state, place, right, &words)}
            }
        })
        .collect_view()
}

/// How an option looks once something was answered: the right one, what was chosen instead, and the rest.
fn look(place: u8, right: Option<u8>, shown: Option<u8>) -> &'static str {
    match shown.and(right) {
        Some(right) if right == place => "option right",
        Some(_) if shown == Some(place) => "option thought",
        Some(right) if shown != Some(right) => "option aside",
        _ => "option",
    }
}

/// What is said of an option stands under it: of the right one, and of the one that was chosen instead.
fn said(
    state: State,
    place: u8,
    right: Option<u8>,
    words: &Option<(String, String)>,
) -> impl IntoView + use<> {
    let shown = state.shown.get()?;
    let (praise, own) = words.clone()?;
    let well = right == Some(place);
    if !well && shown != place {
        return None;
    }
    let opening = state
        .lesson
        .with_value(|lesson| match (well, shown == place) {
            (true, true) => praise,
            (true, false) => lesson.words.right_one.clone(),
            _ => lesson.words.think_again.clone(),
        });
    Some(view! { <p class="feedback" class:well=well role="status"><b>{opening}</b>" "{own}</p> })
}

/// Before an answer: the button. After it: on, or once more.
fn onward(
    state: State,
    n: u16,
    picked: RwSignal<Option<u8>>,
    right: Option<u8>,
) -> impl IntoView + use<> {
    let shown = state.shown.get();
    state.lesson.with_value(|lesson| {
        let words = &lesson.words;
        let Some(place) = shown else {
            return Either::Left(view! { <div class="answering"><button>{words.answer.clone()}</button></div> });
        };
        let onward = state.run.with_untracked(|run| run.after(n));
        let (href, word) = match onward {
            Step::End => (format!("{}/xong", lesson.path), words.finish.clone()),
            step => (format!("{}{}", lesson.path, step.query()), words.next_question.clone()),
        };
        let again = right.is_some_and(|right| right != place).then(|| {
            view! {
                <button class="quiet" name="lai" value="1" formnovalidate=true on:click=move |event| {
                    event.prevent_default();
                    picked.set(None);
                    state.ask_again();
                }>{words.try_again.clone()}</button>
            }
        });
        Either::Right(view! {
            <div class="answering">
                {again}
                <button type="submit" formaction=href formnovalidate=true data-onward="" on:click=move |event| {
                    event.prevent_default();
                    state.go(onward);
                }>{word}</button>
            </div>
        })
    })
}
