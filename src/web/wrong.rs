//! Addresses that do not exist, and what a child reads when something went wrong.

use super::frame;
use crate::{
    error::{ApiError, Error},
    listen::pace::Pace,
    render,
    server::App,
};
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use lachan_app::pages::wrong::Wrong;
use std::{sync::Arc, time::Duration};
use tokio::time::Instant;

/// Anything outside the table of routes.
pub async fn not_found() -> Error {
    Error::NotFound
}

/// Gives a request up so long after its newest part came, in words, and says when to come back: what made it slow is seldom gone at once.
pub async fn in_time(limit: Duration, request: Request, next: Next) -> Response {
    const AGAIN: u64 = 30;
    let from_island = request.uri().path().starts_with("/api/");
    let pace = request.extensions().get::<Arc<Pace>>().cloned();
    let begun = Instant::now();
    let given_up = async {
        // While a body still comes, at the pace it has to keep, nobody is waiting for us.
        loop {
            let since = pace.as_ref().map_or(begun, |pace| pace.newest());
            match (since + limit).checked_duration_since(Instant::now()) {
                Some(left) if !left.is_zero() => tokio::time::sleep(left).await,
                _ => return,
            }
        }
    };
    tokio::select! {
        response = next.run(request) => response,
        () = given_up => match from_island {
            true => ApiError(Error::Slow(AGAIN)).into_response(),
            false => Error::Slow(AGAIN).into_response(),
        }
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
