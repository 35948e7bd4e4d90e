//! A module as a child meets it: what it is, its scenes and questions, whom to tell, and a quiet way out.

mod play;

use super::{attempt::Attempt, desk::stars};
use crate::{
    parts::{
        art::picture,
        safety::{next_child, say},
        told::Run,
    },
    text::{t, to, tr},
};
use lachan_core::{
    art::GUIDE,
    lesson::{Band, Game, Play},
};
use leptos::prelude::*;
pub use play::PlayPage;

/// What every page of a module knows.
#[derive(Clone, Debug)]
pub struct Cover {
    /// `/hoc/B4`
    pub path: String,
    pub title: String,
    /// The band: stars and Sóc Nâu for A, the detective's badge for B, quiet for the older.
    pub band: Band,
}

impl Cover {
    fn say(&self, key: &str) -> String {
        to(key, self.band.address_in_rules())
    }
}

/// The first screen: what, how long, and that one can stop at any time.
#[derive(Clone, Debug)]
pub struct FirstScreen {
    pub cover: Cover,
    pub minutes: u8,
    /// Mục tiêu, as promises to the reader.
    pub outcomes: Vec<String>,
    /// The picture of the first scene, ready as SVG.
    pub picture: String,
    /// Where to go on, when the child was here before.
    pub resume: Option<String>,
}

impl FirstScreen {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let cover = self.cover;
        let minutes = tr("lesson-takes", &[("n", &self.minutes.to_string())]);
        let start = format!("{}?canh=1", cover.path);
        view! {
            <nav class="way"><a href="/hoc">{t("lesson-home")}</a></nav>
            <article class="first-screen">
                <div class="picture" aria-hidden="true" inner_html=self.picture></div>
                <h1>{cover.title.clone()}</h1>
                <p>{minutes}" "<b>{cover.say("lesson-may-stop")}</b></p>
                <h2>{cover.say("lesson-about")}</h2>
                <ul>{self.outcomes.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                <div class="first-actions">
                    {match self.resume {
                        Some(href) => view! {
                            <a class="button" href=href>{t("desk-go-on")}</a>
                            <a class="button plain" href=start>{t("lesson-from-start")}</a>
                        }.into_any(),
                        None => view! { <a class="button" href=start>{t("desk-start")}</a> }.into_any(),
                    }}
                </div>
            </article>
        }
    }
}

/// A scene ready to be shown.
#[derive(Clone, Debug)]
pub struct SceneView {
    pub n: u16,
    pub text: Vec<Vec<Run>>,
    /// SVG with its description; its id is [`picture_id`].
    pub picture: String,
    /// Whether cards with words stand in it.
    pub has_cards: bool,
    pub play: Option<Play>,
}

impl SceneView {
    /// Whether the picture's cards say what its game asks.
    fn tells(&self) -> bool {
        let asks = |play: &Play| matches!(play.game, Game::Sort { .. } | Game::Order(_));
        self.has_cards && self.play.as_ref().is_some_and(asks)
    }
}

/// What a scene's picture is called on the page, so that a question can show it again.
pub fn picture_id(n: u16) -> String {
    format!("tranh-{n}")
}

/// The end of a module: whom to tell, whose fault it never is, a breath, and home.
#[derive(Clone, Debug)]
pub struct EndPage {
    pub cover: Cover,
    pub attempt: Attempt,
    pub who_to_tell: String,
}

impl EndPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let end = ending(&self.cover, self.attempt, self.who_to_tell);
        view! { <article class="ending">{end}</article> }
    }
}

/// A detective's badge: a shield with a magnifying glass. Each who finishes has it.
const BADGE: &str = r#"<svg viewBox="0 0 64 72" width="64" height="72"><path class="badge-shield" d="M32 3 58 11v22c0 17-11 29-26 36C17 62 6 50 6 33V11Z"/><circle class="badge-glass" cx="29" cy="30" r="11"/><path class="badge-handle" d="m37 38 10 11"/><path class="badge-star" d="m29 23 2.1 4.6 5 .5-3.8 3.3 1.1 4.9-4.4-2.6-4.4 2.6 1.1-4.9-3.8-3.3 5-.5z"/></svg>"#;

fn ending(cover: &Cover, attempt: Attempt, who_to_tell: String) -> impl IntoView + use<> {
    view! {
        <div class="done-mark">
            {match cover.band {
                Band::A => view! { <span class="feast" aria-hidden="true" inner_html=picture(&GUIDE)></span> {stars()} }.into_any(),
                Band::B => view! { <span class="badge" aria-hidden="true" inner_html=BADGE></span> }.into_any(),
                _ => ().into_any(),
            }}
            <p>{cover.say(if cover.band == Band::B { "lesson-finished-detective" } else { "lesson-finished" })}</p>
        </div>
        {attempt.view()}
        <h2 class="tell-title" data-focus="">{t("lesson-who-to-tell")}</h2>
        <p class="tell">{who_to_tell}</p>
        <p class="r6">{cover.say("rule-r6-says")}</p>
        <p class="one-one-one"><b>"111"</b>" "<span>{cover.say("lesson-111")}</span></p>
        {breathing(cover)}
        <div class="first-actions">
            <a class="button" href="/hoc">{t("lesson-back-home")}</a>
            {next_child()}
        </div>
    }
}

/// "Em muốn dừng": no reason asked, a quiet thing to do, and every way open.
#[derive(Clone, Debug)]
pub struct StopPage {
    pub cover: Cover,
    pub go_on: String,
}

impl StopPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let cover = self.cover;
        view! {
            <article class="stopping">
                <h1>{t("stop-title")}</h1>
                <p>{cover.say("stop-about")}</p>
                {breathing(&cover)}
                <div class="first-actions">
                    <a class="button" href="/hoc">{t("stop-later")}</a>
                    <a class="button quiet" href=self.go_on>{t("stop-go-on")}</a>
                    <a class="button warn" href="/can-giup">{say("help-me", Some(cover.band.letter()))}</a>
                    {next_child()}
                </div>
            </article>
        }
    }
}

/// A module that is not open: over, taken back, or never given.
#[derive(Clone, Debug)]
pub struct ClosedPage {
    pub cover: Cover,
}

impl ClosedPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let cover = self.cover;
        view! {
            <article class="stopping">
                <h1>{cover.title.clone()}</h1>
                <p>{cover.say("lesson-closed")}</p>
                <a class="button" href="/hoc">{t("lesson-back-home")}</a>
            </article>
        }
    }
}

fn breathing(cover: &Cover) -> impl IntoView + use<> {
    view! {
        <div class="breath">
            <span class="breath-leaf" aria-hidden="true"></span>
            <p>{cover.say("lesson-breathe")}</p>
        </div>
    }
}
