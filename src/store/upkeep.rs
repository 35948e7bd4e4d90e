//! How a database keeps its own house.
//!
//! On SQLite the pages of what is deleted are used again, so that a school year that is forgotten makes room for the next one, and `lachan
//! backup` writes a copy without them. Nothing is analysed: statements are written so that their plans need no statistics, and the tests
//! look at exactly those plans (`tests/web/every_plan.rs`). PostgreSQL cleans and analyses by itself while its autovacuum is on.

use super::{Db, Result};

/// What can be seen of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upkeep {
    /// Bytes on the disk.
    pub size: i64,
    /// Bytes of them that wait for what comes; PostgreSQL does not tell.
    pub free: Option<i64>,
    /// Whether it makes room of what is deleted by itself.
    pub cleans: bool,
}

impl Db {
    /// Looks at it.
    pub async fn upkeep(&self) -> Result<Upkeep> {
        let size = self.size().await?;
        match self {
            Self::Sqlite { .. } => {
                let free = "select f.freelist_count * s.page_size from pragma_freelist_count() f, pragma_page_size() s";
                let (free,) = self.query(free).one().await?;
                Ok(Upkeep {
                    size,
                    free: Some(free),
                    cleans: true,
                })
            }
            Self::Postgres { .. } => {
                let (setting,): (String,) = self
                    .query("select current_setting('autovacuum')")
                    .one()
                    .await?;
                Ok(Upkeep {
                    size,
                    free: None,
                    cleans: setting == "on",
                })
            }
        }
    }
}
