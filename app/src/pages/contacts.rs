//! The school's own support people: a short list that a head keeps up to date.

use crate::text::{t, tr};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// How many people the form has room for.
pub const ROOM: usize = 6;

/// The form.
#[derive(Clone, Debug)]
pub struct ContactsPage {
    pub base: String,
    pub school: String,
    /// `name-0`, `title-0`, `room-0`, `phone-0`, …
    pub typed: Fields,
    pub problems: Problems,
    pub saved: bool,
}

impl ContactsPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let people = (0..ROOM).map(|n| person(n, &self.typed)).collect_view();
        let problem = self.problems.of("contacts").map(t);
        let empty = !self.saved && self.typed.text("name-0").is_empty() && problem.is_none();
        view! {
            <p class="crumbs"><a href=self.base.clone()>{self.school}</a></p>
            <h1>{t("contacts-title")}</h1>
            <p>{t("contacts-about")}</p>
            {self.saved.then(|| view! { <p class="notice" role="status">{t("contacts-saved")}</p> })}
            {empty.then(|| view! { <p class="notice kind">{t("contacts-none")}</p> })}
            {problem.map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
            <form method="post" action=format!("{}/dau-moi", self.base) class="contacts">
                {people}
                <button>{t("contacts-save")}</button>
            </form>
        }
    }
}

fn person(n: usize, typed: &Fields) -> impl IntoView + use<> {
    let field = |what: &str, label: &str, kind: &'static str| {
        let name = format!("{what}-{n}");
        let value = typed.text(&name).to_owned();
        view! {
            <div class="field">
                <label for=name.clone()>{t(label)}</label>
                <input id=name.clone() name=name type=kind value=value autocomplete="off" />
            </div>
        }
    };
    view! {
        <fieldset>
            <legend>{tr("contacts-person", &[("n", &(n + 1).to_string())])}</legend>
            {field("name", "contacts-name", "text")}
            {field("title", "contacts-role", "text")}
            {field("room", "contacts-room", "text")}
            {field("phone", "contacts-phone", "tel")}
        </fieldset>
    }
}
