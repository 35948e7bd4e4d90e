//! From a module of the library to what one child sees of it: options in the child's own order, and the key only for practice.

use crate::service::learning;
use lachan_app::{
    islands::player::{Key, Question, Words},
    text::{t, tr},
};
use lachan_core::{
    learning::Ticket,
    lesson::{Address, AnswerKey, Item, Module, Opening},
    library::Library,
};

/// The questions of a practice run: feedback is at hand, so that it works offline.
pub fn practice(library: &Library, module: &Module, ticket: &Ticket) -> Vec<Question> {
    let seed = learning::seed(ticket);
    library
        .keyed(module)
        .map(|(item, key)| Question {
            key: Some(shown_key(item, key, module.band.address(), seed)),
            ..asked(item, seed)
        })
        .collect()
}

/// The numbers of the questions whose first choice, by place on this child's screen, was not the right one.
pub fn wrong(library: &Library, module: &Module, ticket: &Ticket, chosen: &[u8]) -> Vec<u16> {
    let seed = learning::seed(ticket);
    let asked = (1u16..).zip(library.keyed(module)).zip(chosen);
    asked
        .filter(|((_, (item, key)), place)| {
            let option = item.shown(seed).get(usize::from(**place)).copied();
            !option.is_some_and(|option| key.is_right(option))
        })
        .map(|((n, _), _)| n)
        .collect()
}

/// The questions of a before-test or a contest: only what is asked.
pub fn test(module: &Module, ticket: &Ticket) -> Vec<Question> {
    let seed = learning::seed(ticket);
    module.items.iter().map(|item| asked(item, seed)).collect()
}

/// What the player says itself, to this reader.
pub fn words(address: Address) -> Words {
    let say = |key: &str| say(key, address);
    Words {
        next: say("lesson-next"),
        back: say("lesson-back"),
        to_questions: say("lesson-to-questions"),
        answer: say("lesson-answer"),
        try_again: say("lesson-try-again"),
        next_question: say("lesson-next-question"),
        finish: say("lesson-finish"),
        think_again: say(Opening::ThinkAgain.key()),
        right_one: say("opening-right-one"),
        unsent: say("lesson-unsent"),
        at_hand: say("lesson-at-hand"),
        unsent_old: say("lesson-unsent-old"),
        refused: say("lesson-refused"),
    }
}

/// What each step is called: scenes, then questions.
pub fn labels(module: &Module) -> Vec<String> {
    let label =
        |key: &str, n: usize, of: usize| tr(key, &[("n", &n.to_string()), ("of", &of.to_string())]);
    let (scenes, questions) = (module.scenes.len(), module.items.len());
    (1..=scenes)
        .map(|n| label("lesson-scene", n, scenes))
        .chain((1..=questions).map(|n| label("lesson-question", n, questions)))
        .collect()
}

fn asked(item: &Item, seed: u64) -> Question {
    let options = item
        .shown(seed)
        .into_iter()
        .filter_map(|option| item.options.get(usize::from(option)).cloned());
    Question {
        stem: item.stem.clone(),
        options: options.collect(),
        key: None,
    }
}

fn shown_key(item: &Item, key: &AnswerKey, address: Address, seed: u64) -> Key {
    let shown = item.shown(seed);
    let place = (0u8..)
        .zip(&shown)
        .find(|(_, option)| key.is_right(**option));
    Key {
        right: place.map_or(0, |(place, _)| place),
        praise: say(Opening::of(true, &item.id).key(), address),
        feedback: shown
            .iter()
            .map(|option| key.feedback_for(*option).unwrap_or_default().to_owned())
            .collect(),
    }
}

fn say(key: &str, address: Address) -> String {
    let (you, first) = (t(address.key()), t(&format!("{}-first", address.key())));
    tr(key, &[("you", &you), ("You", &first)])
}
