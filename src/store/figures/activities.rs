//! Meetings, talks and trainings of one school, or of one unit above the schools, in some spans that end together.

use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{
    activity::ActivityKind,
    ids::{ActivityId, UnitId},
    report::{Attended, Branch, HeldFacts, Sessions, Shared, Theme},
};
use std::collections::BTreeMap;

/// $1 a school, with all inside it, or a unit above the schools; $2 first day, $3 last day.
const HERE: &str = "
    with here (id) as (select id from unit where id = $1 union all select id from unit where school = $1)";

/// Activities that count: held in the longest span, closed, not cancelled.
const HELD: &str =
    "a.held_on >= $2 and a.held_on <= $3 and a.closed_at is not null and a.cancelled_at is null";

/// An activity with one of the units it touches.
#[derive(sqlx::FromRow)]
struct Touched {
    activity: ActivityId,
    kind: ActivityKind,
    held_on: NaiveDate,
    unit: UnitId,
    is_shared: bool,
}

/// How many came from a unit, or to a host, on one day.
#[derive(sqlx::FromRow)]
struct Came {
    kind: ActivityKind,
    held_on: NaiveDate,
    unit: UnitId,
    n: i64,
}

/// What was read of a group, for all spans.
struct Read {
    touched: Vec<Touched>,
    came: Vec<Came>,
    /// The chi đoàn and chi đội of the last day, and when each met last.
    met: Vec<(UnitId, Option<NaiveDate>)>,
}

/// What was held at the units of a group and who came, up to a last day and since each of some first days; of the children of one class alone,
/// where one is named.
pub async fn count(
    db: &Db,
    root: UnitId,
    only: Option<UnitId>,
    last: NaiveDate,
    since: &[NaiveDate],
) -> Result<Vec<HeldFacts>> {
    let Some(first) = since.iter().min().copied() else {
        return Ok(Vec::new());
    };
    let ask = |sql: String| db.query(sql).bind(root).bind(first).bind(last);
    let mut came: Vec<Came> = ask(counted()).all().await?;
    came.extend(ask(children()).bind(only).all::<Came>().await?);
    came.extend(ask(forgotten()).bind(only).all::<Came>().await?);
    let read = Read {
        touched: ask(sessions()).all().await?,
        came,
        met: ask(branches()).all().await?,
    };
    Ok(since.iter().map(|since| read.facts(*since)).collect())
}

impl Read {
    /// What of it lies in the span that begins on a day.
    fn facts(&self, since: NaiveDate) -> HeldFacts {
        let mut facts = HeldFacts::default();
        let mut local: BTreeMap<(ActivityId, Theme), Vec<UnitId>> = BTreeMap::new();
        for touched in self.touched.iter().filter(|one| one.held_on >= since) {
            let Touched { activity, unit, .. } = *touched;
            match touched.kind.theme() {
                Some(theme) if touched.is_shared => facts.shared.push(Shared {
                    activity,
                    theme,
                    unit,
                }),
                Some(theme) => local.entry((activity, theme)).or_default().push(unit),
                None => {}
            }
        }
        let mut alike: BTreeMap<(Theme, Vec<UnitId>), i64> = BTreeMap::new();
        for ((_, theme), mut units) in local {
            units.sort_unstable();
            *alike.entry((theme, units)).or_default() += 1;
        }
        facts.sessions = alike
            .into_iter()
            .map(|((theme, units), n)| Sessions { theme, units, n })
            .collect();
        let mut attended: BTreeMap<(UnitId, Theme), i64> = BTreeMap::new();
        for came in self.came.iter().filter(|one| one.held_on >= since) {
            if let Some(theme) = came.kind.theme() {
                *attended.entry((came.unit, theme)).or_default() += came.n;
            }
        }
        facts.attended = attended
            .into_iter()
            .map(|((unit, theme), n)| Attended { theme, unit, n })
            .collect();
        facts.branches = self
            .met
            .iter()
            .map(|(unit, met)| Branch {
                unit: *unit,
                met: met.is_some_and(|on| on >= since),
            })
            .collect();
        facts.shared.sort_unstable();
        facts.branches.sort_unstable();
        facts
    }
}

