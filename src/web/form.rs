//! A submitted form as the person typed it.

use crate::error::{Error, Result};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use lachan_core::{
    form::{Fields, Problems},
    words::visible,
};
use std::ops::Deref;

/// The body of a plain HTML form.
#[derive(Clone, Debug, Default)]
pub struct Typed(pub Fields);

impl Deref for Typed {
    type Target = Fields;
    fn deref(&self) -> &Fields {
        &self.0
    }
}

/// The fields that hold passwords.
const SECRETS: [&str; 4] = ["password", "old", "new", "again"];

impl<S: Send + Sync> FromRequest<S> for Typed {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let kind = request
            .headers()
            .get(header::CONTENT_TYPE)
            .and_then(|v| v.to_str().ok())
            .unwrap_or_default();
        if !kind.starts_with("application/x-www-form-urlencoded") && !kind.is_empty() {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let body = Bytes::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        parse(&body).map(Self).map_err(IntoResponse::into_response)
    }
}

fn parse(body: &[u8]) -> Result<Fields> {
    let pairs: Vec<(String, String)> = serde_urlencoded::from_bytes(body)
        .map_err(|_| Error::Invalid(Problems::one("", "wrong-invalid")))?;
    let mut fields = Fields::default();
    for (name, value) in pairs {
        // A password is what was typed, byte by byte; everything else is what people can read.
        let value = match SECRETS.contains(&name.as_str()) {
            true => value,
            false => visible(&value),
        };
        fields.push(visible(&name), value);
    }
    Ok(fields)
}
