//! "Nhập": the plan is made once more inside the decision, and written whole or not at all.

use super::{
    CHANGED_MEANWHILE, CLASSES_FIRST, COLUMN_FIRST, NAMES_FIRST,
    ground::{Ground, School},
    names, reachable,
    write::write,
};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{audit, imports, units},
};
use lachan_core::{
    actor::Actor,
    ids::{ImportId, PupilId},
    import::{Plan, Reading, Said, Tally},
};
use std::collections::BTreeSet;

/// What a person decided in front of a preview.
#[derive(Clone, Debug, Default)]
pub struct Decision {
    /// The numbers the person was shown.
    pub seen: Tally,
    /// The missing children who have left their class.
    pub left: BTreeSet<PupilId>,
    /// Who the rows with a known name are.
    pub same: Said,
}

/// Brings a list in. The plan is made inside the transaction that writes it, while nobody else brings anything into the school.
///
/// # Errors
/// `Conflict` when the school changed since, or something is not decided yet; a second press changes nothing.
pub async fn commit(
    server: &Server,
    actor: &Actor,
    id: ImportId,
    decision: &Decision,
) -> Result<()> {
    let import = reachable(server, actor, id).await?;
    if import.committed_at.is_some() {
        return Ok(());
    }
    if !import.preview.asked.is_empty() {
        return Err(Error::Conflict(COLUMN_FIRST));
    }
    let ground = Ground::survey(server, actor, import.school).await?;
    let mut tx = server.db.begin().await?;
    if imports::mark_committed(&mut tx, id, server.clock.now()).await? == 0 {
        return Ok(());
    }
    units::hold(&mut tx, import.school).await?;
    let school = ground.look(&mut tx).await?;
    let plan = plan(&import.preview, &school, decision)?;
    write(&ground, &mut tx, school, id, &plan, &decision.left).await?;
    let done = plan.tally();
    let detail = format!("+{} ~{} -{}", done.new, done.changed, decision.left.len());
    let (now, school) = (server.clock.now(), Some(import.school));
    audit::note(&mut tx, actor, now, "import list", school, &detail).await?;
    tx.commit().await?;
    Ok(())
}

/// The plan as it is now, when it is the one the person was shown and everything is decided.
fn plan(reading: &Reading, school: &School, decision: &Decision) -> Result<Plan> {
    let classes = names(&school.classes);
    let (rows, open) = reading.rows(&classes);
    if !open.is_empty() {
        return Err(Error::Conflict(CLASSES_FIRST));
    }
    let make = |said: &Said| Plan::make(&rows, &school.known, &classes, said);
    let undecided = make(&Said::new());
    if undecided.tally() != decision.seen {
        return Err(Error::Conflict(CHANGED_MEANWHILE));
    }
    let plan = if undecided.asked.is_empty() {
        undecided
    } else {
        make(&decision.same)
    };
    if !plan.asked.is_empty() {
        return Err(Error::Conflict(NAMES_FIRST));
    }
    Ok(plan)
}
