//! Whoever asks: people who are signed in before the server starts.

use crate::{
    child::{self, Child, get},
    door::Door,
    import,
};
use anyhow::{Context, Result};
use lachan::{
    server::App,
    service,
    store::{pupils, sessions::Whose, staff, units},
};
use lachan_core::{
    actor::Actor,
    door::LONGEST,
    ids::UnitId,
    units::{Unit, UnitKind},
    words::Username,
};

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
    pub list_head: String,
    /// Children of the first school.
    children: Vec<Child>,
    pub class: UnitId,
    pub units: [UnitId; 5],
    /// The door of that class, open.
    pub door: Door,
    /// A school that has nobody yet.
    pub list_school: UnitId,
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
                children
                    .push(Child::sign_in(app, school.id, class.id, class.grade, child.id).await?);
            }
        }
        let class = classes.clone().next().context("a school has classes")?.id;
        let commune = find("XA0").await?.id;
        let list_school = import::school(app, commune).await?;
        Ok(Self {
            list_head: sign_in(app, import::HEAD).await?,
            list_school,
            door: open_door(app, "giao.vien.0.0", class).await?,
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
                commune,
                find("DX0").await?.id,
                find("SO").await?.id,
                find("TDOAN").await?.id,
            ],
        })
    }

    /// The first page of the n-th child.
    pub fn home(&self, n: usize) -> Vec<u8> {
        self.child(n).home()
    }

    /// A lesson of the n-th child.
    pub fn lesson(&self, n: usize) -> Vec<u8> {
        let (path, cookie) = self.child(n).lesson();
        get(&path, &cookie)
    }

    /// A finished run of the n-th child; every one is a new run.
    pub fn result(&self, n: usize) -> Vec<u8> {
        self.child(n).result()
    }

    fn child(&self, n: usize) -> &Child {
        &self.children[n % self.children.len()]
    }
}

async fn account(app: &App, username: &str) -> Result<staff::Account> {
    let name = Username::parse(username).map_err(anyhow::Error::msg)?;
    let account = staff::by_username(&app.db, &name).await?;
    account.with_context(|| format!("there is no {username}"))
}

async fn sign_in(app: &App, username: &str) -> Result<String> {
    let account = account(app, username).await?;
    let token = child::open(app, Whose::Staff(account.id)).await?;
    Ok(format!("lachan={token}"))
}

async fn open_door(app: &App, teacher: &str, class: UnitId) -> Result<Door> {
    let account = account(app, teacher).await?;
    let teacher = Actor::Staff {
        id: account.id,
        name: account.full_name,
        grants: staff::grants(&app.db, account.id, app.clock.today()).await?,
    };
    let open = service::door::open(app, &teacher, class, LONGEST).await;
    let open = open.map_err(|error| anyhow::anyhow!("{error:?}"))?;
    Door::of(app, class, &open.code).await
}
