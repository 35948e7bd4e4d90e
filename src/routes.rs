//! Every address of Lá Chắn, in one table.

use crate::{auth::origin::same_origin, server::App, web::*};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn,
    middleware::from_fn_with_state,
    routing::{get, post},
};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

/// Forms are small; only the import takes a file, and sets its own limit.
const FORM_LIMIT: usize = 64 * 1024;

/// The whole site.
pub fn router(app: App) -> Router {
    Router::new()
        // pupils
        // staff
        .route("/don-vi", get(units::index))
        .route("/don-vi/{id}", get(units::show))
        .route("/don-vi/{id}/nguoi", post(units::add))
        .route("/don-vi/{id}/nguoi/{staff}/mat-khau", post(units::reset))
        .route("/don-vi/{id}/nguoi/{staff}/dong", post(units::close))
        .route(
            "/don-vi/{id}/nguoi/{staff}/thoi-vai",
            post(units::take_role),
        )
        // files and health
        .route("/a/{*path}", get(assets::show))
        .route("/healthz", get(health::live))
        .route("/readyz", get(health::ready))
        .fallback(wrong::not_found)
        .layer(from_fn(same_origin))
        .layer(DefaultBodyLimit::max(FORM_LIMIT))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            Duration::from_secs(30),
        ))
        .layer(from_fn_with_state(app.clone(), headers::guard))
        .with_state(app)
}
