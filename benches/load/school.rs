//! A demo province with its children signed in, as requests.

use crate::client;
use anyhow::{Context, Result, bail};
use chrono::Duration;
use lachan::{
    auth::keys,
    config::Location,
    demo,
    server::{App, Server},
    service::{secret, ticket},
    store::{assignments, pupils, sessions, units},
};
use lachan_core::{
    actor::Actor,
    door,
    ids::{OperationId, PupilId, UnitId},
    learning::{Submission, Ticket},
    permission::LearnAs,
    units::UnitKind,
};
use std::{net::SocketAddr, path::Path};
use uuid::Uuid;

/// The children as a load.
pub struct School {
    children: Vec<Child>,
    /// Children of the class whose door is open, with what they tap.
    at_the_door: Vec<(PupilId, String)>,
    code: String,
}

struct Child {
    cookie: String,
    ticket: String,
    scenes: u16,
    answers: Vec<u8>,
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
                children.push(sign_in(&app, school.id, class.id, class.grade, child.id).await?);
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
        let cookie = &self.children[n % self.children.len()].cookie;
        format!("GET /hoc HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n").into_bytes()
    }

    /// A lesson one of them may open, and its cookie.
    pub fn lesson(&self) -> (String, String) {
        let child = &self.children[self.children.len() - 1];
        let module = child.ticket.split('.').nth(4).unwrap_or("B1");
        (format!("/hoc/{module}?canh=1"), child.cookie.clone())
    }

    /// A finished run of the n-th child; every one is a new run.
    pub fn result(&self, n: usize) -> Vec<u8> {
        let child = &self.children[n % self.children.len()];
        let sent = Submission {
            id: OperationId(Uuid::now_v7()),
            ticket: child.ticket.clone(),
            scenes_seen: child.scenes,
            answers: child.answers.clone(),
            seconds: 1,
        };
        let body = serde_json::to_string(&sent).unwrap_or_default();
        post("/api/ket-qua", "application/json", "", &body)
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

fn post(path: &str, kind: &str, cookie: &str, body: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nHost: bench\r\nSec-Fetch-Site: same-origin\r\nContent-Type: {kind}\r\nCookie: {cookie}\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

async fn sign_in(
    app: &App,
    school: UnitId,
    class: UnitId,
    grade: Option<i64>,
    pupil: PupilId,
) -> Result<Child> {
    let now = app.clock.now();
    let token = keys::token();
    let mut tx = app.db.begin().await?;
    let whose = sessions::Whose::Pupil {
        pupil,
        class,
        door: None,
    };
    sessions::open(
        &mut tx,
        &keys::digest(&token),
        whose,
        now,
        now + Duration::hours(2),
    )
    .await?;
    tx.commit().await?;
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
        issued_at: now,
        closes_on: app.clock.today(),
        scenes: u16::try_from(module.scenes.len())?,
    };
    Ok(Child {
        cookie: format!("lachan-em={token}"),
        ticket: ticket::sign(app, &ticket),
        scenes: u16::try_from(module.scenes.len())?,
        answers: vec![0; module.items.len()],
    })
}
