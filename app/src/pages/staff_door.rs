//! Adults sign in, see their account, and change their password.

use crate::{
    parts::{
        field::{Field, form_notice},
        mark::Mark,
        wait::wait,
    },
    text::{t, tr},
};
use lachan_core::form::{Fields, Problems};
use leptos::prelude::*;

/// Sign-in of adults.
#[component]
pub fn StaffDoorPage(
    typed: Fields,
    notice: Option<String>,
    /// The seconds until one may try again.
    seconds: Option<i64>,
    next: String,
) -> impl IntoView {
    let none = Problems::default();
    view! {
        <p class="mark"><Mark />{t("app-name")}</p>
        <h1>{t("staff-door-title")}</h1>
        {notice.map(|text| view! { <p class="notice warn" role="alert">{text}</p> })}
        {seconds.map(|n| wait("staff-door-wait", n))}
        <form method="post" action="/dang-nhap" class="stack">
            {Field::new("username", t("staff-username"), &typed, &none).autocomplete("username").view()}
            {Field::new("password", t("staff-password"), &typed, &none).kind("password").autocomplete("current-password").view()}
            <input type="hidden" name="next" value=next />
            <button>{t("sign-in")}</button>
        </form>
        <p class="soft">{t("staff-door-help")}</p>
        <p><a href="/">{t("staff-door-pupils")}</a></p>
    }
}

/// One open session.
#[derive(Clone, Debug)]
pub struct SessionLine {
    pub opened: String,
    pub seen: String,
    pub this_one: bool,
}

/// One's own account.
#[component]
pub fn AccountPage(
    name: String,
    username: String,
    roles: Vec<(String, String)>,
    sessions: Vec<SessionLine>,
) -> impl IntoView {
    view! {
        <div class="head"><div><h1>{name}</h1><p>{username}</p></div>
            <div class="actions"><a class="button" href="/tai-khoan/mat-khau">{t("password-change")}</a></div>
        </div>
        <section class="card">
            <h2>{t("account-roles")}</h2>
            <ul>{roles.into_iter().map(|(role, unit)| view! { <li>{role}" · "{unit}</li> }).collect_view()}</ul>
        </section>
        <section class="card">
            <h2>{t("account-sessions")}</h2>
            <ul>
                {sessions
                    .into_iter()
                    .map(|line| {
                        view! {
                            <li>
                                <b>{t(if line.this_one { "account-this-one" } else { "account-other-one" })}</b>" · "
                                {tr("account-session", &[("opened", &line.opened), ("seen", &line.seen)])}
                            </li>
                        }
                    })
                    .collect_view()}
            </ul>
            <form method="post" action="/tai-khoan/dang-xuat-het"><button class="quiet">{t("account-sign-out-everywhere")}</button></form>
        </section>
    }
}

/// A new password.
#[component]
pub fn PasswordPage(problems: Problems, first: bool) -> impl IntoView {
    let typed = Fields::default();
    view! {
        <h1>{if first { t("password-first-title") } else { t("password-change") }}</h1>
        {first.then(|| view! { <p>{t("password-first-about")}</p> })}
        {form_notice(&problems)}
        <form method="post" action="/tai-khoan/mat-khau" class="stack">
            {(!first)
                .then(|| {
                    Field::new("old", t("password-old"), &typed, &problems)
                        .kind("password")
                        .autocomplete("current-password")
                        .view()
                })}
            {Field::new("new", t("password-new"), &typed, &problems)
                .kind("password")
                .autocomplete("new-password")
                .hint(t("password-hint"))
                .view()}
            {Field::new("again", t("password-again"), &typed, &problems).kind("password").autocomplete("new-password").view()}
            <button>{t("password-save")}</button>
        </form>
    }
}
