//! A small province to look around in: two communes, three schools, both lines, people of every role, some weeks of work.
//!
//! It is made through the same services as a person's work, with a clock that is moved week by week up to now, so that every number in it
//! came about as real ones do.

mod classes;
mod lists;
mod meetings;
mod names;
mod people;
mod places;
mod trials;
mod weeks;

pub use people::{ACCOUNTS, Account, PASSWORD};

use crate::{
    clock::Clock,
    config::Config,
    error::Error,
    server::{App, Server},
    service::{door, secret},
    store::{doors::Door, pupils, settings, staff, units},
};
use anyhow::{Context, ensure};
use chrono::{DateTime, Datelike, Days, Duration, NaiveDate, NaiveTime, Utc};
use lachan_core::{actor::Actor, art, day, door as rules, ids::UnitId, words::Username};

/// How far back the province's work begins.
const WEEKS: u64 = 8;
/// The setting that says that a database holds the demo; every page shows it.
const SETTING: &str = "demo";

/// What somebody needs to look around.
#[derive(Debug)]
pub struct Made {
    /// The class whose door is open.
    pub class: String,
    pub door: Door,
    /// A child of the class one can be.
    pub child: String,
    /// Its three pictures, in words and in order.
    pub pictures: [&'static str; 3],
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
    let today = day::of(now);
    let monday = u64::from(today.weekday().num_days_from_monday());
    let back = Days::new(7 * WEEKS + monday);
    let first = today.checked_sub_days(back).unwrap_or(today);
    let clock = Clock::held(morning(first));
    let app = Server::at(config, clock).await?;
    let made = province(&app, today, now).await;
    app.batch.close().await;
    app.db.close().await;
    made
}

/// Opens the class door of a demo again: a door closes by itself.
///
/// # Errors
/// When the database does not hold the demo.
pub async fn open_again(config: Config) -> anyhow::Result<Made> {
    let app = Server::open(config).await?;
    let made = match app.demo {
        true => open_again_in(&app).await,
        false => Err(anyhow::anyhow!("ở đây không có dữ liệu mẫu")),
    };
    app.batch.close().await;
    app.db.close().await;
    made
}

async fn province(app: &App, today: NaiveDate, now: DateTime<Utc>) -> anyhow::Result<Made> {
    ensure!(
        !units::any(&app.db).await?,
        "cơ sở dữ liệu này đã có đơn vị; tỉnh mẫu chỉ được tạo ở nơi còn trống, hãy chọn thư mục khác bằng --data \
         (nếu đây chính là tỉnh mẫu, thêm --again để mở lại cửa lớp)"
    );
    // First of all: should it end half-way, every page still says what this is.
    let mut tx = app.db.begin().await?;
    settings::set(&mut tx, SETTING, "1").await?;
    tx.commit().await?;
    let places = places::make(app, today).await?;
    let people = people::make(app, &places).await?;
    for school in &places.schools {
        let head = people.of(school.head);
        lists::bring_in(app, head, school, lists::bytes(school, today)).await?;
    }
    let people = people.with_classes(app, &places).await?;
    weeks::live(app, &places, &people, today, now).await?;
    set(app, now);
    let school = &places.schools[0];
    let class = classes::class(app, school, people::OPEN_CLASS).await?;
    open_door(app, people.of(people::OPEN_TEACHER), class, school.name).await
}

async fn open_again_in(app: &App) -> anyhow::Result<Made> {
    let username = Username::parse(people::OPEN_TEACHER)
        .map_err(|word| anyhow::anyhow!("{}: {word}", people::OPEN_TEACHER))?;
    let account = staff::by_username(&app.db, &username)
        .await?
        .context("the teacher of the demo is gone")?;
    let grants = staff::grants(&app.db, account.id, app.clock.today()).await?;
    let class = grants.first().context("the teacher has no class")?.unit;
    let school = units::find(&app.db, class)
        .await?
        .and_then(|class| class.school)
        .context("a class stands in a school")?;
    let school = units::find(&app.db, school)
        .await?
        .context("the school of the class is there")?;
    let teacher = Actor::Staff {
        id: account.id,
        name: account.full_name,
        grants,
    };
    open_door(app, &teacher, class, &school.name).await
}

async fn open_door(
    app: &App,
    teacher: &Actor,
    class: UnitId,
    school: &str,
) -> anyhow::Result<Made> {
    let door = door::open(app, teacher, class, rules::LONGEST)
        .await
        .map_err(said)?;
    let child = pupils::of_class(&app.db, class, app.clock.today())
        .await?
        .into_iter()
        .next()
        .context("the class is empty")?;
    let sealed = pupils::sealed(&app.db, child.id)
        .await?
        .context("every child has a secret")?;
    let picks = secret::open(&app.keys, child.id, &sealed.secret)
        .and_then(|text| <[u8; 3]>::try_from(rules::parse_pictures(&text)).ok())
        .context("the child's pictures cannot be read with the key of this folder")?;
    Ok(Made {
        class: format!("{}, {school}", people::OPEN_CLASS),
        door,
        child: child.full_name().to_owned(),
        pictures: picks.map(|pick| art::SECRET[usize::from(pick)].words),
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
