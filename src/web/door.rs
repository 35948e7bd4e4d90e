//! `/`, `/vao-lop`, `/the`: how a child comes in, and how it leaves.

mod tiles;

use super::{form::Typed, frame, pass};
use crate::{
    auth::{Peer, Visitor, cookie::Jar, end_earlier},
    error::Result,
    render,
    server::App,
    service::entry::{self, Entry},
    store::pupils,
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::door::{CardPage, CardPageProps, DoorPage, DoorPageProps, PICKS},
    text::{t, tr},
};
use lachan_core::{
    door::{CODE_LENGTH, code_letters, parse_picture, pictures_text},
    ids::PupilId,
    names,
};
use serde::Deserialize;
pub use tiles::{ask, tiles};

/// What may stand behind `/` and `/vao-lop`: a code, and why the child is here again.
#[derive(Debug, Default, Deserialize)]
pub struct Arrival {
    ma: Option<String>,
    vi: Option<String>,
}

/// `GET /`. A code that was refused comes back in the address: Back must never ask a child to send a form again.
pub async fn show(
    State(app): State<App>,
    who: Visitor,
    Peer(address): Peer,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let still_in = match &who {
        Visitor::Pupil(me) => pupils::in_class(&app.db, me.class, me.id, app.clock.today()).await?,
        _ => None,
    };
    let typed = arrival.ma.unwrap_or_default();
    let refused = arrival.vi.as_deref() == Some("sai");
    let wait = match refused {
        true => entry::wait_for_codes(&app, &address).await?,
        false => None,
    };
    let notice = match arrival.vi.as_deref() {
        Some("dong") => Some(t("door-closed")),
        Some("het-gio") => Some(t("door-expired")),
        Some("ngan") => Some(tr(
            "door-code-short",
            &[("n", &missing(&typed).to_string())],
        )),
        Some("sai") if wait.is_none() => Some(t("door-code-unknown")),
        _ => None,
    };
    let props = DoorPageProps {
        typed,
        notice,
        wait,
        still_in: still_in.map(|me| names::tile(me.full_name())),
    };
    let frame = frame::pupil(&app, t("app-line"));
    Ok(render::page(frame, move || DoorPage(props)))
}

/// `POST /`: the code.
pub async fn knock(State(app): State<App>, Peer(address): Peer, typed: Typed) -> Result<Response> {
    let code = typed.text("ma");
    // What is too short is no guess.
    let why = if missing(code) > 0 {
        "ngan"
    } else {
        if let Some(door) = entry::find(&app, code, &address).await? {
            let cookie = pass::give(&app, door.id);
            return Ok(with_cookie(Redirect::to("/vao-lop"), cookie));
        }
        "sai"
    };
    let kept: String = code.chars().take(CODE_KEPT).collect();
    let query = serde_urlencoded::to_string([("vi", why), ("ma", &kept)]).unwrap_or_default();
    Ok(Redirect::to(&format!("/?{query}")).into_response())
}

/// So many characters of what was typed come back.
const CODE_KEPT: usize = 12;

fn missing(code: &str) -> usize {
    CODE_LENGTH.saturating_sub(code_letters(code).chars().count())
}

/// `POST /vao-lop/{child}`: the whole secret. Every answer is another page's address, so that Back never asks to send it again.
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Peer(address): Peer,
    Path(pupil): Path<PupilId>,
    typed: Typed,
) -> Result<Response> {
    let pass = match pass::open_door(&app, &headers, &address).await? {
        Ok((pass, _)) => pass,
        Err(why) => return Ok(closed(why)),
    };
    let why = match secret(&typed) {
        None => "thieu",
        Some(secret) => match entry::enter(&app, &pass, pupil, &secret).await? {
            Entry::In { token, device } => return signed_in(&app, &headers, &token, device).await,
            Entry::Closed => return Ok(closed("dong")),
            Entry::Elsewhere => return Ok(Redirect::to("/vao-lop?vi=lop-khac").into_response()),
            Entry::Wrong | Entry::WaitForHelp | Entry::WaitForTeacher => "sai",
        },
    };
    Ok(Redirect::to(&format!("/vao-lop/{pupil}?vi={why}")).into_response())
}

/// Four digits, or three pictures; `None` when something is missing.
fn secret(typed: &Typed) -> Option<String> {
    let digits = typed.text("so");
    if !digits.is_empty() {
        return Some(digits.to_owned());
    }
    let [first, second, third] = PICKS.map(|pick| parse_picture(typed.text(pick)));
    Some(pictures_text([first?, second?, third?]))
}

/// `GET /the`: a scanned card. Nothing happens before a tap.
pub async fn card(State(app): State<App>) -> Response {
    render::page(frame::pupil(&app, t("card-title")), move || {
        CardPage(CardPageProps { notice: None })
    })
}

/// `POST /the`
pub async fn enter_by_card(
    State(app): State<App>,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response> {
    let notice = match entry::enter_by_card(&app, typed.text("the")).await? {
        Entry::In { token, device } => return signed_in(&app, &headers, &token, device).await,
        Entry::Closed => t("card-closed"),
        _ => t("card-wrong"),
    };
    let props = CardPageProps {
        notice: Some(notice),
    };
    Ok(render::again(
        frame::pupil(&app, t("card-title")),
        move || CardPage(props),
    ))
}

/// `POST /thoat`: the next child finds nothing of this one. After "bạn khác vào" the children of the same class are still at the door.
pub async fn leave(
    State(app): State<App>,
    who: Visitor,
    headers: HeaderMap,
    typed: Typed,
) -> Result<Response> {
    let others = !typed.text("ban-khac").is_empty();
    let door = match who {
        Visitor::Pupil(me) if others => me.door,
        _ => None,
    };
    end_earlier(&headers, &app, Jar::Pupil).await?;
    let tls = app.config.tls();
    let (to, at_door) = match door {
        Some(door) => ("/vao-lop", pass::give(&app, door)),
        None => ("/", Jar::Door.clear(tls)),
    };
    let mut response = Redirect::to(to).into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, Jar::Pupil.clear(tls));
    headers.append(header::SET_COOKIE, at_door);
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

/// So many seconds until a waiting page asks whether the teacher has let the class go on.
const ASK_TEACHER_AGAIN: i64 = 5;

fn closed(why: &str) -> Response {
    Redirect::to(&format!("/?vi={why}")).into_response()
}

/// A new session; the one of whoever sat here before ends.
async fn signed_in(
    app: &App,
    headers: &HeaderMap,
    token: &str,
    device: Option<String>,
) -> Result<Response> {
    end_earlier(headers, app, Jar::Pupil).await?;
    let tls = app.config.tls();
    let mut response = with_cookie(Redirect::to("/hoc"), Jar::Pupil.set(token, tls));
    let set = response.headers_mut();
    set.append(header::SET_COOKIE, Jar::Door.clear(tls));
    if let Some(device) = device {
        set.append(header::SET_COOKIE, Jar::School.set(&device, tls));
    }
    Ok(response)
}

fn with_cookie(redirect: Redirect, cookie: HeaderValue) -> Response {
    let mut response = redirect.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
