//! The session cookie. Adults and children have cookies of their own: staff `Strict`, a pupil's `Lax` so that a scanned card opens.

use axum::http::{HeaderMap, HeaderValue, header};

/// Whose cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Jar {
    Staff,
    Pupil,
    /// A child between the code and its tile.
    Door,
    /// A browser in which an adult has signed in before: strangers' wrong tries do not slow it down. Opens nothing by itself.
    Device,
    /// A browser that has opened the adults' sign-in page: wrong tries in it slow it down alone. Opens nothing by itself.
    Visitor,
    /// A device at which a child of a school has come in before: strangers' wrong tries do not hold it up. Opens nothing by itself and
    /// names nobody.
    School,
    /// The roll somebody had open last of an activity. Opens nothing by itself.
    Roll,
}

impl Jar {
    /// Behind TLS the name carries `__Host-`: no sibling host and no plain connection can set it.
    fn name(self, tls: bool) -> &'static str {
        match (self, tls) {
            (Self::Staff, true) => "__Host-lachan",
            (Self::Staff, false) => "lachan",
            (Self::Pupil, true) => "__Host-lachan-em",
            (Self::Pupil, false) => "lachan-em",
            (Self::Door, true) => "__Host-lachan-cua",
            (Self::Door, false) => "lachan-cua",
            (Self::Roll, true) => "__Host-lachan-so",
            (Self::Roll, false) => "lachan-so",
            (Self::Visitor, true) => "__Host-lachan-khach",
            (Self::Visitor, false) => "lachan-khach",
            (Self::School, true) => "__Host-lachan-truong",
            (Self::School, false) => "lachan-truong",
            (Self::Device, true) => "__Host-lachan-may",
            (Self::Device, false) => "lachan-may",
        }
    }

    fn attributes(self, tls: bool) -> String {
        let site = match self {
            Self::Staff | Self::Device | Self::Roll | Self::Visitor => "Strict",
            Self::Pupil | Self::Door | Self::School => "Lax",
        };
        let secure = if tls { "; Secure" } else { "" };
        let age = match self {
            Self::Device | Self::School => "; Max-Age=15552000",
            _ => "",
        };
        format!("Path=/; HttpOnly; SameSite={site}{secure}{age}")
    }

    /// The header that sets the cookie: for as long as the browser is open, a device's for half a year.
    pub fn set(self, token: &str, tls: bool) -> HeaderValue {
        HeaderValue::from_str(&format!(
            "{}={token}; {}",
            self.name(tls),
            self.attributes(tls)
        ))
        .expect("tokens are base64url")
    }

    /// The header that takes the cookie away.
    pub fn clear(self, tls: bool) -> HeaderValue {
        HeaderValue::from_str(&format!(
            "{}=; {}; Max-Age=0",
            self.name(tls),
            self.attributes(tls)
        ))
        .expect("constant text")
    }

    /// The token a browser sent, if its shape is one of ours.
    pub fn read(self, headers: &HeaderMap, tls: bool) -> Option<String> {
        self.value(headers, tls).filter(|token| token.len() == 43)
    }

    /// Whatever the browser sent in this cookie.
    pub fn value(self, headers: &HeaderMap, tls: bool) -> Option<String> {
        let name = self.name(tls);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find(|(key, _)| *key == name)
            .map(|(_, token)| token.to_owned())
    }
}
