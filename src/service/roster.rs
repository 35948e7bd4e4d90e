//! Bringing a class list in: read, look, bring in, and take back. Nothing is written before "Nhập", nothing is deleted silently.

mod apply;
mod undo;

pub use apply::{Decision, commit};
pub use undo::undo;

use crate::{
    auth::keys,
    error::{Error, Result},
    server::Server,
    service::roster_file,
    store::{imports, units},
};
use lachan_app::text::{number, tr};
use lachan_core::{
    actor::{Actor, Role},
    ids::{ImportId, UnitId},
    import::{Asked, Doubt, Listed, Plan, Reading, Said, Tally},
    permission::{ImportClass, ImportSchool, Permit},
    units::{Unit, UnitKind},
    words::Word,
};
use sqlx::types::Json;
use std::{collections::BTreeSet, sync::LazyLock};
use tokio::sync::Semaphore;
use uuid::Uuid;

/// Two files at a time in one process: a hostile one may take its full allowance of memory.
static READERS: LazyLock<Semaphore> = LazyLock::new(|| Semaphore::new(2));

/// Where the actor may bring a list in.
#[derive(Clone, Debug)]
pub enum Reach {
    /// The whole school, new classes included.
    School(UnitId),
    /// These classes of it.
    Classes { school: UnitId, classes: Vec<Unit> },
}

impl Reach {
    /// The school.
    pub fn school(&self) -> UnitId {
        match self {
            Self::School(id) | Self::Classes { school: id, .. } => *id,
        }
    }
}

/// A list in front of a person who decides.
#[derive(Clone, Debug)]
pub struct Preview {
    pub import: imports::Import,
    pub plan: Plan,
    pub tally: Tally,
}

/// The schools and classes of the actor, as far as lists may be brought in there.
pub async fn reaches(server: &Server, actor: &Actor) -> Result<Vec<Reach>> {
    let mut reaches: Vec<Reach> = Vec::new();
    for grant in actor.grants() {
        let Some(unit) = units::find(&server.db, grant.unit).await? else {
            continue;
        };
        match (grant.role, unit.kind, unit.school) {
            (Role::SchoolHead, UnitKind::School, _) => reaches.push(Reach::School(unit.id)),
            (Role::Teacher, UnitKind::Class, Some(school)) => {
                match reaches.iter_mut().find(|reach| reach.school() == school) {
                    Some(Reach::Classes { classes, .. }) => classes.push(unit),
                    Some(Reach::School(_)) => {}
                    None => reaches.push(Reach::Classes {
                        school,
                        classes: vec![unit],
                    }),
                }
            }
            _ => {}
        }
    }
    Ok(reaches)
}

/// Where in a school the actor may bring a list in.
pub async fn reach_in(server: &Server, actor: &Actor, school: UnitId) -> Result<Reach> {
    let place = units::place(&server.db, school, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    if actor.permit(ImportSchool::at(&place)).is_ok() {
        return Ok(Reach::School(school));
    }
    reaches(server, actor)
        .await?
        .into_iter()
        .find(|reach| reach.school() == school)
        .ok_or(Error::NotFound)
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
    imports::sweep(&mut tx, now - chrono::Duration::days(1)).await?;
    imports::keep(&mut tx, &import, &file_hash).await?;
    tx.commit().await?;
    Ok(Ok(import.id))
}

/// The preview of a list that was read: compared with the school as it is now. `said` decides about known names.
pub async fn preview(server: &Server, actor: &Actor, id: ImportId, said: &Said) -> Result<Preview> {
    let import = imports::find(&server.db, id)
        .await?
        .ok_or(Error::NotFound)?;
    reach_in(server, actor, import.school).await?;
    if import.committed_at.is_none() && actor.staff() != Some(import.made_by) {
        return Err(Error::NotFound);
    }
    let plan = plan(server, &import, said).await?;
    let tally = plan.tally();
    Ok(Preview {
        import,
        plan,
        tally,
    })
}

/// The wrong rows of a list as a workbook with the reason beside each.
pub async fn wrong_rows(server: &Server, actor: &Actor, id: ImportId) -> Result<Vec<u8>> {
    let preview = preview(server, actor, id, &Said::new()).await?;
    roster_file::wrong_rows(&preview.import.preview).map_err(Error::Internal)
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
    let mut import = preview(server, actor, id, &Said::new()).await?.import;
    let reading = &mut import.preview.0;
    let (settled, open): (Vec<Asked>, Vec<Asked>) = std::mem::take(&mut reading.asked)
        .into_iter()
        .partition(|asked| asked.head == head);
    reading.asked = open;
    for asked in settled.into_iter().filter(|_| !right) {
        match asked.doubt {
            Doubt::Name => return Ok(Settled::NoList),
            Doubt::Birth => {
                let here = |row: &&mut Listed| row.sheet == asked.sheet;
                for row in reading.listed.iter_mut().filter(here) {
                    row.birth = None;
                }
            }
        }
    }
    let mut tx = server.db.begin().await?;
    imports::keep_reading(&mut tx, import.id, import.made_by, import.preview).await?;
    tx.commit().await?;
    Ok(Settled::Yes)
}

async fn plan(server: &Server, import: &imports::Import, said: &Said) -> Result<Plan> {
    let today = server.clock.today();
    let known = imports::known(&server.db, import.school, today).await?;
    let classes = classes_of(server, import.school).await?;
    let names: BTreeSet<String> = classes.into_iter().map(|class| class.name).collect();
    Ok(Plan::make(&import.preview.listed, &known, &names, said))
}

async fn classes_of(server: &Server, school: UnitId) -> Result<Vec<Unit>> {
    let units = units::inside_school(&server.db, school, server.clock.today()).await?;
    Ok(units
        .into_iter()
        .filter(|unit| unit.kind == UnitKind::Class)
        .collect())
}

async fn permit_for(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<ImportClass>> {
    let place = units::place(&server.db, class, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(ImportClass::at(&place))?)
}

/// Rows of classes a teacher does not have are left out, and their number is said in one line.
fn keep_own(reading: &mut Reading, classes: &[Unit]) {
    let own: BTreeSet<&str> = classes.iter().map(|class| class.name.as_str()).collect();
    let before = reading.listed.len();
    reading
        .listed
        .retain(|row| own.contains(row.class.as_str()));
    let others = before - reading.listed.len();
    if others > 0 {
        let n = number(i64::try_from(others).unwrap_or(i64::MAX));
        reading
            .warnings
            .insert(0, tr("import-others", &[("n", &n)]));
    }
}

/// What a person is told when the school changed between looking and bringing in.
const CHANGED_MEANWHILE: Word = "import-changed-meanwhile";
/// A column nobody has said anything about yet.
const COLUMN_FIRST: Word = "import-asked-first";
/// Children with a known name nobody has decided about yet.
const NAMES_FIRST: Word = "import-same-first";
