//! A view becomes a whole page: shell, nonce, policy.

use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use hydration_context::SsrSharedContext;
use lachan_app::shell::{self, Frame, Room};
use leptos::{
    nonce::{provide_nonce, use_nonce},
    prelude::*,
};
use std::sync::Arc;

/// A page in a room of the house. The view is made inside, so that islands know they are on a page.
pub fn page<V: IntoView + 'static>(frame: Frame, view: impl FnOnce() -> V) -> Response {
    let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
    let (html, nonce) = owner.with(|| {
        provide_nonce();
        let nonce = use_nonce().expect("provided the line before").to_string();
        (shell::page(frame, &nonce, view), nonce)
    });
    drop(owner);
    let mut response = Html(html).into_response();
    response
        .headers_mut()
        .insert(header::CONTENT_SECURITY_POLICY, policy(&nonce));
    response
}

/// The same page as an answer to a form that needs another look: 422, with what the person had typed.
pub fn again<V: IntoView + 'static>(frame: Frame, view: impl FnOnce() -> V) -> Response {
    let mut response = page(frame, view);
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    response
}

/// A page that belongs to no one in particular: errors, notices.
pub fn plain<V: IntoView + 'static>(title: String, view: V) -> Response {
    page(Frame::new(Room::Plain, title), || view)
}

/// Nothing from elsewhere, no inline script without this page's nonce. `style` attributes are allowed: progress bars need them.
fn policy(nonce: &str) -> HeaderValue {
    let text = format!(
        "default-src 'none'; script-src 'self' 'nonce-{nonce}' 'wasm-unsafe-eval'; style-src 'self' 'nonce-{nonce}'; \
         style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; media-src 'self'; connect-src 'self'; manifest-src 'self'; \
         worker-src 'self'; form-action 'self'; base-uri 'none'; object-src 'none'; frame-ancestors 'none'"
    );
    HeaderValue::from_str(&text).expect("base64 is a valid header value")
}
