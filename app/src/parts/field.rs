//! Form fields that show what was typed and what is wrong with it.

use crate::text::t;
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// A labelled text field. `kind` is the input's type; the hint and the problem are tied to it for screen readers.
#[component]
pub fn TextField<'a>(
    name: &'static str,
    label: String,
    typed: &'a Fields,
    problems: &'a Problems,
    #[prop(default = "text")] kind: &'static str,
    #[prop(optional, into)] hint: Option<String>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(default = true)] required: bool,
) -> impl IntoView {
    let problem = problems.of(name).map(t);
    let value = if kind == "password" {
        String::new()
    } else {
        typed.text(name).to_owned()
    };
    let wrong = problem.is_some();
    let described = match (&hint, &problem) {
        (None, None) => None,
        _ => Some(format!("{name}-about")),
    };
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
                aria-describedby=described.clone()
                aria-invalid=wrong.then_some("true")
            />
            {described
                .map(|id| {
                    view! {
                        <p id=id class="about">
                            {problem.map(|text| view! { <strong class="problem">{text}</strong> })}
                            {hint.map(|text| view! { <span class="hint">{text}</span> })}
                        </p>
                    }
                })}
        </div>
    }
}

/// A sentence above a form that was not accepted, for everybody and read aloud at once.
#[component]
pub fn FormNotice<'a>(problems: &'a Problems) -> impl IntoView {
    let general = problems.of("").unwrap_or("form-has-problems");
    (!problems.is_empty()).then(|| view! { <p class="notice warn" role="alert">{t(general)}</p> })
}
