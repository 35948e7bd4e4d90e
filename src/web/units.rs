//! `/don-vi`: units.

use super::{
    frame,
    unit_page::{After, address, done, line, page},
};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::youth_units,
    store::units,
};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::units::{UnitPage, UnitsPage, UnitsPageProps},
    shell::Tab,
    text::t,
};
use lachan_core::{
    form::{Fields, Problems},
    ids::UnitId,
    permission::ManageStaff,
};

/// `GET /don-vi`: the units at which the person manages people.
pub async fn index(State(app): State<App>, me: Staff) -> Result<Response> {
    let mut mine = Vec::new();
    for grant in me.grants_for::<ManageStaff>() {
        mine.extend(units::find(&app.db, grant.unit).await?);
    }
    if mine.is_empty() {
        return Err(Error::Forbidden);
    }
    if let [only] = mine.as_slice() {
        return Ok(Redirect::to(&address(only.id)).into_response());
    }
    let props = UnitsPageProps {
        units: mine.iter().map(line).collect(),
    };
    Ok(render::page(
        frame::staff(&app, &me, Tab::Units, t("nav-units")),
        move || UnitsPage(props),
    ))
}

/// `GET /don-vi/{id}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    Query(after): Query<After>,
) -> Result<Response> {
    let (title, mut props) =
        page(&app, &me, id, Fields::default(), Problems::default(), None).await?;
    props.done = done(&props, after);
    Ok(render::page(
        frame::staff(&app, &me, Tab::Units, title),
        move || UnitPage(props),
    ))
}

/// `POST /don-vi/{id}/chi-doi`: the chi đội, Sao and chi đoàn that classes of a school still lack.
pub async fn complete_youth(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
) -> Result<Redirect> {
    let made = youth_units::complete(&app, &me, id).await?;
    Ok(Redirect::to(&format!(
        "{}?xong=chi-doi&so={made}",
        address(id)
    )))
}
