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
    http::{Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use lachan_app::pages::wrong::Wrong;
use lachan_core::form::Problems;
use std::{any::Any, sync::Arc, time::Duration};
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

/// What the framework refuses by itself (an address that is not understood, a body that is too long, a form without its boundary) it
/// refuses in English; here it gets our words, and the same answer as an address that does not exist.
pub async fn calm(request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let (from_island, health) = (
        path.starts_with("/api/"),
        path.ends_with("z") && path.len() == 8,
    );
    let looks = matches!(*request.method(), Method::GET | Method::HEAD);
    if has_nul(request.uri()) {
        return Error::NotFound.into_response();
    }
    let response = next.run(request).await;
    let status = response.status();
    let kind = response.headers().get(header::CONTENT_TYPE);
    let plain = kind.is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !status.is_client_error() || !plain || health {
        return response;
    }
    let error = match status {
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge,
        _ if looks || status == StatusCode::METHOD_NOT_ALLOWED => Error::NotFound,
        _ => Error::Invalid(Problems::one("", "wrong-invalid")),
    };
    let mut calm = match from_island {
        true => ApiError(error).into_response(),
        false => error.into_response(),
    };
    // The framework adds what is allowed further out.
    if status == StatusCode::METHOD_NOT_ALLOWED {
        *calm.status_mut() = status;
    }
    calm
}

/// "Not there" leaves on the tick of a clock: what exists elsewhere takes longer to find out about than what does not exist at all, and
/// nobody shall read that off the time.
pub async fn on_the_tick(request: Request, next: Next) -> Response {
    const TICK: Duration = Duration::from_millis(20);
    let begun = Instant::now();
    let response = next.run(request).await;
    if response.status() == StatusCode::NOT_FOUND {
        let ticks = begun.elapsed().div_duration_f64(TICK).ceil();
        tokio::time::sleep_until(begun + TICK.mul_f64(ticks)).await;
    }
    response
}

/// Somebody's request has met a mistake of ours: it is answered as one, and everybody else goes on.
pub fn panicked(_: Box<dyn Any + Send>) -> Response {
    Error::Internal(anyhow::anyhow!("a handler panicked")).into_response()
}

/// No address of ours has U+0000 in it, and PostgreSQL keeps no text that has.
fn has_nul(uri: &Uri) -> bool {
    let text = uri.path_and_query().map_or("", |all| all.as_str());
    text.contains("%00")
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
