//! In: the whole lesson on A4 in black and white, each part with a page of its own, parts ticked off at will.

use super::{Binder, Choice, Leaf, Question, SceneCard, letter_of, scenes::told};
use crate::{
    parts::guide::{blocks, faq, lines, opening},
    text::{number, t, tr},
};
use lachan_core::guide::{Block, Guide};
use leptos::prelude::*;

/// A part that can be printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    Guide,
    Scenes,
    Questions,
    Key,
    Letter,
}

impl Sheet {
    /// Every part, in the order of the paper.
    pub const ALL: [Self; 5] = [
        Self::Guide,
        Self::Scenes,
        Self::Questions,
        Self::Key,
        Self::Letter,
    ];

    /// Its name in the address.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guide => "huong-dan",
            Self::Scenes => "canh",
            Self::Questions => "cau-hoi",
            Self::Key => "dap-an",
            Self::Letter => "thu",
        }
    }

    fn word(self) -> &'static str {
        match self {
            Self::Guide => "paper-guide",
            Self::Scenes => "paper-scenes",
            Self::Questions => "paper-questions",
            Self::Key => "paper-key",
            Self::Letter => "paper-letter",
        }
    }
}

/// The leaf.
#[derive(Clone, Debug)]
pub struct PaperPage {
    pub binder: Binder,
    pub sheets: Vec<Sheet>,
    pub guide: Guide,
    /// Further parts of the guide with their titles, before the steps.
    pub before: Vec<(String, Vec<Block>)>,
    /// The same after the steps.
    pub after: Vec<(String, Vec<Block>)>,
    /// Drawings the pictures refer to.
    pub drawings: String,
    pub scenes: Vec<SceneCard>,
    pub questions: Vec<Question>,
    /// Whether children fill in the question sheet; else adults do.
    pub for_children: bool,
    /// The letter home, or for adults the leaflet; a meeting has none.
    pub letter: Option<(String, Vec<Block>)>,
}

