//! Addresses that do not exist, and what a child reads when something went wrong.

use super::frame;
use crate::{error::Error, render, server::App};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use lachan_app::pages::wrong::Wrong;

/// Anything outside the table of routes.
pub async fn not_found() -> Error {
    Error::NotFound
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
