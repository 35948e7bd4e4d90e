//! `/hoat-dong/{id}`: who was there, counts, closing and cancelling.

use super::{
    activities::{address, when},
    form::Typed,
    frame, teach,
};
use crate::{
    auth::{Staff, cookie::Jar},
    error::{ApiError, Error, Result},
    render,
    server::App,
    service::meeting::{self, Counts, Meeting, Tallies},
    store::activities::Target,
};
use axum::{
    Json,
    extract::{Path, Query, State},
    http::{HeaderMap, header},
    response::{IntoResponse, Redirect, Response},
};
use chrono::DateTime;
use lachan_app::{
    islands::roll::{Child, MarkRoll, Next, RollState, Sheet},
    pages::activity::{
        ActivityPage, CountedUnit, GuestTab, Missed, PackScript, PackView, Rights, words,
    },
    shell::Tab,
    text::{t, tr},
};
use lachan_core::{
    activity::{CancelReason, Reason, Standing, Status},
    form::{Fields, Problems},
    ids::{ActivityId, OperationId, UnitId},
    words::Word,
};
use serde::Deserialize;
use uuid::Uuid;

const MOST_TAPS: usize = 200;

/// Which invited unit's roll is open.
#[derive(Debug, Default, Deserialize)]
pub struct Which {
    #[serde(default, rename = "don-vi")]
    unit: String,
}

