//! A demo province with its children signed in, as requests.

use crate::{
    child::{Child, post},
    client,
};
use anyhow::{Context, Result};
use lachan::{
    config::Location,
    demo,
    server::Server,
    service::secret,
    store::{pupils, units},
};
use lachan_core::{door, ids::PupilId, units::UnitKind};
use std::{net::SocketAddr, path::Path};

/// The children as a load.
pub struct School {
    children: Vec<Child>,
    /// Children of the class whose door is open, with what they tap.
    at_the_door: Vec<(PupilId, String)>,
    code: String,
}

impl School {
    /// Fills a data folder, and signs every child of the primary school in.
    pub async fn make(data: &Path) -> Result<Self> {
        let location = Location {
            data: data.to_owned(),
            database_url: None,
        };
        let made = demo::fill(location.config(None, None)?).await?;
        let app = Server::open(location.config(None, None)?).await?;
        let school = units::by_code(&app.db, "TH1")
            .await?
            .context("the demo has it")?;
        let classes = units::inside_school(&app.db, school.id, app.clock.today()).await?;
        let mut children = Vec::new();
        let mut at_the_door = Vec::new();
        for class in classes.iter().filter(|unit| unit.kind == UnitKind::Class) {
            for child in pupils::of_class(&app.db, class.id, app.clock.today()).await? {
                children
                    .push(Child::sign_in(&app, school.id, class.id, class.grade, child.id).await?);
                if made.class.starts_with(&class.name) {
                    let sealed = pupils::sealed(&app.db, child.id)
                        .await?
                        .context("a child has a secret")?;
                    let text = secret::open(&app.keys, child.id, &sealed.secret)
                        .context("the key is at hand")?;
                    at_the_door.push((child.id, text));
                }
            }
        }
        app.batch.close().await;
        app.db.close().await;
        Ok(Self {
            children,
            at_the_door,
            code: door::shown_code(&made.door.code),
        })
    }

    /// The desk of the n-th child.
    pub fn home(&self, n: usize) -> Vec<u8> {
        self.child(n).home()
    }

    /// A lesson one of them may open, and its cookie.
    pub fn lesson(&self) -> (String, String) {
        self.child(self.children.len() - 1).lesson()
    }

    /// A finished run of the n-th child; every one is a new run.
    pub fn result(&self, n: usize) -> Vec<u8> {
        self.child(n).result()
    }

    fn child(&self, n: usize) -> &Child {
        &self.children[n % self.children.len()]
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
        let (pupil, pictures) = &self.at_the_door[n % self.at_the_door.len()];
        post(
            &format!("/vao-lop/{pupil}"),
            FORM,
            cookie,
            &secret(pictures),
        )
    }
}

fn secret(pictures: &str) -> String {
    let fields = pictures.split('-').zip(1..);
    let pairs: Vec<String> = fields
        .map(|(picture, n)| format!("hinh{n}={picture}"))
        .collect();
    pairs.join("&")
}

const FORM: &str = "application/x-www-form-urlencoded";
