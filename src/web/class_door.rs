//! `/lop/{id}/cua` and `/lop/{id}/the`: the teacher's side of the door, and the cards.

mod cards;

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::door,
    store::{classes, doors, pupils, units},
};
use axum::{
    extract::{Path, State},
    http::{HeaderMap, header},
    response::{Redirect, Response},
};
pub use cards::{One, cards, new_card, set_home};
use lachan_app::{
    pages::door_panel::{
        DoorView, Held, OpenDoor as OpenDoorView, ProjectorPage, ProjectorPageProps,
    },
    text::t,
};
use lachan_core::{
    door::{MINUTES, shown_code},
    ids::{PupilId, UnitId},
    permission::OpenDoor,
    person::Pupil,
};
use std::net::{IpAddr, SocketAddr};

/// What the class page shows of the door. `helped` is the child that was helped just now.
pub async fn view(
    app: &App,
    me: &Staff,
    headers: &HeaderMap,
    class: UnitId,
    helped: Option<PupilId>,
) -> Result<DoorView> {
    let now = app.clock.now();
    let open = match doors::of_class(&app.db, class, now).await? {
        None => None,
        Some(door) => {
            let trouble = door::trouble(app, me, &door).await?;
            let helped = match helped {
                Some(pupil) => pupils::in_class(&app.db, class, pupil, app.clock.today()).await?,
                None => None,
            };
            Some(OpenDoorView {
                code: shown_code(&door.code),
                address: address(app, headers),
                minutes_left: (door.closes_at - now).num_minutes() + 1,
                inside: doors::inside(&app.db, door.id).await?,
                pupils: classes::size(&app.db, class, app.clock.today()).await?,
                waits: trouble.everybody,
                held: trouble.held.into_iter().map(held).collect(),
                helped: helped.map(|child| child.full_name().to_owned()),
            })
        }
    };
    Ok(DoorView {
        base: format!("/lop/{class}"),
        open,
    })
}

fn held(child: Pupil) -> Held {
    Held {
        pupil: child.id.to_string(),
        name: child.full_name().to_owned(),
    }
}

/// `GET /lop/{id}/cua`: the code for the whole room, brought up to date every few seconds.
pub async fn project(
    State(app): State<App>,
    me: Staff,
    headers: HeaderMap,
    Path(id): Path<UnitId>,
) -> Result<Response> {
    let place = units::class_place(&app.db, id, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    me.permit(OpenDoor::at(&place))?;
    let class = units::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let props = ProjectorPageProps {
        class: class.name,
        door: view(&app, &me, &headers, id, None).await?,
    };
    let mut response = render::page(frame::plain(&app, t("panel-is-open")), move || {
        ProjectorPage(props)
    });
    response.headers_mut().insert(
        "refresh",
        "10".parse().expect("a number is a valid header value"),
    );
    Ok(response)
}

/// `POST /lop/{id}/cua`
pub async fn open(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Redirect> {
    door::open(&app, &me, id, typed.text("phut").parse().unwrap_or(MINUTES)).await?;
    if typed.text("chieu").is_empty() {
        return Ok(back(id));
    }
    Ok(Redirect::to(&format!("/lop/{id}/cua")))
}

/// `POST /lop/{id}/cua/them`: half an hour more.
pub async fn extend(State(app): State<App>, me: Staff, Path(id): Path<UnitId>) -> Result<Redirect> {
    door::extend(&app, &me, id).await?;
    Ok(Redirect::to(&format!("/lop/{id}/cua")))
}

/// `POST /lop/{id}/cua/dong`
pub async fn close(State(app): State<App>, me: Staff, Path(id): Path<UnitId>) -> Result<Redirect> {
    door::close(&app, &me, id).await?;
    Ok(back(id))
}

/// `POST /lop/{id}/cua/tiep-tuc`
pub async fn confirm(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
) -> Result<Redirect> {
    door::confirm(&app, &me, id).await?;
    Ok(back(id))
}

/// `POST /lop/{id}/cua/giup/{pupil}`: one child that missed its secret too often tries again.
pub async fn help(
    State(app): State<App>,
    me: Staff,
    Path((id, pupil)): Path<(UnitId, PupilId)>,
) -> Result<Redirect> {
    door::help(&app, &me, id, pupil).await?;
    Ok(Redirect::to(&format!("/lop/{id}?giup={pupil}")))
}

fn back(class: UnitId) -> Redirect {
    Redirect::to(&format!("/lop/{class}"))
}

/// The address children type: the configured one. Without one it is the host this page was asked from, as long as that is a machine in
/// the house; a foreign name would lead a class to somebody else.
fn address(app: &App, headers: &HeaderMap) -> String {
    app.config.public_url.clone().unwrap_or_else(|| {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        match host.filter(|host| is_in_the_house(host)) {
            Some(host) => format!("http://{host}"),
            None => format!("http://{}", app.config.listen),
        }
    })
}

/// An address in numbers, or a name without a domain or of the local network, with or without a port.
fn is_in_the_house(host: &str) -> bool {
    if host.parse::<SocketAddr>().is_ok() || host.parse::<IpAddr>().is_ok() {
        return true;
    }
    let name = match host.split_once(':') {
        Some((name, port)) if port.parse::<u16>().is_ok() => name,
        Some(_) => return false,
        None => host,
    };
    let own = name.strip_suffix(".local").unwrap_or(name);
    !own.is_empty() && own.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_foreign_name_leads_nobody_away() {
        for ours in [
            "127.0.0.1:8080",
            "192.168.1.5",
            "[::1]:8080",
            "may-truong",
            "maytruong.local:8080",
            "localhost:1",
        ] {
            assert!(is_in_the_house(ours), "{ours}");
        }
        for foreign in [
            "evil.example",
            "evil.example:80",
            "",
            "a@b",
            "may/x",
            "lachan:80.evil",
            "x:y",
        ] {
            assert!(!is_in_the_house(foreign), "{foreign}");
        }
    }
}
