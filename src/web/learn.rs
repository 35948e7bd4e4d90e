//! `/hoc`: a child's own pages. Every step is a plain link or form; the player takes them over where WASM runs.

mod end;

pub use end::{Ended, end, finish, stop};
mod view;

use super::{form::Typed, frame};
use crate::{
    auth::Pupil,
    error::{Error, Result},
    render,
    server::App,
    service::{learning, trial},
};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::{
    islands::player::Start, pages::desk::DeskPage, parts::scene::sheet::Sheet, text::t,
};
use lachan_core::{
    ids::OperationId,
    lesson::{Band, ModuleId},
    names::given_name,
    run::{Run, Step},
};
use serde::Deserialize;
use view::{banded, carried, closed, desk_line, first_screen, play, plays, sizes, to};

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

fn module_id(text: &str) -> Result<ModuleId> {
    text.parse().map_err(|_| Error::NotFound)
}

fn address(id: &ModuleId) -> String {
    format!("/hoc/{id}")
}
