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
    let options = options(n, &question, picked);
    let stem = question.stem.clone();
    view! {
        <form class="question" method="post" action=address on:submit=move |event| {
            event.prevent_default();
            if let Some(place) = picked.get_untracked() { state.answer(n, place); }
        }>
            <input type="hidden" name="phieu" value=ticket />
            <input type="hidden" name="ma" value=run.id.to_string() />
            <input type="hidden" name="dap-an" prop:value=move || state.run.get().text() value=run.text() />
            <Dots state=state step=Step::Question(n) />
            <fieldset>
                <legend data-focus="">{stem}</legend>
                {options}
            </fieldset>
            {move || said(state, n, &question)}
        </form>
    }
}

fn options(n: u16, question: &Question, picked: RwSignal<Option<u8>>) -> impl IntoView + use<> {
    let at_first = picked.get_untracked();
    (0u8..)
        .zip(question.options.clone())
        .map(move |(place, text)| {
            view! {
                <label class="option">
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
            }
        })
        .collect_view()
}

/// Before an answer: the button. After it: the chosen option's feedback, then the explanation, then on or once more.
fn said(state: State, n: u16, question: &Question) -> impl IntoView + use<> {
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
        let right = question.key.as_ref().is_none_or(|key| key.right == place);
        let feedback = question.key.as_ref().map(|key| {
            let own = key.feedback.get(usize::from(place)).cloned();
            let explanation = key.feedback.get(usize::from(key.right)).cloned().filter(|_| !right);
            let opening = if right { key.praise.clone() } else { words.think_again.clone() };
            view! {
                <div class="feedback" class:well=right role="status">
                    <p><b>{opening}</b>" "{own}</p>
                    {explanation.map(|text| view! { <p>{text}</p> })}
                </div>
            }
        });
        Either::Right(view! {
            <div class="answering">
                {feedback}
                {(!right).then(|| view! { <button class="quiet">{words.try_again.clone()}</button> })}
                <button type="submit" formaction=href formnovalidate=true data-onward="" on:click=move |event| {
                    event.prevent_default();
                    state.go(onward);
                }>{word}</button>
            </div>
        })
    })
}
