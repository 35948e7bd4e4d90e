//! Weeks of ordinary lessons: modules are given, children learn.

use super::{
    classes::{AT_ONCE, classes},
    meetings, morning,
    names::Dice,
    people::People,
    places::Places,
    said, set, trials,
};
use crate::{
    server::App,
    service::{
        assigning::{self, Order},
        learning, ticket,
    },
    store::pupils,
};
use anyhow::Context;
use chrono::{DateTime, Datelike, Days, NaiveDate, Utc, Weekday};
use futures_util::{StreamExt, TryStreamExt, stream};
use lachan_core::{
    ids::OperationId,
    learning::{Mode, SceneSeen, Submission, Ticket, Window},
    lesson::{Band, Module},
    library::Library,
    trial::TestKind,
    units::Unit,
};
use uuid::Uuid;

/// Lives through the weeks up to now, from a Monday on.
pub async fn live(
    app: &App,
    places: &Places,
    people: &People,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> anyhow::Result<()> {
    let mut dice = Dice(2026);
    let mut tests = Dice(111);
    let mut week = 0usize;
    let mut day = app.clock.today();
    while day < today {
        set(app, morning(day));
        // Dice of their own, so that the tests change nothing of the lessons.
        match (week, day.weekday()) {
            (0, Weekday::Mon) => trials::give(app, places, people, TestKind::PreTest).await?,
            (0, Weekday::Tue) => trials::take(app, places, &mut tests, TestKind::PreTest).await?,
            (7, Weekday::Mon) => trials::give(app, places, people, TestKind::PostTest).await?,
            (7, Weekday::Thu) => trials::take(app, places, &mut tests, TestKind::PostTest).await?,
            _ => {}
        }
        match day.weekday() {
            Weekday::Mon if week.is_multiple_of(2) => give(app, places, people, week / 2).await?,
            Weekday::Wed => learn(app, places, &mut dice, week).await?,
            Weekday::Fri => meetings::hold(app, places, people, &mut dice, week).await?,
            Weekday::Sat => meetings::count(app, places, people, &mut dice, week).await?,
            Weekday::Sun => week += 1,
            _ => {}
        }
        day = day
            .checked_add_days(Days::new(1))
            .context("the calendar ends")?;
    }
    set(app, now.min(morning(today)));
    meetings::open_today(app, places, people, &mut dice).await
}

/// Every second week the heads give all classes the next module of their age for three weeks.
async fn give(app: &App, places: &Places, people: &People, turn: usize) -> anyhow::Result<()> {
    let today = app.clock.today();
    let until = today.checked_add_days(Days::new(20)).unwrap_or(today);
    let window = Window::new(today, until).map_err(|word| anyhow::anyhow!("{word}"))?;
    for school in &places.schools {
        for class in classes(app, school).await? {
            let Some(module) = module(&app.content.library, &class, turn) else {
                continue;
            };
            let order = Order {
                classes: vec![class.id],
                module: module.id.clone(),
                window,
                mode: Mode::Device,
            };
            assigning::assign(app, people.of(school.head), &order)
                .await
                .map_err(said)?;
        }
    }
    Ok(())
}

fn module<'a>(library: &'a Library, class: &Unit, turn: usize) -> Option<&'a Module> {
    let own = Band::for_grade(class.grade?)?;
    library.of_band(own).nth(turn)
}

/// A lesson in each class: most finish, some stop on the way, some are not there. Few classes lag behind.
async fn learn(app: &App, places: &Places, dice: &mut Dice, week: usize) -> anyhow::Result<()> {
    let today = app.clock.today();
    for school in &places.schools {
        for (n, class) in (0..).zip(classes(app, school).await?) {
            // Each module is learnt over two weeks; some classes start late, some never.
            let eager = match (n * 7 + school.code.len()) % 9 {
                0 => 0,
                1 | 2 => 30,
                _ => 52,
            };
            let Some(module) = module(&app.content.library, &class, week / 2) else {
                continue;
            };
            let children = pupils::of_class(&app.db, class.id, today).await?;
            let mut work = Vec::new();
            for child in children {
                let ticket = Ticket {
                    pupil: child.id,
                    class: class.id,
                    school: school.id,
                    module: module.id.clone(),
                    issued_at: app.clock.now(),
                    closes_on: today,
                    scenes: u16::try_from(module.scenes.len()).unwrap_or(u16::MAX),
                };
                if dice.percent(eager) {
                    work.push(Work::Finish(submission(app, module, ticket, dice)));
                } else if dice.percent(6) {
                    work.push(Work::Begin(ticket));
                }
            }
            stream::iter(work)
                .map(|work| work.done(app))
                .buffer_unordered(AT_ONCE)
                .try_collect::<()>()
                .await?;
        }
    }
    Ok(())
}

enum Work {
    Finish(Submission),
    Begin(Ticket),
}

impl Work {
    async fn done(self, app: &App) -> anyhow::Result<()> {
        match self {
            Self::Finish(sent) => learning::finish(app, &sent).await.map(|_| ()).map_err(said),
            Self::Begin(ticket) => {
                let sent = SceneSeen {
                    ticket: ticket::sign(app, &ticket),
                    scene: 3,
                    scenes_seen: 3,
                };
                learning::turn(app, &sent).await.map_err(said)
            }
        }
    }
}

/// A run through all scenes and questions in about ten minutes; the right option is found more often than not.
fn submission(app: &App, module: &Module, ticket: Ticket, dice: &mut Dice) -> Submission {
    let seed = learning::seed(&ticket);
    let answers = app
        .content
        .library
        .keyed(module)
        .zip(0usize..)
        .map(|((item, key), n)| {
            let shown = item.shown(seed);
            // The fourth question of a module is the hard one.
            let chance = if n == 3 { 48 } else { 86 };
            let place = if dice.percent(chance) {
                shown
                    .iter()
                    .position(|option| key.is_right(*option))
                    .unwrap_or(0)
            } else {
                dice.below(shown.len())
            };
            u8::try_from(place).unwrap_or(0)
        })
        .collect();
    Submission {
        id: OperationId(Uuid::now_v7()),
        scenes_seen: u16::try_from(module.scenes.len()).unwrap_or(u16::MAX),
        answers,
        seconds: 420 + u32::try_from(dice.below(400)).unwrap_or(0),
        ticket: ticket::sign(app, &ticket),
    }
}
