//! Taking an import back: each change in turn, the last one first, as far as nothing has been built on it since.

use super::{YEAR_OVER, day_of_lists, permit_for, reachable};
use crate::{
    error::{Error, Result},
    server::Server,
    store::{audit, imports, imports::Change, pupils, units},
};
use chrono::NaiveDate;
use lachan_core::{
    actor::Actor,
    day,
    ids::{ImportId, PupilId, UnitId},
    permission::{ImportClass, Permit},
};
use std::collections::{BTreeMap, BTreeSet};

/// Undoes an import: one's own, or anybody's of the school for its head. Answers how many changes had to stay, because a child has learnt or a class was used since.
pub async fn undo(server: &Server, actor: &Actor, id: ImportId) -> Result<usize> {
    let import = reachable(server, actor, id).await?;
    let committed = import.committed_at.ok_or(Error::NotFound)?;
    let that_day = day_of_lists(server, day::of(committed)).await?;
    let day_before = that_day.pred_opt().unwrap_or(that_day);
    let now = server.clock.now();
    let changes = imports::changes(&server.db, id).await?;
    let today = day_of_lists(server, server.clock.today()).await?;
    let permits = permits(server, actor, &import, &changes, today).await?;
    let permit = |class| permits.get(&class).ok_or(Error::NotFound);
    let mut stayed = 0;
    let mut tx = server.db.begin().await?;
    if imports::mark_undone(&mut tx, id, actor.staff(), now).await? == 0 {
        return Ok(0);
    }
    units::hold(&mut tx, import.school).await?;
    let known = imports::known_in(&mut tx, import.school, today).await?;
    for change in changes {
        let done = match change {
            Change::Added { pupil, class } => {
                imports::take_back(&mut tx, permit(class)?, pupil).await?
            }
            Change::Changed { pupil, was, became } => {
                let child = known.iter().find(|child| child.id == pupil);
                let same = child.filter(|child| child.details == became);
                let class = same.and_then(|child| child.class.as_ref());
                match class.and_then(|(class, _)| permits.get(class)) {
                    Some(permit) => {
                        pupils::rewrite(&mut tx, permit, pupil, &was).await?;
                        true
                    }
                    None => false,
                }
            }
            Change::Moved { pupil, from, to } => {
                let gone = imports::unenrol(&mut tx, permit(to)?, pupil).await? > 0;
                if let (true, Some(class)) = (gone, from) {
                    imports::reopen(&mut tx, permit(class)?, pupil, day_before).await?;
                }
                gone
            }
            Change::Left { pupil, class } => {
                let elsewhere = pupils::class_of_in(&mut tx, pupil, today).await?;
                elsewhere.is_none()
                    && imports::reopen(&mut tx, permit(class)?, pupil, day_before).await? > 0
            }
            Change::ClassMade { class, youth } => {
                imports::unmake_class(&mut tx, permit(class)?, youth).await?
            }
        };
        stayed += usize::from(!done);
    }
    audit::note(
        &mut tx,
        actor,
        now,
        "undo import",
        Some(import.school),
        &format!("{stayed} stayed"),
    )
    .await?;
    tx.commit().await?;
    Ok(stayed)
}

/// Leave to write in every class the import touched, and in those its changed children sit in now.
async fn permits(
    server: &Server,
    actor: &Actor,
    import: &imports::Import,
    changes: &[Change],
    today: NaiveDate,
) -> Result<BTreeMap<UnitId, Permit<ImportClass>>> {
    let changed = changes.iter().filter_map(|change| match change {
        Change::Changed { pupil, .. } => Some(*pupil),
        _ => None,
    });
    let changed: BTreeSet<PupilId> = changed.collect();
    let known = imports::known(&server.db, import.school, today).await?;
    let now_in = known.iter().filter(|child| changed.contains(&child.id));
    let now_in = now_in.filter_map(|child| child.class.as_ref().map(|(class, _)| *class));
    let touched: BTreeSet<UnitId> = changes.iter().flat_map(classes).chain(now_in).collect();
    let mut permits = BTreeMap::new();
    for class in touched {
        let unit = units::find(&server.db, class).await?;
        if unit.is_some_and(|unit| unit.closed_on.is_some_and(|last| last < today)) {
            return Err(Error::Conflict(YEAR_OVER));
        }
        permits.insert(class, permit_for(server, actor, class, today).await?);
    }
    Ok(permits)
}

pub(super) fn classes(change: &Change) -> Vec<UnitId> {
    match change {
        Change::ClassMade { class, .. }
        | Change::Added { class, .. }
        | Change::Left { class, .. } => vec![*class],
        Change::Moved { from, to, .. } => from.iter().copied().chain([*to]).collect(),
        Change::Changed { .. } => Vec::new(),
    }
}
