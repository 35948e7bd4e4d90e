//! What will be forgotten next, for whoever wants to know beforehand.

use super::terms::{last_month, terms};
use crate::{
    clock::Clock,
    error::Result,
    server::Server,
    service,
    store::{Db, retention, settings, units},
};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{actor::Actor, day, retention::LastMonth};
use serde::{Deserialize, Serialize};

/// What will be forgotten next, as it was counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlook {
    /// The code of the school year.
    pub year: String,
    pub until: NaiveDate,
    pub due_on: NaiveDate,
    pub counted_at: DateTime<Utc>,
    pub results: i64,
    pub tests: i64,
    pub attendances: i64,
    pub children: i64,
    /// Schools, by code and name, that have to bring in the list of the new year first.
    pub waiting: Vec<(String, String)>,
}

/// Counts what will be forgotten next; nothing while no school year is over.
pub async fn outlook(db: &Db, now: DateTime<Utc>) -> Result<Option<Outlook>> {
    let Some(term) = terms(db, last_month(db).await?).await?.pop() else {
        return Ok(None);
    };
    let mut all = Outlook {
        year: term.year.code,
        until: term.until,
        due_on: term.due_on,
        counted_at: now,
        results: 0,
        tests: 0,
        attendances: 0,
        children: 0,
        waiting: Vec::new(),
    };
    for (school, one) in retention::outlook(db, term.until).await? {
        all.results += one.results;
        all.tests += one.tests;
        all.attendances += one.attendances;
        all.children += one.children;
        if one.waits_for_list {
            let unit = units::find(db, school).await?;
            all.waiting.extend(unit.map(|unit| (unit.code, unit.name)));
        }
    }
    all.waiting.sort();
    Ok(Some(all))
}

/// The setting that holds the last [`Outlook`].
const OUTLOOK: &str = "retention_outlook";

/// Counts the outlook once a day, for whoever looks.
pub async fn look_ahead(db: &Db, clock: &Clock) -> Result<()> {
    let known = known_outlook(db).await?;
    let today = clock.today();
    if known.is_some_and(|known| day::of(known.counted_at) == today) {
        return Ok(());
    }
    let Some(outlook) = outlook(db, clock.now()).await? else {
        return Ok(());
    };
    let text = serde_json::to_string(&outlook).map_err(anyhow::Error::from)?;
    let mut tx = db.begin().await?;
    settings::set(&mut tx, OUTLOOK, &text).await?;
    Ok(tx.commit().await?)
}

async fn known_outlook(db: &Db) -> Result<Option<Outlook>> {
    let text = settings::get(db, OUTLOOK).await?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

/// What an administrator is shown.
#[derive(Clone, Debug)]
pub struct Kept {
    pub last_month: LastMonth,
    pub outlook: Option<Outlook>,
    /// Up to which day schools have forgotten, how many, and the first and the last day on which they did.
    pub done: Vec<(NaiveDate, i64, NaiveDate, NaiveDate)>,
}

/// What will be forgotten and what is.
pub async fn kept(server: &Server, actor: &Actor) -> Result<Kept> {
    service::units::root(server, actor).await?;
    let db = &server.db;
    let last_month = last_month(db).await?;
    let mut outlook = known_outlook(db).await?;
    // It was counted before somebody decided on another month.
    if let Some(outlook) = &mut outlook {
        let terms = terms(db, last_month).await?;
        let term = terms.iter().find(|term| term.until == outlook.until);
        outlook.due_on = term.map_or(outlook.due_on, |term| term.due_on);
    }
    Ok(Kept {
        last_month,
        outlook,
        done: retention::done(db).await?,
    })
}
