//! `GET /bai-hoc/{code}/trinh-chieu`: what the whole class looks at. Nothing is stored.

use super::{CameFrom, Subject, questions};
use crate::{auth::Staff, error::Result, render, server::App};
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use lachan_app::{
    pages::teach::show::{Ending, ShowPage, ShowScene},
    parts::scene::{self, sheet::Sheet},
    shell::Room,
    text::to,
};
use lachan_core::lesson::{Address, Band, portion};

/// The page.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(from): Query<CameFrom>,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let library = &app.content.library;
    let modules = subject.modules(library);
    let mut sheet = Sheet::default();
    let scenes: Vec<ShowScene> = subject
        .scenes(library)
        .into_iter()
        .map(|shown| ShowScene {
            place: shown.place,
            label: shown.label,
            picture: scene::svg(&mut sheet, &shown.scene.picture),
            portions: portion::portions(&shown.scene.text, portion::ON_THE_WALL),
            play: shown.scene.play.clone(),
        })
        .collect();
    let band = modules.first().map(|module| module.band);
    let address = band.map_or(Address::Em, Band::address_in_rules);
    let page = ShowPage {
        binder: subject.binder(&app, from.hd),
        cover: scenes
            .first()
            .map(|scene| scene.picture.clone())
            .unwrap_or_default(),
        scenes,
        questions: questions(&subject, library),
        ending: Ending {
            who_to_tell: modules
                .iter()
                .map(|module| module.who_to_tell.clone())
                .collect(),
            r6: to("rule-r6-says", address),
            call_111: to("lesson-111", address),
            breathe: to("lesson-breathe", address),
        },
        sheet: sheet.defs(),
    };
    let mut frame = subject.frame(&app, &me);
    frame.room = Room::Wall;
    frame.menu = None;
    frame.demo = false;
    Ok(render::page(frame, move || page.view()))
}
