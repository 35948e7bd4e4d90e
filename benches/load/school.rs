//! A demo province with its children signed in, as requests.

use crate::{child::Child, door::Door};
use anyhow::{Context, Result};
use lachan::{
    config::Location,
    demo,
    server::Server,
    store::{pupils, units},
};
use lachan_core::units::UnitKind;
use std::path::Path;

/// The children as a load.
pub struct School {
    children: Vec<Child>,
    pub door: Door,
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
        let mut open = None;
        for class in classes.iter().filter(|unit| unit.kind == UnitKind::Class) {
            for child in pupils::of_class(&app.db, class.id, app.clock.today()).await? {
                children
                    .push(Child::sign_in(&app, school.id, class.id, class.grade, child.id).await?);
            }
            if made.class.starts_with(&class.name) {
                open = Some(Door::of(&app, class.id, &made.door.code).await?);
            }
        }
        app.batch.close().await;
        app.db.close().await;
        Ok(Self {
            children,
            door: open.context("the demo opens a door")?,
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
}
