//! `/`, `/vao-lop`, `/the`: how a child comes in, and how it leaves.

use super::{form::Typed, frame};
use crate::{
    auth::{Peer, Visitor, cookie::Jar, end_earlier, keys::Purpose},
    error::{Error, Result},
    render,
    server::{App, Server},
    service::door::{self, CodeRefused, Entry},
    store::{doors, pupils, sessions, units},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::door::{
        Ask, CardPage, CardPageProps, DoorPage, DoorPageProps, SecretPage, SecretPageProps, Tile,
        TilesPage, TilesPageProps,
    },
    text::{t, tr},
};
use lachan_core::{
    door::{CODE_LENGTH, code_letters, parse_picks},
    ids::{DoorId, PupilId},
    names,
    person::{Pupil, SecretKind},
};
use serde::Deserialize;

/// What may stand behind `/`: the code of a QR code, or why the child is here again.
#[derive(Debug, Default, Deserialize)]
pub struct Arrival {
    ma: Option<String>,
    vi: Option<String>,
}

/// `GET /`
pub async fn show(
    State(app): State<App>,
    who: Visitor,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let still_in = match &who {
        Visitor::Pupil(me) => pupils::in_class(&app.db, me.class, me.id, app.clock.today()).await?,
        _ => None,
    };
    let notice = match arrival.vi.as_deref() {
        Some("dong") => Some(t("door-closed")),
        Some("het-gio") => Some(t("door-expired")),
        _ => None,
    };
    let still_in = still_in.map(|me| names::tile(&me.full_name));
    Ok(door_page(
        &app,
        arrival.ma.unwrap_or_default(),
        notice,
        still_in,
        false,
    ))
}

/// `POST /`: the code.
pub async fn knock(State(app): State<App>, Peer(address): Peer, typed: Typed) -> Result<Response> {
    let missing = CODE_LENGTH.saturating_sub(code_letters(typed.text("ma")).chars().count());
    if missing > 0 {
        let notice = tr("door-code-short", &[("n", &missing.to_string())]);
        let code = typed.text("ma").to_owned();
        return Ok(door_page(&app, code, Some(notice), None, true));
    }
    match door::find(&app, typed.text("ma"), &address).await? {
        Ok(door) => {
            let value = pass(&app, door.id);
            Ok(with_cookie(
                Redirect::to("/vao-lop"),
                Jar::Door.set(&value, app.config.tls()),
            ))
        }
        Err(refused) => {
            let notice = match refused {
                CodeRefused::Unknown => t("door-code-unknown"),
                CodeRefused::Wait(n) => tr("door-code-wait", &[("n", &n.to_string())]),
            };
            Ok(door_page(
                &app,
                typed.text("ma").to_owned(),
                Some(notice),
                None,
                true,
            ))
        }
    }
}

/// `GET /vao-lop`: the tiles of the class behind the code.
pub async fn tiles(
    State(app): State<App>,
    headers: HeaderMap,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let door = match open_door(&app, &headers).await? {
        Ok(door) => door,
        Err(why) => return Ok(closed(why)),
    };
    let class = units::find(&app.db, door.class)
        .await?
        .ok_or(Error::NotFound)?;
    let children = pupils::of_class(&app.db, door.class, app.clock.today()).await?;
    let notice = (arrival.vi.as_deref() == Some("lop-khac")).then(|| t("tiles-elsewhere"));
    let tiles = labels(&children)
        .into_iter()
        .zip(&children)
        .map(|(label, child)| Tile {
            href: format!("/vao-lop/{}", child.id),
            label,
            animal: child.animal.clone(),
        });
    let props = TilesPageProps {
        class: class.name,
        tiles: tiles.collect(),
        notice,
    };
    Ok(render::page(
        frame::pupil(&app, t("tiles-title")),
        move || TilesPage(props),
    ))
}

/// `GET /vao-lop/{child}`
pub async fn ask(
    State(app): State<App>,
    headers: HeaderMap,
    Path(pupil): Path<PupilId>,
) -> Result<Response> {
    let door = match open_door(&app, &headers).await? {
        Ok(door) => door,
        Err(why) => return Ok(closed(why)),
    };
    secret_page(&app, &door, pupil, Vec::new(), None).await
}

