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
use lachan_app::{api::Endpoint, islands::roll::MarkRoll};
use lachan_core::learning::{SceneSeen, Submission};
use std::time::Duration;
use tower_http::timeout::TimeoutLayer;

/// Forms are small; only the import takes a file, and sets its own limit.
const FORM_LIMIT: usize = 64 * 1024;

/// The whole site.
pub fn router(app: App) -> Router {
    Router::new()
        // pupils
        .route("/can-giup", get(help::show))
        .route("/can-giup/nguoi-lon", get(help::adults))
        .route("/can-giup/phieu-ghi-nhan", get(help::paper))
        .route("/thoat-nhanh", get(help::exit))
        .route("/hoc", get(learn::desk))
        .route("/hoc/{module}", get(learn::show).post(learn::answer))
        .route("/hoc/{module}/canh", post(learn::turn))
        .route("/hoc/{module}/xong", get(learn::end).post(learn::finish))
        .route("/hoc/{module}/dung", get(learn::stop))
        .route(Submission::PATH, post(results::create))
        .route(SceneSeen::PATH, post(results::turn))
        // staff
        .route(
            "/don-vi/{id}/dau-moi",
            get(contacts::show).post(contacts::replace),
        )
        .route("/don-vi", get(units::index))
        .route("/don-vi/{id}", get(units::show))
        .route("/don-vi/{id}/nguoi", post(units::add))
        .route("/don-vi/{id}/nguoi/{staff}/mat-khau", post(units::reset))
        .route("/don-vi/{id}/nguoi/{staff}/dong", post(units::close))
        .route(
            "/don-vi/{id}/nguoi/{staff}/thoi-vai",
            post(units::take_role),
        )
        .route(
            "/hoat-dong",
            get(activities::index).post(activities::create),
        )
        .route("/hoat-dong/moi", get(activities::new))
        .route(
            "/hoat-dong/{id}",
            get(attendance::show).post(activities::change),
        )
        .route("/hoat-dong/{id}/sua", get(activities::edit))
        .route("/hoat-dong/{id}/lap-lai", post(activities::repeat))
        .route("/hoat-dong/{id}/diem-danh", post(attendance::mark))
        .route("/hoat-dong/{id}/so-luot", post(attendance::count))
        .route("/hoat-dong/{id}/chot", post(attendance::close))
        .route("/hoat-dong/{id}/huy", post(attendance::cancel))
        .route(MarkRoll::PATH, post(attendance::mark_taps))
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
