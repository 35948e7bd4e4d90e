//! How writing goes: what was refused since the last write that succeeded, and whether the database file is still the one that was
//! opened. Kept in memory; `job::watch` writes into the log what is over.

mod cause;

use super::{Db, Result, settings};
pub use cause::Cause;
use std::{
    fs::Metadata,
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant, SystemTime},
};

/// How writing goes.
#[derive(Debug)]
pub struct Health {
    /// SQLite's file, and which one it was when it was opened.
    file: Option<(PathBuf, Option<Identity>)>,
    state: Mutex<State>,
    /// When somebody last asked whether a write succeeds, and the answer.
    asked: tokio::sync::Mutex<Option<(Instant, bool)>>,
}

#[derive(Debug, Default)]
struct State {
    trouble: Option<Trouble>,
    over: Option<(Trouble, SystemTime)>,
    /// The file is not whole: it may be read as far as it goes, and nothing is written.
    damaged: bool,
}

/// Writes that were refused, one after the other, with none that succeeded between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    pub since: SystemTime,
    pub refused: u64,
    pub cause: Cause,
}

/// What [`Health::is_sound`] found.
#[derive(Debug, thiserror::Error)]
#[error("the database file is {}", .0.name())]
struct Unsound(Cause);

type Identity = (u64, u64);

impl Health {
    /// Of a database in a file, or on a server.
    pub(super) fn of(file: Option<PathBuf>) -> Self {
        let file = file.map(|file| {
            let seen = std::fs::metadata(&file)
                .ok()
                .and_then(|there| identity(&there));
            (file, seen)
        });
        Self {
            file,
            state: Mutex::default(),
            asked: tokio::sync::Mutex::default(),
        }
    }

    /// Refuses to go on when the file has been taken away or another put in its place, or is damaged: what would be written now is lost.
    ///
    /// # Errors
    /// `Io`: the caller answers that nothing was saved.
    pub fn is_sound(&self) -> Result<()> {
        if self.state().damaged {
            return Err(unsound(Cause::Damaged));
        }
        let Some((file, Some(opened))) = &self.file else {
            return Ok(());
        };
        let now = std::fs::metadata(file).ok();
        match now.and_then(|there| identity(&there)) == Some(*opened) {
            true => Ok(()),
            false => Err(unsound(Cause::Gone)),
        }
    }

    /// Whether the disk under the file has room for more than a few small writes, which succeed long after larger ones have begun to fail.
    fn has_room(&self) -> bool {
        const LEAST: u64 = 2 << 20;
        let folder = self.file.as_ref().and_then(|(file, _)| file.parent());
        let free = folder.and_then(|folder| free_space(folder).ok());
        free.is_none_or(|free| free >= LEAST)
    }

    /// A write was refused. Only what the person who asked could not help counts.
    pub(super) fn refused(&self, error: &sqlx::Error) {
        let Some(cause) = Cause::of(error) else {
            return;
        };
        let now = SystemTime::now();
        let mut state = self.state();
        state.damaged |= cause == Cause::Damaged;
        let trouble = state.trouble.get_or_insert_with(|| {
            tracing::error!(%error, "writing fails");
            Trouble {
                since: now,
                refused: 0,
                cause,
            }
        });
        trouble.refused += 1;
        trouble.cause = cause;
    }

    /// A write has succeeded.
    pub(super) fn written(&self) {
        let mut state = self.state();
        if let Some(trouble) = state.trouble.take() {
            tracing::info!(refused = trouble.refused, "writing succeeds again");
            state.over = Some((trouble, SystemTime::now()));
        }
    }

    /// The trouble that goes on.
    pub fn trouble(&self) -> Option<Trouble> {
        self.state().trouble.clone()
    }

    /// The trouble that is over since an instant, told once.
    pub fn take_over(&self) -> Option<(Trouble, SystemTime)> {
        self.state().over.take()
    }

    /// A check of the whole file has found it damaged: from now on nothing is written into it.
    pub fn damaged(&self, found: &str) {
        tracing::error!(found, "the database is damaged: restore the latest backup");
        self.state().damaged = true;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Db {
    /// Whether the database answers readers and takes a write all the way to the disk. Anybody may ask, so the answer holds for a second.
    pub async fn answers(&self) -> bool {
        const HOLDS: Duration = Duration::from_secs(1);
        let mut asked = self.health().asked.lock().await;
        if let Some((at, answer)) = *asked
            && at.elapsed() < HOLDS
        {
            return answer;
        }
        let reads = self.query("select cast(1 as bigint)").one::<(i64,)>();
        let sound = self.health().has_room() && reads.await.is_ok();
        let answer = sound && self.write_something().await.is_ok();
        *asked = Some((Instant::now(), answer));
        answer
    }

    /// Writes when it was last asked, and nothing else.
    ///
    /// # Errors
    /// Whatever keeps it from being written.
    pub async fn write_something(&self) -> Result<()> {
        let mut tx = self.begin().await?;
        settings::set(&mut tx, "written_at", &chrono::Utc::now().to_rfc3339()).await?;
        tx.commit().await
    }
}

/// How many bytes may still be written where a folder is.
#[cfg(unix)]
pub fn free_space(folder: &Path) -> io::Result<u64> {
    let found = rustix::fs::statvfs(folder)?;
    Ok(found.f_bavail.saturating_mul(found.f_frsize))
}

/// This system is not asked.
#[cfg(not(unix))]
pub fn free_space(_: &Path) -> io::Result<u64> {
    Err(io::ErrorKind::Unsupported.into())
}

fn unsound(cause: Cause) -> sqlx::Error {
    sqlx::Error::Io(io::Error::other(Unsound(cause)))
}

#[cfg(unix)]
fn identity(file: &Metadata) -> Option<Identity> {
    use std::os::unix::fs::MetadataExt;
    Some((file.dev(), file.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<Identity> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_one_engine_is_not_read_as_the_others() {
        for (code, cause) in [
            ("5", Some(Cause::Locked)),
            ("261", Some(Cause::Locked)),
            ("13", Some(Cause::Full)),
            ("778", Some(Cause::Away)),
            ("1032", Some(Cause::ReadOnly)),
            ("11", Some(Cause::Damaged)),
            ("2067", None),
            ("53100", Some(Cause::Full)),
            ("53300", Some(Cause::Away)),
            ("57P01", Some(Cause::Away)),
            ("40P01", Some(Cause::Locked)),
            // Somebody's input: their last eight bits would be SQLite's "locked" and "damaged".
            ("22021", None),
            ("22027", None),
            ("23505", None),
        ] {
            assert_eq!(Cause::of_code(code), cause, "{code}");
        }
    }
}
