//! `/don-vi/{id}/em`: all that is known of one child of a school, for a parent who asks.

mod words;

use super::{form::Typed, frame};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::records,
    store::units,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::header,
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::record::{FoundLine, RecordPage, RecordSearchPage, RecordSearchPageProps},
    shell::Tab,
    text::t,
};
use lachan_core::{
    form::{Fields, Problems},
    ids::{PupilId, UnitId},
    person::Birth,
    words::visible,
};
use serde::Deserialize;
use words::page;

/// What is looked for, and what was just done.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    tim: Option<String>,
    xong: Option<String>,
}

/// Where a child's record is.
pub fn address(school: UnitId, pupil: PupilId) -> String {
    format!("/don-vi/{school}/em/{pupil}")
}

/// `GET /don-vi/{id}/em?tim=…`
pub async fn search(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<UnitId>,
    Query(asked): Query<Asked>,
) -> Result<Response> {
    records::permit(&app, &me, id).await?;
    let school = units::find(&app.db, id).await?.ok_or(Error::NotFound)?;
    let text = asked.tim.map(|text| visible(&text)).unwrap_or_default();
    let mut known = records::search(&app, &me, id, &text).await?;
    let more = known.len() > records::MOST;
    known.truncate(records::MOST);
    let found = known.into_iter().map(|child| FoundLine {
        href: address(id, child.id),
        name: child.full_name,
        birth: child.birth.map_or_else(|| "–".to_owned(), Birth::written),
        class: child.class.unwrap_or_else(|| t("record-left")),
    });
    let props = RecordSearchPageProps {
        base: format!("/don-vi/{id}"),
        school: school.name,
        found: (!text.trim().is_empty()).then(|| found.collect()),
        typed: Fields::default().with("tim", text),
        more,
        deleted: asked.xong.is_some(),
    };
    let frame = frame::staff(&app, &me, Tab::Units, t("record-search"));
    Ok(render::page(frame, move || RecordSearchPage(props)))
}

/// `GET /don-vi/{id}/em/{pupil}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path((id, pupil)): Path<(UnitId, PupilId)>,
) -> Result<Response> {
    let record = records::find(&app, &me, id, pupil).await?;
    let props = page(&app, id, pupil, record, Problems::default());
    let frame = frame::staff(&app, &me, Tab::Units, t("record"));
    Ok(render::page(frame, move || RecordPage(props)))
}

/// `GET /don-vi/{id}/em/{pupil}/tep.json`
pub async fn hand_out(
    State(app): State<App>,
    me: Staff,
    Path((id, pupil)): Path<(UnitId, PupilId)>,
) -> Result<Response> {
    let record = records::hand_out(&app, &me, id, pupil).await?;
    let headers = [(
        header::CONTENT_DISPOSITION,
        "attachment; filename=\"du-lieu-cua-em.json\"",
    )];
    Ok((headers, Json(record)).into_response())
}

/// `POST /don-vi/{id}/em/{pupil}/xoa`
pub async fn delete(
    State(app): State<App>,
    me: Staff,
    Path((id, pupil)): Path<(UnitId, PupilId)>,
    typed: Typed,
) -> Result<Response> {
    records::permit(&app, &me, id).await?;
    if typed.text("dong-y") != "1" {
        let record = records::find(&app, &me, id, pupil).await?;
        let problems = Problems::one("", "record-delete-first");
        let props = page(&app, id, pupil, record, problems);
        let frame = frame::staff(&app, &me, Tab::Units, t("record"));
        return Ok(render::again(frame, move || RecordPage(props)));
    }
    records::delete(&app, &me, id, pupil).await?;
    Ok(Redirect::to(&format!("/don-vi/{id}/em?xong=true")).into_response())
}
