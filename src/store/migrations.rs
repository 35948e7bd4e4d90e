//! The steps of the schema, each release's after those before it, and how they are taken.

use anyhow::{Context, bail};
use sqlx::{
    SqlitePool,
    migrate::{MigrateError, Migration, Migrator},
    postgres::PgConnection,
};
use std::time::{Duration, Instant};

/// All of this release.
pub static ALL: Migrator = sqlx::migrate!("./migrations");

const MIGRATING: &str = "chưa nâng được cơ sở dữ liệu lên phiên bản này";
const NEWER: &str = "cơ sở dữ liệu đã được một bản Lá Chắn mới hơn dùng; hãy chạy bản mới ấy, hoặc đặt bản sao lưu làm trước khi nâng cấp vào chỗ này";

/// Those of an earlier release.
pub fn as_of(newest: i64) -> Migrator {
    let all = ALL.migrations.iter();
    Migrator::with_migrations(all.filter(|one| one.version <= newest).cloned().collect())
}

/// These and more.
pub fn ahead(next: Vec<Migration>) -> Migrator {
    let all = ALL.migrations.iter().cloned();
    Migrator::with_migrations(all.chain(next).collect())
}

/// Brings a SQLite database up to date.
pub async fn run(migrations: &Migrator, pool: &SqlitePool) -> anyhow::Result<()> {
    brought_up(migrations.run(pool).await)
}

/// Brings a database up to date while other programs work on it, and perhaps bring it up to date too: a migration that meets their locks is
/// taken back whole and tried again.
pub async fn run_beside_others(
    migrations: &Migrator,
    line: &mut PgConnection,
) -> anyhow::Result<()> {
    const AT_MOST: Duration = Duration::from_secs(300);
    let begun = Instant::now();
    loop {
        match migrations.run(&mut *line).await {
            Err(error) if is_in_the_way(&error) && begun.elapsed() < AT_MOST => {
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
            outcome => return brought_up(outcome),
        }
    }
}

/// Whether somebody else's lock was waited for too long (55P03), or forever (40P01).
fn is_in_the_way(error: &MigrateError) -> bool {
    let (MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _)) = error else {
        return false;
    };
    let code = error.as_database_error().and_then(|error| error.code());
    code.is_some_and(|code| matches!(&*code, "55P03" | "40P01"))
}

/// Says what to do when a schema was not brought up to date.
fn brought_up(outcome: Result<(), MigrateError>) -> anyhow::Result<()> {
    match outcome {
        Err(MigrateError::VersionMissing(_)) => bail!(NEWER),
        other => other.context(MIGRATING),
    }
}
