//! A game in a scene.

use super::{Cover, SceneView, ending, picture_id};
use crate::{
    islands::player::{Lesson, Player, step_name},
    pages::attempt::Attempt,
    parts::{
        play::game,
        scene::again,
        told::{self},
    },
    text::{t, tr},
};
use lachan_core::run::Step;
use leptos::prelude::*;

/// Scenes, questions and end in one page: one of them is shown, and works without WASM.
#[derive(Clone, Debug)]
pub struct PlayPage {
    pub cover: Cover,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub scenes: Vec<SceneView>,
    /// The scene that teaches each question.
    pub taught: Vec<u16>,
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
        let taught = self.taught();
        let attempt = Attempt {
            path: self.cover.path.clone(),
            address: self.cover.band.address_in_rules(),
            taught: self.taught.clone(),
            wrong: None,
        };
        let scenes = self
            .scenes
            .into_iter()
            .map(|scene| {
                let step = Step::Scene(scene.n);
                let playing = Step::Play(scene.n);
                let tells = scene.tells();
                let plays = scene.play.map(|play| {
                    view! {
                        <section class="spread playing" class:tells=tells data-step=step_name(playing) hidden=playing != at>
                            <div class="picture" aria-hidden=tells.then_some("true") inner_html=again(&picture_id(scene.n))></div>
                            <div class="spread-text" data-focus="">{game(scene.n, &play)}</div>
                        </section>
                    }
                });
                view! {
                    <section class="spread" data-step=step_name(step) hidden=step != at>
                        <div class="picture" inner_html=scene.picture></div>
                        <div class="scene-text spread-text" data-focus="">{told::view(scene.text)}</div>
                    </section>
                    {plays}
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
                {taught}
                <section class="ending" data-step=step_name(Step::End) hidden=at != Step::End>
                    {ending(&self.cover, attempt, self.who_to_tell)}
                </section>
            </Player>
        }
    }

    /// Beside each question, small, the scene that teaches it: opened in place, so that no answer is lost on the way.
    fn taught(&self) -> impl IntoView + use<> {
        let at = self.lesson.start.step;
        (1u16..)
            .zip(&self.taught)
            .filter_map(|(question, n)| {
                let scene = self.scenes.iter().find(|scene| scene.n == *n)?;
                let step = Step::Question(question);
                let words = tr("lesson-see-again", &[("n", &n.to_string())]);
                let picture = again(&picture_id(*n));
                let text = scene.text.iter().map(|runs| {
                    let whole: String = runs.iter().map(|run| run.text.as_str()).collect();
                    view! { <p>{whole}</p> }
                });
                Some(view! {
                    <div class="taught" data-step=step_name(step) hidden=step != at>
                        <details>
                            <summary><span class="picture" inner_html=picture.clone()></span><span>{words}</span></summary>
                            <div class="picture" inner_html=picture></div>
                            {text.collect_view()}
                        </details>
                    </div>
                })
            })
            .collect_view()
    }
}
