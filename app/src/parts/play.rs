//! The game of a scene, as plain HTML: choosing, turning and sorting work without any script, and send nothing.

use crate::text::t;
use lachan_core::lesson::{Card, Game, Group, Play, Sorted};
use leptos::prelude::*;

/// The game of scene `n`.
pub fn game(n: u16, play: &Play) -> impl IntoView + use<> {
    let name = format!("choi-{n}");
    // What is said when nothing is left to do; choosing one and naming whom one trusts have no end.
    let ended = match &play.game {
        Game::Sort { .. } => Some("play-all-sorted"),
        Game::Order(_) => Some("play-all-in-order"),
        Game::Open(_) => Some("play-all-seen"),
        Game::Pick(_) | Game::Trust(_) => None,
    };
    let body = match &play.game {
        Game::Pick(cards) => pick(&name, cards).into_any(),
        Game::Open(cards) => open(cards).into_any(),
        Game::Sort { bins, cards } => sort(&name, bins, cards).into_any(),
        Game::Order(cards) => order(&name, play, cards).into_any(),
        Game::Trust(groups) => trust(groups).into_any(),
    };
    view! {
        <div class="play" role="group" aria-labelledby=name.clone()>
            <p class="invite" id=name.clone()>{play.invite.clone()}</p>
            {body}
            {ended.map(|key| view! { <div aria-live="polite"><p class="said well all">{t(key)}</p></div> })}
        </div>
    }
}

fn pick(name: &str, cards: &[Card]) -> impl IntoView + use<> {
    cards
        .iter()
        .enumerate()
        .map(|(i, card)| {
            let id = format!("{name}-{i}");
            view! {
                <div class="choice">
                    <input type="radio" id=id.clone() name=name.to_owned() class="any" />
                    <label for=id>{card.text.clone()}</label>
                    <div aria-live="polite"><p class="said well">{card.said.clone()}</p></div>
                </div>
            }
        })
        .collect_view()
}

fn open(cards: &[Card]) -> impl IntoView + use<> {
    let cards = cards.iter().map(|card| {
        view! { <details class="turn"><summary>{card.text.clone()}</summary><p>{card.said.clone()}</p></details> }
    });
    view! { <div class="turns">{cards.collect_view()}</div> }
}

fn sort(name: &str, bins: &[String], cards: &[Sorted]) -> impl IntoView + use<> {
    cards
        .iter()
        .enumerate()
        .map(|(i, sorted)| {
            let places: Vec<_> = (0u8..).zip(bins.iter().cloned()).collect();
            one_of(
                &format!("{name}-{i}"),
                &sorted.card,
                sorted.bin,
                None,
                places,
            )
        })
        .collect_view()
}

fn order(name: &str, play: &Play, cards: &[Card]) -> impl IntoView + use<> {
    play.laid_out(cards.len())
        .into_iter()
        .filter_map(|place| Some((place, cards.get(usize::from(place))?)))
        .map(|(place, card)| {
            let steps = (0u8..).zip((1..=cards.len()).map(|n| n.to_string()));
            let word = Some(t("play-step"));
            one_of(
                &format!("{name}-{place}"),
                card,
                place,
                word,
                steps.collect(),
            )
        })
        .collect_view()
}

/// A card, the places it may go to, and what is said at the right one and at the others.
///
/// `word` stands before every place ("Bước"); on a wall, where a long row has to fit, it is only read aloud.
fn one_of(
    name: &str,
    card: &Card,
    right: u8,
    word: Option<String>,
    places: Vec<(u8, String)>,
) -> impl IntoView + use<> {
    let places = places
        .into_iter()
        .map(|(place, words)| {
            let id = format!("{name}-{place}");
            let class = if place == right { "fits" } else { "other" };
            let word = word
                .clone()
                .map(|word| view! { <span class="step-word">{word}" "</span> });
            view! {
                <input type="radio" id=id.clone() name=name.to_owned() class=class />
                <label for=id>{word}{words}</label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="placing">
            <legend>{card.text.clone()}</legend>
            {places}
            <div aria-live="polite">
                <p class="said well"><b>{t("opening-right")}</b>" "{card.said.clone()}</p>
                <p class="said again"><b>{t("opening-think-again")}</b>" "{card.said.clone()}</p>
            </div>
        </fieldset>
    }
}

fn trust(groups: &[Group]) -> impl IntoView + use<> {
    let groups = groups
        .iter()
        .map(|group| {
            let people = group.people.iter().cloned().map(|person| {
                view! { <label class="chip"><input type="checkbox" data-trusted=person.clone() /><span>{person}</span></label> }
            });
            view! { <fieldset class="chips"><legend>{group.name.clone()}</legend>{people.collect_view()}</fieldset> }
        })
        .collect_view();
    view! { {groups} <p class="soft">{t("play-trust-kept")}</p> }
}
