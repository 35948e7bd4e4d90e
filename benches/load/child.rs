//! A child that is signed in before the server starts, and what it asks.

use anyhow::{Context, Result, bail};
use chrono::Duration;
use lachan::{
    auth::keys,
    server::App,
    service::ticket,
    store::{
        assignments,
        sessions::{self, Whose},
    },
};
use lachan_core::{
    actor::Actor,
    ids::{OperationId, PupilId, UnitId},
    learning::{Submission, Ticket},
    permission::LearnAs,
};
use uuid::Uuid;

/// A signed-in child with a lesson it may hand in.
pub struct Child {
    cookie: String,
    ticket: String,
    scenes: u16,
    answers: Vec<u8>,
}

impl Child {
    /// Signs a child of a class in; its lesson is the first on its desk, or else the first of its grade.
    pub async fn sign_in(
        app: &App,
        school: UnitId,
        class: UnitId,
        grade: Option<i64>,
        pupil: PupilId,
    ) -> Result<Self> {
        let whose = Whose::Pupil {
            pupil,
            class,
            door: None,
        };
        let token = open(app, whose).await?;
        let me = Actor::Pupil {
            id: pupil,
            class,
            school,
        };
        let Ok(permit) = me.permit(LearnAs { pupil, class }) else {
            bail!("a child may learn as itself");
        };
        let desk = assignments::desk(&app.db, &permit, app.clock.today()).await?;
        let library = &app.content.library;
        let module = desk
            .and_then(|desk| library.get(&desk.modules.first()?.module))
            .or_else(|| library.for_grade(grade.unwrap_or(4)).next())
            .context("every grade has modules")?;
        let ticket = Ticket {
            pupil,
            class,
            school,
            module: module.id.clone(),
            issued_at: app.clock.now(),
            closes_on: app.clock.today(),
            scenes: u16::try_from(module.scenes.len())?,
        };
        Ok(Self {
            cookie: format!("lachan-em={token}"),
            ticket: ticket::sign(app, &ticket),
            scenes: ticket.scenes,
            answers: vec![0; module.items.len()],
        })
    }

    /// Its first page.
    pub fn home(&self) -> Vec<u8> {
        get("/hoc", &self.cookie)
    }

    /// Its lesson, and its cookie.
    pub fn lesson(&self) -> (String, String) {
        let module = self.ticket.split('.').nth(4).unwrap_or("B1");
        (format!("/hoc/{module}?canh=1"), self.cookie.clone())
    }

    /// A finished run; every one is a new run.
    pub fn result(&self) -> Vec<u8> {
        let sent = Submission {
            id: OperationId(Uuid::now_v7()),
            ticket: self.ticket.clone(),
            scenes_seen: self.scenes,
            answers: self.answers.clone(),
            seconds: 1,
        };
        let body = serde_json::to_string(&sent).unwrap_or_default();
        post("/api/ket-qua", "application/json", "", &body)
    }
}

/// Opens a session of some hours; answers its token.
pub async fn open(app: &App, whose: Whose) -> Result<String> {
    let (token, now) = (keys::token(), app.clock.now());
    let until = now + Duration::hours(2);
    let mut tx = app.db.begin().await?;
    sessions::open(&mut tx, &keys::digest(&token), whose, now, until).await?;
    tx.commit().await?;
    Ok(token)
}

/// A page for whoever has the cookie.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n").into_bytes()
}

/// What a form sends.
pub const FORM: &str = "application/x-www-form-urlencoded";

/// Something sent from a page of our own.
pub fn post(path: &str, kind: &str, cookie: &str, body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}
