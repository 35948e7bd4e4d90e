//! What a person has to say before a list is brought in.

use crate::text::t;
use leptos::prelude::*;

/// What a column is, a person has to say.
#[derive(Clone, Debug)]
pub struct ColumnQuestion {
    pub head: String,
    pub question: String,
    pub yes: String,
    pub no: String,
}

/// Something that is one way now and may be the other.
#[derive(Clone, Debug)]
pub struct Switch {
    pub about: &'static str,
    /// What the button asks for.
    pub to: bool,
    pub now: String,
    pub other: String,
}

/// A class that has almost the name of another one.
#[derive(Clone, Debug)]
pub struct ClassLine {
    pub listed: String,
    pub like: String,
    pub question: String,
    pub same: String,
    pub new: String,
}

/// A row with the name of a child its class already has.
#[derive(Clone, Debug)]
pub struct SameLine {
    pub field: String,
    pub words: String,
    pub choices: Vec<SameChoice>,
}

/// Who the row may be.
#[derive(Clone, Debug)]
pub struct SameChoice {
    pub value: String,
    pub words: String,
    pub chosen: bool,
}

pub(super) fn column_questions(base: &str, columns: Vec<ColumnQuestion>) -> impl IntoView + use<> {
    let action = format!("{base}/cot");
    let questions = columns.into_iter().map(move |column| {
        view! {
            <form method="post" action=action.clone() class="in-line">
                <p>{column.question}</p>
                <input type="hidden" name="cot" value=column.head />
                <button name="dung" value="co">{column.yes}</button>
                <button class="quiet" name="dung" value="khong">{column.no}</button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{t("import-asked-title")}</h2>
            {questions.collect_view()}
        </section>
    }
}

pub(super) fn class_questions(base: &str, classes: Vec<ClassLine>) -> impl IntoView + use<> {
    let action = format!("{base}/y-muon");
    let questions = classes.into_iter().map(move |class| {
        view! {
            <form method="post" action=action.clone() class="in-line">
                <p>{class.question}</p>
                <input type="hidden" name="dieu" value="lop" />
                <input type="hidden" name="lop" value=class.listed.clone() />
                <button name="la" value=class.like>{class.same}</button>
                <button class="quiet" name="la" value=class.listed>{class.new}</button>
            </form>
        }
    });
    view! {
        <section class="card stack">
            <h2>{t("import-class-title")}</h2>
            {questions.collect_view()}
        </section>
    }
}

pub(super) fn switches(base: &str, switches: Vec<Switch>) -> impl IntoView + use<> {
    let action = format!("{base}/y-muon");
    let lines = switches.into_iter().map(move |switch| {
        view! {
            <form method="post" action=action.clone() class="in-line">
                <p>{switch.now}</p>
                <input type="hidden" name="dieu" value=switch.about />
                <button class="quiet small" name="chon" value=if switch.to { "co" } else { "khong" }>{switch.other}</button>
            </form>
        }
    });
    view! { <section class="card stack">{lines.collect_view()}</section> }
}

pub(super) fn namesakes(lines: Vec<SameLine>) -> impl IntoView {
    let lines = lines.into_iter().map(|line| {
        let field = line.field;
        let choices = line.choices.into_iter().map(|choice| {
            view! {
                <label class="choice">
                    <input type="radio" name=field.clone() value=choice.value required=true checked=choice.chosen />
                    <span>{choice.words}</span>
                </label>
            }
        });
        view! { <fieldset><legend>{line.words}</legend>{choices.collect_view()}</fieldset> }
    });
    view! {
        <section class="card stack">
            <h2>{t("import-same-title")}</h2>
            <p class="soft">{t("import-same-about")}</p>
            {lines.collect_view()}
        </section>
    }
}
