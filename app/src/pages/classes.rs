//! "Lớp của tôi": the classes somebody works with, grouped by school.

use crate::{
    parts::ask::Done,
    text::{number, t, tr},
};
use leptos::prelude::*;

/// One class of the list.
#[derive(Clone, Debug)]
pub struct ClassCard {
    pub href: String,
    pub name: String,
    pub school: String,
    pub pupils: i64,
    pub open_modules: i64,
    pub door_open: bool,
}

/// The list.
#[component]
pub fn ClassesPage(
    classes: Vec<ClassCard>,
    done: Option<Done>,
    may_import: bool,
    may_assign: bool,
) -> impl IntoView {
    let empty = classes.is_empty();
    let mut schools: Vec<(String, Vec<ClassCard>)> = Vec::new();
    for class in classes {
        match schools.last_mut() {
            Some((school, cards)) if *school == class.school => cards.push(class),
            _ => schools.push((class.school.clone(), vec![class])),
        }
    }
    view! {
        <div class="head">
            <h1>{t("nav-classes")}</h1>
            <div class="actions">
                {may_assign.then(|| view! { <a class="button" href="/lop/giao-bai">{t("class-assign")}</a> })}
                {may_import.then(|| view! { <a class="button quiet" href="/nhap-danh-sach">{t("nav-import")}</a> })}
            </div>
        </div>
        {done.map(Done::view)}
        {empty
            .then(|| {
                view! {
                    <div class="empty">
                        <p>{t("classes-empty")}</p>
                        {may_import.then(|| view! { <a class="button" href="/nhap-danh-sach">{t("nav-import")}</a> })}
                    </div>
                }
            })}
        {schools
            .into_iter()
            .map(|(school, cards)| {
                view! {
                    <section class="school">
                        <h2>{school}</h2>
                        <ul class="class-cards">{cards.into_iter().map(card).collect_view()}</ul>
                    </section>
                }
            })
            .collect_view()}
    }
}

fn card(class: ClassCard) -> impl IntoView {
    let today = match class.open_modules {
        0 => t("class-nothing-assigned"),
        n => tr("class-modules-open", &[("n", &number(n))]),
    };
    view! {
        <li>
            <a class="card class-card" href=class.href>
                <b>{tr("class-name", &[("name", &class.name)])}</b>
                <span class="soft">{tr("class-size", &[("n", &number(class.pupils))])}</span>
                <span class="soft">{today}</span>
                {class.door_open.then(|| view! { <span class="pill done">{t("class-door-open")}</span> })}
            </a>
        </li>
    }
}
