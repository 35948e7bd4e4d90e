//! The end of a lesson, and stopping in the middle.

use super::{
    address, module_id,
    view::{banded, carried, cover, lesson_frame, play, sizes, taught},
};
use crate::{
    auth::Pupil,
    error::{Error, Result},
    render,
    server::App,
    service::learning,
    web::{form::Typed, frame, help, quiz},
};
use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    islands::player::Start,
    pages::{
        attempt::Attempt,
        lesson::{EndPage, StopPage},
    },
    text::t,
};
use lachan_core::learning::Submission;
use serde::Deserialize;

/// `POST /hoc/{module}/xong`: the run is scored once, and forgotten.
pub async fn finish(
    State(app): State<App>,
    me: Pupil,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let (module, ticket, run) = carried(&app, &me, &id, &typed)?;
    let (scenes, questions) = sizes(module);
    let Some(answers) = run.whole() else {
        let start = Start {
            step: run.after(questions),
            run,
            shown: None,
        };
        return Ok(play(&app, module, &ticket, scenes, start));
    };
    let seconds = (app.clock.now() - ticket.issued_at).num_seconds();
    let sent = Submission {
        id: run.id,
        ticket: typed.text("phieu").to_owned(),
        scenes_seen: scenes,
        answers,
        seconds: u32::try_from(seconds).unwrap_or(0),
    };
    learning::finish(&app, &sent).await?;
    let wrong = quiz::wrong(&app.content.library, module, &ticket, &sent.answers);
    let wrong: Vec<String> = wrong.iter().map(u16::to_string).collect();
    let end = format!("{}/xong?sai={}", address(&module.id), wrong.join("."));
    Ok(Redirect::to(&end).into_response())
}

/// The questions of the run that led to the end: kept in the child's own address alone.
#[derive(Debug, Default, Deserialize)]
pub struct Ended {
    sai: Option<String>,
}

/// `GET /hoc/{module}/xong`
pub async fn end(
    State(app): State<App>,
    _: Pupil,
    Path(id): Path<String>,
    Query(ended): Query<Ended>,
) -> Result<Response> {
    let id = module_id(&id)?;
    let module = app.content.library.get(&id).ok_or(Error::NotFound)?;
    let questions = 1..=sizes(module).1;
    let wrong = ended.sai.map(|numbers| {
        let named: Vec<u16> = numbers.split('.').filter_map(|n| n.parse().ok()).collect();
        questions.filter(|n| named.contains(n)).collect()
    });
    let page = EndPage {
        cover: cover(module),
        attempt: Attempt {
            path: address(&id),
            address: module.band.address_in_rules(),
            taught: taught(module),
            wrong,
        },
        who_to_tell: module.who_to_tell.clone(),
    };
    Ok(render::page(lesson_frame(&app, module), move || {
        page.view()
    }))
}

/// `GET /hoc/{module}/dung`: "Em muốn dừng". Nothing is asked and nothing is noted.
pub async fn stop(
    State(app): State<App>,
    _: Pupil,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = module_id(&id)?;
    let module = app.content.library.get(&id).ok_or(Error::NotFound)?;
    // "Học tiếp" leads to the scene or question where the child stopped
    let here = address(&id);
    let came_from = help::back(&headers);
    let go_on = came_from.filter(|from| from.starts_with(&here) && !from.ends_with("/dung"));
    let page = StopPage {
        cover: cover(module),
        go_on: go_on.unwrap_or(here),
    };
    let frame = banded(frame::pupil(&app, t("stop-title")), module.band);
    Ok(render::page(frame, move || page.view()))
}
