//! The roles adults have.

use crate::store::{Db, Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    actor::{Grant, Role},
    ids::{GrantId, StaffId, UnitId},
    permission::{ManageStaff, Permit},
};

/// The grants in force on a day.
pub async fn grants(db: &Db, staff: StaffId, on: NaiveDate) -> Result<Vec<Grant>> {
    let rows: Vec<(Role, UnitId)> = db
        .query(
            "select role, unit from staff_grant
             where staff = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by role, unit",
        )
        .bind(staff)
        .bind(on)
        .all()
        .await?;
    Ok(rows
        .into_iter()
        .map(|(role, unit)| Grant { role, unit })
        .collect())
}

/// Gives an adult a role at a unit from a day on.
pub async fn grant(
    tx: &mut Tx,
    id: GrantId,
    staff: StaffId,
    grant: Grant,
    from: NaiveDate,
    by: Option<StaffId>,
) -> Result<()> {
    tx.query("insert into staff_grant (id, staff, role, unit, valid_from, granted_by) values ($1, $2, $3, $4, $5, $6)")
        .bind(id)
        .bind(staff)
        .bind(grant.role)
        .bind(grant.unit)
        .bind(from)
        .bind(by)
        .execute()
        .await?;
    Ok(())
}

/// Whether an adult holds or once held a role at a unit.
pub async fn once_held(db: &Db, staff: StaffId, grant: Grant) -> Result<bool> {
    let first: Option<(GrantId,)> = db
        .query("select id from staff_grant where staff = $1 and role = $2 and unit = $3 limit 1")
        .bind(staff)
        .bind(grant.role)
        .bind(grant.unit)
        .optional()
        .await?;
    Ok(first.is_some())
}

/// Makes whoever else changes the holders of a role at a unit wait for this transaction: two who remove each other at once are not
/// both let go.
pub async fn hold_role(tx: &mut Tx, role: Role, unit: UnitId) -> Result<()> {
    tx.query("update staff_grant set role = role where role = $1 and unit = $2")
        .bind(role)
        .bind(unit)
        .execute()
        .await?;
    Ok(())
}

/// Whether anybody with an open account holds a role at a unit on a day.
pub async fn is_held(tx: &mut Tx, role: Role, unit: UnitId, on: NaiveDate) -> Result<bool> {
    let first: Option<(StaffId,)> = tx
        .query(
            "select s.id from staff_grant g join staff s on s.id = g.staff
             where g.unit = $1 and g.role = $2 and s.closed_at is null
               and g.valid_from <= $3 and (g.valid_to is null or g.valid_to >= $3) limit 1",
        )
        .bind(unit)
        .bind(role)
        .bind(on)
        .optional()
        .await?;
    Ok(first.is_some())
}

/// Ends one role of an adult at the permit's unit; the last day it held is `last`.
pub async fn end_grant(
    tx: &mut Tx,
    permit: &Permit<ManageStaff>,
    staff: StaffId,
    role: Role,
    last: NaiveDate,
) -> Result<u64> {
    tx.query("update staff_grant set valid_to = $1 where staff = $2 and role = $3 and unit = $4 and valid_to is null")
        .bind(last)
        .bind(staff)
        .bind(role)
        .bind(permit.place.unit)
        .execute()
        .await
}
