//! Counts of an activity beside the roll.

use crate::store::{Result, Tx, figures::marks};
use lachan_core::{
    ids::{ActivityId, UnitId},
    permission::{Permit, PlanActivity},
};

/// Sets how many took part who stand on no roll.
pub async fn set_walk_ins(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    count: i64,
) -> Result<bool> {
    let set = tx
        .query("update activity set walk_ins = $1 where id = $2 and host = $3 and cancelled_at is null and walk_ins <> $1")
        .bind(count)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::activity(tx, id).await?;
    Ok(set == 1)
}

/// Counts walk-ins up or down, never below none: two people who count at the door add up.
pub async fn add_walk_ins(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    more: i64,
) -> Result<bool> {
    let added = tx
        .query(
            "update activity set walk_ins = case when walk_ins + $1 < 0 then 0 else walk_ins + $1 end
             where id = $2 and host = $3 and cancelled_at is null",
        )
        .bind(more)
        .bind(id)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::activity(tx, id).await?;
    Ok(added == 1)
}

/// Sets how many of an invited unit took part, where only counts are kept.
pub async fn set_attended(
    tx: &mut Tx,
    permit: &Permit<PlanActivity>,
    id: ActivityId,
    unit: UnitId,
    count: Option<i64>,
) -> Result<bool> {
    let set = tx
        .query(
            "update activity_target set attended = $1 where activity = $2 and unit = $3
             and exists (select 1 from activity a where a.id = $2 and a.host = $4 and a.cancelled_at is null)",
        )
        .bind(count)
        .bind(id)
        .bind(unit)
        .bind(permit.place.unit)
        .execute()
        .await?;
    marks::activity(tx, id).await?;
    Ok(set == 1)
}
