//! What a class was given.

use super::day_field;
use crate::{
    parts::ask::{Ask, Done},
    text::{t, tr},
};
use lachan_core::{
    form::{Fields, Problems},
    learning::Mode,
};
use leptos::prelude::*;

/// What a class has been given.
#[derive(Clone, Debug)]
pub struct GivenPage {
    /// `/lop/{id}`
    pub base: String,
    pub class: String,
    pub lines: Vec<GivenLine>,
    /// More than two modules begin in one week: a hint, never a block.
    pub many: bool,
    pub may_assign: bool,
    /// What was just taken back, and the way to give it again as it was.
    pub done: Option<Done>,
    pub problems: Problems,
    /// The line whose window was not accepted.
    pub wrong: Option<String>,
}

/// One module given to the class.
#[derive(Clone, Debug)]
pub struct GivenLine {
    pub id: String,
    pub module: String,
    pub title: String,
    pub mode: Mode,
    /// Dates as a date field holds them.
    pub from: String,
    pub to: String,
    /// `given-open`, `given-later` or `given-over`
    pub state: &'static str,
    pub reviewed: bool,
}

impl GivenPage {
    /// The page.
    pub fn view(self) -> impl IntoView + use<> {
        let assign = format!(
            "/lop/giao-bai?lop={}",
            self.base.trim_start_matches("/lop/")
        );
        let nothing = self.lines.is_empty();
        let (base, may, problems, wrong) = (
            self.base.clone(),
            self.may_assign,
            self.problems,
            self.wrong,
        );
        let lines = self
            .lines
            .into_iter()
            .map(|line| {
                let refused = wrong.as_deref() == Some(&line.id);
                let none = Problems::default();
                given_line(&base, line, may, if refused { &problems } else { &none })
            })
            .collect_view();
        view! {
            <p class="crumbs"><a href="/lop">{t("nav-classes")}</a>" › "<a href=self.base.clone()>{tr("class-name", &[("name", &self.class)])}</a></p>
            <div class="head">
                <h1>{tr("given-title", &[("name", &self.class)])}</h1>
                {may.then(|| view! { <div class="actions">
                    <a class="button quiet" href=format!("{}/bai-hoc#truoc-sau", self.base)>{t("trial-link")}</a>
                    <a class="button" href=assign>{t("assign-title")}</a>
                </div> })}
            </div>
            {self.done.map(Done::view)}
            {self.many.then(|| view! { <p class="notice kind">{t("given-many")}</p> })}
            {nothing.then(|| view! { <div class="empty"><p>{t("given-none")}</p></div> })}
            <ul class="given">{lines}</ul>
        }
    }
}

fn given_line(
    base: &str,
    line: GivenLine,
    may: bool,
    problems: &Problems,
) -> impl IntoView + use<> {
    let address = format!("{base}/giao-bai/{}", line.id);
    let back = format!("{address}/thu-hoi");
    let look = if line.state == "given-open" {
        "pill done"
    } else {
        "pill"
    };
    let name = format!("{} · {}", line.module, line.title);
    let typed = Fields::default()
        .with("from", line.from)
        .with("to", line.to);
    view! {
        <li class="card">
            <h2>{name.clone()}</h2>
            <p>
                <span class=look>{t(line.state)}</span>" "
                <span class="soft">{t(line.mode.word())}</span>
                {(!line.reviewed).then(|| view! { " " <span class="pill stuck">{t("assign-not-reviewed")}</span> })}
            </p>
            {may.then(|| view! {
                <div class="given-actions">
                    <form method="post" action=address class="in-line">
                        {day_field("from", t("assign-from"), &line.id, &typed, problems)}
                        {day_field("to", t("assign-to"), &line.id, &typed, problems)}
                        <button class="quiet small">{t("given-window")}</button>
                    </form>
                    {Ask {
                        step: t("given-withdraw"),
                        about: tr("given-withdraw-asks", &[("module", &name)]),
                        action: back,
                        hidden: Vec::new(),
                    }
                        .view()}
                </div>
            })}
        </li>
    }
}
