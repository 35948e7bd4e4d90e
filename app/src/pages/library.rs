//! The library of lessons for adults: every module by age, and one module as whoever teaches it needs it.

use crate::text::{number, t, tr};
use leptos::prelude::*;

/// A band with its modules.
#[derive(Clone, Debug)]
pub struct ShelfPart {
    pub anchor: String,
    pub title: String,
    pub modules: Vec<ModuleCard>,
}

/// A module on the shelf.
#[derive(Clone, Debug)]
pub struct ModuleCard {
    pub id: String,
    pub title: String,
    pub minutes: u8,
    pub scenes: usize,
    pub questions: usize,
    pub reviewed: bool,
    /// How many of the reader's classes have it.
    pub classes: usize,
}

/// All modules.
#[component]
pub fn LibraryPage(shelves: Vec<ShelfPart>) -> impl IntoView {
    let jumps = shelves
        .iter()
        .map(|shelf| view! { <li><a href=format!("#{}", shelf.anchor)>{shelf.title.clone()}</a></li> })
        .collect_view();
    view! {
        <div class="head"><div><h1>{t("nav-library")}</h1><p>{t("library-about")}</p></div></div>
        <nav aria-label=t("library-bands")><ul class="jumps">{jumps}</ul></nav>
        {shelves.into_iter().map(shelf).collect_view()}
    }
}

fn shelf(shelf: ShelfPart) -> impl IntoView {
    view! {
        <section class="shelf">
            <h2 id=shelf.anchor>{shelf.title}</h2>
            <ul class="class-cards">{shelf.modules.into_iter().map(card).collect_view()}</ul>
        </section>
    }
}

fn card(module: ModuleCard) -> impl IntoView {
    let size = tr(
        "library-size",
        &[
            ("minutes", &module.minutes.to_string()),
            ("scenes", &number(module.scenes as i64)),
            ("questions", &number(module.questions as i64)),
        ],
    );
    view! {
        <li>
            <a class="card class-card" href=format!("/bai-hoc/{}", module.id)>
                <span class="soft">{module.id.clone()}</span>
                <b>{module.title}</b>
                <span class="soft">{size}</span>
                {(module.classes > 0).then(|| view! { <span class="pill done">{given(module.classes)}</span> })}
                {(!module.reviewed).then(|| view! { <span class="pill stuck">{t("library-not-reviewed")}</span> })}
            </a>
        </li>
    }
}

fn given(classes: usize) -> String {
    tr("library-classes", &[("n", &number(classes as i64))])
}

/// A module for whoever teaches it.
#[derive(Clone, Debug)]
pub struct Brief {
    pub id: String,
    pub title: String,
    pub band: String,
    pub minutes: u8,
    pub version: String,
    /// Who reviewed it and when; nobody yet.
    pub reviewed: Option<String>,
    pub outcomes: Vec<String>,
    /// Name and sentence of each rule.
    pub rules: Vec<(String, String)>,
    pub wording_notes: String,
    pub who_to_tell: String,
    /// Drawings the pictures refer to.
    pub sheet: String,
    pub scenes: Vec<(u8, String, String)>,
    pub questions: Vec<Question>,
    pub may_assign: bool,
    /// Address and name of each of the reader's classes that have it.
    pub given: Vec<(String, String)>,
}

/// A question with its key.
#[derive(Clone, Debug)]
pub struct Question {
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

/// The module.
#[component]
pub fn BriefPage(brief: Brief) -> impl IntoView {
    let about = tr(
        "library-brief-about",
        &[
            ("band", &brief.band),
            ("minutes", &brief.minutes.to_string()),
            ("version", &brief.version),
        ],
    );
    let review = match &brief.reviewed {
        Some(who) => view! { <p class="notice">{tr("library-reviewed", &[("who", who)])}</p> },
        None => view! { <p class="notice">{t("library-not-reviewed-long")}</p> },
    };
    let assign = brief.may_assign.then(|| {
        let href = format!("/lop/giao-bai?module={}", brief.id);
        view! { <div class="actions"><a class="button" href=href>{t("class-assign")}</a></div> }
    });
    let scenes = brief
        .scenes
        .into_iter()
        .map(|(n, text, picture)| {
            view! {
                <li class="card brief-scene">
                    <div class="picture" inner_html=picture></div>
                    <p><b>{n}"."</b>" "{text}</p>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="crumbs"><a href="/bai-hoc">{t("nav-library")}</a></p>
        <div class="head"><div><h1>{brief.id.clone()}". "{brief.title}</h1><p>{about}</p></div>{assign}</div>
        {review}
        {(!brief.given.is_empty()).then(|| classes(brief.given))}
        <section class="card">
            <h2>{t("library-outcomes")}</h2>
            <ul>{brief.outcomes.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
        </section>
        <section class="card">
            <h2>{t("library-rules")}</h2>
            <dl>
                {brief
                    .rules
                    .into_iter()
                    .map(|(name, says)| view! { <dt><b>{name}</b></dt><dd>{says}</dd> })
                    .collect_view()}
            </dl>
        </section>
        <section class="card">
            <h2>{t("library-teaching")}</h2>
            <p>{brief.wording_notes}</p>
            <ul>
                {["library-before", "library-room", "library-tells", "library-after"]
                    .map(|key| view! { <li>{t(key)}</li> })}
            </ul>
        </section>
        <h2>{t("library-scenes")}</h2>
        <div hidden inner_html=brief.sheet></div>
        <ol class="brief-scenes">{scenes}</ol>
        <h2>{t("library-questions")}</h2>
        <ol class="brief-questions">{brief.questions.into_iter().map(question).collect_view()}</ol>
        <section class="card"><h2>{t("library-who-to-tell")}</h2><p>{brief.who_to_tell}</p></section>
    }
}

fn classes(given: Vec<(String, String)>) -> impl IntoView {
    let links = given
        .into_iter()
        .map(|(href, name)| view! { <li><a href=href>{tr("class-name", &[("name", &name)])}</a></li> })
        .collect_view();
    view! { <nav class="in-line" aria-label=t("library-given")><b>{t("library-given")}":"</b><ul class="jumps">{links}</ul></nav> }
}

fn question(question: Question) -> impl IntoView {
    let options = question
        .options
        .into_iter()
        .map(|choice| {
            view! {
                <li class:right=choice.right>
                    <b>{choice.text}</b>
                    {choice.right.then(|| view! { " " <span class="pill done">{t("library-right")}</span> })}
                    <span class="soft">{choice.feedback}</span>
                </li>
            }
        })
        .collect_view();
    view! { <li class="card"><h3>{question.stem}</h3><ul>{options}</ul></li> }
}
