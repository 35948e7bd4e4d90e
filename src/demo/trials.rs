//! The short tests of the demo: before the first lesson in every class, after some weeks in those that learnt.

use super::{
    classes::{AT_ONCE, classes},
    names::Dice,
    people::People,
    places::Places,
    said,
};
use crate::{error::Error, server::App, service::trial, store::pupils};
use chrono::Days;
use futures_util::{StreamExt, TryStreamExt, stream};
use lachan_core::{
    ids::OperationId,
    learning::Window,
    lesson::Band,
    trial::{COMMON, GivenTest, Sheet, TestKind, TrialTicket},
};
use uuid::Uuid;

/// The heads give every class a test for a week. A class that has learnt nothing yet is not asked what it has learnt.
pub async fn give(
    app: &App,
    places: &Places,
    people: &People,
    kind: TestKind,
) -> anyhow::Result<()> {
    let today = app.clock.today();
    let until = today.checked_add_days(Days::new(6)).unwrap_or(today);
    let window = Window::new(today, until).map_err(|word| anyhow::anyhow!("{word}"))?;
    for school in &places.schools {
        for class in classes(app, school).await? {
            let head = people.of(school.head);
            match trial::give(app, head, class.id, GivenTest { kind, window }).await {
                Ok(()) | Err(Error::Invalid(_)) => {}
                Err(other) => return Err(said(other)),
            }
        }
    }
    Ok(())
}

/// Most children who are there take the test of the day.
pub async fn take(
    app: &App,
    places: &Places,
    dice: &mut Dice,
    kind: TestKind,
) -> anyhow::Result<()> {
    let today = app.clock.today();
    for school in &places.schools {
        for class in classes(app, school).await? {
            let given = crate::store::trials::of_class(&app.db, class.id).await?;
            let open = given
                .iter()
                .find(|one| one.kind == kind && one.window.covers(today));
            let (Some(open), Some(band)) = (open, class.grade.and_then(Band::for_grade)) else {
                continue;
            };
            let mut sheets = Vec::new();
            for child in pupils::of_class(&app.db, class.id, today).await? {
                if !dice.percent(88) {
                    continue;
                }
                let ticket = TrialTicket {
                    pupil: child.id,
                    class: class.id,
                    school: school.id,
                    band,
                    kind,
                    issued_at: app.clock.now(),
                    closes_on: open.window.closes_on,
                };
                let sheet = sheet(app, &ticket, dice);
                sheets.push((trial::sign(app, &ticket), ticket, sheet));
            }
            stream::iter(sheets)
                .map(|(signed, ticket, sheet)| async move {
                    let taken = trial::take(app, &ticket, &signed, &sheet).await;
                    taken.map(|_| ()).map_err(said)
                })
                .buffer_unordered(AT_ONCE)
                .try_collect::<()>()
                .await?;
        }
    }
    Ok(())
}

/// About half is known before the lessons and most of it after them; the number 111 sticks best.
fn sheet(app: &App, ticket: &TrialTicket, dice: &mut Dice) -> Sheet {
    let mut sheet = Sheet::new(OperationId(Uuid::now_v7()));
    let seed = trial::seed(ticket);
    for (item, key) in trial::questions(&app.content.library, ticket.band) {
        let shown = item.shown(seed);
        let chance = match (ticket.kind, item.id.as_str() == COMMON) {
            (TestKind::PreTest, false) => 42,
            (TestKind::PreTest, true) => 55,
            (_, false) => 72,
            (_, true) => 90,
        };
        let place = if dice.percent(chance) {
            shown
                .iter()
                .position(|option| key.is_right(*option))
                .unwrap_or(0)
        } else {
            dice.below(shown.len())
        };
        sheet.answer(u8::try_from(place).unwrap_or(0));
    }
    sheet
}
