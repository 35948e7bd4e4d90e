//! The modules a class was given, and its hardest questions.

use crate::text::{number, percent, t, tr};
use leptos::prelude::*;

/// How a module stands with the class it was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GivenState {
    Open,
    Later,
    Over,
    /// Taken back; what the children did stays.
    Withdrawn,
}

impl GivenState {
    fn pill(self) -> Option<String> {
        let key = match self {
            Self::Open => return None,
            Self::Later => "given-later",
            Self::Over => "window-over",
            Self::Withdrawn => "window-withdrawn",
        };
        Some(t(key))
    }
}

/// How a class stands with one module.
#[derive(Clone, Debug)]
pub struct ModuleLine {
    pub module: String,
    pub title: String,
    pub window: String,
    pub state: GivenState,
    pub waiting: i64,
    pub learning: i64,
    pub finished: i64,
    pub mastered: i64,
}

impl ModuleLine {
    fn all(&self) -> i64 {
        self.waiting + self.learning + self.finished
    }
}

/// Modules of a class: chưa học, đang học, hoàn thành, nắm được bài.
#[component]
pub fn ModuleTable(modules: Vec<ModuleLine>, caption: String) -> impl IntoView {
    view! {
        <div class="table stacked" tabindex="0" role="region" aria-label=caption.clone()>
            <table>
                <caption>{caption.clone()}" "<small class="soft">{t("status-completed-includes")}</small></caption>
                <thead>
                    <tr>
                        <th scope="col">{t("results-module")}</th>
                        <th scope="col">{t("results-window")}</th>
                        <th scope="col" class="num">{t("status-not-started")}</th>
                        <th scope="col" class="num">{t("status-learning")}</th>
                        <th scope="col" class="num">{t("status-completed")}</th>
                        <th scope="col" class="num">{t("status-mastered")}</th>
                        <th scope="col">{t("results-share")}</th>
                    </tr>
                </thead>
                <tbody>{modules.into_iter().map(module_row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn module_row(line: ModuleLine) -> impl IntoView {
    let share = percent(line.finished, line.all());
    let width = if line.all() == 0 {
        0
    } else {
        line.finished * 100 / line.all()
    };
    view! {
        <tr class:quiet=line.state == GivenState::Withdrawn>
            <th scope="row">{line.module.clone()}" · "{line.title.clone()}</th>
            <td>
                {line.window.clone()}
                {line.state.pill().map(|text| view! { " " <span class="pill">{text}</span> })}
            </td>
            <td class="num" data-head=t("status-not-started")>{number(line.waiting)}</td>
            <td class="num" data-head=t("status-learning")>{number(line.learning)}</td>
            <td class="num" data-head=t("status-completed")>{number(line.finished)}</td>
            <td class="num" data-head=t("status-mastered")>{number(line.mastered)}</td>
            <td>
                <div class="bar" aria-hidden="true"><i style=format!("width:{width}%")></i></div>
                <small>{share}</small>
            </td>
        </tr>
    }
}

/// A question many found hard.
#[derive(Clone, Debug)]
pub struct HardItem {
    pub stem: String,
    pub wrong: i64,
    pub answers: i64,
    /// The option most of those chose, and its share of all answers.
    pub often: String,
    pub often_n: i64,
}

/// The lessons of the class with its hardest questions.
#[component]
pub fn LessonsPart(
    modules: Vec<ModuleLine>,
    hardest: Vec<(String, Vec<HardItem>)>,
    hidden_under: i64,
) -> impl IntoView {
    if modules.is_empty() {
        return view! { <div class="empty"><p>{t("class-nothing-assigned-long")}</p></div> }
            .into_any();
    }
    view! {
        <ModuleTable modules=modules caption=t("class-all-modules") />
        <section class="card">
            <h2>{t("hardest-title")}</h2>
            <p class="soft">{tr("hardest-about", &[("n", &number(hidden_under))])}</p>
            {if hardest.is_empty() {
                view! { <p>{t("hardest-none")}</p> }.into_any()
            } else {
                hardest
                    .into_iter()
                    .map(|(module, items)| {
                        view! {
                            <h3>{module}</h3>
                            <ol class="hardest">{items.into_iter().map(hard_item).collect_view()}</ol>
                        }
                    })
                    .collect_view()
                    .into_any()
            }}
        </section>
    }
    .into_any()
}

fn hard_item(item: HardItem) -> impl IntoView {
    let share = percent(item.wrong, item.answers);
    let often = percent(item.often_n, item.answers);
    view! {
        <li>
            <b>{item.stem}</b>
            <span class="soft">{tr("hardest-share", &[("share", &share), ("option", &item.often), ("often", &often)])}</span>
        </li>
    }
}
