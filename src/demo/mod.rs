//! A small province to look around in: two communes, three schools, both lines, people of every role, some weeks of work.
//!
//! It is made through the same services as a person's work, with a clock that is moved week by week up to now, so that every number in it
//! came about as real ones do.

mod lists;
mod names;
mod people;
mod places;
mod weeks;

pub use people::{ACCOUNTS, Account, PASSWORD};

use crate::{
    auth::keys::Keys,
    clock::Clock,
    config::Config,
    error::Error,
    server::{App, Server},
    service::door,
    store::{doors::Door, settings, units},
};
use anyhow::{bail, ensure};
use chrono::{DateTime, Days, Duration, NaiveDate, NaiveTime, Utc};
use lachan_core::day;

/// How far back the province's work begins.
const WEEKS: u64 = 8;
/// How long the class door of a new demo stays open.
const DOOR_MINUTES: i64 = 180;

/// What somebody needs to look around.
#[derive(Debug)]
pub struct Made {
    /// The class whose door is open.
    pub class: String,
    pub door: Door,
}

/// Fills an empty database.
///
/// # Errors
/// When there is anything in it already.
pub async fn fill(config: Config) -> anyhow::Result<Made> {
    let now = Clock::System.now();
    fill_until(config, now).await
}

/// The same with the work of weeks ending at an instant.
pub async fn fill_until(config: Config, now: DateTime<Utc>) -> anyhow::Result<Made> {
    let keys = Keys::open(&config.data)?;
    let today = day::of(now);
    let first = today
        .checked_sub_days(Days::new(7 * WEEKS))
        .unwrap_or(today);
    let clock = Clock::held(morning(first));
    let app = Server::with(config, keys, clock).await?;
    let made = province(&app, today, now).await;
    app.batch.close().await;
    app.db.close().await;
    made
}

async fn province(app: &App, today: NaiveDate, now: DateTime<Utc>) -> anyhow::Result<Made> {
    ensure!(
        !units::any(&app.db).await?,
        "the database already has units in it; a demo province needs an empty one"
    );
    let places = places::make(app, today).await?;
    let people = people::make(app, &places).await?;
    for school in &places.schools {
        let head = people.of(school.head);
        lists::bring_in(app, head, school, lists::bytes(school)).await?;
    }
    let people = people.with_classes(app, &places).await?;
    weeks::live(app, &places, &people, today, now).await?;
    set(app, now);
    let class = weeks::class(app, &places.schools[0], people::OPEN_CLASS).await?;
    let door = match door::open(app, people.of(people::OPEN_TEACHER), class, DOOR_MINUTES).await {
        Ok(door) => door,
        Err(error) => bail!(said(error)),
    };
    let mut tx = app.db.begin().await?;
    settings::set(&mut tx, "demo", "1").await?;
    tx.commit().await?;
    Ok(Made {
        class: format!("{}, {}", people::OPEN_CLASS, places.schools[0].name),
        door,
    })
}

/// Moves the clock to an instant, never back.
fn set(app: &App, to: DateTime<Utc>) {
    let ahead = to - app.clock.now();
    if ahead > Duration::zero() {
        app.clock.advance(ahead);
    }
}

/// Half past seven, when school has begun.
fn morning(on: NaiveDate) -> DateTime<Utc> {
    let time = NaiveTime::from_hms_opt(7, 30, 0).expect("half past seven is a time");
    day::instant(on.and_time(time))
}

fn said(error: Error) -> anyhow::Error {
    match error {
        Error::Internal(error) => error,
        other => anyhow::anyhow!("the demo province was refused something: {other:?}"),
    }
}
