//! The ready meeting an activity follows.

use crate::text::{number, t, tr};
use leptos::prelude::*;

/// The ready pack of a meeting: its script, or one for each age, and its modules.
#[derive(Clone, Debug)]
pub struct PackView {
    pub title: String,
    pub scripts: Vec<PackScript>,
    /// Address and title of each module.
    pub modules: Vec<(String, String)>,
}

/// A script as whoever leads the meeting takes it up.
#[derive(Clone, Debug)]
pub struct PackScript {
    /// Whom it is for, where a pack has two.
    pub label: Option<String>,
    pub minutes: u16,
    /// `/bai-hoc/G3`
    pub base: String,
    /// The query that leads back here.
    pub from: String,
}

pub(super) fn pack(pack: PackView) -> impl IntoView {
    let scripts = pack
        .scripts
        .into_iter()
        .map(|script| {
            let link = |page: &str| format!("{}{page}{}", script.base, script.from);
            view! {
                <div class="pack-script">
                    {script.label.clone().map(|label| view! { <h3>{label}</h3> })}
                    <p class="soft">{tr("activity-script-minutes", &[("n", &number(script.minutes.into()))])}</p>
                    <div class="actions">
                        <a class="button" href=link("/day")>{t("guide-lead")}</a>
                        <a class="button quiet" href=link("/trinh-chieu")>{t("guide-project")}</a>
                        <a class="button quiet" href=link("/in")>{t("guide-print")}</a>
                        <a class="button plain" href=link("")>{t("guide-prepare")}</a>
                    </div>
                </div>
            }
        })
        .collect_view();
    let modules = pack
        .modules
        .into_iter()
        .map(|(href, title)| view! { <li><a href=href>{title}</a></li> })
        .collect_view();
    view! {
        <section class="card pack">
            <h2>{tr("activity-script", &[("title", &pack.title)])}</h2>
            {scripts}
            <ul class="modules" aria-label=t("activity-script-modules")>{modules}</ul>
        </section>
    }
}
