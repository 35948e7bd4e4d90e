//! The children of a class, module by module.

use crate::text::{number, t, tr};
use leptos::prelude::*;

/// Where one child stands, for its teacher.
#[derive(Clone, Debug)]
pub struct PupilLine {
    /// The place on the class's list.
    pub n: i64,
    pub name: String,
    /// All that is known of the child, for whoever keeps its record.
    pub record: Option<String>,
    /// Per module of the head: key of the locale file and class of the pill; `None` when not assigned and not begun.
    pub cells: Vec<Option<ModuleCell>>,
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
pub struct ModuleCell {
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
                {import.map(|href| view! { <p>{t("class-no-pupils-import")}</p><a class="button" href=href>{t("nav-import")}</a> })}
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
                                    <th scope="row">{match pupil.record {
                                        Some(href) => view! { <a href=href>{pupil.name}</a> }.into_any(),
                                        None => pupil.name.into_any(),
                                    }}</th>
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

pub(super) fn pill(cell: ModuleCell) -> impl IntoView {
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
