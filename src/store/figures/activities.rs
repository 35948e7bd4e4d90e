//! Meetings, talks and trainings of one school, or of one unit above the schools.

use super::Group;
use crate::store::{Db, Result};
use lachan_core::{
    activity::ActivityKind,
    ids::{ActivityId, UnitId},
    period::Span,
    report::{Attended, Branch, Facts, Session},
};

/// $1 a school, with all inside it, or a unit above the schools; $2 first day, $3 last day.
const HERE: &str = "
    with here (id) as (select id from unit where id = $1 union all select id from unit where school = $1)";

/// Activities that count: held in the span, closed, not cancelled.
const HELD: &str =
    "a.held_on >= $2 and a.held_on <= $3 and a.closed_at is not null and a.cancelled_at is null";

/// Adds what was held at the units of a group and who came.
pub async fn count(
    db: &Db,
    root: UnitId,
    group: &Group,
    span: Span,
    facts: &mut Facts,
) -> Result<()> {
    let ask = |sql: String| db.query(sql).bind(root).bind(span.from).bind(span.to);
    let here = |unit: &UnitId| group.units.contains(unit);

    let held: Vec<(ActivityId, ActivityKind, UnitId)> = ask(sessions()).all().await?;
    let held = held.into_iter().filter(|(_, _, unit)| here(unit));
    facts
        .sessions
        .extend(held.filter_map(|(activity, kind, unit)| {
            let theme = kind.theme()?;
            Some(Session {
                activity,
                theme,
                unit,
            })
        }));

    let mut came: Vec<(ActivityKind, UnitId, i64)> = ask(counted()).all().await?;
    if !group.classes.is_empty() {
        let of_classes = ask(children()).bind(group.only_class());
        came.extend(of_classes.all::<(ActivityKind, UnitId, i64)>().await?);
    }
    let came = came.into_iter().filter(|(_, unit, _)| here(unit));
    facts.attended.extend(came.filter_map(|(kind, unit, n)| {
        let theme = kind.theme()?;
        Some(Attended { theme, unit, n })
    }));

    let met: Vec<(UnitId, bool)> = ask(branches()).all().await?;
    let met = met.into_iter().filter(|(unit, _)| here(unit));
    facts
        .branches
        .extend(met.map(|(unit, met)| Branch { unit, met }));
    Ok(())
}

/// Every statement of this file, for the test that pins their plans.
pub fn statements() -> [String; 4] {
    [sessions(), counted(), children(), branches()]
}

/// Each activity with every unit it touches, as host or as guest.
fn sessions() -> String {
    format!(
        "{HERE}
             select a.id, a.kind, k.id as unit from here k cross join activity_target t cross join activity a
               where t.unit = k.id and a.id = t.activity and {HELD}
             union
             select a.id, a.kind, k.id as unit from here k cross join activity a where a.host = k.id and {HELD}"
    )
}

/// Units above the schools by their count, walk-ins at the host.
fn counted() -> String {
    format!(
        "{HERE}
             select a.kind, t.unit, cast(sum(t.attended) as bigint) as n from here k cross join activity_target t cross join activity a
               where t.unit = k.id and a.id = t.activity and t.attended is not null and {HELD} group by a.kind, t.unit
             union all
             select a.kind, a.host as unit, cast(sum(a.walk_ins) as bigint) as n from here k cross join activity a
               where a.host = k.id and a.walk_ins > 0 and {HELD} group by a.kind, a.host"
    )
}

/// Children where they were enrolled on the day; $4 one class alone, or null. It begins with the children: a province holds far more meetings than
/// a school has pupils.
fn children() -> String {
    format!(
        "select a.kind, c.id, count(*) from unit c cross join enrolment e cross join attendance t cross join activity a
             where c.school = $1 and c.kind = 'class' and ($4 is null or c.id = $4) and e.class = c.id and t.pupil = e.pupil
               and t.status in ('present', 'late') and a.id = t.activity and {HELD}
               and e.valid_from <= a.held_on and (e.valid_to is null or e.valid_to >= a.held_on)
             group by a.kind, c.id"
    )
}

/// The chi đoàn and chi đội of the last day, and whether each met.
fn branches() -> String {
    format!(
        "{HERE}
             select u.id, exists (select 1 from activity_target t cross join activity a
               where t.unit = u.id and a.id = t.activity
                 and a.kind in ('branch_meeting', 'association_meeting', 'pioneer_meeting', 'star_meeting') and {HELD}) as met
             from here k cross join unit u
             where u.id = k.id and u.kind in ('branch', 'pioneer_class') and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)"
    )
}
