//! One class: what is going on today, who is where, which questions were hard.

use crate::text::{number, percent, t, tr};
use leptos::prelude::*;

/// The part of a class page that is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassTab {
    Today,
    Pupils,
    Lessons,
    Attendance,
}

/// What stands above every part.
#[derive(Clone, Debug)]
pub struct ClassHead {
    pub base: String,
    pub name: String,
    pub school: String,
    pub pupils: i64,
    pub tab: ClassTab,
    /// Teachers and heads; an organizer sees no results.
    pub sees_results: bool,
    pub may_print_cards: bool,
    pub may_assign: bool,
}

/// The head of a class page with its tabs.
#[component]
pub fn Head(head: ClassHead) -> impl IntoView {
    let tab = |tab: ClassTab, path: &str, key: &str| {
        let here = (head.tab == tab).then_some("page");
        view! { <li><a href=format!("{}{path}", head.base) aria-current=here>{t(key)}</a></li> }
    };
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href="/lop">{t("nav-classes")}</a>" › "{head.school.clone()}</p>
                <h1>{tr("class-name", &[("name", &head.name)])}</h1>
                <p>{tr("class-size", &[("n", &number(head.pupils))])}</p>
            </div>
            <div class="actions">
                {head
                    .may_print_cards
                    .then(|| view! { <a class="button quiet" href=format!("{}/the", head.base)>{t("class-cards")}</a> })}
                {head
                    .may_assign
                    .then(|| view! { <a class="button" href=format!("/lop/giao-bai?lop={}", head.base.trim_start_matches("/lop/"))>{t("class-assign")}</a> })}
            </div>
        </div>
        <nav aria-label=t("class-parts")>
            <ul class="tabs">
                {tab(ClassTab::Today, "", "class-tab-today")}
                {tab(ClassTab::Pupils, "/hoc-sinh", "class-tab-pupils")}
                {head.sees_results.then(|| tab(ClassTab::Lessons, "/bai-hoc", "class-tab-lessons"))}
                {tab(ClassTab::Attendance, "/diem-danh", "class-tab-attendance")}
            </ul>
        </nav>
    }
}

/// How a module stands with the class it was given to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Given {
    Open,
    Later,
    Over,
    /// Taken back; what the children did stays.
    Withdrawn,
}

impl Given {
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
    pub state: Given,
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

/// Today: the door, and where the class stands with what is assigned.
#[component]
pub fn TodayPart(
    /// The door's own panel, made by its page.
    door: AnyView,
    modules: Vec<ModuleLine>,
) -> impl IntoView {
    view! {
        {door}
        {if modules.is_empty() {
            view! { <div class="empty"><p>{t("class-nothing-assigned-long")}</p></div> }.into_any()
        } else {
            view! { <ModuleTable modules=modules caption=t("class-open-now") /> }.into_any()
        }}
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
        <tr class:quiet=line.state == Given::Withdrawn>
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

/// Where one child stands, for its teacher.
#[derive(Clone, Debug)]
pub struct PupilLine {
    /// The place on the class's list.
    pub n: i64,
    pub name: String,
    /// Per module of the head: key of the locale file and class of the pill; `None` when not assigned and not begun.
    pub cells: Vec<Option<Cell>>,
}

/// A module above its column.
#[derive(Clone, Debug)]
pub struct ModuleHead {
    pub id: String,
    pub title: String,
    /// Taken back: a quiet column.
    pub withdrawn: bool,
}

/// One child with one module.
#[derive(Clone, Debug)]
pub struct Cell {
    /// `status-…`
    pub status: &'static str,
    /// Number of right answers of the best attempt, where there is one: a teacher sees the band, not the answers.
    pub best: Option<(i64, i64)>,
}

/// Every child of the class; with results for those who may see them.
#[component]
pub fn PupilsPart(
    /// `/lop/{id}`
    base: String,
    modules: Vec<ModuleHead>,
    pupils: Vec<PupilLine>,
    unfinished_first: bool,
    import: Option<String>,
) -> impl IntoView {
    if pupils.is_empty() {
        return view! {
            <div class="empty">
                <p>{t("class-no-pupils")}</p>
                {import.map(|href| view! { <a class="button" href=href>{t("nav-import")}</a> })}
            </div>
        }
        .into_any();
    }
    let columns: Vec<(String, bool)> = modules
        .iter()
        .map(|module| (module.id.clone(), module.withdrawn))
        .collect();
    let order = (!modules.is_empty()).then(|| order(&base, unfinished_first));
    view! {
        {order}
        <div class="table stacked results" tabindex="0" role="region" aria-label=t("class-tab-pupils")>
            <table>
                <thead>
                    <tr>
                        <th scope="col" class="num">{t("results-number")}</th>
                        <th scope="col">{t("results-pupil")}</th>
                        {modules
                            .into_iter()
                            .map(|module| {
                                let taken_back = module.withdrawn.then(|| view! { <br /><small>{t("window-withdrawn")}</small> });
                                view! { <th scope="col" class:quiet=module.withdrawn><abbr title=module.title>{module.id}</abbr>{taken_back}</th> }
                            })
                            .collect_view()}
                    </tr>
                </thead>
                <tbody>
                    {pupils
                        .into_iter()
                        .map(|pupil| {
                            let cells = pupil.cells.into_iter().zip(columns.clone());
                            let cells = cells.map(|(cell, (id, quiet))| {
                                view! { <td class:quiet=quiet data-head=id>{cell.map(pill)}</td> }
                            });
                            view! {
                                <tr>
                                    <td class="num soft">{pupil.n}</td>
                                    <th scope="row">{pupil.name}</th>
                                    {cells.collect_view()}
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// "Theo danh sách · Chưa xong lên trước", and paper.
fn order(base: &str, unfinished_first: bool) -> impl IntoView + use<> {
    let way = |here: bool, query: &str, key: &str| {
        let current = here.then_some("true");
        view! { <a href=format!("{base}/hoc-sinh{query}") aria-current=current>{t(key)}</a> }
    };
    view! {
        <nav class="order no-print" aria-label=t("results-order")>
            {way(!unfinished_first, "", "results-by-list")}
            {way(unfinished_first, "?xep=chua-xong", "results-unfinished-first")}
            <button type="button" class="quiet small" data-print="">{t("results-print")}</button>
        </nav>
        <script src=crate::assets::url("page.js") defer=true></script>
    }
}

fn pill(cell: Cell) -> impl IntoView {
    let look = match cell.status {
        "status-mastered" | "status-completed" => "pill done",
        "status-learning" => "pill now",
        _ => "pill",
    };
    view! {
        <span class=look>{t(cell.status)}</span>
        {cell.best.map(|(right, of)| view! { <small class="best">{tr("results-best", &[("right", &number(right)), ("of", &number(of))])}</small> })}
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
