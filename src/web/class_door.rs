//! `/lop/{id}/cua` and `/lop/{id}/the`: the teacher's side of the door, and the cards.

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{door, entry, secret},
    store::{classes, doors, pupils, settings, units},
};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{Redirect, Response},
};
use lachan_app::{
    pages::{
        cards::{Card, CardSecret, CardsPage, CardsPageProps},
        door_panel::{DoorView, Held, OpenDoor as OpenDoorView, ProjectorPage, ProjectorPageProps},
    },
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    door::{MINUTES, parse_pictures, shown_code},
    ids::{PupilId, UnitId},
    permission::{LetCardsOpenAtHome, OpenDoor, PrintCards},
    person::{Pupil, SecretKind},
};
use serde::Deserialize;
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

/// One child of a class, whose new card is printed alone.
#[derive(Deserialize)]
pub struct One {
    em: Option<PupilId>,
}

/// `GET /lop/{id}/the`: the cards of the class, ready for the printer.
pub async fn cards(
    State(app): State<App>,
    me: Staff,
    headers: HeaderMap,
    Path(id): Path<UnitId>,
    Query(one): Query<One>,
) -> Result<Response> {
    let today = app.clock.today();
    let place = units::class_place(&app.db, id, today)
        .await?
        .ok_or(Error::NotFound)?;
    let permit = me.permit(PrintCards::at(&place))?;
    let class = units::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let school = match class.school {
        Some(school) => units::find(&app.db, school).await?,
        None => None,
    };
    let here = address(&app, &headers);
    let children = pupils::of_class(&app.db, id, today).await?;
    let sealed = pupils::sealed_of_class(&app.db, &permit, today).await?;
    let asked_for = |child: PupilId| one.em.is_none_or(|only| only == child);
    let both = children.into_iter().zip(sealed);
    let cards = both
        .filter(|(child, _)| asked_for(child.id))
        .map(|(child, sealed)| {
            let secret = match (
                secret::open(&app.keys, child.id, &sealed.secret),
                sealed.secret_kind,
            ) {
                (None, _) => CardSecret::Lost,
                (Some(text), SecretKind::Pictures) => CardSecret::Pictures(parse_pictures(&text)),
                (Some(text), SecretKind::Pin) => CardSecret::Pin(text),
            };
            Card {
                pupil: child.id.to_string(),
                link: format!(
                    "{here}/the#{}",
                    entry::card_token(&app, child.id, sealed.secret_version)
                ),
                name: child.full_name().to_owned(),
                animal: child.animal,
                secret,
            }
        });
    let home = match &school {
        Some(school) if may_set_home(&app, &me, school.id).await? => {
            Some(entry::cards_at_home(&app, school.id).await?)
        }
        _ => None,
    };
    let props = CardsPageProps {
        base: format!("/lop/{id}"),
        class: class.name.clone(),
        school: school.map(|school| school.name).unwrap_or_default(),
        cards: cards.collect(),
        home,
        only: one.em.is_some(),
    };
    let title = format!(
        "{} · {}",
        t("cards-title"),
        tr("class-name", &[("name", &class.name)])
    );
    Ok(render::page(
        frame::staff(&app, &me, Tab::Classes, title),
        move || CardsPage(props),
    ))
}

/// `POST /lop/{id}/the/{child}`: a new card.
pub async fn new_card(
    State(app): State<App>,
    me: Staff,
    Path((id, pupil)): Path<(UnitId, PupilId)>,
) -> Result<Redirect> {
    door::new_secret(&app, &me, id, pupil).await?;
    Ok(Redirect::to(&format!("/lop/{id}/the?em={pupil}")))
}

/// `POST /lop/{id}/the/o-nha`: whether the school's cards open outside lessons.
pub async fn set_home(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    typed: Typed,
) -> Result<Redirect> {
    let school = units::find(&app.db, id)
        .await?
        .and_then(|class| class.school)
        .ok_or(Error::NotFound)?;
    let place = units::place(&app.db, school, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    me.permit(LetCardsOpenAtHome::at(&place))?;
    let value = if typed.text("bat") == "co" {
        "yes"
    } else {
        "no"
    };
    let mut tx = app.db.begin().await?;
    settings::set(&mut tx, &entry::card_setting(school), value).await?;
    crate::store::audit::note(
        &mut tx,
        &me,
        app.clock.now(),
        "cards at home",
        Some(school),
        value,
    )
    .await?;
    tx.commit().await?;
    Ok(Redirect::to(&format!("/lop/{id}/the")))
}

async fn may_set_home(app: &App, me: &Staff, school: UnitId) -> Result<bool> {
    let place = units::place(&app.db, school, app.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(me.may(&LetCardsOpenAtHome::at(&place)))
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
