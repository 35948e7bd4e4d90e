//! Which child a row means.

use super::{Known, ListedChild, RowStep};
use crate::{
    class_name::ClassName,
    ids::PupilId,
    person::{Birth, Details},
    pupil_code::PupilCode,
};
use chrono::NaiveDate;
use std::collections::{BTreeMap, BTreeSet};

/// Who somebody is without a code.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Person<'a> {
    folded: &'a str,
    birth: Option<Birth>,
    class: Option<&'a ClassName>,
}

impl<'a> Person<'a> {
    fn of_known(child: &'a Known) -> Self {
        Self {
            folded: child.details.full_name.folded(),
            birth: child.details.birth,
            class: child.class.as_ref().map(|(_, name)| name),
        }
    }

    fn of_listed(row: &'a ListedChild) -> Self {
        Self {
            folded: row.details.full_name.folded(),
            birth: row.details.birth,
            class: Some(&row.class),
        }
    }
}

/// Name and birthday, to the day.
type Born<'a> = (&'a str, NaiveDate);

fn born(details: &Details) -> Option<Born<'_>> {
    let day = details.birth.and_then(Birth::date)?;
    Some((details.full_name.folded(), day))
}

/// The child each row means beyond doubt: the one with its code, else the one of its name, birthday and class, else the one of its name and
/// birthday that sits in no class, as all do when a school year begins. A child found without a code is not taken for another who has a
/// code of their own.
pub(super) fn certain<'a>(
    listed: &[ListedChild],
    known: &'a [Known],
    seen: &mut BTreeSet<PupilId>,
) -> Vec<Option<&'a Known>> {
    let coded = known
        .iter()
        .filter_map(|child| Some((child.details.code.as_ref()?, child)));
    let by_code: BTreeMap<&PupilCode, &Known> = coded.collect();
    let mut by_person: BTreeMap<Person, &Known> = BTreeMap::new();
    for child in known {
        by_person.entry(Person::of_known(child)).or_insert(child);
    }
    let mut waiting: BTreeMap<Born, Vec<&Known>> = BTreeMap::new();
    for child in known.iter().filter(|child| child.class.is_none()) {
        if let Some(born) = born(&child.details) {
            waiting.entry(born).or_default().push(child);
        }
    }
    let mut twins: BTreeMap<Born, usize> = BTreeMap::new();
    for born in listed.iter().filter_map(|row| born(&row.details)) {
        *twins.entry(born).or_default() += 1;
    }
    let in_no_class = |row: &ListedChild| {
        let born = born(&row.details).filter(|born| twins.get(born) == Some(&1))?;
        match waiting.get(&born).map(Vec::as_slice) {
            Some([child]) => Some(*child),
            _ => None,
        }
    };
    let find = |row: &ListedChild| {
        let code = row.details.code.as_ref();
        let coded = code.and_then(|code| by_code.get(code).copied());
        coded.or_else(|| {
            let person = by_person.get(&Person::of_listed(row)).copied();
            let child = person.or_else(|| in_no_class(row))?;
            may_share(row, child).then_some(child)
        })
    };
    listed
        .iter()
        .map(|row| find(row).filter(|child| seen.insert(child.id)))
        .collect()
}

/// Whether a row and a child it does not name by its code may be one: not when both have codes of their own.
pub(super) fn may_share(row: &ListedChild, child: &Known) -> bool {
    row.details.code.is_none() || child.details.code.is_none()
}

pub(super) fn name_and_class(row: &ListedChild) -> (&str, &ClassName) {
    (row.details.full_name.folded(), &row.class)
}

pub(super) fn by_class(known: &[Known]) -> BTreeMap<(&str, &ClassName), Vec<&Known>> {
    let mut all: BTreeMap<(&str, &ClassName), Vec<&Known>> = BTreeMap::new();
    for child in known {
        if let Some((_, class)) = &child.class {
            let name = child.details.full_name.folded();
            all.entry((name, class)).or_default().push(child);
        }
    }
    all
}

/// Whether two birthdays can be one: a side that does not know it says nothing against it, nor does a year alone.
pub(super) fn may_be(one: Option<Birth>, other: Option<Birth>) -> bool {
    let (Some(one), Some(other)) = (one, other) else {
        return true;
    };
    one == other || (one.year() == other.year() && (one.date().is_none() || other.date().is_none()))
}

pub(super) fn step(child: &Known, row: &ListedChild) -> RowStep {
    let moved = child
        .class
        .as_ref()
        .is_none_or(|(_, name)| *name != row.class);
    // A list without codes, birthdays or genders does not take away the ones that are known.
    let same = child.with(row) == child.details;
    if same && !moved {
        RowStep::Keep(child.id)
    } else {
        RowStep::Change {
            was: child.clone(),
            now: row.clone(),
            moved,
        }
    }
}
