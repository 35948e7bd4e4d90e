//! Trình chiếu: one thing on the wall at a time. Each slide has an address of its own (`#canh-2`), so that links alone turn
//! them; a small script adds the keys of a keyboard or a remote. Nothing is sent and nothing is kept.

use super::{Binder, Leaf, Question, letter_of};
use crate::{
    parts::play::game,
    text::{number, t, tr},
};
use lachan_core::lesson::Play;
use leptos::prelude::*;

/// Everything that is shown, in its order.
#[derive(Clone, Debug)]
pub struct ShowPage {
    pub binder: Binder,
    /// Drawings the pictures refer to.
    pub sheet: String,
    /// The picture of the first scene.
    pub cover: String,
    pub scenes: Vec<ShowScene>,
    pub questions: Vec<Question>,
    pub ending: Ending,
}

/// A scene; a long text is shown in portions beside the same picture.
#[derive(Clone, Debug)]
pub struct ShowScene {
    pub place: u8,
    pub label: String,
    pub picture: String,
    pub portions: Vec<String>,
    pub play: Option<Play>,
}

/// What stands at the end.
#[derive(Clone, Debug)]
pub struct Ending {
    pub who_to_tell: Vec<String>,
    pub r6: String,
    pub call_111: String,
    pub breathe: String,
}

struct Slide {
    id: String,
    place: String,
    body: AnyView,
}

impl ShowPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let leave = self.binder.to(Leaf::Lead);
        let slides = slides(&self);
        let n = slides.len();
        let ids: Vec<String> = slides.iter().map(|slide| slide.id.clone()).collect();
        let views = slides
            .into_iter()
            .enumerate()
            .map(|(i, slide)| {
                let back = i.checked_sub(1).map(|i| ids[i].clone());
                let next = ids.get(i + 1).cloned();
                let count = format!("{} · {}/{n}", slide.place, i + 1);
                view! {
                    <section class="slide" id=slide.id aria-label=slide.place>
                        <div class="slide-body">{slide.body}</div>
                        <nav class="slide-bar" aria-label=t("show-turn")>
                            <a href=leave.clone()>{t("show-leave")}</a>
                            <button type="button" class="plain" data-fullscreen="" hidden=true>{t("show-full")}</button>
                            <span>{count}</span>
                            {back.map(|id| view! { <a rel="prev" href=format!("#{id}")>{t("show-back")}</a> })}
                            {next.map(|id| view! { <a rel="next" href=format!("#{id}")>{t("show-next")}</a> })}
                        </nav>
                    </section>
                }
            })
            .collect_view();
        view! {
            <h1 class="quiet-read">{self.binder.title.clone()}</h1>
            <div hidden inner_html=self.sheet></div>
            <div class="slides">{views}</div>
            <script src=crate::assets::url("lead.js") defer=true></script>
        }
    }
}

fn slides(page: &ShowPage) -> Vec<Slide> {
    let mut slides = vec![Slide {
        id: "dau".into(),
        place: page.binder.title.clone(),
        body: view! {
            <div class="picture" inner_html=page.cover.clone()></div>
            <h2 class="slide-title">{page.binder.title.clone()}</h2>
        }
        .into_any(),
    }];
    for scene in &page.scenes {
        slides.extend(scene_slides(scene));
    }
    for (i, question) in page.questions.iter().enumerate() {
        let n = number(i as i64 + 1);
        let of = number(page.questions.len() as i64);
        slides.push(Slide {
            id: format!("cau-{n}"),
            place: tr("lesson-question", &[("n", &n), ("of", &of)]),
            body: asked(question).into_any(),
        });
    }
    slides.push(Slide {
        id: "ket".into(),
        place: t("show-end"),
        body: ending(&page.ending).into_any(),
    });
    slides
}

fn scene_slides(scene: &ShowScene) -> Vec<Slide> {
    let mut slides: Vec<Slide> = scene
        .portions
        .iter()
        .enumerate()
        .map(|(i, portion)| {
            let id = match i {
                0 => format!("canh-{}", scene.place),
                i => format!("canh-{}-{}", scene.place, i + 1),
            };
            let text = portion
                .lines()
                .map(|line| view! { <p>{line.to_owned()}</p> })
                .collect_view();
            Slide {
                id,
                place: scene.label.clone(),
                body: view! {
                    <div class="picture" inner_html=scene.picture.clone()></div>
                    <div class="slide-text">{text}</div>
                }
                .into_any(),
            }
        })
        .collect();
    if let Some(play) = &scene.play {
        slides.push(Slide {
            id: format!("choi-{}-cung", scene.place),
            place: format!("{} · {}", scene.label, t("guide-game")),
            body: game(u16::from(scene.place), play).into_any(),
        });
    }
    slides
}

fn asked(question: &Question) -> impl IntoView + use<> {
    let options = question
        .options
        .iter()
        .enumerate()
        .map(|(n, choice)| view! { <li><b>{letter_of(n)}</b><span>{choice.text.clone()}</span></li> })
        .collect_view();
    let answers = question
        .options
        .iter()
        .enumerate()
        .map(|(n, choice)| {
            let mark = choice.right.then(|| t("library-right"));
            view! {
                <li class:right=choice.right>
                    <b>{letter_of(n)}</b>
                    <span>
                        <b>{choice.text.clone()}</b>
                        <small>{mark.map(|mark| view! { <strong>{mark}". "</strong> })}{choice.feedback.clone()}</small>
                    </span>
                </li>
            }
        })
        .collect_view();
    view! {
        <h2>{question.stem.clone()}</h2>
        <ol class="slide-options">{options}</ol>
        <details class="slide-answers"><summary>{t("show-answers")}</summary><ol class="slide-options">{answers}</ol></details>
    }
}

fn ending(ending: &Ending) -> impl IntoView + use<> {
    view! {
        <h2>{t("lesson-who-to-tell")}</h2>
        {ending.who_to_tell.iter().map(|text| view! { <p>{text.clone()}</p> }).collect_view()}
        <p class="r6">{ending.r6.clone()}</p>
        <p class="one-one-one"><b>"111"</b>" "<span>{ending.call_111.clone()}</span></p>
        <div class="breath"><span class="breath-leaf" aria-hidden="true"></span><p>{ending.breathe.clone()}</p></div>
    }
}
