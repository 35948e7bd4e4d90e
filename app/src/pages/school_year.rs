//! The dates of a school year, new or known.

use crate::{
    parts::field::{Field, form_notice},
    text::t,
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// The page.
#[component]
pub fn YearPage(
    title: String,
    action: String,
    button: String,
    typed: Fields,
    problems: Problems,
) -> impl IntoView {
    let date = |name, key: &str| {
        Field::new(name, t(key), &typed, &problems)
            .kind("date")
            .view()
    };
    view! {
        <div>
            <p class="crumbs"><a href="/quan-tri">{t("nav-admin")}</a></p>
            <h1>{title}</h1>
        </div>
        {form_notice(&problems)}
        <form method="post" action=action class="stack">
            <p class="soft">{t("admin-year-about")}</p>
            {date("starts_on", "admin-year-starts")}
            {date("term2_on", "admin-year-term2")}
            {date("ends_on", "admin-year-ends")}
            <button>{button}</button>
        </form>
    }
}
