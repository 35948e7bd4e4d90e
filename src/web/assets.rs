//! Built files, embedded in a release binary: cached for ever by content hash, already compressed.

use axum::{
    extract::Path,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::{collections::BTreeMap, sync::LazyLock};

#[derive(RustEmbed)]
#[folder = "target/site"]
struct Site;

/// The files as they were at the start. A development build reads them from the folder, which the next build writes anew under other
/// addresses while this server still sends pages with the old ones.
static KEPT: LazyLock<BTreeMap<String, EmbeddedFile>> = LazyLock::new(|| {
    let names = Site::iter();
    let files = names.filter_map(|name| Some((name.to_string(), Site::get(&name)?)));
    files.collect()
});

/// Tells the pages where the built files are.
pub fn announce() {
    let manifest: BTreeMap<String, String> = KEPT
        .get("manifest.json")
        .and_then(|file| serde_json::from_slice(&file.data).ok())
        .unwrap_or_default();
    lachan_app::assets::set(manifest);
}

/// `GET /a/{hash}/{name}`
pub async fn show(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("a/{path}");
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    let accepted = headers
        .get(header::ACCEPT_ENCODING)
        .and_then(|v| v.to_str().ok())
        .unwrap_or_default();
    for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
        if accepted.split(',').any(|one| {
            one.split(';')
                .next()
                .is_some_and(|name| name.trim() == encoding)
        }) && let Some(file) = KEPT.get(&format!("{path}{ending}"))
        {
            let mut response = answer(file, kind.as_ref());
            response
                .headers_mut()
                .insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
            return response;
        }
    }
    match KEPT.get(&path) {
        Some(file) => answer(file, kind.as_ref()),
        None => (StatusCode::NOT_FOUND, "").into_response(),
    }
}

fn answer(file: &EmbeddedFile, kind: &str) -> Response {
    let text =
        kind.starts_with("text/") || matches!(kind, "application/javascript" | "application/json");
    let kind = if text {
        format!("{kind}; charset=utf-8")
    } else {
        kind.to_owned()
    };
    let mut response = file.data.clone().into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_str(&kind).expect("a media type is a valid header value"),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=31536000, immutable"),
    );
    headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    response
}
