//! The meetings of the weeks: planned, held and closed by those who answer for them, and one that waits for its roll today.

mod programme;

use super::{
    names::Dice,
    people::People,
    places::{Places, School},
    said,
};
use crate::{
    server::App,
    service::{
        activities::{self, Counts, OpenActivity, form},
        attendance::{self, Tap},
    },
    store::activities::Plan,
};
use chrono::{Days, Duration};
use lachan_core::{
    activity::{ActivityKind, CancelReason, Reason, Status},
    actor::Actor,
    ids::{ActivityId, OperationId, UnitId},
};
use programme::{LOWER, PRIMARY, Programme, RAIN, TODAY, UPPER};
use uuid::Uuid;

/// A Friday in the schools: everybody is here but a few, then it is closed.
pub async fn hold(
    app: &App,
    places: &Places,
    people: &People,
    dice: &mut Dice,
    week: usize,
) -> anyhow::Result<()> {
    app.clock.advance(Duration::hours(8));
    for (n, (school, programme)) in places
        .schools
        .iter()
        .zip([PRIMARY, LOWER, UPPER])
        .enumerate()
    {
        let me = people.of(school.organizer);
        let meeting = plan(app, places, me, school, &programme[week % programme.len()]).await?;
        if n == 0 && week == RAIN {
            activities::cancel(app, me, &meeting, CancelReason::Weather, false)
                .await
                .map_err(said)?;
            continue;
        }
        for unit in &meeting.rolls {
            call_roll(app, me, &meeting, *unit, dice).await?;
        }
        activities::close(app, me, &meeting).await.map_err(said)?;
    }
    Ok(())
}

/// A Saturday above the schools, now and then: how many came from each unit below is counted, and nobody is named.
pub async fn count(
    app: &App,
    places: &Places,
    people: &People,
    dice: &mut Dice,
    week: usize,
) -> anyhow::Result<()> {
    use ActivityKind::{Forum, Seminar};
    let hosts: &[(&str, &str, ActivityKind, &str)] = match week {
        1 | 6 => &[
            ("doan.phuong", "DX1", Forum, "Diễn đàn trẻ em"),
            ("doan.xa", "DX2", Forum, "Diễn đàn trẻ em"),
        ],
        3 => &[(
            "tinh.doan",
            "TDOAN",
            Seminar,
            "Đoàn, Đội đồng hành bảo vệ trẻ em",
        )],
        _ => &[],
    };
    for (username, host, kind, title) in hosts {
        let me = people.of(username);
        let (permit, offer) = form::offer(app, me, places.unit(host))
            .await
            .map_err(said)?;
        let id = ActivityId(Uuid::now_v7());
        let plan = Plan {
            kind: *kind,
            title: (*title).to_owned(),
            pack: None,
            held_on: app.clock.today(),
            starts_at: Some("08:00".to_owned()),
            place: Some("Nhà văn hóa".to_owned()),
            note: None,
            targets: offer.guests.iter().map(|guest| guest.unit).collect(),
        };
        activities::create(app, me, &permit, id, &plan)
            .await
            .map_err(said)?;
        let meeting = activities::open(app, me, id).await.map_err(said)?;
        let mut some = || i64::try_from(20 + dice.below(40)).unwrap_or(20);
        let counts = Counts {
            walk_ins: Some(some()),
            more: 0,
            attended: plan
                .targets
                .iter()
                .map(|unit| (*unit, Some(some())))
                .collect(),
        };
        activities::count(app, me, &meeting, &counts, false)
            .await
            .map_err(said)?;
        activities::close(app, me, &meeting).await.map_err(said)?;
    }
    Ok(())
}

/// In each school a meeting is open today: the roll of one unit is called, the others wait. The same is planned for next week.
pub async fn open_today(
    app: &App,
    places: &Places,
    people: &People,
    dice: &mut Dice,
) -> anyhow::Result<()> {
    for (school, programme) in places.schools.iter().zip(&TODAY) {
        let me = people.of(school.organizer);
        let meeting = plan(app, places, me, school, programme).await?;
        if let Some(last) = meeting.rolls.last() {
            call_roll(app, me, &meeting, *last, dice).await?;
        }
        let (permit, _) = form::offer(app, me, places.youth_of(school))
            .await
            .map_err(said)?;
        let next = activities::next_week(&meeting, app.clock.today() + Days::new(1));
        let id = ActivityId(Uuid::now_v7());
        activities::create(app, me, &permit, id, &next)
            .await
            .map_err(said)?;
    }
    Ok(())
}

/// Plans a meeting for today, with the ready pack of the same title if there is one.
async fn plan(
    app: &App,
    places: &Places,
    me: &Actor,
    school: &School,
    Programme(kind, title, (from, to)): &Programme,
) -> anyhow::Result<OpenActivity> {
    let (permit, offer) = form::offer(app, me, places.youth_of(school))
        .await
        .map_err(said)?;
    let invited = offer.guests.iter().filter(|guest| {
        guest
            .grade
            .is_some_and(|grade| (from..=to).contains(&&grade))
    });
    let packs = form::packs(&app.content.packs, &offer);
    let id = ActivityId(Uuid::now_v7());
    let plan = Plan {
        kind: *kind,
        title: (*title).to_owned(),
        pack: packs
            .iter()
            .find(|pack| pack.title == *title)
            .map(|pack| pack.id.clone()),
        held_on: app.clock.today(),
        starts_at: Some("15:30".to_owned()),
        place: Some("Nhà đa năng".to_owned()),
        note: None,
        targets: invited.map(|guest| guest.unit).collect(),
    };
    activities::create(app, me, &permit, id, &plan)
        .await
        .map_err(said)?;
    activities::open(app, me, id).await.map_err(said)
}

/// Everybody of a unit is here, then the exceptions.
async fn call_roll(
    app: &App,
    me: &Actor,
    meeting: &OpenActivity,
    unit: UnitId,
    dice: &mut Dice,
) -> anyhow::Result<()> {
    attendance::everybody(app, me, meeting, &[unit], false)
        .await
        .map_err(said)?;
    let (_, lines) = attendance::roll(app, me, meeting, unit)
        .await
        .map_err(said)?;
    let mut taps = Vec::new();
    for line in lines {
        let (status, reason) = match dice.below(40) {
            0 => (Status::Late, None),
            1 => (Status::Excused, Some(Reason::Ill)),
            2 => (Status::Excused, Some(Reason::Family)),
            3 => (Status::Absent, None),
            _ => continue,
        };
        taps.push(Tap {
            pupil: line.pupil,
            status: Some(status),
            reason,
            at: app.clock.now(),
            client_id: OperationId(Uuid::now_v7()),
            for_everybody: false,
        });
    }
    attendance::mark(app, me, meeting, unit, &taps, false)
        .await
        .map_err(said)?;
    Ok(())
}
