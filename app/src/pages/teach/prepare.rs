//! Chuẩn bị: everything to know before one stands in front of the class.

use super::{Binder, Leaf};
use crate::{
    parts::guide::blocks,
    text::{t, tr},
};
use lachan_core::guide::Block;
use leptos::prelude::*;

/// The leaf.
#[derive(Clone, Debug)]
pub struct PreparePage {
    pub binder: Binder,
    /// Who reviewed the lesson and when; for what nobody has, what the specialist is still asked.
    pub review: Review,
    pub assign: Option<String>,
    /// Address and name of each of the reader's classes that have it.
    pub given: Vec<(String, String)>,
    /// The modules a meeting is made of: address and title.
    pub modules: Vec<(String, String)>,
    pub outcomes: Vec<String>,
    /// Name and sentence of each rule.
    pub rules: Vec<(String, String)>,
    /// Lưu ý lời, one for each module.
    pub wording_notes: Vec<String>,
    /// Titles and texts of the guide, in the order they are needed.
    pub sections: Vec<(String, Vec<Block>)>,
    pub who_to_tell: Vec<String>,
}

/// Where the specialist's review stands.
#[derive(Clone, Debug, Default)]
pub struct Review {
    pub by: Option<String>,
    pub questions: Vec<String>,
}

impl PreparePage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let assign = self
            .assign
            .clone()
            .map(|href| view! { <a class="button" href=href>{t("class-assign")}</a> }.into_any());
        let head = self.binder.head(Leaf::Prepare, assign);
        let list = |items: Vec<String>| {
            let items = items.into_iter().map(|text| view! { <li>{text}</li> });
            view! { <ul>{items.collect_view()}</ul> }
        };
        let sections = self
            .sections
            .into_iter()
            .map(|(title, text)| view! { <section class="card guide-text"><h2>{title}</h2>{blocks(&text)}</section> })
            .collect_view();
        view! {
            {head}
            {review(self.review)}
            {links("library-given", self.given)}
            {links("guide-modules", self.modules)}
            <div class="prepare">
                {(!self.outcomes.is_empty())
                    .then(|| view! { <section class="card"><h2>{t("library-outcomes")}</h2>{list(self.outcomes)}</section> })}
                {(!self.rules.is_empty()).then(|| rules(self.rules))}
                {sections}
                <section class="card guide-text">
                    <h2>{t("library-wording")}</h2>
                    {self.wording_notes.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                </section>
                <section class="card guide-text">
                    <h2>{t("library-who-to-tell")}</h2>
                    {self.who_to_tell.into_iter().map(|text| view! { <p>{text}</p> }).collect_view()}
                </section>
            </div>
        }
    }
}

fn review(review: Review) -> impl IntoView {
    let open = (!review.questions.is_empty()).then(|| {
        let items = review
            .questions
            .into_iter()
            .map(|text| view! { <li>{text}</li> })
            .collect_view();
        view! {
            <details class="review">
                <summary>{t("library-review-open")}</summary>
                <ul>{items}</ul>
            </details>
        }
    });
    let said = match review.by {
        Some(who) => tr("library-reviewed", &[("who", &who)]),
        None => t("library-not-reviewed-long"),
    };
    view! { <div class="notice"><p>{said}</p>{open}</div> }
}

fn links(key: &'static str, links: Vec<(String, String)>) -> Option<impl IntoView> {
    (!links.is_empty()).then(|| {
        let links = links
            .into_iter()
            .map(|(href, name)| view! { <li><a href=href>{name}</a></li> })
            .collect_view();
        view! { <nav class="in-line" aria-label=t(key)><b>{t(key)}":"</b><ul class="jumps">{links}</ul></nav> }
    })
}

fn rules(rules: Vec<(String, String)>) -> impl IntoView {
    let rules = rules
        .into_iter()
        .map(|(name, says)| view! { <dt><b>{name}</b></dt><dd>{says}</dd> })
        .collect_view();
    view! { <section class="card"><h2>{t("library-rules")}</h2><dl>{rules}</dl></section> }
}
