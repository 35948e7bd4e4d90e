//! `/dang-nhap`, `/dang-xuat`, `/tai-khoan`: adults come in, look after their account, and leave.

use super::{form::Typed, frame};
use crate::{
    auth::{Peer, Staff, cookie::Jar, end_earlier},
    error::{Error, Result},
    render,
    server::App,
    service::staff_sign_in::{self, Answer, Origin},
    store::{sessions, staff, units},
};
use axum::{
    extract::{Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::{DateTime, Utc};
use lachan_app::{
    pages::staff_door::{
        AccountPage, AccountPageProps, PasswordPage, PasswordPageProps, SessionLine, StaffDoorPage,
        StaffDoorPageProps,
    },
    shell::Tab,
    text::t,
};
use lachan_core::{
    actor::Actor,
    day,
    form::{Fields, Problems},
    ids::StaffId,
    permission::{ManageUnits, SeeClass, SeeReport},
};
use serde::Deserialize;

/// Where to go after signing in.
#[derive(Debug, Default, Deserialize)]
pub struct Wish {
    #[serde(default)]
    next: String,
}

/// `GET /dang-nhap`
pub async fn show(
    State(app): State<App>,
    who: Result<Staff>,
    headers: HeaderMap,
    Query(wish): Query<Wish>,
) -> Result<Response> {
    if let Ok(me) = who {
        return Ok(Redirect::to(home(&app, me.id).await?).into_response());
    }
    let page = page(&app, Fields::default(), None, None, wish.next);
    Ok(with_a_name(&app, &headers, page))
}

/// `POST /dang-nhap`
pub async fn sign_in(
    State(app): State<App>,
    Peer(address): Peer,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response> {
    let tls = app.config.tls();
    let device = Jar::Device.value(&headers, tls);
    let visitor = Jar::Visitor.value(&headers, tls);
    let origin = Origin {
        address: &address,
        device: device.as_deref(),
        visitor: visitor.as_deref(),
    };
    let (username, password) = (typed.text("username"), typed.text("password"));
    let (notice, seconds) = match staff_sign_in::sign_in(&app, username, password, origin).await? {
        Answer::In {
            token,
            device,
            id,
            must_change,
        } => {
            end_earlier(&headers, &app, Jar::Staff).await?;
            let next = own_path(typed.text("next"));
            let to = match next {
                _ if must_change => "/tai-khoan/mat-khau",
                Some(next) => next,
                None => home(&app, id).await?,
            };
            let mut response = Redirect::to(to).into_response();
            let set = response.headers_mut();
            set.append(header::SET_COOKIE, Jar::Staff.set(&token, tls));
            set.append(header::SET_COOKIE, Jar::Device.set(&device, tls));
            return Ok(response);
        }
        Answer::Refused => (Some(t("staff-door-refused")), None),
        Answer::Wait(n) => (None, Some(n)),
    };
    let next = typed.text("next").to_owned();
    let mut response = page(&app, typed.0, notice, seconds, next);
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(with_a_name(&app, &headers, response))
}

/// Every browser gets a name with the page, so that it is slowed down by its own tries alone.
fn with_a_name(app: &App, headers: &HeaderMap, mut page: Response) -> Response {
    let tls = app.config.tls();
    let has_one = Jar::Visitor
        .value(headers, tls)
        .is_some_and(|cookie| staff_sign_in::is_visitor(app, &cookie));
    if !has_one {
        let name = staff_sign_in::visitor_cookie(app);
        let set = page.headers_mut();
        set.append(header::SET_COOKIE, Jar::Visitor.set(&name, tls));
    }
    page
}

/// `POST /dang-xuat`: ends the adult's session, whoever else is signed in in the same browser.
pub async fn sign_out(State(app): State<App>, headers: HeaderMap) -> Result<Response> {
    end_earlier(&headers, &app, Jar::Staff).await?;
    Ok(signed_out(&app))
}

/// `POST /tai-khoan/dang-xuat-het`
pub async fn sign_out_everywhere(State(app): State<App>, me: Staff) -> Result<Response> {
    let mut tx = app.db.begin().await?;
    sessions::close_all_of(&mut tx, me.id).await?;
    tx.commit().await?;
    Ok(signed_out(&app))
}

/// `GET /tai-khoan`
pub async fn account(State(app): State<App>, me: Staff) -> Result<Response> {
    let account = staff::find(&app.db, me.id).await?.ok_or(Error::SignIn)?;
    let mut roles = Vec::new();
    for grant in me.grants() {
        let unit = units::find(&app.db, grant.unit)
            .await?
            .map(|unit| unit.name)
            .unwrap_or_default();
        roles.push((grant.role.title().to_owned(), unit));
    }
    let written = |at: DateTime<Utc>| format!("{} {}", day::hour(at), day::written(day::of(at)));
    let open = sessions::of_staff(&app.db, me.id, app.clock.now()).await?;
    let sessions = open.into_iter().map(|(token, opened, seen)| SessionLine {
        opened: written(opened),
        seen: written(seen),
        this_one: token == me.token_hash,
    });
    let props = AccountPageProps {
        name: account.full_name,
        username: account.username,
        roles,
        sessions: sessions.collect(),
    };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Account, t("nav-account")),
        move || AccountPage(props),
    ))
}

