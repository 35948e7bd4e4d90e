//! Form fields that show what was typed and what is wrong with it.

use crate::text::t;
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A labelled input. The hint and the problem are tied to it for screen readers.
#[derive(Clone, Debug)]
pub struct Field {
    name: &'static str,
    label: String,
    value: String,
    problem: Option<String>,
    hint: Option<String>,
    kind: &'static str,
    autocomplete: Option<&'static str>,
    required: bool,
    /// The first wrong field comes into view by itself.
    first_wrong: bool,
}

impl Field {
    /// A required text field with what was typed before.
    pub fn new(name: &'static str, label: String, typed: &Fields, problems: &Problems) -> Self {
        Self {
            name,
            label,
            value: typed.text(name).to_owned(),
            problem: problems.of(name).map(t),
            hint: None,
            kind: "text",
            autocomplete: None,
            required: true,
            first_wrong: problems.is_first(name),
        }
    }

    /// The input's type. What was typed into a password field is not sent back.
    pub fn kind(mut self, kind: &'static str) -> Self {
        self.kind = kind;
        if kind == "password" {
            self.value.clear();
        }
        self
    }

    /// A sentence below the field.
    pub fn hint(mut self, hint: String) -> Self {
        self.hint = Some(hint);
        self
    }

    /// What a browser may fill in.
    pub fn autocomplete(mut self, what: &'static str) -> Self {
        self.autocomplete = Some(what);
        self
    }

    /// A field that may stay empty.
    pub fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// The field.
    pub fn view(self) -> impl IntoView {
        let Self {
            name,
            label,
            value,
            problem,
            hint,
            kind,
            autocomplete,
            required,
            first_wrong,
        } = self;
        let wrong = problem.is_some();
        let about = about(name, problem, hint);
        let described = about.is_some().then(|| format!("{name}-about"));
        view! {
            <div class="field" class:wrong=wrong>
                <label for=name>{label}</label>
                <input
                    id=name
                    name=name
                    type=kind
                    value=value
                    required=required
                    autocomplete=autocomplete
                    aria-describedby=described
                    aria-invalid=wrong.then_some("true")
                    autofocus=first_wrong
                />
                {about}
            </div>
        }
    }
}

/// A labelled list to choose one of: value and text. What was chosen before stays chosen.
pub fn select(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    typed: &Fields,
    problems: &Problems,
) -> impl IntoView + use<> {
    choose(name, label, options, typed, problems, true)
}

/// The same where nothing need be chosen.
pub fn choice(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    typed: &Fields,
    problems: &Problems,
) -> impl IntoView + use<> {
    choose(name, label, options, typed, problems, false)
}

fn choose(
    name: &'static str,
    label: String,
    options: Vec<(String, String)>,
    typed: &Fields,
    problems: &Problems,
    required: bool,
) -> impl IntoView + use<> {
    let chosen = typed.text(name).to_owned();
    let problem = problems.of(name).map(t);
    let wrong = problem.is_some();
    let first_wrong = problems.is_first(name);
    let about = about(name, problem, None);
    let described = about.is_some().then(|| format!("{name}-about"));
    view! {
        <div class="field" class:wrong=wrong>
            <label for=name>{label}</label>
            <select id=name name=name required=required aria-describedby=described autofocus=first_wrong>
                {options
                    .into_iter()
                    .map(|(value, text)| {
                        let selected = value == chosen;
                        view! { <option value=value selected=selected>{text}</option> }
                    })
                    .collect_view()}
            </select>
            {about}
        </div>
    }
}

/// A sentence above a form that was not accepted, for everybody and read aloud at once.
pub fn form_notice(problems: &Problems) -> impl IntoView + use<> {
    let general = problems.of("").unwrap_or("form-has-problems");
    (!problems.is_empty()).then(|| view! { <p class="notice warn" role="alert">{t(general)}</p> })
}

fn about(
    name: &str,
    problem: Option<String>,
    hint: Option<String>,
) -> Option<impl IntoView + use<>> {
    let id = format!("{name}-about");
    // What is wrong may be just what the hint said.
    let hint = hint.filter(|hint| problem.as_ref() != Some(hint));
    (problem.is_some() || hint.is_some()).then(|| {
        view! {
            <p id=id class="about">
                {problem.map(|text| view! { <strong class="problem">{text}</strong> })}
                {hint.map(|text| view! { <span class="hint">{text}</span> })}
            </p>
        }
    })
}
