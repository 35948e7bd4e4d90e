//! The short test before and after the lessons: a child's quiet pages for it, and its part of a class page.

mod class_part;

use crate::text::{t, to, tr};
pub use class_part::{Gain, TrialLine, TrialPart, TrialState};
use lachan_core::{lesson::Address, trial::TestKind};
use leptos::prelude::*;

/// What a child's form carries from page to page; nothing of it is kept on the way.
#[derive(Clone, Debug)]
pub struct Carried {
    /// The signed ticket.
    pub ticket: String,
    pub id: String,
    /// The places chosen so far.
    pub sheet: String,
}

/// The address of a test.
pub fn path(kind: TestKind) -> String {
    format!("/hoc/bai-ngan/{}", kind.path())
}

/// The first screen: what it is for, how long, and what is kept.
#[derive(Clone, Debug)]
pub struct FirstPage {
    pub kind: TestKind,
    pub address: Address,
    pub questions: usize,
    pub carried: Carried,
}

impl FirstPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let you = t(self.address.key());
        let first = t(&format!("{}-first", self.address.key()));
        // About half a minute for a question.
        let (n, minutes) = (self.questions, self.questions.div_ceil(2));
        let about = tr(
            "trial-first",
            &[
                ("n", &n.to_string()),
                ("minutes", &minutes.to_string()),
                ("you", &you),
                ("You", &first),
            ],
        );
        view! {
            <nav class="way"><a href="/hoc">{t("lesson-home")}</a></nav>
            <article class="first-screen">
                <h1>{t(title(self.kind))}</h1>
                <p><b>{t("trial-desk-about")}</b></p>
                <p>{about}</p>
                <p class="notice kind">{to("trial-first-kept", self.address)}" "{to("lesson-may-stop", self.address)}</p>
                <form method="post" action=path(self.kind) class="first-actions">
                    {hidden(self.carried)}
                    <button>{t("trial-begin")}</button>
                </form>
            </article>
        }
    }
}

/// One question alone. What is right is not in the page.
#[derive(Clone, Debug)]
pub struct QuestionPage {
    pub kind: TestKind,
    pub n: usize,
    pub of: usize,
    pub stem: String,
    /// In the child's own order.
    pub options: Vec<String>,
    pub carried: Carried,
}

impl QuestionPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let values = [("n", self.n.to_string()), ("of", self.of.to_string())];
        let place = tr(
            "trial-question",
            &values.each_ref().map(|(k, v)| (*k, v.as_str())),
        );
        let options = self
            .options
            .into_iter()
            .enumerate()
            .map(|(place, text)| {
                view! {
                    <label class="option">
                        <input type="radio" name="chon" value=place.to_string() required=true autocomplete="off" />
                        <span>{text}</span>
                    </label>
                }
            })
            .collect_view();
        let word = if self.n == self.of {
            t("trial-send")
        } else {
            t("trial-next")
        };
        view! {
            <header class="way">
                <a href="/hoc">{t("lesson-home")}</a>
                <h1>{t(title(self.kind))}</h1>
            </header>
            <form class="question" method="post" action=path(self.kind)>
                {hidden(self.carried)}
                <p class="soft">{place}</p>
                <fieldset>
                    <legend>{self.stem}</legend>
                    {options}
                </fieldset>
                <div class="answering"><button>{word}</button></div>
            </form>
        }
    }
}

/// One question of the bài sau, once all is sent: what was said to the chosen option, then what is right.
#[derive(Clone, Debug)]
pub struct Explained {
    pub stem: String,
    pub right: bool,
    /// "Đúng rồi!" or "Mình cùng nghĩ lại nhé."
    pub opening: String,
    /// The option that was chosen, and what is said of it.
    pub chosen: String,
    pub own: String,
    /// The right option, and what is said of it.
    pub answer: String,
    pub explanation: String,
}

/// Thanks; after the bài sau also the explanations.
#[derive(Clone, Debug)]
pub struct EndPage {
    pub address: Address,
    pub explained: Vec<Explained>,
}

impl EndPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let address = self.address;
        let explained = (!self.explained.is_empty()).then(|| {
            view! {
                <h2>{t("trial-explained")}</h2>
                <ol class="explained">{self.explained.into_iter().map(explained).collect_view()}</ol>
            }
        });
        view! {
            <article class="ending">
                <h1>{to("trial-thanks", address)}</h1>
                <p>{to("trial-thanks-about", address)}</p>
                {explained}
                <p class="r6">{to("rule-r6-says", address)}</p>
                <p class="one-one-one"><b>"111"</b>" "<span>{to("lesson-111", address)}</span></p>
                <a class="button" href="/hoc">{t("trial-back")}</a>
            </article>
        }
    }
}

fn explained(one: Explained) -> impl IntoView {
    let (look, well) = if one.right {
        ("right", true)
    } else {
        ("thought", false)
    };
    let answer = (!one.right).then(|| {
        view! {
            <p class="option right"><span>{one.answer}</span></p>
            <p class="feedback well"><b>{t("opening-right-one")}</b>" "{one.explanation}</p>
        }
    });
    view! {
        <li>
            <p><b>{one.stem}</b></p>
            <p class=format!("option {look}")><span>{one.chosen}</span></p>
            <p class="feedback" class:well=well><b>{one.opening}</b>" "{one.own}</p>
            {answer}
        </li>
    }
}

fn hidden(carried: Carried) -> impl IntoView {
    view! {
        <input type="hidden" name="phieu" value=carried.ticket />
        <input type="hidden" name="ma" value=carried.id />
        <input type="hidden" name="dap-an" value=carried.sheet />
    }
}

/// The locale key of what a child reads above a test.
pub fn title(kind: TestKind) -> &'static str {
    match kind {
        TestKind::PreTest => "trial-desk-before",
        TestKind::PostTest => "trial-desk-after",
        TestKind::Recall => "trial-desk-recall",
    }
}
