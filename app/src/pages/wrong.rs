//! The page for what cannot be shown or done: calm, with a way out.

use crate::text::{number, t, tr};
use lachan_core::words::Word;
use leptos::prelude::*;

/// What went wrong, as far as the person is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrongKind {
    NotFound,
    Forbidden,
    Invalid,
    /// The word says what changed.
    Conflict(Word),
    Busy,
    /// More than is taken at once.
    TooLarge,
    /// It took too long and was given up.
    Slow,
    /// What is asked for is being counted: so many places of so many are.
    Counting {
        counted: u64,
        of: u64,
    },
    Internal,
    /// The request did not come from this site.
    Origin,
}

impl WrongKind {
    fn key(self) -> &'static str {
        match self {
            Self::NotFound => "wrong-not-found",
            Self::Forbidden => "wrong-forbidden",
            Self::Invalid => "wrong-invalid",
            Self::Conflict(_) => "wrong-conflict",
            Self::Busy => "wrong-busy",
            Self::TooLarge => "wrong-too-large",
            Self::Slow => "wrong-slow",
            Self::Counting { .. } => "wrong-counting",
            Self::Internal => "wrong-internal",
            Self::Origin => "wrong-origin",
        }
    }

    /// One sentence that says what to do.
    pub fn sentence(self) -> String {
        match self {
            Self::Conflict(word) => t(word),
            Self::Counting { of: 0, .. } => t("wrong-counting-begun"),
            Self::Counting { counted, of } => {
                let count = |n: u64| number(n.try_into().unwrap_or(i64::MAX));
                tr(
                    self.key(),
                    &[("counted", &count(counted)), ("of", &count(of))],
                )
            }
            other => t(other.key()),
        }
    }
}

/// A refusal or a failure.
#[derive(Clone, Debug)]
pub struct Wrong {
    pub kind: WrongKind,
    /// What to tell the administrator.
    pub reference: Option<String>,
}

impl Wrong {
    /// The page's title.
    pub fn title(&self) -> String {
        t(&format!("{}-title", self.kind.key()))
    }

    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        self.page(self.title(), self.kind.sentence(), "/", t("back-home"))
    }

    fn child_key(&self) -> &'static str {
        match self.kind {
            WrongKind::Busy | WrongKind::Slow => "wrong-child-busy",
            WrongKind::Internal => "wrong-child-internal",
            WrongKind::NotFound => "wrong-child-not-found",
            _ => "wrong-child-other",
        }
    }

    /// The page's title, to a child.
    pub fn title_for_child(&self) -> String {
        t(&format!("{}-title", self.child_key()))
    }

    /// The page, to a child: what to do, and never that it was the child's doing.
    pub fn view_for_child(self) -> impl IntoView + use<> {
        let sentence = t(self.child_key());
        self.page(
            self.title_for_child(),
            sentence,
            "/hoc",
            t("lesson-back-home"),
        )
    }

    fn page(
        &self,
        title: String,
        sentence: String,
        home: &'static str,
        back: String,
    ) -> impl IntoView + use<> {
        view! {
            <section class="wrong">
                <h1>{title}</h1>
                <p>{sentence}</p>
                {self
                    .reference
                    .as_deref()
                    .map(|code| view! { <p class="reference">{tr("wrong-reference", &[("code", code)])}</p> })}
                <p><a class="button" href=home>{back}</a></p>
            </section>
        }
    }
}
