//! `/hoat-dong/moi`, `/hoat-dong/{id}/sua`: planning an activity, changing it, and the same again.

use super::{activities::address, form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::{App, Server},
    service::activities::{
        self,
        form::{self as forms, Offer},
    },
    store::units,
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use chrono::NaiveDate;
use lachan_app::{
    pages::activity_form::{ActivityForm, Nothing, PackChoice},
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    form::{Fields, Problems},
    ids::{ActivityId, UnitId},
    permission::CompleteYouthUnits,
};
use serde::Deserialize;
use uuid::Uuid;

/// What a new form begins with.
#[derive(Debug, Default, Deserialize)]
pub struct Beginning {
    #[serde(default, rename = "chu-tri")]
    host: String,
    #[serde(default)]
    loai: String,
    #[serde(default)]
    goi: String,
}

/// `GET /hoat-dong/moi`
pub async fn new(
    State(app): State<App>,
    me: Staff,
    Query(begin): Query<Beginning>,
) -> Result<Response> {
    let hosts = forms::hosts(&app, &me).await?;
    let first = hosts.first().ok_or(Error::Forbidden)?.id;
    let host = begin.host.parse().unwrap_or(first);
    let (_, offer) = forms::offer(&app, &me, host).await?;
    let pack = app.content.packs.get(&begin.goi);
    let typed = Fields::default()
        .with("id", Uuid::now_v7().to_string())
        .with("held_on", app.clock.today().format("%Y-%m-%d").to_string());
    let typed = match pack {
        Some(pack) => forms::propose(typed, pack, &offer),
        None => typed.with("kind", begin.loai),
    };
    let form = form(&app, &me, offer, typed, Problems::default(), None).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Activities, t("activity-plan")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong`
pub async fn create(State(app): State<App>, me: Staff, typed: Typed) -> Result<Response> {
    let host = typed.text("host").parse().map_err(|_| Error::NotFound)?;
    let (permit, offer) = forms::offer(&app, &me, host).await?;
    let mut problems = Problems::default();
    let Some(plan) = forms::read(&typed, &offer, &app.content.packs, &mut problems) else {
        let form = form(&app, &me, offer, typed.0, problems, None).await?;
        return Ok(render::again(
            frame::staff(&app, &me, Tab::Activities, t("activity-plan")),
            move || form.view(),
        ));
    };
    let id = made_up(typed.text("id"));
    activities::create(&app, &me, &permit, id, &plan).await?;
    Ok(Redirect::to(&address(id)).into_response())
}

/// `GET /hoat-dong/{id}/sua`
pub async fn edit(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let (_, offer) = forms::offer(&app, &me, opened.host.id).await?;
    let before = &opened.activity;
    let mut typed = Fields::default()
        .with("kind", before.kind.name())
        .with("pack", before.pack.clone().unwrap_or_default())
        .with("title", before.title.clone())
        .with("held_on", before.held_on.format("%Y-%m-%d").to_string())
        .with("starts_at", before.starts_at.clone().unwrap_or_default())
        .with("place", before.place.clone().unwrap_or_default())
        .with("note", before.note.clone().unwrap_or_default());
    for guest in &offer.guests {
        let invited = |(unit, _): &(UnitId, _)| opened.targets.iter().any(|t| t.unit == *unit);
        if guest.same.iter().any(invited) {
            typed.push("targets", guest.unit.to_string());
        }
    }
    let form = form(&app, &me, offer, typed, Problems::default(), Some(id)).await?;
    Ok(render::page(
        frame::staff(&app, &me, Tab::Activities, t("activity-change")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong/{id}`
pub async fn change(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let (permit, offer) = forms::offer(&app, &me, opened.host.id).await?;
    let mut problems = Problems::default();
    if let Some(plan) = forms::read(&typed, &offer, &app.content.packs, &mut problems) {
        match activities::change(&app, &me, &permit, &opened, &plan).await? {
            Ok(()) => return Ok(Redirect::to(&address(id)).into_response()),
            Err(found) => problems = found,
        }
    }
    let form = form(&app, &me, offer, typed.0, problems, Some(id)).await?;
    Ok(render::again(
        frame::staff(&app, &me, Tab::Activities, t("activity-change")),
        move || form.view(),
    ))
}

/// `POST /hoat-dong/{id}/lap-lai`: the same again a week later, or for some weeks.
pub async fn repeat(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let opened = activities::open(&app, &me, id).await?;
    let first = made_up(typed.text("id"));
    let weeks = typed.text("tuan").parse().unwrap_or(1);
    let repeated = activities::repeat(&app, &me, &opened, first, weeks).await?;
    if let ([only], []) = (&repeated.made[..], &repeated.twins[..]) {
        return Ok(Redirect::to(&address(*only)).into_response());
    }
    let twins: Vec<String> = repeated.twins.iter().map(NaiveDate::to_string).collect();
    let to = format!(
        "/hoat-dong?them={}&trung={}",
        repeated.made.len(),
        twins.join(".")
    );
    Ok(Redirect::to(&to).into_response())
}

/// The id the form was given, so that sending it twice makes one activity; a new one when it was tampered with.
fn made_up(text: &str) -> ActivityId {
    text.parse().unwrap_or_else(|_| ActivityId(Uuid::now_v7()))
}

async fn form(
    app: &Server,
    me: &Staff,
    offer: Offer,
    typed: Fields,
    problems: Problems,
    standing: Option<ActivityId>,
) -> Result<ActivityForm> {
    let hosts = forms::hosts(app, me).await?;
    let guests = |offer: &Offer| {
        let guest = |g: &forms::Guest| (g.unit.to_string(), g.name.clone(), g.grade);
        offer.guests.iter().map(guest).collect()
    };
    Ok(ActivityForm {
        action: standing.map_or_else(|| "/hoat-dong".to_owned(), address),
        new: standing.is_none(),
        hosts: hosts
            .into_iter()
            .map(|unit| (unit.id.to_string(), unit.name))
            .collect(),
        host: offer.host.id.to_string(),
        nothing: nothing(app, me, &offer).await?,
        kinds: offer.kinds(),
        packs: forms::packs(&app.content.packs, &offer)
            .into_iter()
            .map(|pack| PackChoice {
                id: pack.id.clone(),
                title: format!("{} · {} ({})", pack.id, pack.title, pack.audience),
            })
            .collect(),
        guests: guests(&offer),
        typed,
        problems,
    })
}

/// Why nobody can be invited, for whoever can mend it and for whoever has to ask.
async fn nothing(app: &Server, me: &Staff, offer: &Offer) -> Result<Option<Nothing>> {
    if !offer.kinds().is_empty() {
        return Ok(None);
    }
    let host = [("host", offer.host.name.as_str())];
    let Some(school) = offer.host.school else {
        return Ok(Some(Nothing {
            why: tr("activity-nothing-above", &host),
            go: None,
        }));
    };
    let place = units::place(&app.db, school, app.clock.today()).await?;
    let may = place.is_some_and(|place| me.may(&CompleteYouthUnits::at(&place)));
    Ok(Some(Nothing {
        why: tr("activity-nothing-school", &host),
        go: may.then(|| format!("/don-vi/{school}")),
    }))
}
