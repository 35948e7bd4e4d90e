//! The preview of a list: what would change, what cannot, and what only a person can say. Nothing is written yet.

use crate::text::{number, t, tr};
use leptos::prelude::*;

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
    /// Ticked before.
    pub left: bool,
}

/// A row that cannot be brought in.
#[derive(Clone, Debug)]
pub struct WrongLine {
    pub place: String,
    pub name: String,
    pub reason: String,
}

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

/// Nothing at all where a cell is empty: on a phone it then takes no room.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

fn column_questions(base: &str, columns: Vec<ColumnQuestion>) -> impl IntoView + use<> {
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

fn class_questions(base: &str, classes: Vec<ClassLine>) -> impl IntoView + use<> {
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

fn switches(base: &str, switches: Vec<Switch>) -> impl IntoView + use<> {
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

fn namesakes(lines: Vec<SameLine>) -> impl IntoView {
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
                                <input type="checkbox" name="left" value=child.id checked=child.left />
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
                <div class="table stacked" tabindex="0" role="region" aria-label=title.clone()>
                    <table>
                        <thead>
                            <tr>
                                <th scope="col">{t("results-pupil")}</th>
                                <th scope="col">{t("import-class")}</th>
                                <th scope="col">{t("import-birth")}</th>
                                <th scope="col">{t("import-about")}</th>
                                <th scope="col">{t("import-code")}</th>
                                <th scope="col">{t("import-row")}</th>
                            </tr>
                        </thead>
                        <tbody>
                            {lines
                                .into_iter()
                                .map(|line| {
                                    view! {
                                        <tr>
                                            <th scope="row">{line.name}</th>
                                            <td data-head=t("import-class")>{line.class}</td>
                                            <td>{filled(line.birth)}</td>
                                            <td class="soft">{filled(line.about)}</td>
                                            <td data-head=t("import-code")>{filled(line.code)}</td>
                                            <td class="soft" data-head=t("import-row")>{line.place}</td>
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
