//! Units and their people: who may do what where.

mod people;

use crate::{
    parts::ask::Done,
    parts::field::{Field, form_notice, select},
    text::{t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;
pub use people::ColleagueLine;
use people::{closed_accounts, people_table};

/// A unit in a list.
#[derive(Clone, Debug)]
pub struct UnitLine {
    pub href: String,
    pub name: String,
    pub code: String,
    pub kind: String,
}

/// A first password, shown once.
#[derive(Clone, Debug)]
pub struct FirstPassword {
    pub username: String,
    pub password: String,
}

/// The units somebody manages.
#[component]
pub fn UnitsPage(units: Vec<UnitLine>) -> impl IntoView {
    view! {
        <div class="head"><h1>{t("nav-units")}</h1></div>
        {if units.is_empty() {
            view! { <div class="empty"><p>{t("units-none")}</p></div> }.into_any()
        } else {
            view! { <UnitTable units=units /> }.into_any()
        }}
    }
}

#[component]
fn UnitTable(units: Vec<UnitLine>) -> impl IntoView {
    view! {
        <div class="table stacked" tabindex="0" role="region" aria-label=t("units-list")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("units-name")}</th>
                        <th scope="col">{t("units-kind")}</th>
                        <th scope="col">{t("units-code")}</th>
                    </tr>
                </thead>
                <tbody>
                    {units
                        .into_iter()
                        .map(|unit| {
                            view! {
                                <tr>
                                    <th scope="row"><a href=unit.href>{unit.name}</a></th>
                                    <td>{unit.kind}</td>
                                    <td class="soft" data-head=t("units-code")>{unit.code}</td>
                                </tr>
                            }
                        })
                        .collect_view()}
                </tbody>
            </table>
        </div>
    }
}

/// One unit: what is below it, who works there, and the form for a new colleague.
#[component]
pub fn UnitPage(
    base: String,
    /// Whether units can be added below.
    may_add: bool,
    /// Whether the reader keeps the records of this school's children.
    keeps_records: bool,
    /// Classes of a school that could get their chi đội, Sao or chi đoàn now.
    youth_to_make: usize,
    /// Classes that first need a Liên đội or Đoàn trường.
    youth_without_parent: usize,
    name: String,
    code: String,
    below: Vec<UnitLine>,
    people: Vec<ColleagueLine>,
    /// Role key and title, as far as they fit units here.
    roles: Vec<(String, String)>,
    /// Units a role can be held at: id and name.
    places: Vec<(String, String)>,
    typed: Fields,
    problems: Problems,
    made: Option<FirstPassword>,
    done: Option<Done>,
) -> impl IntoView {
    let (closed, people): (Vec<_>, Vec<_>) = people.into_iter().partition(|person| person.closed);
    let refused = problems.of("people");
    let contacts = format!("{base}/dau-moi");
    view! {
        <div class="head">
            <div>
                <p class="crumbs"><a href="/don-vi">{t("nav-units")}</a></p>
                <h1>{name}</h1>
                <p>{tr("units-code-is", &[("code", &code)])}</p>
            </div>
            <div class="actions">
                {may_add.then(|| view! { <a class="button" href=format!("{base}/them")>{t("unit-add")}</a> })}
                {keeps_records.then(|| view! { <a class="button quiet" href=format!("{base}/em")>{t("record-search")}</a> })}
                <a class="button quiet" href=contacts>{t("units-contacts")}</a>
            </div>
        </div>
        {made.map(first_password)}
        {done.map(Done::view)}
        {(youth_to_make > 0).then(|| youth_to_complete(&base, youth_to_make))}
        {(youth_without_parent > 0).then(|| youth_without(&base, may_add, youth_without_parent))}
        {refused.map(|why| view! { <p class="notice warn" role="alert">{t(why)}</p> })}
        <section class="stack">
            <h2>{t("staff-title")}</h2>
            {if people.is_empty() {
                view! { <p class="soft">{t("staff-none")}</p> }.into_any()
            } else {
                people_table(&base, people).into_any()
            }}
            {(!closed.is_empty()).then(|| closed_accounts(&base, closed))}
        </section>
        <section class="card" id="them-nguoi">
            <h2>{t("staff-add")}</h2>
            {refused.is_none().then(|| form_notice(&problems))}
            <form method="post" action=format!("{base}/nguoi") class="stack">
                {Field::new("full_name", t("staff-full-name"), &typed, &problems).autocomplete("off").view()}
                {Field::new("username", t("staff-username"), &typed, &problems).hint(t("username-shape")).autocomplete("off").view()}
                {select("role", t("staff-role"), roles, &typed, &problems)}
                {select("unit", t("staff-unit"), places, &typed, &problems)}
                <button>{t("staff-add-now")}</button>
                <p class="soft">{t("staff-add-about")}</p>
            </form>
        </section>
        {(!below.is_empty())
            .then(|| view! { <section class="stack"><h2>{t("units-below")}</h2><UnitTable units=below /></section> })}
    }
}

fn youth_to_complete(base: &str, n: usize) -> impl IntoView + use<> {
    view! {
        <form class="notice done" method="post" action=format!("{base}/chi-doi")>
            <p>{tr("youth-missing", &[("n", &n.to_string())])}</p>
            <button class="quiet small">{t("youth-complete")}</button>
        </form>
    }
}

fn youth_without(base: &str, may_add: bool, n: usize) -> impl IntoView + use<> {
    let way = if may_add {
        view! { <a class="button quiet small" href=format!("{base}/them")>{t("youth-add-parent")}</a> }.into_any()
    } else {
        view! { <p>{t("youth-ask-admin")}</p> }.into_any()
    };
    view! { <div class="notice kind done"><p>{tr("youth-without-parent", &[("n", &n.to_string())])}</p>{way}</div> }
}

fn first_password(made: FirstPassword) -> impl IntoView {
    view! {
        <section class="notice kind" role="status">
            <p><b>{tr("staff-first-password", &[("username", &made.username)])}</b></p>
            <p class="first-password"><code>{made.password}</code></p>
            <p>{t("staff-first-password-about")}</p>
        </section>
    }
}
