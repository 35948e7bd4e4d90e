//! Who can be invited, and who is.

use crate::store::{Db, Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    ids::{ActivityId, UnitId},
    units::{Relation, UnitKind},
};

/// A unit an activity is for.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Target {
    pub unit: UnitId,
    pub kind: UnitKind,
    pub name: String,
    /// Of a unit above the schools: how many took part.
    pub attended: Option<i64>,
}

/// A unit that can be invited: `under` is the unit found below the host, `unit` the same or one linked to it with the same children.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Invitable {
    pub under: UnitId,
    pub unit: UnitId,
    pub kind: UnitKind,
    pub name: String,
    pub grade: Option<i64>,
}

/// The units an activity is for, in the order of lists.
pub async fn targets(db: &Db, id: ActivityId) -> Result<Vec<Target>> {
    db.query(
        "select t.unit, u.kind, u.name, t.attended from activity_target t join unit u on u.id = t.unit
         where t.activity = $1 order by u.grade, u.sort_key, u.code",
    )
    .bind(id)
    .all()
    .await
}

/// The classes, chi đội, chi đoàn … below a unit of a school on its own line, each with those linked to it.
pub async fn invitable(
    db: &Db,
    host: UnitId,
    relation: Relation,
    on: NaiveDate,
) -> Result<Vec<Invitable>> {
    db.query(
        "with recursive down (id) as (
           select u.id from unit u where u.id = $1
           union
           select e.child from down d cross join unit_edge e
           where e.parent = d.id and e.relation = $2 and e.valid_from <= $3 and (e.valid_to is null or e.valid_to >= $3)
         ), leaf (id) as (
           select u.id from down d cross join unit u
           where u.id = d.id and u.kind in ('class', 'branch', 'association', 'pioneer_class', 'star')
             and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)
         ), same (under, unit) as (
           select id, id from leaf
           union
           select l.class, l.youth from leaf cross join unit_link l
           where l.class = leaf.id and l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3)
           union
           select l.youth, l.class from leaf cross join unit_link l
           where l.youth = leaf.id and l.valid_from <= $3 and (l.valid_to is null or l.valid_to >= $3)
         )
         select s.under, s.unit, u.kind, u.name, u.grade
         from same s cross join unit x cross join unit u
         where x.id = s.under and u.id = s.unit and u.opened_on <= $3 and (u.closed_on is null or u.closed_on >= $3)
         order by x.grade, x.sort_key, x.code, u.sort_key, u.code",
    )
    .bind(host)
    .bind(relation)
    .bind(on)
    .all()
    .await
}

pub(super) async fn invite(tx: &mut Tx, id: ActivityId, units: &[UnitId]) -> Result<()> {
    for unit in units {
        tx.query("insert into activity_target (activity, unit) values ($1, $2) on conflict (activity, unit) do nothing")
            .bind(id)
            .bind(*unit)
            .execute()
            .await?;
    }
    Ok(())
}
