//! The cards children come in with at home.

use super::address;
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{door, entry, secret},
    store::{pupils, settings, units},
    web::{form::Typed, frame},
};
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{Redirect, Response},
};
use lachan_app::{
    pages::cards::{Card, CardSecret, CardsPage, CardsPageProps},
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    door::parse_pictures,
    ids::{PupilId, UnitId},
    permission::{LetCardsOpenAtHome, PrintCards},
    person::SecretKind,
};
use serde::Deserialize;

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