/// Every statement of this file, for the test that pins their plans.
pub fn statements() -> [String; 5] {
    [sessions(), counted(), children(), forgotten(), branches()]
}

/// Each activity with every unit it touches here, as host or as guest, and whether it touches any elsewhere.
fn sessions() -> String {
    format!(
        "{HERE}, touched (activity, kind, held_on, unit) as (
             select a.id, a.kind, a.held_on, k.id from here k cross join activity_target t cross join activity a
               where t.unit = k.id and a.id = t.activity and {HELD}
             union
             select a.id, a.kind, a.held_on, k.id from here k cross join activity a where a.host = k.id and {HELD}
         )
         select h.activity, h.kind, h.held_on, h.unit,
           exists (select 1 from activity_target t join unit u on u.id = t.unit
                   where t.activity = h.activity and coalesce(u.school, u.id) <> $1)
           or exists (select 1 from activity a join unit u on u.id = a.host
                      where a.id = h.activity and coalesce(u.school, u.id) <> $1) as is_shared
         from touched h"
    )
}

/// Units above the schools by their count, walk-ins at the host. What was hosted here is found before it is asked who walked in: that is rare, and a
/// planner would begin with it.
fn counted() -> String {
    format!(
        "{HERE}, hosted (kind, held_on, host, walk_ins) as materialized (
               select a.kind, a.held_on, a.host, a.walk_ins from here k cross join activity a where a.host = k.id and {HELD}
             )
             select a.kind, a.held_on, t.unit, cast(sum(t.attended) as bigint) as n
               from here k cross join activity_target t cross join activity a
               where t.unit = k.id and a.id = t.activity and t.attended is not null and {HELD} group by a.kind, a.held_on, t.unit
             union all
             select h.kind, h.held_on, h.host as unit, cast(sum(h.walk_ins) as bigint) as n from hosted h
               where h.walk_ins > 0 group by h.kind, h.held_on, h.host"
    )
}

/// Children where they were enrolled on the day; $4 one class alone, or null. It begins with the children: a province holds far more meetings than
/// a school has pupils. Who was in a class on no day of the span is left out before anything is looked up of them, and a meeting is looked up once
/// for all who came from one class.
fn children() -> String {
    format!(
        "with came (class, closed_on, activity, valid_from, valid_to, n) as materialized (
           select c.id, c.closed_on, t.activity, e.valid_from, e.valid_to, count(*)
             from unit c cross join enrolment e cross join attendance t
             where c.school = $1 and c.kind = 'class' and ($4 is null or c.id = $4) and (c.closed_on is null or c.closed_on >= $2)
               and e.class = c.id and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $2)
               and t.pupil = e.pupil and t.status in ('present', 'late')
             group by c.id, c.closed_on, t.activity, e.valid_from, e.valid_to
         )
         select a.kind, a.held_on, w.class as unit, cast(sum(w.n) as bigint) as n
           from came w cross join activity a
           where a.id = w.activity and {HELD}
             and w.valid_from <= a.held_on and (w.valid_to is null or w.valid_to >= a.held_on)
             and (w.closed_on is null or w.closed_on >= a.held_on)
           group by a.kind, a.held_on, w.class"
    )
}

/// The same children once their names are gone.
fn forgotten() -> String {
    format!(
        "select a.kind, a.held_on, c.id as unit, cast(sum(t.n) as bigint) as n
             from unit c cross join attendance_count t cross join activity a
             where c.school = $1 and c.kind = 'class' and ($4 is null or c.id = $4) and t.class = c.id and a.id = t.activity and {HELD}
             group by a.kind, a.held_on, c.id"
    )
}

/// The chi đoàn and chi đội of the last day, and when each met last.
fn branches() -> String {
    format!(
        "{HERE}
             select u.id, (select max(a.held_on) from activity_target t cross join activity a
               where t.unit = u.id and a.id = t.activity
                 and a.kind in ('branch_meeting', 'association_meeting', 'pioneer_meeting', 'star_meeting') and {HELD}) as met
             from here k cross join unit u
             where u.id = k.id and u.kind in ('branch', 'pioneer_class') and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)"
    )
}
