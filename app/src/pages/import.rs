//! Bringing a list in: choose a file, look at what would happen, bring it in, take it back.

use crate::text::{number, t, tr};
use lachan_core::form::Problems;
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

/// Choose a file.
#[component]
pub fn ImportPage(
    schools: Vec<SchoolChoice>,
    past: Vec<PastImport>,
    problems: Problems,
) -> impl IntoView {
    let refusal = problems.of("file").map(t);
    import_page(schools, past, refusal)
}

/// The same page with a sentence about the file that was not taken.
#[component]
pub fn ImportRefusedPage(
    schools: Vec<SchoolChoice>,
    past: Vec<PastImport>,
    refusal: String,
) -> impl IntoView {
    import_page(schools, past, Some(refusal))
}

fn import_page(
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
                            view! {
                                <form method="post" action=action>
                                    <button class="quiet small">{t("import-undo")}</button>
                                </form>
                            }
                            .into_any()
                        }}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <section class="stack">
            <h2>{t("import-past")}</h2>
            <div class="table" tabindex="0" role="region" aria-label=t("import-past")>
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

/// A row of the preview.
#[derive(Clone, Debug)]
pub struct RowLine {
    pub place: String,
    pub name: String,
    pub class: String,
    pub birth: String,
    pub code: String,
    /// What is different, in words.
    pub about: String,
}

/// A missing child, who may have left.
#[derive(Clone, Debug)]
pub struct MissingLine {
    pub id: String,
    pub name: String,
    pub class: String,
}

/// What the preview shows.
#[derive(Clone, Debug)]
pub struct PreviewView {
    pub base: String,
    pub file_name: String,
    pub new: Vec<RowLine>,
    pub changed: Vec<RowLine>,
    pub unchanged: i64,
    pub missing: Vec<MissingLine>,
    /// Row and reason.
    pub wrong: Vec<(String, String)>,
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
        {(!preview.wrong.is_empty())
            .then(|| {
                view! {
                    <section class="card">
                        <div class="head">
                            <h2>{t("import-wrong-title")}</h2>
                            <a class="button quiet small" href=wrong_file>{t("import-wrong-file")}</a>
                        </div>
                        <div class="table" tabindex="0" role="region" aria-label=t("import-wrong-title")>
                            <table>
                                <thead><tr><th scope="col">{t("import-row")}</th><th scope="col">{t("import-reason")}</th></tr></thead>
                                <tbody>
                                    {preview
                                        .wrong
                                        .into_iter()
                                        .map(|(row, reason)| view! { <tr><th scope="row">{row}</th><td>{reason}</td></tr> })
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
            {(!preview.missing.is_empty()).then(|| missing(preview.missing))}
            {if preview.nothing_to_do {
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

fn missing(children: Vec<MissingLine>) -> impl IntoView {
    view! {
        <fieldset>
            <legend>{t("import-missing-title")}</legend>
            <p class="soft">{t("import-missing-about")}</p>
            <div class="choices">
                {children
                    .into_iter()
                    .map(|child| {
                        view! {
                            <label class="choice">
                                <input type="checkbox" name="left" value=child.id />
                                <span>{child.name}" · "{child.class}</span>
                            </label>
                        }
                    })
                    .collect_view()}
            </div>
        </fieldset>
    }
}

fn rows(title: String, lines: Vec<RowLine>, open: bool) -> Option<impl IntoView> {
    (!lines.is_empty()).then(|| {
        let n = number(i64::try_from(lines.len()).unwrap_or_default());
        view! {
            <details class="card" open=open>
                <summary><h2>{format!("{title} ({n})")}</h2></summary>
                <div class="table" tabindex="0" role="region" aria-label=title.clone()>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t("import-row")}</th>
                                <th scope="col">{t("results-pupil")}</th>
                                <th scope="col">{t("import-class")}</th>
                                <th scope="col">{t("import-birth")}</th>
                                <th scope="col">{t("import-code")}</th>
                                <th scope="col">{t("import-about")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {lines
                                .into_iter()
                                .map(|line| {
                                    view! {
                                        <tr>
                                            <td class="soft">{line.place}</td>
                                            <th scope="row">{line.name}</th>
                                            <td>{line.class}</td>
                                            <td>{line.birth}</td>
                                            <td>{line.code}</td>
                                            <td class="soft">{line.about}</td>
                                        </tr>
                                    }
                                })
                                .collect_view()}
                        </tbody>
                    </table>
                </div>
            </details>
        }
    })
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
                .then(|| {
                    view! {
                        <form method="post" action=format!("{base}/hoan-tac")>
                            <button class="plain">{t("import-undo-this")}</button>
                        </form>
                    }
                })}
        </div>
    }
}
