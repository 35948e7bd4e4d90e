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

/// How built files are compressed, the smallest first, and what their names then end with.
const COMPRESSED: [(&str, &str); 2] = [("br", ".br"), ("gzip", ".gz")];

/// `GET /a/{hash}/{name}`
pub async fn show(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let path = format!("a/{path}");
    let kind = mime_guess::from_path(&path).first_or_octet_stream();
    for (encoding, ending) in COMPRESSED
        .into_iter()
        .filter(|(name, _)| takes(&headers, name))
    {
        if let Some(file) = KEPT.get(&format!("{path}{ending}")) {
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

/// Whether a browser takes an encoding (RFC 9110 §12.5.3): it names it, or everything, and not with the weight nought.
fn takes(headers: &HeaderMap, encoding: &str) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING).iter();
    let named = lines
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .map(|one| one.split_once(';').unwrap_or((one, "")));
    let (mut own, mut any) = (None, None);
    for (name, parameters) in named {
        let refused = parameters
            .trim()
            .strip_prefix("q=")
            .and_then(|weight| weight.trim().parse::<f32>().ok())
            .is_some_and(|weight| weight == 0.0);
        match name.trim() {
            name if name.eq_ignore_ascii_case(encoding) => own = Some(!refused),
            "*" => any = Some(!refused),
            _ => {}
        }
    }
    own.or(any).unwrap_or(false)
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

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(lines: &[&str]) -> Option<&'static str> {
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(header::ACCEPT_ENCODING, line.parse().unwrap());
        }
        let mut taken = COMPRESSED
            .into_iter()
            .filter(|(name, _)| takes(&headers, name));
        taken.next().map(|(name, _)| name)
    }

    #[test]
    fn a_browser_gets_the_smallest_file_it_takes() {
        for (line, encoding) in [
            ("gzip, deflate, br, zstd", Some("br")),
            ("gzip, deflate", Some("gzip")),
            ("br;q=0.1, gzip;q=1.0", Some("br")),
            ("br;q=0, gzip", Some("gzip")),
            ("br; q=0.000, gzip;q=0", None),
            ("BR", Some("br")),
            ("*", Some("br")),
            ("*, br;q=0", Some("gzip")),
            ("gzip, *;q=0", Some("gzip")),
            ("identity", None),
            ("brotli, xgzip", None),
            ("", None),
        ] {
            assert_eq!(chosen(&[line]), encoding, "{line}");
        }
        assert_eq!(chosen(&[]), None);
        assert_eq!(chosen(&["gzip", "br"]), Some("br"));
    }
}
