//! A module as a child meets it: what it is, its scenes and questions, whom to tell, and a quiet way out.

use super::desk::stars;
use crate::{
    islands::player::{Lesson, Player, step_name},
    parts::{art::picture, play::game},
    text::{t, tr},
};
use lachan_core::{
    art::GUIDE,
    lesson::{Address, Play},
    run::Step,
};
use leptos::prelude::*;

/// What every page of a module knows.
#[derive(Clone, Debug)]
pub struct Cover {
    /// `/hoc/B4`
    pub path: String,
    pub title: String,
    pub address: Address,
    /// Band A: stars, and Sóc Nâu beside the feedback.
    pub youngest: bool,
}

impl Cover {
    fn say(&self, key: &str) -> String {
        let (you, first) = (
            t(self.address.key()),
            t(&format!("{}-first", self.address.key())),
        );
        tr(key, &[("you", &you), ("You", &first)])
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
                <p>{minutes}</p>
                <h2>{cover.say("lesson-about")}</h2>
                <ul>{self.outcomes.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                <p class="notice kind"><b>{cover.say("lesson-may-stop")}</b></p>
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
    pub text: String,
    /// SVG with its description.
    pub picture: String,
    pub play: Option<Play>,
}

/// Scenes, questions and end in one page: one of them is shown, and works without WASM.
#[derive(Clone, Debug)]
pub struct PlayPage {
    pub cover: Cover,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub scenes: Vec<SceneView>,
    pub lesson: Lesson,
    /// Its recorded steps: `canh-1`, `cau-2`.
    pub recorded: Vec<String>,
    pub who_to_tell: String,
}

impl PlayPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let at = self.lesson.start.step;
        let recorded = (!self.recorded.is_empty()).then(|| self.recorded.join(" "));
        let scenes = self
            .scenes
            .into_iter()
            .map(|scene| {
                let step = Step::Scene(scene.n);
                view! {
                    <section class="scene" data-step=step_name(step) hidden=step != at>
                        <div class="picture" inner_html=scene.picture></div>
                        <p class="scene-text" data-focus="">{scene.text}</p>
                        {scene.play.map(|play| game(scene.n, &play))}
                    </section>
                }
            })
            .collect_view();
        view! {
            <div hidden inner_html=self.sheet></div>
            <header class="way" data-recorded=recorded>
                <a href="/hoc">{t("lesson-home")}</a>
                <h1>{self.cover.title.clone()}</h1>
            </header>
            <Player lesson=self.lesson>
                {scenes}
                {self.cover.youngest.then(|| view! { <div class="asks" aria-hidden="true" inner_html=picture(&GUIDE)></div> })}
                <section class="ending" data-step=step_name(Step::End) hidden=at != Step::End>
                    {ending(&self.cover, self.who_to_tell)}
                </section>
            </Player>
        }
    }
}

/// The end of a module: whom to tell, whose fault it never is, a breath, and home.
#[derive(Clone, Debug)]
pub struct EndPage {
    pub cover: Cover,
    pub who_to_tell: String,
}

impl EndPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let end = ending(&self.cover, self.who_to_tell);
        view! { <article class="ending">{end}</article> }
    }
}

fn ending(cover: &Cover, who_to_tell: String) -> impl IntoView + use<> {
    view! {
        <div class="done-mark">
            {cover.youngest.then(stars)}
            <p>{cover.say("lesson-finished")}</p>
        </div>
        <h2 class="tell-title" data-focus="">{t("lesson-who-to-tell")}</h2>
        <p class="tell">{who_to_tell}</p>
        <p class="r6">{cover.say("rule-r6-says")}</p>
        <p class="one-one-one"><b>"111"</b>" "<span>{cover.say("lesson-111")}</span></p>
        {breathing(cover)}
        <a class="button" href="/hoc">{t("lesson-back-home")}</a>
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
                    <a class="button warn" href="/can-giup">{t("help-me")}</a>
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
