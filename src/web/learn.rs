//! `/hoc`: a child's own pages. Every step is a plain link or form; the player takes them over where WASM runs.

mod view;

use super::{form::Typed, frame, help, quiz};
use crate::{
    auth::Pupil,
    error::{Error, Result},
    render,
    server::App,
    service::{learning, trial},
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
        desk::DeskPage,
        lesson::{EndPage, StopPage},
    },
    parts::scene::sheet::Sheet,
    text::t,
};
use lachan_core::{
    ids::OperationId,
    learning::Submission,
    lesson::{Band, ModuleId},
    names::given_name,
    run::{Run, Step},
};
use serde::Deserialize;
use view::{
    banded, carried, closed, cover, desk_line, first_screen, lesson_frame, play, plays, sizes,
    taught, to,
};

/// Which step an address names.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    canh: Option<u16>,
    choi: Option<u8>,
    cau: Option<u16>,
}

/// `GET /hoc`
pub async fn desk(State(app): State<App>, me: Pupil) -> Result<Response> {
    let desk = learning::desk(&app, &me).await?;
    let band = Band::for_grade(desk.grade.unwrap_or(0)).unwrap_or(Band::C);
    let mut sheet = Sheet::default();
    let mut lessons = Vec::new();
    for one in &desk.modules {
        if let Some(module) = app.content.library.get(&one.module) {
            lessons.push(desk_line(&mut sheet, module, one, band));
        }
    }
    let page = DeskPage {
        given_name: given_name(&desk.full_name).to_owned(),
        address: band.address(),
        trial: trial::waiting(&app, &me).await?.map(|given| given.kind),
        lessons,
        sheet: sheet.defs(),
    };
    let frame = banded(frame::pupil(&app, t("desk-title")), band);
    Ok(render::page(frame, move || page.view()))
}

/// `GET /hoc/{module}`: the first screen, or a step of it.
pub async fn show(
    State(app): State<App>,
    me: Pupil,
    Path(id): Path<String>,
    Query(at): Query<At>,
) -> Result<Response> {
    let id = module_id(&id)?;
    let Some(entry) = learning::enter(&app, &me, &id).await? else {
        return closed(&app, &id);
    };
    let module = entry.module;
    let seen = entry
        .on_desk
        .progress
        .map_or(0, |progress| progress.scenes_seen);
    let seen = u16::try_from(seen).unwrap_or(0);
    let (scenes, questions) = sizes(module);
    let step = match at {
        At { cau: Some(n), .. } if (1..=questions).contains(&n) && seen >= scenes => {
            Step::Question(n)
        }
        At { cau: Some(_), .. } => return Ok(to(&id, Step::Scene((seen + 1).min(scenes)))),
        At {
            canh: Some(n),
            choi,
            ..
        } if (1..=scenes).contains(&n) => {
            if choi.is_some() && plays(module).has(n) {
                Step::Play(n)
            } else {
                Step::Scene(n)
            }
        }
        _ => return Ok(first_screen(&app, module, &entry.on_desk)),
    };
    let start = Start {
        step,
        run: Run::new(OperationId(uuid::Uuid::now_v7()), questions),
        shown: None,
    };
    Ok(play(&app, module, &entry.ticket, seen, start))
}

/// `POST /hoc/{module}/canh`: "Xem tiếp" keeps the place and turns the page.
pub async fn turn(
    State(app): State<App>,
    me: Pupil,
    Path(id): Path<String>,
    typed: Typed,
) -> Result<Response> {
    let id = module_id(&id)?;
    let Some(entry) = learning::enter(&app, &me, &id).await? else {
        return closed(&app, &id);
    };
    let (scenes, _) = sizes(entry.module);
    let n: u16 = typed.text("canh").parse().map_err(|_| Error::NotFound)?;
    let n = n.clamp(1, scenes);
    let here = if typed.text("choi").is_empty() {
        Step::Scene(n)
    } else {
        Step::Play(n)
    };
    let next = here.onward(scenes, plays(entry.module));
    let place = if next == Step::Play(n) { n } else { n + 1 };
    learning::turn_with(&app, &entry.ticket, place, n).await?;
    Ok(to(&id, next))
}

/// `POST /hoc/{module}?cau=N`: feedback for what was chosen, or the next question. The run is carried by the form and kept nowhere.
pub async fn answer(
    State(app): State<App>,
    me: Pupil,
    Path(id): Path<String>,
    Query(at): Query<At>,
    typed: Typed,
) -> Result<Response> {
    let (module, ticket, mut run) = carried(&app, &me, &id, &typed)?;
    let (scenes, questions) = sizes(module);
    let n = at.cau.unwrap_or(1).clamp(1, questions);
    // "Chọn lại" asks the question once more
    let chosen: Option<u8> = match typed.text("lai") {
        "" => typed.text(&format!("chon-{n}")).parse().ok(),
        _ => None,
    };
    if let Some(place) = chosen {
        run.choose(n, place);
    }
    let start = Start {
        step: Step::Question(n),
        run,
        shown: chosen,
    };
    Ok(play(&app, module, &ticket, scenes, start))
}

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

fn module_id(text: &str) -> Result<ModuleId> {
    text.parse().map_err(|_| Error::NotFound)
}

fn address(id: &ModuleId) -> String {
    format!("/hoc/{id}")
}
