//! Giving a module to classes, and what a class has been given.

mod given;

use crate::{
    parts::field::{Field, form_notice, select},
    text::{t, tr},
};
pub use given::{GivenLine, GivenPage};
use lachan_core::{
    form::{Fields, Problems},
    learning::Mode,
};
use leptos::prelude::*;

/// The form.
#[derive(Clone, Debug)]
pub struct AssignPage {
    pub classes: Vec<ClassChoice>,
    /// The bands of these classes, each with its modules.
    pub shelves: Vec<ShelfChoice>,
    pub typed: Fields,
    pub problems: Problems,
}

/// A class that can be given a module.
#[derive(Clone, Debug)]
pub struct ClassChoice {
    pub id: String,
    pub name: String,
    pub school: String,
    pub pupils: i64,
}

/// A band with its modules.
#[derive(Clone, Debug)]
pub struct ShelfChoice {
    /// `assign-band-…`
    pub band: &'static str,
    pub modules: Vec<ModuleChoice>,
}

/// A module on the shelf.
#[derive(Clone, Debug)]
pub struct ModuleChoice {
    pub id: String,
    pub title: String,
    pub minutes: u8,
    pub reviewed: bool,
    /// Which classes have it and when: "4A 02/11–16/11".
    pub before: Vec<String>,
}

impl AssignPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let Self {
            classes,
            shelves,
            typed,
            problems,
        } = self;
        if classes.is_empty() {
            return view! {
                <h1>{t("assign-title")}</h1>
                <div class="empty"><p>{t("assign-no-classes")}</p></div>
            }
            .into_any();
        }
        let only = classes.len() == 1;
        let look = |field: &str, n: usize| n == 0 && problems.is_first(field);
        let classes = classes
            .into_iter()
            .enumerate()
            .map(|(n, class)| class_choice(class, only, look("lop", n), &typed))
            .collect_view();
        // What no specialist has reviewed is said once, not at every module.
        let unreviewed = shelves
            .iter()
            .flat_map(|shelf| &shelf.modules)
            .any(|module| !module.reviewed);
        let shelves = shelves
            .into_iter()
            .enumerate()
            .map(|(n, shelf)| shelf_choice(shelf, look("module", n), &typed))
            .collect_view();
        let modes = Mode::ALL
            .into_iter()
            .map(|mode| (mode.name().to_owned(), t(mode.word())))
            .collect();
        view! {
            <p class="crumbs"><a href="/lop">{t("nav-classes")}</a></p>
            <div class="head"><div><h1>{t("assign-title")}</h1><p>{t("assign-about")}</p></div></div>
            {form_notice(&problems)}
            <form method="post" action="/lop/giao-bai" class="stack assign">
                <fieldset class="wide">
                    <legend>{t("assign-classes")}</legend>
                    {problem(&problems, "lop")}
                    <div class="choices">{classes}</div>
                </fieldset>
                <fieldset class="wide">
                    <legend>{t("assign-module")}</legend>
                    {problem(&problems, "module")}
                    {unreviewed.then(|| view! { <p class="soft">{t("assign-some-not-reviewed")}</p> })}
                    {shelves}
                </fieldset>
                <div class="in-line">
                    {Field::new("from", t("assign-from"), &typed, &problems).kind("date").view()}
                    {Field::new("to", t("assign-to"), &typed, &problems).kind("date").view()}
                    {select("mode", t("assign-mode"), modes, &typed, &problems)}
                </div>
                <p class="notice">{t("assign-hint")}</p>
                <button>{t("assign-give")}</button>
            </form>
        }
        .into_any()
    }
}

/// `only`: there is nothing to choose from, so it is chosen.
fn class_choice(
    class: ClassChoice,
    only: bool,
    look_here: bool,
    typed: &Fields,
) -> impl IntoView + use<> {
    let checked = only || typed.ticked("lop", &class.id);
    let size = tr("class-size", &[("n", &class.pupils.to_string())]);
    view! {
        <label class="choice">
            <input type="checkbox" name="lop" value=class.id checked=checked autofocus=look_here />
            <span>{tr("class-name", &[("name", &class.name)])}<br /><small>{class.school}" · "{size}</small></span>
        </label>
    }
}

fn shelf_choice(shelf: ShelfChoice, look_here: bool, typed: &Fields) -> impl IntoView + use<> {
    let modules = shelf
        .modules
        .into_iter()
        .enumerate()
        .map(|(n, module)| module_choice(module, look_here && n == 0, typed))
        .collect_view();
    view! {
        <h2>{t(shelf.band)}</h2>
        <div class="choices">{modules}</div>
    }
}

fn module_choice(module: ModuleChoice, look_here: bool, typed: &Fields) -> impl IntoView + use<> {
    let checked = typed.text("module") == module.id;
    let minutes = tr("lesson-minutes", &[("n", &module.minutes.to_string())]);
    let before = (!module.before.is_empty())
        .then(|| tr("assign-had", &[("classes", &module.before.join(", "))]));
    view! {
        <label class="choice">
            <input type="radio" name="module" value=module.id.clone() checked=checked autofocus=look_here />
            <span>
                {format!("{} · {}", module.id, module.title)}<br />
                <small>{minutes}{(!module.reviewed).then(|| format!(" · {}", t("assign-not-reviewed")))}</small>
                {before.map(|before| view! { <br /><small class="had">{before}</small> })}
            </span>
        </label>
    }
}

fn problem(problems: &Problems, field: &str) -> Option<impl IntoView + use<>> {
    let word = problems.of(field)?;
    Some(view! { <p class="about"><strong class="problem">{t(word)}</strong></p> })
}

// the page holds one pair of fields per module, so their ids carry the assignment
fn day_field(
    name: &'static str,
    label: String,
    id: &str,
    typed: &Fields,
    problems: &Problems,
) -> impl IntoView + use<> {
    let field = format!("{name}-{id}");
    let value = typed.text(name).to_owned();
    let wrong = problems.of(name).map(t);
    let bad = wrong.is_some();
    view! {
        <div class="field" class:wrong=bad>
            <label for=field.clone()>{label}</label>
            <input id=field name=name type="date" value=value required=true aria-invalid=bad.then_some("true") />
            {wrong.map(|text| view! { <p class="about"><strong class="problem">{text}</strong></p> })}
        </div>
    }
}
