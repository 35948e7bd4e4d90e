//! `GET /bai-hoc/{code}/in`: the lesson on paper, or those parts of it that are ticked.

use super::{CameFrom, Subject, card, questions};
use crate::{auth::Staff, error::Result, render, server::App};
use axum::{
    extract::{Path, Query, RawQuery, State},
    response::Response,
};
use lachan_app::{
    pages::teach::paper::{PaperPage, Sheet},
    parts::scene::sheet::Sheet as Drawings,
    text::t,
};

/// The page.
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(code): Path<String>,
    Query(from): Query<CameFrom>,
    RawQuery(query): RawQuery,
) -> Result<Response> {
    let subject = Subject::find(&app, &me, &code)?;
    let library = &app.content.library;
    let mut drawings = Drawings::default();
    let shown = subject.scenes(library);
    let page = PaperPage {
        binder: subject.binder(&app, from.hd),
        sheets: ticked(query.as_deref().unwrap_or_default()),
        guide: subject.guide().clone(),
        before: subject.before(),
        after: subject.after(),
        scenes: shown
            .iter()
            .map(|shown| card(&mut drawings, shown))
            .collect(),
        questions: questions(&subject, library),
        for_children: subject
            .modules(library)
            .iter()
            .all(|module| module.band.is_for_pupils()),
        letter: letter(&subject),
        drawings: drawings.defs(),
    };
    Ok(render::page(subject.frame(&app, &me), move || page.view()))
}

/// The letter of a lesson, or the leaflet of one for adults.
pub fn letter(subject: &Subject<'_>) -> Option<(String, Vec<lachan_core::guide::Block>)> {
    let Subject::Lesson { module, teaching } = subject else {
        return None;
    };
    let title = if module.band.is_for_pupils() {
        t("letter-title")
    } else {
        t("letter-leaflet")
    };
    Some((title, teaching.letter.clone()))
}

// nothing ticked is the whole
fn ticked(query: &str) -> Vec<Sheet> {
    let fields: Vec<(String, String)> = serde_urlencoded::from_str(query).unwrap_or_default();
    let named = |sheet: &Sheet| {
        fields
            .iter()
            .any(|(name, value)| name == "phan" && value == sheet.name())
    };
    let chosen: Vec<Sheet> = Sheet::ALL.into_iter().filter(named).collect();
    if chosen.is_empty() {
        Sheet::ALL.to_vec()
    } else {
        chosen
    }
}