/// `GET /hoat-dong/{id}`
pub async fn show(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    headers: HeaderMap,
    Query(which): Query<Which>,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let tls = app.config.tls();
    let unit = match which.unit.parse::<UnitId>() {
        Ok(unit) => Some(unit),
        Err(_) => Jar::Roll
            .value(&headers, tls)
            .and_then(|last| last_open(&meeting, &last)),
    };
    let page = page(&app, &me, meeting, unit, None).await?;
    let here = page.sheet.as_ref().map(|sheet| sheet.unit);
    let frame = frame::staff(&app, &me, Tab::Activities, page.title.clone());
    let mut response = render::page(frame.with_island("roll"), move || page.view());
    if let Some(unit) = here {
        let cookie = Jar::Roll.set(&format!("{id}.{unit}"), tls);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    Ok(response)
}

/// The roll this person had open last, if it was of this activity: coming back one does not land on another.
fn last_open(meeting: &Meeting, cookie: &str) -> Option<UnitId> {
    let (activity, unit) = cookie.split_once('.')?;
    let same = activity.parse::<ActivityId>().ok()? == meeting.activity.id;
    let unit = unit.parse().ok()?;
    (same && meeting.rolls.contains(&unit)).then_some(unit)
}

/// `POST /hoat-dong/{id}/diem-danh`: the sheet as a plain form. Only lines that differ from what the form was shown with are taken, so that
/// two people with the same sheet do not undo each other.
pub async fn mark(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let unit = typed.text("unit").parse::<UnitId>().ok();
    let confirmed = typed.ticked("confirmed", "1");
    let done = async {
        let mut overtaken = 0;
        if let Some(unit) = unit {
            let taps = taps(&app, &typed)?;
            overtaken = meeting::mark(&app, &me, &meeting, unit, &taps, confirmed).await?;
        }
        if typed.ticked("everybody", "1") {
            let units = unit.map_or_else(|| meeting.rolls.clone(), |unit| vec![unit]);
            meeting::everybody(&app, &me, &meeting, &units, confirmed).await?;
        }
        match overtaken {
            0 => Ok(()),
            _ => Err(Error::Conflict("roll-overtaken")),
        }
    };
    let done = done.await;
    answer(&app, &me, meeting, unit, done).await
}

/// `POST /api/diem-danh`: the same from the island, tap by tap.
pub async fn mark_taps(
    State(app): State<App>,
    me: Result<Staff>,
    Json(batch): Json<MarkRoll>,
) -> Result<Json<RollState>, ApiError> {
    let me = me.map_err(ApiError)?;
    if batch.taps.len() > MOST_TAPS {
        return Err(ApiError(Error::Invalid(Problems::one(
            "taps",
            "wrong-invalid",
        ))));
    }
    let meeting = meeting::open(&app, &me, batch.activity)
        .await
        .map_err(ApiError)?;
    let mut taps = Vec::new();
    for tap in &batch.taps {
        taps.push(meeting::Tap {
            pupil: tap.pupil,
            status: tap.status,
            reason: tap.reason,
            at: DateTime::from_timestamp_millis(tap.at_ms).ok_or(Error::NotFound)?,
            client_id: tap.client_id,
            for_everybody: tap.everybody,
        });
    }
    let overtaken = meeting::mark(&app, &me, &meeting, batch.unit, &taps, batch.confirmed).await?;
    let (_, lines) = meeting::roll(&app, &me, &meeting, batch.unit).await?;
    let said = lines
        .into_iter()
        .map(|line| (line.pupil, (line.status, line.reason)))
        .collect();
    let notice = (overtaken > 0).then(|| t("roll-overtaken"));
    Ok(Json(RollState { said, notice }))
}

/// `POST /hoat-dong/{id}/so-luot`
pub async fn count(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let done = match counts(&typed) {
        Ok(counts) => {
            let confirmed = typed.ticked("confirmed", "1");
            meeting::count(&app, &me, &meeting, &counts, confirmed).await
        }
        Err(error) => Err(error),
    };
    if done.is_ok() {
        // Back to the numbers, not to the top of the page.
        let to = format!("{}#so-luot", address(meeting.activity.id));
        return Ok(Redirect::to(&to).into_response());
    }
    answer(&app, &me, meeting, None, done).await
}

/// More children than this do not walk in: their units are to be invited.
const MOST_WALK_INS: i64 = 500;

/// `POST /hoat-dong/{id}/chot`
pub async fn close(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let done = meeting::close(&app, &me, &meeting).await;
    answer(&app, &me, meeting, None, done).await
}

/// `POST /hoat-dong/{id}/huy`
pub async fn cancel(
    State(app): State<App>,
    me: Staff,
    Path(id): Path<ActivityId>,
    typed: Typed,
) -> Result<Response> {
    let meeting = meeting::open(&app, &me, id).await?;
    let reason = CancelReason::named(typed.text("reason"))
        .ok_or_else(|| Error::Invalid(Problems::one("reason", "field-required")))?;
    let confirmed = typed.ticked("confirmed", "1");
    let done = meeting::cancel(&app, &me, &meeting, reason, confirmed).await;
    answer(&app, &me, meeting, None, done).await
}

/// Back to where the person was; or the page again with what stands in the way.
async fn answer(
    app: &App,
    me: &Staff,
    meeting: Meeting,
    unit: Option<UnitId>,
    done: Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => {
            let part = unit.map_or_else(String::new, |unit| format!("?don-vi={unit}"));
            let to = format!("{}{part}", address(meeting.activity.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Conflict(word)) => {
            let page = page(app, me, meeting, unit, Some(word)).await?;
            let frame = frame::staff(app, me, Tab::Activities, page.title.clone());
            Ok(render::again(frame.with_island("roll"), move || {
                page.view()
            }))
        }
        Err(error) => Err(error),
    }
}

async fn page(
    app: &App,
    me: &Staff,
    meeting: Meeting,
    unit: Option<UnitId>,
    trouble: Option<Word>,
) -> Result<ActivityPage> {
    let tallies = meeting::tallies(app, &meeting).await?;
    let standing = meeting.standing(app);
    let unit = unit.or_else(|| meeting.rolls.first().copied());
    let sheet = match unit {
        Some(unit) if !matches!(standing, Standing::Planned | Standing::Cancelled) => {
            Some(sheet(app, me, &meeting, &tallies, unit).await?)
        }
        _ => None,
    };
    let missed = match standing {
        Standing::Closed => missed(app, me, &meeting).await?,
        _ => Vec::new(),
    };
    let base = address(meeting.activity.id);
    let guests = meeting
        .targets
        .iter()
        .filter(|target| meeting.rolls.contains(&target.unit))
        .map(|target| GuestTab {
            href: format!("{base}?don-vi={}", target.unit),
            name: target.name.clone(),
            tally: tallies
                .by_unit
                .get(&target.unit)
                .copied()
                .unwrap_or_default(),
            here: Some(target.unit) == unit,
        })
        .collect();
    let counted = meeting
        .targets
        .iter()
        .filter(|_| !meeting.host.kind.within_school())
        .map(|target| CountedUnit {
            id: target.unit.to_string(),
            name: target.name.clone(),
            attended: target.attended,
        })
        .collect();
    let past = meeting.is_past(app);
    let activity = meeting.activity;
    let place = activity
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" · {place}"));
    Ok(ActivityPage {
        base,
        kind: activity.kind,
        when: when(activity.held_on, activity.starts_at.as_deref()) + &place,
        title: activity.title,
        host: meeting.host.name,
        pack: activity
            .pack
            .as_deref()
            .and_then(|id| pack(app, id, activity.id)),
        note: activity.note,
        standing,
        cancel_reason: activity.cancel_reason,
        past,
        may: Rights {
            plan: meeting.may_plan,
            roll: !meeting.rolls.is_empty(),
        },
        guests,
        counted,
        all: tallies.all,
        sheet,
        missed,
        walk_ins: activity.walk_ins,
        copy_id: Uuid::now_v7().to_string(),
        trouble,
    })
}

fn pack(app: &App, id: &str, activity: ActivityId) -> Option<PackView> {
    let packs = &app.content.packs;
    let pack = packs.get(id)?;
    let instead = pack.instead.iter().flat_map(|instead| &instead.modules);
    let modules = pack.modules.iter().chain(instead).map(|module| {
        let title = app.content.library.get(module);
        let title = title.map_or("", |module| &module.title);
        (format!("/bai-hoc/{module}"), format!("{module} · {title}"))
    });
    let scripts = packs.scripts_of(pack).map(|(name, script)| PackScript {
        label: teach::variant(pack, &name),
        minutes: script.guide.minutes,
        base: format!("/bai-hoc/{name}"),
        from: format!("?hd={activity}"),
    });
    Some(PackView {
        title: pack.title.clone(),
        scripts: scripts.collect(),
        modules: modules.collect(),
    })
}

