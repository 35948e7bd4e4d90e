//! "Bài hôm nay": what a child has open, and nothing else. The lightest page of the house.

use super::trial;
use crate::{
    parts::safety::next_child,
    text::{t, tr},
};
use lachan_core::{lesson::Address, trial::TestKind};
use leptos::prelude::*;

/// The page.
#[derive(Clone, Debug)]
pub struct DeskPage {
    pub given_name: String,
    pub address: Address,
    /// A short test that waits: before everything else.
    pub trial: Option<TestKind>,
    pub lessons: Vec<DeskLine>,
    /// Drawings the pictures refer to.
    pub sheet: String,
}

/// One open module.
#[derive(Clone, Debug)]
pub struct DeskLine {
    pub path: String,
    pub title: String,
    pub minutes: u8,
    /// SVG of the first scene.
    pub picture: String,
    pub state: DeskState,
    /// The child finished it in another school year, and has not yet in this one.
    pub before: bool,
}

/// Where the child is with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeskState {
    New,
    /// At a scene of so many, or at the questions past the last one.
    Begun {
        scene: i64,
        of: i64,
    },
    /// Finished: with stars for the youngest, with the best attempt for the others.
    Done {
        stars: bool,
        correct: i64,
        items: i64,
    },
}

impl DeskPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let you = t(self.address.key());
        let nothing = self.lessons.is_empty() && self.trial.is_none();
        view! {
            <header class="hello">
                <p>{tr("desk-hello", &[("name", &self.given_name)])}</p>
                <h1>{t("desk-title")}</h1>
            </header>
            {nothing
                .then(|| {
                    view! {
                        <div class="empty">
                            <p>{tr("desk-nothing", &[("you", &you)])}</p>
                        </div>
                    }
                })}
            <div hidden inner_html=self.sheet></div>
            <ul class="desk">{self.trial.map(test)}{self.lessons.into_iter().map(line).collect_view()}</ul>
            {next_child()}
        }
    }
}

fn test(kind: TestKind) -> impl IntoView {
    view! {
        <li>
            <a class="lesson-card begun" href=trial::path(kind)>
                <b>{t(trial::title(kind))}</b>
                <span class="lesson-about">{t("trial-desk-about")}</span>
                <span class="lesson-go">{t("trial-begin")}</span>
            </a>
        </li>
    }
}

fn line(lesson: DeskLine) -> impl IntoView {
    let (query, action, look) = match lesson.state {
        DeskState::New => (String::new(), t("desk-start"), "lesson-card"),
        DeskState::Begun { scene, of } if scene <= of => (
            format!("?canh={scene}"),
            t("desk-go-on"),
            "lesson-card begun",
        ),
        DeskState::Begun { .. } => ("?cau=1".to_owned(), t("desk-go-on"), "lesson-card begun"),
        DeskState::Done { .. } => (String::new(), t("desk-again"), "lesson-card done"),
    };
    let minutes = tr("lesson-minutes", &[("n", &lesson.minutes.to_string())]);
    view! {
        <li>
            <a class=look href=format!("{}{query}", lesson.path)>
                <span class="picture" aria-hidden="true" inner_html=lesson.picture></span>
                <b>{lesson.title}</b>
                <span class="lesson-about">
                    {standing(lesson.state).unwrap_or_else(|| minutes.into_any())}
                    {lesson.before.then(|| format!(" · {}", t("desk-before")))}
                </span>
                <span class="lesson-go">{action}</span>
            </a>
        </li>
    }
}

fn standing(state: DeskState) -> Option<AnyView> {
    match state {
        DeskState::New => None,
        DeskState::Begun { scene, of } if scene <= of => {
            let values = [("n", scene.to_string()), ("of", of.to_string())];
            Some(
                tr(
                    "desk-at-scene",
                    &values.each_ref().map(|(k, v)| (*k, v.as_str())),
                )
                .into_any(),
            )
        }
        DeskState::Begun { .. } => Some(t("desk-at-questions").into_any()),
        DeskState::Done { stars: true, .. } => Some(stars().into_any()),
        DeskState::Done { correct, items, .. } => {
            let values = [("right", correct.to_string()), ("of", items.to_string())];
            Some(
                tr(
                    "desk-done",
                    &values.each_ref().map(|(k, v)| (*k, v.as_str())),
                )
                .into_any(),
            )
        }
    }
}

/// Three stars for having finished; nobody gets fewer.
pub fn stars() -> impl IntoView {
    view! {
        <span class="stars" role="img" aria-label=t("lesson-stars")>
            <i></i><i></i><i></i>
        </span>
    }
}
