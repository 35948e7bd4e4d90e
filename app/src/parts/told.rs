//! The text of a scene as a picture book sets it: paragraphs kept, what somebody says beside that person's small face, the
//! sentence of a rule standing out.

use super::scene::{self, sheet::Sheet};
use lachan_core::lesson::{Scene, prose};
use leptos::prelude::*;

/// A run of text that is set alike.
#[derive(Clone, Debug)]
pub struct Run {
    pub text: String,
    pub said: bool,
    pub rule: bool,
    /// Who begins to speak here: name, and the face as SVG.
    pub by: Option<(String, String)>,
}

/// The paragraphs of a scene. `rules` are the sentences of the module's rules.
pub fn set(sheet: &mut Sheet, scene: &Scene, rules: &[String]) -> Vec<Vec<Run>> {
    let actors = &scene.picture.actors;
    let names: Vec<&str> = actors.iter().map(|actor| actor.name.as_str()).collect();
    prose::paragraphs(&scene.text, &names, rules)
        .into_iter()
        .map(|spans| {
            spans
                .into_iter()
                .map(|span| Run {
                    by: span
                        .by
                        .and_then(|who| actors.get(who))
                        .map(|actor| (actor.name.clone(), scene::face(sheet, actor))),
                    text: span.text,
                    said: span.said,
                    rule: span.rule,
                })
                .collect()
        })
        .collect()
}

/// The paragraphs on the page.
pub fn view(paragraphs: Vec<Vec<Run>>) -> impl IntoView {
    paragraphs
        .into_iter()
        .map(|runs| view! { <p>{runs.into_iter().map(run).collect_view()}</p> })
        .collect_view()
}

fn run(run: Run) -> AnyView {
    let class = match (run.said, run.rule) {
        (false, false) => return run.text.into_any(),
        (true, false) => "said",
        (false, true) => "rule",
        (true, true) => "said rule",
    };
    let (name, face) = run.by.unzip();
    view! {
        <span class=class data-by=name>
            {face.map(|face| view! { <span class="face" aria-hidden="true" inner_html=face></span> })}
            {run.text}
        </span>
    }
    .into_any()
}
