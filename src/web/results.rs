//! What the player sends: scenes turned and finished runs. The signed ticket stands for the child, so both may come late.

use crate::{error::ApiError, server::App, service::learning};
use axum::{Json, extract::State};
use lachan_core::{
    learning::{SceneSeen, Submission},
    lesson::Score,
};

/// `POST /api/ket-qua`
pub async fn create(
    State(app): State<App>,
    Json(sent): Json<Submission>,
) -> Result<Json<Score>, ApiError> {
    Ok(Json(learning::finish(&app, &sent).await?))
}

/// `POST /api/canh`
pub async fn turn(
    State(app): State<App>,
    Json(sent): Json<SceneSeen>,
) -> Result<Json<()>, ApiError> {
    Ok(Json(learning::turn(&app, &sent).await?))
}
