//! How a class stands: with each module, child by child, and which questions were hard for it as a whole.

use crate::{
    error::{Error, Result},
    server::Server,
    store::{assignments, results, units},
};
use chrono::NaiveDate;
use lachan_core::{
    actor::Actor,
    ids::{PupilId, UnitId},
    learning::{Assignment, Progress, Status},
    lesson::{ModuleId, Score},
    library::Library,
    permission::{Permit, SeeClass, SeeResults},
};
use std::collections::{BTreeMap, BTreeSet};

/// Under so many children a question's tally would point at somebody.
pub const HIDDEN_UNDER: i64 = 5;
/// How many hard questions of a module are worth a teacher's minute.
const HARDEST: usize = 3;

/// A class with all it was given.
#[derive(Clone, Debug)]
pub struct Standing {
    pub assigned: Vec<Assignment>,
    /// Modules that are not given any more and of which children of the class have something.
    pub withdrawn: Vec<ModuleId>,
    pub children: Vec<Child>,
}

/// One child with what it has opened.
#[derive(Clone, Debug)]
pub struct Child {
    pub id: PupilId,
    pub name: String,
    pub modules: BTreeMap<ModuleId, Progress>,
}

/// How many children are where with one module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub not_started: i64,
    pub learning: i64,
    /// Finished, mastered or not.
    pub completed: i64,
    /// Of the finished, those with at least 80 % right in their best attempt.
    pub mastered: i64,
}

/// A question that many answered otherwise than right the first time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hard {
    pub stem: String,
    pub wrong: i64,
    pub answers: i64,
    /// The option chosen most among those that are not right.
    pub often: String,
    pub often_n: i64,
}

impl Child {
    /// The status with a module.
    pub fn status(&self, module: &ModuleId) -> Status {
        self.modules
            .get(module)
            .map_or(Status::NotStarted, Progress::status)
    }
}

impl Standing {
    /// How many of the given modules a child has not finished.
    pub fn unfinished(&self, child: &Child) -> usize {
        let open = |given: &&Assignment| child.status(&given.module) < Status::Completed;
        self.assigned.iter().filter(open).count()
    }

    /// How many children are where with a module.
    pub fn count(&self, module: &ModuleId) -> Count {
        let mut count = Count::default();
        for child in &self.children {
            match child.status(module) {
                Status::NotStarted => count.not_started += 1,
                Status::Learning => count.learning += 1,
                Status::Completed => count.completed += 1,
                Status::Mastered => {
                    count.completed += 1;
                    count.mastered += 1;
                }
            }
        }
        count
    }
}

/// Checks that the actor may see the results of a class.
pub async fn permit(server: &Server, actor: &Actor, class: UnitId) -> Result<Permit<SeeResults>> {
    let place = units::class_place(&server.db, class, server.clock.today())
        .await?
        .ok_or(Error::NotFound)?;
    Ok(actor.permit(SeeResults::at(&place))?)
}

/// The class as it stands on a day.
pub async fn standing(
    server: &Server,
    actor: &Actor,
    permit: &Permit<SeeResults>,
    on: NaiveDate,
) -> Result<Standing> {
    let assigned =
        assignments::of_class(&server.db, &actor.permit(SeeClass::at(&permit.place))?).await?;
    let mut children: Vec<Child> = Vec::new();
    for row in results::of_class(&server.db, permit, on).await? {
        if children.last().is_none_or(|child| child.id != row.pupil) {
            children.push(Child {
                id: row.pupil,
                name: row.full_name,
                modules: BTreeMap::new(),
            });
        }
        let (Some(child), Some(module)) = (children.last_mut(), row.module) else {
            continue;
        };
        let progress = Progress {
            scene: row.scenes_seen,
            scenes_seen: row.scenes_seen,
            completed_at: row.completed_at,
            best: Score {
                correct: row.best_correct,
                items: row.n_items,
            },
            attempts: 1,
        };
        child.modules.insert(module, progress);
    }
    let opened: BTreeSet<&ModuleId> = children.iter().flat_map(|c| c.modules.keys()).collect();
    let withdrawn = opened
        .into_iter()
        .filter(|module| assigned.iter().all(|given| given.module != **module))
        .cloned()
        .collect();
    Ok(Standing {
        assigned,
        withdrawn,
        children,
    })
}

/// The hardest questions of a module in a class; none while fewer than five children have answered.
pub async fn hardest(
    server: &Server,
    permit: &Permit<SeeResults>,
    library: &Library,
    module: &ModuleId,
) -> Result<Vec<Hard>> {
    let (tallies, children) = results::tallies(&server.db, permit, module.as_str()).await?;
    if children < HIDDEN_UNDER {
        return Ok(Vec::new());
    }
    let mut items: BTreeMap<&str, Vec<(u8, i64)>> = BTreeMap::new();
    for tally in &tallies {
        items
            .entry(&tally.item)
            .or_default()
            .push((u8::try_from(tally.choice).unwrap_or(u8::MAX), tally.n));
    }
    let mut hard: Vec<Hard> = items
        .into_iter()
        .filter_map(|(item, chosen)| difficulty(library, item, &chosen))
        .collect();
    hard.sort_by_key(|item| std::cmp::Reverse(item.wrong * 1000 / item.answers.max(1)));
    hard.truncate(HARDEST);
    Ok(hard)
}

/// How hard a question was; `None` when nobody chose anything but the right option, or the text no longer has it.
fn difficulty(library: &Library, item: &str, chosen: &[(u8, i64)]) -> Option<Hard> {
    let id = item.parse().ok()?;
    let (asked, key) = (library.item(&id)?, library.key(&id)?);
    let answers = chosen.iter().map(|(_, n)| n).sum();
    let others = || chosen.iter().filter(|(choice, _)| !key.is_right(*choice));
    let (often, often_n) = others().max_by_key(|(_, n)| *n)?;
    Some(Hard {
        stem: asked.stem.clone(),
        wrong: others().map(|(_, n)| n).sum(),
        answers,
        often: asked.options.get(usize::from(*often))?.clone(),
        often_n: *often_n,
    })
}
