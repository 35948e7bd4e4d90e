//! Where a request comes from, for counting tries: the peer itself, or what the one trusted proxy says.

use crate::server::App;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::request::Parts,
};
use std::{
    convert::Infallible,
    net::{IpAddr, SocketAddr},
};

/// The address of whoever asks, as [`household`] shortens it.
#[derive(Clone, Debug)]
pub struct Peer(pub String);

impl FromRequestParts<App> for Peer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let peer = parts
            .extensions
            .get::<ConnectInfo<SocketAddr>>()
            .map(|info| info.0.ip().to_canonical());
        let forwarded = || {
            // What the proxy itself says stands last: in the last line, whether it adds to a line or adds one.
            let lines = parts.headers.get_all("x-forwarded-for");
            let last = lines.iter().next_back()?.to_str().ok()?;
            last.rsplit(',').next()?.trim().parse::<IpAddr>().ok()
        };
        let address = match peer {
            Some(peer) if app.config.trusted_proxy == Some(peer) => forwarded().or(Some(peer)),
            other => other,
        };
        Ok(Self(address.map_or_else(
            || "?".to_owned(),
            |address| household(address).to_string(),
        )))
    }
}

/// The address by which one household or school is known: an IPv6 address counts by its /64.
pub fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::from([a, b, c, d, 0, 0, 0, 0])
        }
        v4 => v4,
    }
}
