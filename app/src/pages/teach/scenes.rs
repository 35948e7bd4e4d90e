//! Cảnh và câu hỏi: what children see, play and are asked, with its key.

use super::{Binder, Leaf, Question, SceneCard, letter_of};
use crate::text::t;
use lachan_core::lesson::{Game, Play};
use leptos::prelude::*;

/// The leaf.
#[derive(Clone, Debug)]
pub struct ScenesPage {
    pub binder: Binder,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub scenes: Vec<SceneCard>,
    pub questions: Vec<Question>,
}

impl ScenesPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let scenes = self
            .scenes
            .into_iter()
            .map(|scene| {
                view! {
                    <li class="card brief-scene" id=format!("canh-{}", scene.place)>
                        <div class="picture" inner_html=scene.picture></div>
                        <h3>{scene.label}</h3>
                        {scene.paragraphs.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                        {scene.play.map(|play| told(&play, false))}
                    </li>
                }
            })
            .collect_view();
        view! {
            {self.binder.head(Leaf::Scenes, None)}
            <div hidden inner_html=self.sheet></div>
            <h2>{t("library-scenes")}</h2>
            <ol class="brief-scenes">{scenes}</ol>
            <h2>{t("library-questions")}</h2>
            <ol class="brief-questions">{self.questions.into_iter().map(question).collect_view()}</ol>
        }
    }
}

fn question(question: Question) -> impl IntoView {
    let options = question
        .options
        .into_iter()
        .enumerate()
        .map(|(n, choice)| {
            view! {
                <li class:right=choice.right>
                    <b>{letter_of(n)}". "{choice.text}</b>
                    {choice.right.then(|| view! { " " <span class="pill done">{t("library-right")}</span> })}
                    <span class="soft">{choice.feedback}</span>
                </li>
            }
        })
        .collect_view();
    view! { <li class="card"><h3>{question.label}" "{question.stem}</h3><ul>{options}</ul></li> }
}

/// A game with all its answers, to be read and not played: on paper and for whoever prepares.
pub fn told(play: &Play, open: bool) -> impl IntoView + use<> {
    let pairs: Vec<(String, String)> = match &play.game {
        Game::Pick(cards) | Game::Open(cards) => cards
            .iter()
            .map(|card| (card.text.clone(), card.said.clone()))
            .collect(),
        Game::Sort { bins, cards } => cards
            .iter()
            .map(|sorted| {
                let bin = bins
                    .get(usize::from(sorted.bin))
                    .cloned()
                    .unwrap_or_default();
                (
                    sorted.card.text.clone(),
                    format!("→ {bin}. {}", sorted.card.said),
                )
            })
            .collect(),
        Game::Order(cards) => cards
            .iter()
            .enumerate()
            .map(|(n, card)| (format!("{}. {}", n + 1, card.text), card.said.clone()))
            .collect(),
        Game::Trust(groups) => groups
            .iter()
            .map(|group| (group.name.clone(), group.people.join(", ")))
            .collect(),
    };
    let pairs = pairs
        .into_iter()
        .map(|(text, said)| view! { <li><b>{text}</b>" "<span class="soft">{said}</span></li> })
        .collect_view();
    view! {
        <details class="told-game" open=open>
            <summary>{t("guide-game")}": "{play.invite.clone()}</summary>
            <ul>{pairs}</ul>
        </details>
    }
}