async fn sheet(
    app: &App,
    me: &Staff,
    meeting: &Meeting,
    tallies: &Tallies,
    unit: UnitId,
) -> Result<Sheet> {
    let (_, lines) = meeting::roll(app, me, meeting, unit).await?;
    let children = lines
        .into_iter()
        .map(|line| Child {
            id: line.pupil,
            name: line.full_name,
            status: line.status,
            reason: line.reason,
        })
        .collect();
    let here = tallies.by_unit.get(&unit).copied().unwrap_or_default();
    let mine: Vec<&Target> = meeting
        .targets
        .iter()
        .filter(|target| meeting.rolls.contains(&target.unit))
        .collect();
    let at = mine.iter().position(|target| target.unit == unit);
    let name = at.map_or("", |at| mine[at].name.as_str());
    let next = at.and_then(|at| mine.get(at + 1)).map(|next| Next {
        href: format!("{}?don-vi={}", address(meeting.activity.id), next.unit),
        words: tr(
            "roll-next",
            &[("here", last_word(name)), ("next", last_word(&next.name))],
        ),
    });
    Ok(Sheet {
        activity: meeting.activity.id,
        unit,
        name: name.to_owned(),
        next,
        elsewhere: (
            tallies.all.attended().saturating_sub(here.attended()),
            tallies.all.open.saturating_sub(here.open),
        ),
        now_ms: app.clock.now().timestamp_millis(),
        past: meeting.is_past(app),
        children,
        words: words(),
    })
}

/// "4A" of "Chi đội 4A".
fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Who was not there or late, unit by unit, for the class teachers.
async fn missed(app: &App, me: &Staff, meeting: &Meeting) -> Result<Vec<Missed>> {
    let mut units = Vec::new();
    for target in meeting
        .targets
        .iter()
        .filter(|target| meeting.rolls.contains(&target.unit))
    {
        let (_, children) = meeting::roll(app, me, meeting, target.unit).await?;
        let of = |status: Option<Status>| {
            let those = children.iter().filter(|child| child.status == status);
            let names: Vec<String> = those
                .map(|child| match child.reason {
                    Some(reason) => format!("{} ({})", child.full_name, reason.word()),
                    None => child.full_name.clone(),
                })
                .collect();
            let what = status.map_or_else(|| t("roll-open"), |status| status.word().to_owned());
            (!names.is_empty()).then(|| format!("{what}: {}.", names.join(", ")))
        };
        let statuses = [
            Some(Status::Absent),
            Some(Status::Excused),
            Some(Status::Late),
            None,
        ];
        let mut lines: Vec<String> = statuses.into_iter().filter_map(of).collect();
        if lines.is_empty() {
            lines.push(t("activity-missed-none"));
        }
        units.push(Missed {
            unit: target.name.clone(),
            lines,
        });
    }
    Ok(units)
}

/// The lines of a plain form that somebody changed.
fn taps(app: &App, typed: &Fields) -> Result<Vec<meeting::Tap>> {
    let now = app.clock.now();
    let mut taps = Vec::new();
    for (name, _) in typed.iter() {
        let Some(id) = name.strip_prefix("s-") else {
            continue;
        };
        let pupil = id.parse().map_err(|_| Error::NotFound)?;
        let status = typed.text(name);
        let reason = typed.text(&format!("r-{id}"));
        let before = typed.text(&format!("was-{id}"));
        if format!("{status} {reason}").trim_end() == before {
            continue;
        }
        taps.push(meeting::Tap {
            pupil,
            status: Some(Status::named(status).ok_or(Error::NotFound)?),
            reason: Reason::named(reason),
            at: now,
            client_id: OperationId(Uuid::now_v7()),
            for_everybody: false,
        });
    }
    Ok(taps)
}

fn counts(typed: &Fields) -> Result<Counts> {
    let wrong = || Error::Invalid(Problems::one("walk_ins", "wrong-invalid"));
    let number = |text: &str| match text.trim() {
        "" => Ok(None),
        text => text
            .parse::<i64>()
            .ok()
            .filter(|n| (0..100_000).contains(n))
            .map(Some)
            .ok_or_else(wrong),
    };
    let more = match typed.text("more") {
        "-1" => -1,
        "1" => 1,
        _ => 0,
    };
    if more == 0 && number(typed.text("walk_ins"))?.is_some_and(|n| n > MOST_WALK_INS) {
        return Err(Error::Conflict("counts-too-many"));
    }
    let mut attended = Vec::new();
    for (name, _) in typed.iter() {
        if let Some(unit) = name.strip_prefix("n-") {
            let unit = unit.parse().map_err(|_| Error::NotFound)?;
            attended.push((unit, number(typed.text(name))?));
        }
    }
    Ok(Counts {
        // With − or + the number in the field is what the person saw, not what they want.
        walk_ins: match more {
            0 => number(typed.text("walk_ins"))?,
            _ => None,
        },
        more,
        attended,
    })
}
