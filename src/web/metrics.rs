//! `/metrics`, on a listener of its own: not for the public, and off unless an address is given.

use crate::{
    error::{Error, Result},
    metrics::Standing,
    server::App,
    store::figures::spans,
};
use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::header,
    middleware::Next,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{DateTime, Utc};
use std::time::Instant;

/// The only address of that listener.
pub fn router(app: App) -> Router {
    Router::new().route("/metrics", get(show)).with_state(app)
}

/// Counts a request by the shape of its address.
pub async fn measure(State(app): State<App>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let method = match request.method().as_str() {
        "GET" => "GET",
        "POST" => "POST",
        "HEAD" => "HEAD",
        _ => "other",
    };
    let begun = Instant::now();
    let answer = next.run(request).await;
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let status = answer.status().as_u16();
    app.metrics.count(method, route, status, begun.elapsed());
    answer
}

async fn show(State(app): State<App>) -> Result<Response> {
    let waiting = spans::waiting(&app.db).await?;
    let now = app.clock.now();
    let [connections, idle] = app.db.connections();
    let age = |since: DateTime<Utc>| (now - since).num_seconds().max(0);
    let making = app.figures.progress();
    let standing = Standing {
        waiting: waiting.changes,
        stale: waiting.units,
        oldest: waiting.oldest.map_or(0, age),
        periods: waiting.spans,
        left: making.of.saturating_sub(making.counted).cast_signed(),
        database: app.db.size().await?,
        connections,
        idle,
        writes: app.db.health().trouble().is_none(),
    };
    let text = app.metrics.text(standing);
    let text = text.map_err(|error| Error::Internal(error.into()))?;
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(([(header::CONTENT_TYPE, kind)], text).into_response())
}