impl PaperPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let has = |sheet| self.sheets.contains(&sheet);
        let title = format!("{}. {}", self.binder.code, self.binder.title);
        let chooser = self.chooser();
        view! {
            {self.binder.head(Leaf::Paper, None)}
            {chooser}
            <div hidden inner_html=self.drawings.clone()></div>
            <div class="paper">
                {has(Sheet::Guide).then(|| self.guide_sheet(&title))}
                {has(Sheet::Scenes).then(|| self.scenes_sheet(&title))}
                {has(Sheet::Questions).then(|| self.questions_sheet(&title))}
                {has(Sheet::Key).then(|| self.key_sheet(&title))}
                {self
                    .letter
                    .clone()
                    .filter(|_| has(Sheet::Letter))
                    .map(|(name, text)| view! { <section class="sheet-of-paper letter"><h2>{name}</h2>{blocks(&text)}</section> })}
            </div>
            <script src=crate::assets::url("page.js") defer=true></script>
        }
    }

    fn chooser(&self) -> impl IntoView + use<> {
        let boxes = Sheet::ALL
            .into_iter()
            .filter(|sheet| self.letter.is_some() || *sheet != Sheet::Letter)
            .map(|sheet| {
                let on = self.sheets.contains(&sheet);
                view! { <label class="choice"><input type="checkbox" name="phan" value=sheet.name() checked=on /><span>{t(sheet.word())}</span></label> }
            })
            .collect_view();
        let from = self.binder.from.strip_prefix("?hd=").map(str::to_owned);
        let letters = self.letter.is_some().then(|| {
            view! { <a class="button plain" href=self.binder.to(Leaf::Letter)>{t("paper-letters")}</a> }
        });
        view! {
            <form method="get" action=format!("{}/in", self.binder.base) class="card no-print paper-form">
                {from.map(|id| view! { <input type="hidden" name="hd" value=id /> })}
                <fieldset class="choices"><legend>{t("paper-choose")}</legend>{boxes}</fieldset>
                <div class="actions">
                    <button class="quiet">{t("paper-apply")}</button>
                    <button type="button" data-print="">{t("paper-print")}</button>
                    {letters}
                </div>
                <p class="hint">{t("paper-hint")}</p>
            </form>
        }
    }

    fn guide_sheet(&self, title: &str) -> impl IntoView + use<> {
        let steps = self
            .guide
            .steps
            .iter()
            .enumerate()
            .map(|(n, step)| {
                let heading = format!("{}. {}", n + 1, step.title);
                let minutes = tr("guide-minutes", &[("n", &number(step.minutes.into()))]);
                view! { <section class="paper-step"><h4>{heading}<span>{minutes}</span></h4>{lines(&step.lines)}</section> }
            })
            .collect_view();
        let parts = |parts: &[(String, Vec<Block>)]| {
            parts
                .iter()
                .map(|(title, text)| view! { <section><h3>{title.clone()}</h3>{blocks(text)}</section> })
                .collect_view()
        };
        view! {
            <section class="sheet-of-paper">
                <h2>{title.to_owned()}</h2>
                <p class="soft">{self.binder.about.clone()}</p>
                {parts(&self.before)}
                {opening(&self.guide.opening)}
                <section><h3>{t("guide-course")}</h3>{steps}</section>
                <section><h3>{t("guide-asked")}</h3>{faq(&self.guide.faq)}</section>
                {parts(&self.after)}
            </section>
        }
    }

    fn scenes_sheet(&self, title: &str) -> impl IntoView + use<> {
        let scenes = self
            .scenes
            .iter()
            .map(|scene| {
                let text = scene.paragraphs.iter();
                let text = text
                    .map(|line| view! { <p>{line.clone()}</p> })
                    .collect_view();
                view! {
                    <li>
                        <div class="paper-scene">
                            <div class="picture" inner_html=scene.picture.clone()></div>
                            <h3>{scene.label.clone()}</h3>
                            {text}
                        </div>
                        {scene.play.as_ref().map(|play| told(play, true))}
                    </li>
                }
            })
            .collect_view();
        view! { <section class="sheet-of-paper"><h2>{title.to_owned()}" · "{t("library-scenes")}</h2><ol class="paper-scenes">{scenes}</ol></section> }
    }

    fn questions_sheet(&self, title: &str) -> impl IntoView + use<> {
        let option = |n: usize, choice: &Choice| {
            view! { <li><i aria-hidden="true"></i><b>{letter_of(n)}"."</b>" "{choice.text.clone()}</li> }.into_any()
        };
        let questions = self.asked("paper-questions", option);
        view! {
            <section class="sheet-of-paper">
                <h2>{title.to_owned()}" · "{t("paper-questions")}</h2>
                <p class="soft">{t(if self.for_children { "paper-questions-about" } else { "paper-questions-about-adults" })}</p>
                {questions}
                {self.for_children.then(|| view! { <p class="paper-end">{t("paper-questions-end")}</p> })}
            </section>
        }
    }

    fn key_sheet(&self, title: &str) -> impl IntoView + use<> {
        let option = |n: usize, choice: &Choice| {
            let mark = choice
                .right
                .then(|| view! { <b>"✓ "{t("library-right")}"."</b>" " });
            view! {
                <li class:right=choice.right>
                    <b>{letter_of(n)}". "{choice.text.clone()}</b>
                    <span>" "{mark}{choice.feedback.clone()}</span>
                </li>
            }
            .into_any()
        };
        let keys = self.asked("paper-questions keys", option);
        view! {
            <section class="sheet-of-paper">
                <h2>{title.to_owned()}" · "{t("paper-key")}</h2>
                <p class="soft">{t("paper-key-about")}</p>
                {keys}
            </section>
        }
    }

    /// Every question with its options, each as the sheet shows it.
    fn asked(
        &self,
        class: &'static str,
        option: fn(usize, &Choice) -> AnyView,
    ) -> impl IntoView + use<> {
        let questions: Vec<_> = self
            .questions
            .iter()
            .map(|question| {
                let options = question.options.iter().enumerate();
                let options: Vec<_> = options.map(|(n, choice)| option(n, choice)).collect();
                view! { <li><h3>{question.label.clone()}" "{question.stem.clone()}</h3><ul>{options}</ul></li> }
            })
            .collect();
        view! { <ol class=class>{questions}</ol> }
    }
}
