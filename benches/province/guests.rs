//! Whoever asks: people who are signed in before the server starts.

use anyhow::{Context, Result};
use chrono::Duration;
use lachan::{
    auth::keys,
    server::App,
    service::ticket,
    store::{
        pupils,
        sessions::{self, Whose},
        staff, units,
    },
};
use lachan_core::{
    ids::{OperationId, UnitId},
    learning::{Submission, Ticket},
    units::{Unit, UnitKind},
    words::Username,
};
use uuid::Uuid;

/// Signed-in people of every kind, and the units they ask for.
pub struct Guests {
    pub teacher: String,
    pub head: String,
    pub organizer: String,
    pub commune: String,
    pub commune_youth: String,
    pub department: String,
    pub province_youth: String,
    pub admin: String,
    /// Cookies of children of the first school, each with its ticket.
    pub children: Vec<Child>,
    pub class: UnitId,
    pub units: [UnitId; 5],
}

/// A child with what it sends.
pub struct Child {
    pub cookie: String,
    ticket: String,
    scenes: u16,
    items: usize,
}

impl Guests {
    /// Signs them in.
    pub async fn come(app: &App) -> Result<Self> {
        let find = async |code: &str| -> Result<Unit> {
            units::by_code(&app.db, code)
                .await?
                .with_context(|| format!("there is no {code}"))
        };
        let school = find("TH0").await?;
        let today = app.clock.today();
        let inside = units::inside_school(&app.db, school.id, today).await?;
        let classes = inside.iter().filter(|unit| unit.kind == UnitKind::Class);
        let mut children = Vec::new();
        for class in classes.clone().take(8) {
            for child in pupils::of_class(&app.db, class.id, today).await? {
                children.push(sign_child_in(app, school.id, class, child.id).await?);
            }
        }
        let class = classes.clone().next().context("a school has classes")?.id;
        Ok(Self {
            teacher: sign_in(app, "giao.vien.0.0").await?,
            head: sign_in(app, "hieu.truong.0").await?,
            organizer: sign_in(app, "tong.phu.trach.0").await?,
            commune: sign_in(app, "xa.0").await?,
            commune_youth: sign_in(app, "doan.0").await?,
            department: sign_in(app, "so.gddt").await?,
            province_youth: sign_in(app, "tinh.doan").await?,
            admin: sign_in(app, "quan.tri").await?,
            children,
            class,
            units: [
                school.id,
                find("XA0").await?.id,
                find("DX0").await?.id,
                find("SO").await?.id,
                find("TDOAN").await?.id,
            ],
        })
    }

    /// A finished run of the n-th child; every one is a new run.
    pub fn result(&self, n: usize) -> Vec<u8> {
        let child = &self.children[n % self.children.len()];
        let sent = Submission {
            id: OperationId(Uuid::now_v7()),
            ticket: child.ticket.clone(),
            scenes_seen: child.scenes,
            answers: vec![0; child.items],
            seconds: 1,
        };
        let body = serde_json::to_string(&sent).unwrap_or_default();
        format!(
            "POST /api/ket-qua HTTP/1.1\r\nHost: bench\r\nSec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .into_bytes()
    }
}

/// A page for somebody.
pub fn get(path: &str, cookie: &str) -> Vec<u8> {
    format!("GET {path} HTTP/1.1\r\nHost: bench\r\nCookie: {cookie}\r\n\r\n").into_bytes()
}

async fn open(app: &App, whose: Whose) -> Result<String> {
    let (token, now) = (keys::token(), app.clock.now());
    let mut tx = app.db.begin().await?;
    sessions::open(
        &mut tx,
        &keys::digest(&token),
        whose,
        now,
        now + Duration::hours(8),
    )
    .await?;
    tx.commit().await?;
    Ok(token)
}

async fn sign_in(app: &App, username: &str) -> Result<String> {
    let name = Username::parse(username).map_err(anyhow::Error::msg)?;
    let account = staff::by_username(&app.db, &name).await?;
    let account = account.with_context(|| format!("there is no {username}"))?;
    Ok(format!(
        "lachan={}",
        open(app, Whose::Staff(account.id)).await?
    ))
}

async fn sign_child_in(
    app: &App,
    school: UnitId,
    class: &Unit,
    pupil: lachan_core::ids::PupilId,
) -> Result<Child> {
    let whose = Whose::Pupil {
        pupil,
        class: class.id,
        door: None,
    };
    let module = app
        .content
        .library
        .for_grade(class.grade.unwrap_or(4))
        .next();
    let module = module.context("every grade has modules")?;
    let ticket = Ticket {
        pupil,
        class: class.id,
        school,
        module: module.id.clone(),
        issued_at: app.clock.now(),
        closes_on: app.clock.today(),
        scenes: u16::try_from(module.scenes.len())?,
    };
    Ok(Child {
        cookie: format!("lachan-em={}", open(app, whose).await?),
        ticket: ticket::sign(app, &ticket),
        scenes: ticket.scenes,
        items: module.items.len(),
    })
}
