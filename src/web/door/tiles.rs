//! The tiles of a class, and the question behind one.

use super::{ASK_TEACHER_AGAIN, Arrival, closed};
use crate::{
    auth::Peer,
    error::{Error, Result},
    render,
    server::App,
    service::entry::{self, Entry},
    store::{pupils, units},
    web::{frame, pass},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::door::{Ask, SecretPage, SecretPageProps, Tile, TilesPage, TilesPageProps},
    text::t,
};
use lachan_core::{
    ids::PupilId,
    names,
    person::{Pupil, SecretKind},
};

/// `GET /vao-lop`: the tiles of the class behind the code.
pub async fn tiles(
    State(app): State<App>,
    headers: HeaderMap,
    Peer(address): Peer,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let door = match pass::open_door(&app, &headers, &address).await? {
        Ok((_, door)) => door,
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
    Peer(address): Peer,
    Path(pupil): Path<PupilId>,
    Query(arrival): Query<Arrival>,
) -> Result<Response> {
    let (pass, door) = match pass::open_door(&app, &headers, &address).await? {
        Ok(met) => met,
        Err(why) => return Ok(closed(why)),
    };
    let today = app.clock.today();
    let Some(child) = pupils::in_class(&app.db, door.class, pupil, today).await? else {
        return Ok(Redirect::to("/vao-lop?vi=lop-khac").into_response());
    };
    let held = entry::hold(&app, &door, &pass, pupil).await?;
    let ask = match entry::secret_kind(&app, pupil).await? {
        _ if held.is_some() => Ask::Nothing,
        SecretKind::Pictures => Ask::Pictures,
        SecretKind::Pin => Ask::Pin,
    };
    let notice = match (&held, arrival.vi.as_deref()) {
        (Some(Entry::WaitForHelp), _) => Some(t("secret-wait-help")),
        (Some(_), _) => Some(t("secret-wait-teacher")),
        (None, Some("sai")) => Some(t("secret-wrong")),
        (None, Some("thieu")) => Some(t("secret-missing")),
        _ => None,
    };
    let action = format!("/vao-lop/{pupil}");
    let refresh = held.map(|_| format!("{ASK_TEACHER_AGAIN}; url={action}"));
    let props = SecretPageProps {
        action,
        name: names::tile(child.full_name()),
        animal: child.animal,
        ask,
        notice,
    };
    let frame = frame::pupil(&app, t("tiles-title"));
    let mut response = render::page(frame, move || SecretPage(props));
    // The page of a child who waits comes back by itself.
    if let Some(refresh) = refresh {
        let refresh = HeaderValue::from_str(&refresh).expect("digits and a path of ours");
        response.headers_mut().insert(header::REFRESH, refresh);
    }
    Ok(response)
}

/// Tiles that would read the same carry the middle name's initial too; a child must know its own.
fn labels(children: &[Pupil]) -> Vec<String> {
    let short: Vec<String> = children
        .iter()
        .map(|child| names::tile(child.full_name()))
        .collect();
    let twice = |label: &String| short.iter().filter(|other| *other == label).count() > 1;
    short
        .iter()
        .zip(children)
        .map(|(label, child)| {
            if twice(label) {
                names::longer_tile(child.full_name())
            } else {
                label.clone()
            }
        })
        .collect()
}
