//! The roll of an invited unit on its page, and who was missing.

use super::activities::address;
use crate::{
    auth::Staff,
    error::Result,
    server::App,
    service::{
        activities::OpenActivity,
        attendance::{self, Tallies},
    },
    store::activities::Target,
};
use lachan_app::{
    islands::roll::{Child, Next, Sheet},
    pages::activity::{Missed, words},
    text::{t, tr},
};
use lachan_core::{activity::Status, ids::UnitId};

pub(super) async fn sheet(
    app: &App,
    me: &Staff,
    opened: &OpenActivity,
    tallies: &Tallies,
    unit: UnitId,
) -> Result<Sheet> {
    let (_, lines) = attendance::roll(app, me, opened, unit).await?;
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
    let mine: Vec<&Target> = opened
        .targets
        .iter()
        .filter(|target| opened.rolls.contains(&target.unit))
        .collect();
    let at = mine.iter().position(|target| target.unit == unit);
    let name = at.map_or("", |at| mine[at].name.as_str());
    let next = at.and_then(|at| mine.get(at + 1)).map(|next| Next {
        href: format!("{}?don-vi={}", address(opened.activity.id), next.unit),
        words: tr(
            "roll-next",
            &[("here", last_word(name)), ("next", last_word(&next.name))],
        ),
    });
    Ok(Sheet {
        activity: opened.activity.id,
        unit,
        name: name.to_owned(),
        next,
        elsewhere: (
            tallies.all.attended().saturating_sub(here.attended()),
            tallies.all.open.saturating_sub(here.open),
        ),
        now_ms: app.clock.now().timestamp_millis(),
        past: opened.is_past(app),
        children,
        words: words(),
    })
}

/// "4A" of "Chi đội 4A".
fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

/// Who was not there or late, unit by unit, for the class teachers.
pub(super) async fn missed(app: &App, me: &Staff, opened: &OpenActivity) -> Result<Vec<Missed>> {
    let mut units = Vec::new();
    for target in opened
        .targets
        .iter()
        .filter(|target| opened.rolls.contains(&target.unit))
    {
        let (_, children) = attendance::roll(app, me, opened, target.unit).await?;
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
