//! `/am-thanh/{module}/{step}`: a recorded voice, where the content has one. It is part of the lessons and names nobody.

use crate::{
    error::{Error, Result},
    server::App,
};
use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

/// `GET /am-thanh/{module}/{step}`
pub async fn show(
    State(app): State<App>,
    Path((module, step)): Path<(String, String)>,
) -> Result<Response> {
    let module = module.parse().map_err(|_| Error::NotFound)?;
    let sound = app.content.recordings.read(&module, &step);
    let headers = [
        (header::CONTENT_TYPE, "audio/mpeg"),
        // asked again after a day: a new recording keeps its name
        (header::CACHE_CONTROL, "public, max-age=86400"),
    ];
    Ok((
        headers,
        sound
            .map_err(|error| Error::Internal(error.into()))?
            .ok_or(Error::NotFound)?,
    )
        .into_response())
}