/// `POST /vao-lop/{child}`: a picture more, or the whole secret.
pub async fn enter(
    State(app): State<App>,
    headers: HeaderMap,
    Path(pupil): Path<PupilId>,
    typed: Typed,
) -> Result<Response> {
    let door = match open_door(&app, &headers).await? {
        Ok(door) => door,
        Err(why) => return Ok(closed(why)),
    };
    let picks = parse_picks(typed.text("hinh"));
    let entered = if typed.text("so").is_empty() {
        typed.text("hinh")
    } else {
        typed.text("so")
    };
    if typed.text("so").is_empty() && picks.len() < 3 {
        return secret_page(&app, &door, pupil, picks, None).await;
    }
    let notice = match door::enter(&app, door.id, pupil, entered).await? {
        Entry::In(token) => return signed_in(&app, &headers, &token).await,
        Entry::Closed => return Ok(closed("dong")),
        Entry::Elsewhere => return Ok(Redirect::to("/vao-lop?vi=lop-khac").into_response()),
        Entry::Wrong => Some(t("secret-wrong")),
        Entry::Wait(_) | Entry::WaitForTeacher => None,
    };
    // What was counted just now is part of how the door stands.
    let door = doors::find(&app.db, door.id).await?.unwrap_or(door);
    let mut response = secret_page(&app, &door, pupil, Vec::new(), notice).await?;
    *response.status_mut() = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
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
    let notice = match door::enter_by_card(&app, typed.text("the")).await? {
        Entry::In(token) => return signed_in(&app, &headers, &token).await,
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
pub async fn leave(State(app): State<App>, who: Visitor, typed: Typed) -> Result<Response> {
    let mut door = None;
    if let Visitor::Pupil(me) = who {
        let mut tx = app.db.begin().await?;
        sessions::close(&mut tx, &me.token_hash).await?;
        tx.commit().await?;
        door = me.door.filter(|_| !typed.text("ban-khac").is_empty());
    }
    let tls = app.config.tls();
    let (to, at_door) = match door {
        Some(door) => ("/vao-lop", Jar::Door.set(&pass(&app, door), tls)),
        None => ("/", Jar::Door.clear(tls)),
    };
    let mut response = Redirect::to(to).into_response();
    let headers = response.headers_mut();
    headers.append(header::SET_COOKIE, Jar::Pupil.clear(tls));
    headers.append(header::SET_COOKIE, at_door);
    headers.insert("clear-site-data", HeaderValue::from_static("\"cache\""));
    Ok(response)
}

fn door_page(
    app: &App,
    typed: String,
    notice: Option<String>,
    still_in: Option<String>,
    again: bool,
) -> Response {
    let props = DoorPageProps {
        typed,
        notice,
        still_in,
    };
    let frame = frame::pupil(app, t("app-line"));
    if again {
        render::again(frame, move || DoorPage(props))
    } else {
        render::page(frame, move || DoorPage(props))
    }
}

async fn secret_page(
    app: &App,
    door: &doors::Met,
    pupil: PupilId,
    picks: Vec<u8>,
    notice: Option<String>,
) -> Result<Response> {
    let today = app.clock.today();
    let Some(child) = pupils::in_class(&app.db, door.class, pupil, today).await? else {
        return Ok(Redirect::to("/vao-lop?vi=lop-khac").into_response());
    };
    let hold = door::hold(app, door, pupil).await?;
    let ask = match door::secret_kind(app, pupil).await? {
        _ if hold.is_some() => Ask::Nothing,
        SecretKind::Pictures => Ask::Pictures(picks),
        SecretKind::Pin => Ask::Pin,
    };
    // The page of a child who waits comes back by itself.
    let (notice, back_in) = match hold {
        Some(Entry::Wait(n)) => (Some(tr("secret-wait", &[("n", &n.to_string())])), Some(n)),
        Some(_) => (Some(t("secret-wait-teacher")), Some(ASK_TEACHER_AGAIN)),
        None => (notice, None),
    };
    let action = format!("/vao-lop/{pupil}");
    let refresh = back_in.map(|n| format!("{n}; url={action}"));
    let props = SecretPageProps {
        action,
        name: names::tile(&child.full_name),
        animal: child.animal,
        ask,
        notice,
    };
    let frame = frame::pupil(app, t("tiles-title"));
    let mut response = render::page(frame, move || SecretPage(props));
    if let Some(refresh) = refresh {
        let refresh = HeaderValue::from_str(&refresh).expect("digits and a path of ours");
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    Ok(response)
}

/// So many seconds until a waiting page asks whether the teacher has let the class go on.
const ASK_TEACHER_AGAIN: i64 = 5;

/// Tiles that would read the same carry the middle name's initial too; a child must know its own.
fn labels(children: &[Pupil]) -> Vec<String> {
    let short: Vec<String> = children
        .iter()
        .map(|child| names::tile(&child.full_name))
        .collect();
    let twice = |label: &String| short.iter().filter(|other| *other == label).count() > 1;
    short
        .iter()
        .zip(children)
        .map(|(label, child)| {
            if twice(label) {
                names::longer_tile(&child.full_name)
            } else {
                label.clone()
            }
        })
        .collect()
}

/// What a browser carries between the code and the tile: the door, signed.
fn pass(server: &Server, door: DoorId) -> String {
    let text = door.0.simple().to_string();
    let signature = server.keys.sign(Purpose::Door, &text);
    format!("{text}.{signature}")
}

/// The door of this browser, or why there is none: the word `/` explains it with.
async fn open_door(app: &App, headers: &HeaderMap) -> Result<Result<doors::Met, &'static str>> {
    let id = Jar::Door
        .value(headers, app.config.tls())
        .and_then(|value| read_pass(app, &value));
    let door = match id {
        Some(id) => doors::find(&app.db, id).await?,
        None => None,
    };
    let now = app.clock.now();
    Ok(match door {
        Some(door) if door.is_open(now) => Ok(door),
        Some(door) if door.closed_at.is_none() => Err("het-gio"),
        _ => Err("dong"),
    })
}

fn read_pass(server: &Server, value: &str) -> Option<DoorId> {
    let (text, signature) = value.split_once('.')?;
    let ours = server.keys.verify(Purpose::Door, text, signature);
    ours.then(|| text.parse().ok()).flatten()
}

fn closed(why: &str) -> Response {
    Redirect::to(&format!("/?vi={why}")).into_response()
}

/// A new session; the one of whoever sat here before ends.
async fn signed_in(app: &App, headers: &HeaderMap, token: &str) -> Result<Response> {
    end_earlier(headers, app, Jar::Pupil).await?;
    let tls = app.config.tls();
    let mut response = with_cookie(Redirect::to("/hoc"), Jar::Pupil.set(token, tls));
    response
        .headers_mut()
        .append(header::SET_COOKIE, Jar::Door.clear(tls));
    Ok(response)
}

fn with_cookie(redirect: Redirect, cookie: HeaderValue) -> Response {
    let mut response = redirect.into_response();
    response.headers_mut().append(header::SET_COOKIE, cookie);
    response
}
