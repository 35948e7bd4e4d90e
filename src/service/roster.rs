//! Bringing a class list in: read, look, bring in, and take back. Nothing is written before "Nhập", nothing is deleted silently.

mod reach;

pub use reach::{Reach, reach_in, reaches};
use reach::{classes_of, day_of_lists, keep_own, names, permit_for};
mod apply;
mod ground;
mod log;
mod new_classes;
mod undo;
mod write;

pub use apply::{Decision, commit};
pub use undo::undo;

use crate::{
    auth::keys,
    error::{Error, Result},
    server::Server,
    service::roster_file,
    store::imports,
};
use chrono::NaiveDate;
use lachan_core::{
    actor::Actor,
    class_name::ClassName,
    ids::{ImportId, UnitId},
    import::{Asked, ClassQuestion, Doubt, ListedChild, Plan, Said, Tally},
    words::Word,
};
use sqlx::types::Json;
use std::sync::LazyLock;
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Two files at a time in one process: a hostile one may take its full allowance of memory.
static READERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// A list in front of a person who decides.
#[derive(Clone, Debug)]
pub struct Preview {
    pub import: imports::Import,
    pub plan: Plan,
    pub tally: Tally,
    /// Classes only a person can tell.
    pub classes: Vec<ClassQuestion>,
    /// The first day it holds, when that is still to come.
    pub from: Option<NaiveDate>,
}

/// Reads a file and keeps it for its preview. The outer error is for people who may not; the inner one is a sentence about the file.
pub async fn read(
    server: &Server,
    actor: &Actor,
    school: UnitId,
    file_name: String,
    bytes: Vec<u8>,
) -> Result<Result<ImportId, String>> {
    let reach = reach_in(server, actor, school).await?;
    let made_by = actor.staff().ok_or(Error::Forbidden)?;
    let file_hash = keys::digest_of(&bytes);
    let reader = READERS
        .acquire()
        .await
        .map_err(|e| Error::Internal(e.into()))?;
    let today = server.clock.today();
    let headings = server.content.headings.clone();
    let read =
        tokio::task::spawn_blocking(move || roster_file::reading(&bytes, &headings, today)).await;
    drop(reader);
    let mut reading = match read.map_err(|e| Error::Internal(e.into()))? {
        Ok(reading) => reading,
        Err(refusal) => return Ok(Err(refusal)),
    };
    if let Reach::Classes { classes, .. } = &reach {
        keep_own(&mut reading, classes);
    }
    let now = server.clock.now();
    let import = imports::Import {
        id: ImportId(Uuid::now_v7()),
        school,
        class: None,
        file_name,
        made_by,
        made_at: now,
        preview: Json(reading),
        committed_at: None,
        undone_at: None,
    };
    let mut tx = server.db.begin().await?;
    imports::keep(&mut tx, &import, &file_hash).await?;
    tx.commit().await?;
    Ok(Ok(import.id))
}

/// A list the actor may see: one's own, and once it is brought in also any of a school whose lists the actor brings in. One that has
/// changed a teacher's class, brought in by somebody else, is there for her and not hers to open.
async fn reachable(server: &Server, actor: &Actor, id: ImportId) -> Result<imports::Import> {
    let import = imports::find(&server.db, id)
        .await?
        .ok_or(Error::NotFound)?;
    let reach = reach_in(server, actor, import.school).await?;
    match reach {
        _ if actor.staff() == Some(import.made_by) => Ok(import),
        Reach::School(_) if import.committed_at.is_some() => Ok(import),
        Reach::Classes { classes, .. } if import.committed_at.is_some() => {
            let changes = imports::changes(&server.db, id).await?;
            let touched = changes.iter().flat_map(undo::classes);
            let here = touched
                .into_iter()
                .any(|class| classes.iter().any(|own| own.id == class));
            Err(if here {
                Error::Forbidden
            } else {
                Error::NotFound
            })
        }
        _ => Err(Error::NotFound),
    }
}

