//! The classes of the demo's schools, once their lists are in.

use super::places::School;
use crate::{server::App, store::units};
use anyhow::Context;
use lachan_core::{
    ids::UnitId,
    units::{Unit, UnitKind},
};

/// How many children work at once: as many as sit in a computer room.
pub const AT_ONCE: usize = 40;

/// The class of a school by its name.
pub async fn class(app: &App, school: &School, name: &str) -> anyhow::Result<UnitId> {
    let inside = units::inside_school(&app.db, school.id, app.clock.today()).await?;
    let found = inside
        .into_iter()
        .find(|unit| unit.kind == UnitKind::Class && unit.name == name);
    Ok(found
        .with_context(|| format!("{} has no class {name}", school.name))?
        .id)
}

/// The classes of a school.
pub async fn classes(app: &App, school: &School) -> anyhow::Result<Vec<Unit>> {
    let mut inside = units::inside_school(&app.db, school.id, app.clock.today()).await?;
    inside.retain(|unit| unit.kind == UnitKind::Class);
    Ok(inside)
}
