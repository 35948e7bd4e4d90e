//! A lesson or a ready meeting as the adult holds it: prepare, lead, look through, print, send home.

pub mod lead;
pub mod letter;
pub mod paper;
pub mod prepare;
pub mod scenes;
pub mod show;

use crate::text::t;
use leptos::prelude::*;

/// What every leaf of the binder knows.
#[derive(Clone, Debug)]
pub struct Binder {
    /// `/bai-hoc/B4` or `/bai-hoc/G3`
    pub base: String,
    /// The query that leads back to a meeting's own page; empty elsewhere.
    pub from: String,
    /// Where the binder was taken from: address and name.
    pub back: (String, String),
    pub code: String,
    pub title: String,
    /// Whom it is for and how long.
    pub about: String,
    /// A meeting has no letter of its own, and its words differ.
    pub meeting: bool,
}

/// A leaf of the binder, with an address of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaf {
    Prepare,
    Lead,
    Scenes,
    Paper,
    Letter,
}

impl Leaf {
    const ALL: [Self; 5] = [
        Self::Prepare,
        Self::Lead,
        Self::Scenes,
        Self::Paper,
        Self::Letter,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Prepare => "",
            Self::Lead => "/day",
            Self::Scenes => "/canh",
            Self::Paper => "/in",
            Self::Letter => "/thu",
        }
    }

    fn word(self, meeting: bool) -> &'static str {
        match self {
            Self::Prepare => "guide-prepare",
            Self::Lead if meeting => "guide-lead",
            Self::Lead => "guide-teach",
            Self::Scenes => "guide-scenes",
            Self::Paper => "guide-print",
            Self::Letter => "guide-letter",
        }
    }
}

impl Binder {
    /// The address of a leaf.
    pub fn to(&self, leaf: Leaf) -> String {
        format!("{}{}{}", self.base, leaf.path(), self.from)
    }

    /// The address of the show at the wall.
    pub fn show(&self) -> String {
        format!("{}/trinh-chieu{}", self.base, self.from)
    }

    /// Title and leaves; `action` stands beside the title.
    pub fn head(&self, here: Leaf, action: Option<AnyView>) -> impl IntoView + use<> {
        let leaves = Leaf::ALL
            .into_iter()
            .filter(|leaf| !(self.meeting && *leaf == Leaf::Letter))
            .map(|leaf| {
                let current = (leaf == here).then_some("page");
                view! { <li><a href=self.to(leaf) aria-current=current>{t(leaf.word(self.meeting))}</a></li> }
            })
            .collect_view();
        let (href, name) = self.back.clone();
        view! {
            <div class="binder no-print">
                <p class="crumbs"><a href=href>{name}</a></p>
                <div class="head">
                    <div><h1>{self.code.clone()}". "{self.title.clone()}</h1><p>{self.about.clone()}</p></div>
                    <div class="actions">
                        {action}
                        <a class="button quiet" href=self.show()>{t("guide-project")}</a>
                    </div>
                </div>
                <nav aria-label=t("guide-leaves")><ul class="leaves">{leaves}</ul></nav>
            </div>
        }
    }
}

/// A scene as adults read it.
#[derive(Clone, Debug)]
pub struct SceneCard {
    /// Its place in the lesson or meeting, from 1.
    pub place: u8,
    /// “Cảnh 2”, in a meeting “Cảnh 2 (B6.2)”.
    pub label: String,
    /// SVG with its description.
    pub picture: String,
    pub paragraphs: Vec<String>,
    pub play: Option<lachan_core::lesson::Play>,
}

/// A question with its key.
#[derive(Clone, Debug)]
pub struct Question {
    pub label: String,
    pub stem: String,
    pub options: Vec<Choice>,
}

/// An option with what is said to whoever chooses it.
#[derive(Clone, Debug)]
pub struct Choice {
    pub text: String,
    pub right: bool,
    pub feedback: String,
}

/// A, B, C … as on the cards children hold up.
pub fn letter_of(n: usize) -> char {
    char::from(b'A' + u8::try_from(n).unwrap_or(0))
}
