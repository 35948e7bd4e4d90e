//! The preview of a list: what would change, what cannot, and what only a person can say. Nothing is written yet.

mod questions;
mod rows;

use crate::text::{t, tr};
use leptos::prelude::*;
pub use questions::{ClassLine, ColumnQuestion, SameChoice, SameLine, Switch};
use questions::{class_questions, column_questions, namesakes, switches};
pub use rows::{MissingLine, RowLine, WrongLine};
use rows::{missing, rows};

/// What the preview shows.
#[derive(Clone, Debug)]
pub struct PreviewView {
    pub base: String,
    pub file_name: String,
    pub new: Vec<RowLine>,
    pub changed: Vec<RowLine>,
    pub unchanged: i64,
    pub missing: Vec<MissingLine>,
    pub wrong: Vec<WrongLine>,
    /// While something is asked here, nothing can be brought in.
    pub columns: Vec<ColumnQuestion>,
    pub classes: Vec<ClassLine>,
    pub switches: Vec<Switch>,
    pub same: Vec<SameLine>,
    pub warnings: Vec<String>,
    pub new_classes: Vec<String>,
    /// The numbers shown, which must still hold when "Nhập" is pressed.
    pub seen: String,
    pub nothing_to_do: bool,
}

/// Look before anything is written.
#[component]
pub fn PreviewPage(preview: PreviewView, conflict: Option<String>) -> impl IntoView {
    let counts = [
        (preview.new.len(), "import-new"),
        (preview.changed.len(), "import-changed"),
        (
            usize::try_from(preview.unchanged).unwrap_or_default(),
            "import-unchanged",
        ),
        (preview.missing.len(), "import-missing"),
        (preview.wrong.len(), "import-wrong"),
    ];
    let open_question = !preview.columns.is_empty() || !preview.classes.is_empty();
    let wrong_file = format!("{}/dong-loi.xlsx", preview.base);
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href="/nhap-danh-sach">{t("nav-import")}</a></p>
                <h1>{t("import-preview")}</h1>
                <p>{preview.file_name}</p>
            </div>
        </div>
        {conflict.map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
        <p class="notice" role="status">{t("import-nothing-written")}</p>
        {(!preview.columns.is_empty()).then(|| column_questions(&preview.base, preview.columns))}
        {(!preview.classes.is_empty()).then(|| class_questions(&preview.base, preview.classes))}
        <ul class="numbers">
            {counts
                .into_iter()
                .map(|(n, key)| view! { <li><b>{n}</b><span>{t(key)}</span></li> })
                .collect_view()}
        </ul>
        {(!preview.warnings.is_empty())
            .then(|| {
                view! {
                    <section class="notice kind">
                        <h2>{t("import-warnings")}</h2>
                        <ul>{preview.warnings.into_iter().map(|text| view! { <li>{text}</li> }).collect_view()}</ul>
                    </section>
                }
            })}
        {(!preview.switches.is_empty()).then(|| switches(&preview.base, preview.switches))}
        {(!preview.wrong.is_empty())
            .then(|| {
                view! {
                    <section class="card">
                        <div class="head">
                            <h2>{t("import-wrong-title")}</h2>
                            <a class="button quiet small" href=wrong_file>{t("import-wrong-file")}</a>
                        </div>
                        <div class="table stacked" tabindex="0" role="region" aria-label=t("import-wrong-title")>
                            <table>
                                <thead>
                                    <tr>
                                        <th scope="col">{t("results-pupil")}</th>
                                        <th scope="col">{t("import-reason")}</th>
                                        <th scope="col">{t("import-row")}</th>
                                    </tr>
                                </thead>
                                <tbody>
                                    {preview
                                        .wrong
                                        .into_iter()
                                        .map(|line| view! { <tr><th scope="row">{line.name}</th><td>{line.reason}</td><td class="soft" data-head=t("import-row")>{line.place}</td></tr> })
                                        .collect_view()}
                                </tbody>
                            </table>
                        </div>
                    </section>
                }
            })}
        <form method="post" action=preview.base.clone() class="stack">
            <input type="hidden" name="seen" value=preview.seen />
            {(!preview.new_classes.is_empty())
                .then(|| view! { <p>{tr("import-new-classes", &[("classes", &preview.new_classes.join(", "))])}</p> })}
            {(!preview.same.is_empty()).then(|| namesakes(preview.same))}
            {(!preview.missing.is_empty()).then(|| missing(preview.missing))}
            {if open_question {
                view! { <p class="notice kind">{t("import-asked-first")}</p> }.into_any()
            } else if preview.nothing_to_do {
                view! { <p class="notice">{t("import-nothing-to-do")}</p> }.into_any()
            } else {
                view! {
                    <div class="actions">
                        <button>{t("import-now")}</button>
                        <a class="button quiet" href="/nhap-danh-sach">{t("import-give-up")}</a>
                    </div>
                }
                .into_any()
            }}
        </form>
        {rows(t("import-changed-title"), preview.changed, true)}
        {rows(t("import-new-title"), preview.new, false)}
    }
}