/// `GET /tai-khoan/mat-khau`
pub async fn password(State(app): State<App>, me: Staff) -> Response {
    let props = PasswordPageProps {
        problems: Problems::default(),
        first: me.must_change,
    };
    render::page(frame::plain(&app, t("password-change")), move || {
        PasswordPage(props)
    })
}

/// `POST /tai-khoan/mat-khau`
pub async fn change_password(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    let (old, new, again) = (typed.text("old"), typed.text("new"), typed.text("again"));
    match staff_sign_in::change_password(&app, &me, old, new, again).await {
        Ok(token) => {
            let mut response = Redirect::to(home(&app, me.id).await?).into_response();
            let renewed = Jar::Staff.set(&token, app.config.tls());
            response.headers_mut().append(header::SET_COOKIE, renewed);
            Ok(response)
        }
        Err(Error::Invalid(problems)) => {
            let props = PasswordPageProps {
                problems,
                first: me.must_change,
            };
            Ok(render::again(
                frame::plain(&app, t("password-change")),
                move || PasswordPage(props),
            ))
        }
        Err(other) => Err(other),
    }
}

fn page(
    app: &App,
    typed: Fields,
    notice: Option<String>,
    seconds: Option<i64>,
    next: String,
) -> Response {
    let next = own_path(&next).unwrap_or_default().to_owned();
    let props = StaffDoorPageProps {
        typed,
        notice,
        seconds,
        next,
    };
    render::page(frame::plain(app, t("staff-door-title")), move || {
        StaffDoorPage(props)
    })
}

fn signed_out(app: &App) -> Response {
    let mut response = Redirect::to("/dang-nhap").into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, Jar::Staff.clear(app.config.tls()));
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    response
}

/// Where a day's work begins.
async fn home(app: &App, id: StaffId) -> Result<&'static str> {
    let grants = staff::grants(&app.db, id, app.clock.today()).await?;
    let name = String::new();
    let me = Actor::Staff { id, name, grants };
    Ok(match () {
        () if me.may_somewhere::<SeeClass>() => "/lop",
        () if me.may_somewhere::<SeeReport>() => "/bao-cao",
        () if me.may_somewhere::<ManageUnits>() => "/don-vi",
        () if me.grants().is_empty() => "/tai-khoan",
        () => "/bai-hoc",
    })
}

/// A wish that stays on this site: a path of our own, nothing a browser could read as another host.
fn own_path(wish: &str) -> Option<&str> {
    let plain = wish.bytes().all(|b| b.is_ascii_graphic() && b != b'\\');
    (wish.starts_with('/') && !wish.starts_with("//") && plain).then_some(wish)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn after_signing_in_one_stays_here() {
        assert_eq!(own_path("/lop/1?ky=2"), Some("/lop/1?ky=2"));
        for elsewhere in [
            "",
            "lop",
            "//evil",
            "/\\evil",
            "https:evil",
            "https://evil",
            "/a\nb",
            "/ b",
        ] {
            assert_eq!(own_path(elsewhere), None, "{elsewhere:?}");
        }
    }
}
