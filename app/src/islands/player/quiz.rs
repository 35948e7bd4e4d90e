//! One question as a plain form; awake, it answers at once, calmly, as often as one likes.

use super::{dots::Dots, lesson::Question, state::State};
use lachan_core::run::Step;
use leptos::{either::Either, prelude::*};

/// The question, and below it what was said about the last answer.
#[component]
pub fn Quiz(state: State, n: u16) -> impl IntoView {
    let (question, address, ticket) = state.lesson.with_value(|lesson| {
        let question = lesson.question(n).cloned().unwrap_or_default();
        let address = format!("{}{}#tra-loi", lesson.path, Step::Question(n).query());
        (question, address, lesson.ticket.clone())
    });
    let run = state.run.get_untracked();
    let picked = RwSignal::new(state.shown.get_untracked());
    let options = options(state, n, &question, picked);
    let stem = question.stem;
    let right = question.key.map(|key| key.right);
    view! {
        <form class="question" method="post" action=address on:submit=move |event| {
            event.prevent_default();
            state.submit(n, picked);
        }>
            <input type="hidden" name="phieu" value=ticket />
            <input type="hidden" name="ma" value=run.id.to_string() />
            <input type="hidden" name="dap-an" prop:value=move || state.run.get().text() value=run.text() />
            <Dots state=state step=Step::Question(n) />
            <fieldset id="tra-loi">
                <legend data-focus="">{stem}</legend>
                {options}
            </fieldset>
            {move || onward(state, n, right)}
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
    let right = question.key.as_ref().map(|key| key.right);
    (0u8..)
        .zip(question.options.clone())
        .map(move |(place, text)| {
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
                <p class="feedback" role="status">{move || said(state, n, place)}</p>
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

/// What is said of an option, under it: of the right one, and of the one that was chosen instead. Nothing where nothing may be known.
fn said(state: State, n: u16, place: u8) -> String {
    let Some(shown) = state.shown.get() else {
        return String::new();
    };
    state.lesson.with_value(|lesson| {
        let key = lesson
            .question(n)
            .and_then(|question| question.key.as_ref());
        let Some(key) = key else {
            return String::new();
        };
        let opening = match (key.right == place, shown == place) {
            (true, true) => &key.praise,
            (true, false) => &lesson.words.right_one,
            (false, true) => &lesson.words.think_again,
            (false, false) => return String::new(),
        };
        let own = key.feedback.get(usize::from(place));
        opening.clone() + " " + own.map_or("", String::as_str)
    })
}

/// Before an answer: the button. After it: on, or once more.
fn onward(state: State, n: u16, right: Option<u8>) -> impl IntoView + use<> {
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
            view! { <button class="quiet" name="lai" value="1" formnovalidate=true>{words.try_again.clone()}</button> }
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
