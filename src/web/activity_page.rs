//! The page of an activity: what somebody who may see it is shown.

use super::{
    activities::{address, when},
    activity_roll::{missed, sheet},
    frame, teach,
};
use crate::{
    auth::Staff,
    error::{Error, Result},
    render,
    server::App,
    service::{
        activities::OpenActivity,
        attendance::{self},
    },
};
use axum::response::{IntoResponse, Redirect, Response};
use lachan_app::{
    pages::activity::{ActivityPage, CountedUnit, GuestTab, PackScript, PackView, Rights},
    shell::Tab,
};
use lachan_core::{
    activity::Standing,
    ids::{ActivityId, UnitId},
    words::Word,
};
use uuid::Uuid;

/// Back to where the person was; or the page again with what stands in the way.
pub(super) async fn answer(
    app: &App,
    me: &Staff,
    opened: OpenActivity,
    unit: Option<UnitId>,
    done: Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => {
            let part = unit.map_or_else(String::new, |unit| format!("?don-vi={unit}"));
            let to = format!("{}{part}", address(opened.activity.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(Error::Conflict(word)) => {
            let page = page(app, me, opened, unit, Some(word)).await?;
            let frame = frame::staff(app, me, Tab::Activities, page.title.clone());
            Ok(render::again(frame.with_island("roll"), move || {
                page.view()
            }))
        }
        Err(error) => Err(error),
    }
}

pub(super) async fn page(
    app: &App,
    me: &Staff,
    opened: OpenActivity,
    unit: Option<UnitId>,
    trouble: Option<Word>,
) -> Result<ActivityPage> {
    let tallies = attendance::tallies(app, &opened).await?;
    let standing = opened.standing(app);
    let unit = unit.or_else(|| opened.rolls.first().copied());
    let sheet = match unit {
        Some(unit) if !matches!(standing, Standing::Planned | Standing::Cancelled) => {
            Some(sheet(app, me, &opened, &tallies, unit).await?)
        }
        _ => None,
    };
    let forgotten = attendance::forgotten(app, &opened).await?;
    let missed = match standing {
        Standing::Closed if forgotten.is_none() => missed(app, me, &opened).await?,
        _ => Vec::new(),
    };
    let base = address(opened.activity.id);
    let guests = opened
        .targets
        .iter()
        .filter(|target| opened.rolls.contains(&target.unit))
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
    let counted = opened
        .targets
        .iter()
        .filter(|_| !opened.host.kind.within_school())
        .map(|target| CountedUnit {
            id: target.unit.to_string(),
            name: target.name.clone(),
            attended: target.attended,
        })
        .collect();
    let past = opened.is_past(app);
    let activity = opened.activity;
    let place = activity
        .place
        .as_ref()
        .map_or_else(String::new, |place| format!(" · {place}"));
    Ok(ActivityPage {
        base,
        kind: activity.kind,
        when: when(activity.held_on, activity.starts_at.as_deref()) + &place,
        title: activity.title,
        host: opened.host.name,
        pack: activity
            .pack
            .as_deref()
            .and_then(|id| pack(app, id, activity.id)),
        note: activity.note,
        standing,
        cancel_reason: activity.cancel_reason,
        past,
        may: Rights {
            plan: opened.may_plan,
            roll: !opened.rolls.is_empty(),
        },
        guests,
        counted,
        all: tallies.all,
        forgotten,
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
