//! Addresses that do not exist, and what a child reads when something went wrong.

use super::frame;
use crate::{
    error::{ApiError, Error},
    render,
    server::App,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use lachan_app::pages::wrong::Wrong;
use std::time::Duration;

/// Anything outside the table of routes.
pub async fn not_found() -> Error {
    Error::NotFound
}

/// Gives a request up after so long, in words, and says when to come back: what made it slow is seldom gone at once.
pub async fn in_time(limit: Duration, request: Request, next: Next) -> Response {
    const AGAIN: u64 = 30;
    let from_island = request.uri().path().starts_with("/api/");
    match tokio::time::timeout(limit, next.run(request)).await {
        Ok(response) => response,
        Err(_) if from_island => ApiError(Error::Slow(AGAIN)).into_response(),
        Err(_) => Error::Slow(AGAIN).into_response(),
    }
}

/// In a child's room a refusal speaks to a child and keeps the help bar; its status and its other headers stay.
pub async fn to_children(State(app): State<App>, request: Request, next: Next) -> Response {
    const ROOMS: [&str; 4] = ["/hoc", "/vao-lop", "/the", "/thoat"];
    let path = request.uri().path();
    let child = ROOMS
        .iter()
        .any(|room| path == *room || path.starts_with(&format!("{room}/")));
    let response = next.run(request).await;
    let Some(wrong) = response.extensions().get::<Wrong>().filter(|_| child) else {
        return response;
    };
    let wrong = wrong.clone();
    let page = frame::pupil(&app, wrong.title_for_child());
    let mut shown = render::page(page, move || wrong.view_for_child());
    *shown.status_mut() = response.status();
    for (name, value) in response.headers() {
        if !shown.headers().contains_key(name) {
            shown.headers_mut().insert(name.clone(), value.clone());
        }
    }
    shown
}
