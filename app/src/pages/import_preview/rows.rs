//! The rows of a list: new, changed, missing, wrong.

use crate::text::{number, t};
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

/// Nothing at all where a cell is empty: on a phone it then takes no room.
fn filled(text: String) -> Option<String> {
    Some(text).filter(|text| !text.is_empty())
}

pub(super) fn missing(children: Vec<MissingLine>) -> impl IntoView {
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

pub(super) fn rows(title: String, lines: Vec<RowLine>, open: bool) -> Option<impl IntoView> {
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