/// The preview of a list that was read: compared with the school as it is now.
pub async fn preview(server: &Server, actor: &Actor, id: ImportId) -> Result<Preview> {
    let import = reachable(server, actor, id).await?;
    let today = server.clock.today();
    let day = day_of_lists(server, today).await?;
    let known = imports::known(&server.db, import.school, day).await?;
    let names = names(&classes_of(server, import.school, day).await?);
    let (rows, classes) = import.preview.rows(&names);
    let plan = Plan::make(&rows, &known, &names, &Said::new());
    let tally = plan.tally();
    Ok(Preview {
        import,
        plan,
        tally,
        classes,
        from: Some(day).filter(|day| *day > today),
    })
}

/// The wrong rows of a list as a workbook with the reason beside each.
pub async fn wrong_rows(server: &Server, actor: &Actor, id: ImportId) -> Result<Vec<u8>> {
    let import = reachable(server, actor, id).await?;
    roster_file::wrong_rows(&import.preview).map_err(Error::Internal)
}

/// What became of a list once a person had said what a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settled {
    /// The preview goes on.
    Yes,
    /// Without that column there is no list.
    NoList,
}

/// A person says whether a column is what its cells look like. Saying it twice changes nothing.
pub async fn settle(
    server: &Server,
    actor: &Actor,
    id: ImportId,
    head: &str,
    right: bool,
) -> Result<Settled> {
    let mut import = reachable(server, actor, id).await?;
    let reading = &mut import.preview.0;
    let (settled, open): (Vec<Asked>, Vec<Asked>) = std::mem::take(&mut reading.asked)
        .into_iter()
        .partition(|asked| asked.head == head);
    reading.asked = open;
    for asked in settled.into_iter().filter(|_| !right) {
        match asked.doubt {
            Doubt::Name => return Ok(Settled::NoList),
            Doubt::Birth => {
                let here = |row: &&mut ListedChild| row.sheet == asked.sheet;
                for row in reading.listed.iter_mut().filter(here) {
                    row.details.birth = None;
                }
            }
        }
    }
    let mut tx = server.db.begin().await?;
    imports::keep_reading(&mut tx, import.id, import.made_by, import.preview).await?;
    tx.commit().await?;
    Ok(Settled::Yes)
}

/// What a person may wish of a list before it is brought in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Whether rows the file hides stay out.
    WithoutHidden(bool),
    /// Whether names in capitals or small letters alone stay as they are typed.
    AsTyped(bool),
    /// Which class of the school a class of the list is; its own name for a new one.
    Class { listed: ClassName, is: ClassName },
}

/// Keeps a wish for the preview and for "Nhập". Wishing it twice changes nothing.
pub async fn wish(server: &Server, actor: &Actor, id: ImportId, wish: Wish) -> Result<()> {
    let mut import = reachable(server, actor, id).await?;
    match wish {
        Wish::WithoutHidden(yes) => import.preview.wishes.without_hidden = yes,
        Wish::AsTyped(yes) => import.preview.wishes.as_typed = yes,
        Wish::Class { listed, is } => {
            let day = day_of_lists(server, server.clock.today()).await?;
            let classes = names(&classes_of(server, import.school, day).await?);
            let (_, open) = import.preview.rows(&classes);
            let asked = open.iter().find(|question| question.listed == listed);
            // A stale or a made-up answer is no answer: the question is shown again.
            if asked.is_some_and(|question| is == question.like || is == listed) {
                import.preview.wishes.classes.insert(listed, is);
            }
        }
    }
    let mut tx = server.db.begin().await?;
    imports::keep_reading(&mut tx, import.id, import.made_by, import.preview).await?;
    tx.commit().await?;
    Ok(())
}

/// What a person is told when the school changed between looking and bringing in.
pub const CHANGED_MEANWHILE: Word = "import-changed-meanwhile";
/// A column nobody has said anything about yet.
const COLUMN_FIRST: Word = "import-asked-first";
/// A child of the list sits in a class that is not the actor's.
const OTHER_CLASS: Word = "import-other-class";
/// Classes with almost the name of another nobody has decided about yet.
const CLASSES_FIRST: Word = "import-classes-first";
/// The classes of a list ended with their school year.
const YEAR_OVER: Word = "import-year-over";
/// Children with a known name nobody has decided about yet.
const NAMES_FIRST: Word = "import-same-first";
