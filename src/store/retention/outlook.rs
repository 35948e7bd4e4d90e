//! What would be forgotten, counted and left alone.

use super::PAST;
use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::ids::UnitId;
use std::collections::{BTreeMap, BTreeSet};

/// What a school would forget.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    pub results: i64,
    pub tests: i64,
    /// Lines of rolls, with names.
    pub attendances: i64,
    /// Children who sit in no class any more, with everything.
    pub children: i64,
    /// Whether its children have to wait, names and classes, for the list of the new year.
    pub waits_for_list: bool,
}

/// What every school with something to forget would forget of the days up to one. It looks through everything: minutes in a large province.
pub async fn outlook(db: &Db, until: NaiveDate) -> Result<BTreeMap<UnitId, Outlook>> {
    let mut all: BTreeMap<UnitId, Outlook> = BTreeMap::new();
    let of_classes = |table: &str| {
        format!(
            "select c.school, count(*) from unit c cross join {table} g where {PAST} and g.class = c.id group by c.school"
        )
    };
    let counted = |sql: String| db.query(sql).bind(until).all::<(UnitId, i64)>();
    for (school, n) in counted(of_classes("progress")).await? {
        all.entry(school).or_default().results = n;
    }
    for (school, n) in counted(of_classes("trial_result")).await? {
        all.entry(school).or_default().tests = n;
    }
    let attendances =
        "select p.school, count(*) from activity a cross join attendance m cross join pupil p
         where a.held_on <= $1 and m.activity = a.id and p.id = m.pupil group by p.school";
    for (school, n) in counted(attendances.to_owned()).await? {
        all.entry(school).or_default().attendances = n;
    }
    let stays = "exists (select 1 from enrolment e join unit c on c.id = e.class where e.pupil = p.id
                   and (e.valid_to is null or e.valid_to > $1)
                   and (c.school_year is null or c.school_year not in (select id from school_year where starts_on <= $1)))";
    let staying = format!("select p.school, count(*) from pupil p where {stays} group by p.school");
    let staying: BTreeSet<UnitId> = counted(staying)
        .await?
        .into_iter()
        .map(|(id, _)| id)
        .collect();
    let going =
        format!("select p.school, count(*) from pupil p where not {stays} group by p.school");
    for (school, n) in counted(going).await? {
        let here = all.entry(school).or_default();
        match staying.contains(&school) {
            true => here.children = n,
            false => here.waits_for_list = true,
        }
    }
    Ok(all)
}

/// How far the schools are: up to which day they have forgotten, how many, and on which days they did.
pub async fn done(db: &Db) -> Result<Vec<(NaiveDate, i64, NaiveDate, NaiveDate)>> {
    db.query("select until, count(*), min(as_of), max(as_of) from retained group by until order by until desc")
        .all()
        .await
}
