//! Everything a handler may need, made once at start.

use crate::{
    auth::{keys::Keys, password::Passwords},
    clock::Clock,
    config::Config,
    content::{self, Content},
    metrics::Metrics,
    province,
    service::figures::Keeper,
    store::{Db, batch::Batch, settings},
};
use std::{ops::Deref, sync::Arc};
use tokio_util::sync::CancellationToken;

/// The running server. Cheap to clone; state that matters is in the database.
#[derive(Clone, Debug)]
pub struct App(Arc<Server>);

impl Deref for App {
    type Target = Server;
    fn deref(&self) -> &Server {
        &self.0
    }
}

/// What handlers and services work with.
#[derive(Debug)]
pub struct Server {
    pub config: Config,
    pub db: Db,
    /// Small writes of whole classes at once: results, scenes, marks.
    pub batch: Batch,
    /// What reports count.
    pub figures: Keeper,
    /// Lessons, help channels and packs.
    pub content: Content,
    pub clock: Clock,
    pub metrics: Metrics,
    /// Cancelled when the server was told to stop: it is not ready any more, though it still answers.
    pub leaving: CancellationToken,
    pub keys: Keys,
    pub passwords: Passwords,
    /// Whether the data folder was made by `lachan demo`: every page says so.
    pub demo: bool,
}

impl Server {
    /// Opens the data folder and the database that belongs to it.
    pub async fn open(config: Config) -> anyhow::Result<App> {
        Self::at(config, Clock::System).await
    }

    /// The same with a given clock.
    pub async fn at(config: Config, clock: Clock) -> anyhow::Result<App> {
        let keys = province::keys(&config).await?;
        let app = Self::with(config, keys, clock).await?;
        province::tie(&app.config, &app.db).await?;
        Ok(app)
    }

    /// A server with a given key and clock: tests hold both.
    pub async fn with(config: Config, keys: Keys, clock: Clock) -> anyhow::Result<App> {
        let db = Db::open(&config.database_url).await?;
        Self::on(db, config, keys, clock).await
    }

    /// A server on a database that is open already.
    pub async fn on(db: Db, config: Config, keys: Keys, clock: Clock) -> anyhow::Result<App> {
        // Leptos asks for an executor even where nothing waits; a second call in one process is refused and harmless.
        any_spawner::Executor::init_tokio().ok();
        let content = content::load(config.content.as_deref())?;
        let batch = Batch::start(db.clone());
        let figures = Keeper::new(db.clone(), clock.clone(), config.patience);
        let demo = settings::get(&db, "demo").await?.is_some();
        let passwords = Passwords::new(keys.clone());
        Ok(App(Arc::new(Self {
            config,
            db,
            batch,
            figures,
            content,
            clock,
            metrics: Metrics::default(),
            leaving: CancellationToken::new(),
            keys,
            passwords,
            demo,
        })))
    }
}
