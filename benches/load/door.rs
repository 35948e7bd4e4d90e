//! A class door that stands open, and the children in front of it with what they tap.

use crate::{
    child::{FORM, post},
    client,
};
use anyhow::{Context, Result};
use lachan::{server::App, service::secret, store::pupils};
use lachan_core::{
    door,
    ids::{PupilId, UnitId},
};
use std::net::SocketAddr;

/// An open door.
pub struct Door {
    code: String,
    children: Vec<(PupilId, String)>,
}

impl Door {
    /// The door of a class with its code; its children tap pictures.
    pub async fn of(app: &App, class: UnitId, code: &str) -> Result<Self> {
        let mut children = Vec::new();
        for child in pupils::of_class(&app.db, class, app.clock.today()).await? {
            let sealed = pupils::sealed(&app.db, child.id).await?;
            let sealed = sealed.context("a child has a secret")?;
            let text = secret::open(&app.keys, child.id, &sealed.secret);
            children.push((child.id, text.context("the key is at hand")?));
        }
        Ok(Self {
            code: door::shown_code(code),
            children,
        })
    }

    /// Types the class code; answers the cookie of whoever stands at the door.
    pub async fn knock(&self, to: SocketAddr) -> Result<String> {
        let body = format!("ma={}", self.code.replace(' ', ""));
        let answer = client::once(to, &post("/", FORM, "", &body)).await?;
        let cookie = client::header(&answer.head, "set-cookie").context("the door is open")?;
        Ok(cookie.split(';').next().unwrap_or_default().to_owned())
    }

    /// The n-th child taps its pictures.
    pub fn sign_in(&self, n: usize, cookie: &str) -> Vec<u8> {
        let (pupil, pictures) = &self.children[n % self.children.len()];
        let taps: Vec<String> = pictures
            .split('-')
            .zip(1..)
            .map(|(picture, n)| format!("hinh{n}={picture}"))
            .collect();
        post(&format!("/vao-lop/{pupil}"), FORM, cookie, taps.join("&"))
    }
}
