//! The people of a unit.

use crate::{
    parts::ask::Ask,
    text::{t, tr},
};
use leptos::prelude::*;

/// One adult with all roles held here.
#[derive(Clone, Debug)]
pub struct ColleagueLine {
    pub id: String,
    pub name: String,
    pub username: String,
    pub waiting: bool,
    /// The account is closed.
    pub closed: bool,
    /// Title, name of the unit, role key, unit id.
    pub roles: Vec<(String, String, String, String)>,
}

fn asked(step: &str, about: &str, name: &str, action: String) -> Ask {
    Ask {
        step: t(step),
        about: tr(about, &[("name", name)]),
        action,
        hidden: Vec::new(),
    }
}

fn take_role(
    action: &str,
    name: &str,
    title: String,
    unit: String,
    key: String,
    unit_id: String,
) -> impl IntoView + use<> {
    Ask {
        step: t("staff-take-role"),
        about: tr(
            "staff-take-role-about",
            &[("name", name), ("role", &title), ("unit", &unit)],
        ),
        action: format!("{action}/thoi-vai"),
        hidden: vec![("role", key), ("unit", unit_id)],
    }
    .view()
}

/// Who was let go: still here, so that a closed account can be opened again.
pub(super) fn closed_accounts(base: &str, closed: Vec<ColleagueLine>) -> impl IntoView + use<> {
    let rows = closed
        .into_iter()
        .map(|person| {
            view! {
                <li>
                    <span>{person.name}" "<small>{person.username}</small></span>
                    <form method="post" action=format!("{base}/nguoi/{}/mo-lai", person.id)>
                        <button class="plain small">{t("staff-reopen")}</button>
                    </form>
                </li>
            }
        })
        .collect_view();
    view! { <details class="closed-accounts"><summary>{t("staff-closed")}</summary><ul class="roles">{rows}</ul></details> }
}

pub(super) fn people_table(base: &str, people: Vec<ColleagueLine>) -> impl IntoView {
    let rows = people
        .into_iter()
        .map(|person| {
            let action = format!("{base}/nguoi/{}", person.id);
            let name = person.name.clone();
            let roles = person
                .roles
                .into_iter()
                .map(|(title, unit, key, unit_id)| {
                    view! {
                        <li>{title.clone()}" · "{unit.clone()} {take_role(&action, &name, title, unit, key, unit_id)}</li>
                    }
                })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">
                        {person.name}
                        {person.waiting.then(|| view! { " " <span class="pill stuck">{t("staff-waiting")}</span> })}
                        <br />
                        <small>{person.username}</small>
                    </th>
                    <td><ul class="roles">{roles}</ul></td>
                    <td class="actions">
                        {asked("staff-reset", "staff-reset-about", &name, format!("{action}/mat-khau")).view()}
                        {asked("staff-close", "staff-close-about", &name, format!("{action}/dong")).view()}
                    </td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table stacked" tabindex="0" role="region" aria-label=t("staff-title")>
            <table>
                <thead>
                    <tr>
                        <th scope="col">{t("staff-full-name")}</th>
                        <th scope="col">{t("staff-role")}</th>
                        <th scope="col"><span class="quiet-read">{t("staff-actions")}</span></th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}
