//! One layer over every state-changing request: it must come from our own page.
//!
//! `Sec-Fetch-Site: same-origin`, else an `Origin` that is this host, else refused. Browsers send one or the other with every POST.

use axum::{
    extract::Request,
    http::{HeaderMap, Method, StatusCode, header},
    middleware::Next,
    response::Response,
};
use lachan_app::pages::wrong::{Wrong, WrongKind};

/// Lets safe methods and same-origin changes through.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if safe || is_ours(request.headers()) {
        return next.run(request).await;
    }
    let view = Wrong {
        kind: WrongKind::Origin,
        reference: None,
    };
    let mut response = crate::render::plain(view.title(), view.view());
    *response.status_mut() = StatusCode::FORBIDDEN;
    response
}

fn is_ours(headers: &HeaderMap) -> bool {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match text("sec-fetch-site") {
        Some(site) => site == "same-origin",
        None => match (text("origin"), text(header::HOST.as_str())) {
            (Some(origin), Some(host)) => origin
                .split_once("://")
                .is_some_and(|(scheme, rest)| matches!(scheme, "http" | "https") && rest == host),
            _ => false,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&'static str, &'static str)]) -> bool {
        let headers = pairs
            .iter()
            .map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap()))
            .collect();
        is_ours(&headers)
    }

    #[test]
    fn only_our_own_page_may_change_things() {
        assert!(ours(&[("sec-fetch-site", "same-origin"), ("host", "a")]));
        assert!(ours(&[("origin", "https://a:1"), ("host", "a:1")]));
        assert!(!ours(&[
            ("sec-fetch-site", "same-site"),
            ("origin", "https://a"),
            ("host", "a")
        ]));
        assert!(!ours(&[("sec-fetch-site", "none"), ("host", "a")]));
        assert!(!ours(&[("origin", "null"), ("host", "a")]));
        assert!(!ours(&[("origin", "https://b"), ("host", "a")]));
        assert!(!ours(&[("host", "a")]));
        assert!(!ours(&[]));
    }
}
