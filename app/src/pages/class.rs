//! One class: what is going on today, who is where, which questions were hard.

mod children;
mod lessons;

use crate::text::{number, t, tr};
pub use children::{ModuleCell, ModuleHead, PupilLine, PupilsPart, PupilsPartProps};
use leptos::prelude::*;
pub use lessons::{GivenState, HardItem, LessonsPart, LessonsPartProps, ModuleLine, ModuleTable};

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
