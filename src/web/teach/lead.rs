//! `GET /bai-hoc/{code}/day`: one step at a time.

use super::{Subject, card};
use crate::{auth::Staff, error::Result, render, server::App};
use axum::{
    extract::{Path, Query, State},
    response::{IntoResponse, Redirect, Response},
};
use lachan_app::{
    pages::teach::lead::{Clock, LeadPage},
    parts::scene::sheet::Sheet,
    shell::Room,
};
use lachan_core::ids::ActivityId;
use serde::Deserialize;

/// Nobody leads one lesson for longer; an older beginning is from another day.
const LONGEST: i64 = 4 * 60;

/// Which step, and when the lesson began: in minutes since 1970, or `-1` for now.
#[derive(Debug, Default, Deserialize)]
pub struct At {
    buoc: Option<usize>,
    tu: Option<i64>,
    hd: Option<ActivityId>,
}

/// The page.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(at): Query<At>,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let guide = subject.guide();
    let binder = subject.binder(&app, at.hd);
    let step = at.buoc.unwrap_or(1).clamp(1, guide.steps.len()) - 1;
    let now = app.clock.now().timestamp().div_euclid(60);
    if at.tu == Some(-1) {
        let from = binder.from.replace('?', "&");
        let here = format!("{}/day?buoc={}&tu={now}{from}", binder.base, step + 1);
        return Ok(Redirect::to(&here).into_response());
    }
    let clock = at
        .tu
        .map(|began| Clock {
            began,
            gone: now.saturating_sub(began),
        })
        .filter(|clock| (0..=LONGEST).contains(&clock.gone));
    let mut sheet = Sheet::default();
    let shown = subject.scenes(&app.content.library);
    let named = &guide.steps[step].scenes;
    let scenes = shown.iter().filter(|shown| named.contains(&shown.place));
    let page = LeadPage {
        guide: guide.clone(),
        at: step,
        clock,
        scenes: scenes.map(|shown| card(&mut sheet, shown)).collect(),
        sheet: sheet.defs(),
        binder,
    };
    let mut frame = subject.frame(&app, &me);
    frame.room = Room::Hand;
    frame.menu = None;
    Ok(render::page(frame, move || page.view()))
}
