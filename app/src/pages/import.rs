//! Bringing a list in: choose a file, and take back what was brought in.

use crate::{
    parts::ask::Ask,
    text::{number, t, tr},
};
use leptos::prelude::*;

/// A school the person may bring a list into, with what is allowed there.
#[derive(Clone, Debug)]
pub struct SchoolChoice {
    pub id: String,
    pub name: String,
    /// Names of the classes, when it is not the whole school.
    pub classes: Vec<String>,
}

/// An import that was brought in.
#[derive(Clone, Debug)]
pub struct PastImport {
    pub id: String,
    pub file_name: String,
    pub who: String,
    pub when: String,
    pub changes: i64,
    pub undone: bool,
}

/// Choose a file. `refusal` is a sentence about a file that was not taken.
#[component]
pub fn ImportPage(
    schools: Vec<SchoolChoice>,
    past: Vec<PastImport>,
    refusal: Option<String>,
) -> impl IntoView {
    let only = schools.len() == 1;
    view! {
        <div class="head"><h1>{t("nav-import")}</h1></div>
        {refusal.map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
        <section class="card">
            <form method="post" action="/nhap-danh-sach" enctype="multipart/form-data" class="stack">
                {schools
                    .into_iter()
                    .enumerate()
                    .map(|(i, school)| {
                        let about = if school.classes.is_empty() {
                            t("import-whole-school")
                        } else {
                            tr("import-own-classes", &[("classes", &school.classes.join(", "))])
                        };
                        if only {
                            view! {
                                <p><b>{school.name}</b>" · "{about}</p>
                                <input type="hidden" name="school" value=school.id />
                            }
                            .into_any()
                        } else {
                            view! {
                                <label class="choice">
                                    <input type="radio" name="school" value=school.id checked=i == 0 />
                                    <span><b>{school.name}</b>" · "{about}</span>
                                </label>
                            }
                            .into_any()
                        }
                    })
                    .collect_view()}
                <div class="field">
                    <label for="file">{t("import-file")}</label>
                    <input id="file" name="file" type="file" required=true accept=".xlsx,.xlsm,.xls,.csv,.txt" aria-describedby="file-about" />
                    <p id="file-about" class="about"><span class="hint">{t("import-file-about")}</span></p>
                </div>
                <button>{t("import-look")}</button>
                <p class="soft">{t("import-look-about")}</p>
            </form>
        </section>
        <section class="card">
            <h2>{t("import-columns-title")}</h2>
            <p>{t("import-columns")}</p>
            <p class="soft">{t("import-columns-dropped")}</p>
        </section>
        {(!past.is_empty()).then(|| past_imports(past))}
    }
}

fn past_imports(past: Vec<PastImport>) -> impl IntoView {
    let rows = past
        .into_iter()
        .map(|import| {
            let action = format!("/nhap-danh-sach/{}/hoan-tac", import.id);
            view! {
                <tr>
                    <th scope="row">{import.file_name}</th>
                    <td>{import.when}<br /><small>{import.who}</small></td>
                    <td class="num">{number(import.changes)}</td>
                    <td>
                        {if import.undone {
                            view! { <span class="pill">{t("import-undone")}</span> }.into_any()
                        } else {
                            undo(action).into_any()
                        }}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{t("import-past")}</h2>
            <div class="table stacked" tabindex="0" role="region" aria-label=t("import-past")>
                <table>
                    <thead>
                        <tr>
                            <th scope="col">{t("import-file")}</th>
                            <th scope="col">{t("import-when")}</th>
                            <th scope="col" class="num">{t("import-changes")}</th>
                            <th scope="col"><span class="quiet-read">{t("import-undo")}</span></th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

/// After "Nhập" or after taking it back.
#[component]
pub fn ImportedPage(
    title: String,
    sentence: String,
    base: String,
    may_undo: bool,
) -> impl IntoView {
    view! {
        <div class="head"><h1>{title}</h1></div>
        <p class="notice" role="status">{sentence}</p>
        <div class="actions">
            <a class="button" href="/lop">{t("nav-classes")}</a>
            <a class="button quiet" href="/nhap-danh-sach">{t("import-another")}</a>
            {may_undo
                .then(|| undo(format!("{base}/hoan-tac")))}
        </div>
    }
}

fn undo(action: String) -> impl IntoView {
    Ask {
        step: t("import-undo"),
        about: t("import-undo-asks"),
        action,
        hidden: Vec::new(),
    }
    .view()
}
