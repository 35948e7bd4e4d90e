//! Where a request comes from, for counting tries: the peer itself, or what the one trusted proxy says.

use crate::server::App;
use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
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
        let address = match peer {
            Some(peer) if app.config.trusted_proxy == Some(peer) => {
                forwarded(&parts.headers).or(Some(peer))
            }
            other => other,
        };
        Ok(Self(address.map_or_else(
            || "?".to_owned(),
            |address| household(address).to_string(),
        )))
    }
}

/// What the one trusted proxy says: it stands last, in the last line, whether it adds to a line or adds one. Everything before came with
/// the request and is believed from nobody.
fn forwarded(headers: &HeaderMap) -> Option<IpAddr> {
    let lines = headers.get_all("x-forwarded-for");
    let last = lines.iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next()?.trim().parse().ok()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_hop_is_believed_and_nothing_before_it() {
        let said = |lines: &[&str]| {
            let mut headers = HeaderMap::new();
            for line in lines {
                headers.append("x-forwarded-for", line.parse().unwrap());
            }
            forwarded(&headers).map(|address| address.to_string())
        };
        let proxy = Some("203.0.113.9".to_owned());
        assert_eq!(said(&["203.0.113.9"]), proxy);
        assert_eq!(said(&["10.0.0.1, 203.0.113.9"]), proxy);
        assert_eq!(said(&["10.0.0.1", "203.0.113.9"]), proxy);
        assert_eq!(
            said(&["10.0.0.1, 10.0.0.2", "10.0.0.3 , 203.0.113.9 "]),
            proxy
        );
        assert_eq!(said(&["203.0.113.9", "ai-do"]), None);
        assert_eq!(said(&[]), None);
    }

    #[test]
    fn one_household_has_one_address() {
        let shown = |text: &str| household(text.parse().unwrap()).to_string();
        assert_eq!(shown("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
        assert_eq!(shown("::ffff:192.0.2.7"), "192.0.2.7");
    }
}
