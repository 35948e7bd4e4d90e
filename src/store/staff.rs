//! Adults with an account, and what they may be where.

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::{Grant, Role},
    ids::{GrantId, StaffId, UnitId},
    permission::{ManageStaff, Permit},
    words::Username,
};

/// An account as sign-in needs it. Never leaves the server.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Account {
    pub id: StaffId,
    pub username: String,
    pub full_name: String,
    pub password_hash: String,
    pub must_change: bool,
    pub password_until: Option<DateTime<Utc>>,
    pub closed_at: Option<DateTime<Utc>>,
}

/// The account of a user name.
pub async fn by_username(db: &Db, username: &Username) -> Result<Option<Account>> {
    db.query(
        "select id, username, full_name, password_hash, must_change, password_until, closed_at from staff where username = $1",
    )
    .bind(username.clone())
    .optional()
    .await
}

/// The account of an id.
pub async fn find(db: &Db, id: StaffId) -> Result<Option<Account>> {
    db.query("select id, username, full_name, password_hash, must_change, password_until, closed_at from staff where id = $1")
        .bind(id)
        .optional()
        .await
}

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

/// A new account with its first password.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub id: StaffId,
    pub username: Username,
    pub full_name: String,
    pub password_hash: String,
    pub must_change: bool,
    pub password_until: Option<DateTime<Utc>>,
    pub is_demo: bool,
}

/// Makes an account.
pub async fn create(tx: &mut Tx, new: &NewStaff) -> Result<()> {
    tx.query(
        "insert into staff (id, username, full_name, password_hash, must_change, password_until, is_demo)
         values ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(new.id)
    .bind(new.username.clone())
    .bind(new.full_name.clone())
    .bind(new.password_hash.clone())
    .bind(new.must_change)
    .bind(new.password_until)
    .bind(new.is_demo)
    .execute()
    .await?;
    Ok(())
}

/// Sets a password: a chosen one (`must_change` false), or a reset one that dies at `until`.
pub async fn set_password(
    tx: &mut Tx,
    staff: StaffId,
    hash: String,
    must_change: bool,
    until: Option<DateTime<Utc>>,
) -> Result<()> {
    tx.query(
        "update staff set password_hash = $1, must_change = $2, password_until = $3 where id = $4",
    )
    .bind(hash)
    .bind(must_change)
    .bind(until)
    .bind(staff)
    .execute()
    .await?;
    Ok(())
}

/// A first or reset password has been used: it opens nothing a second time. Answers whether it was still good, so that of two who come
/// with it at once one gets in.
pub async fn spend_first_password(tx: &mut Tx, staff: StaffId, now: DateTime<Utc>) -> Result<bool> {
    let spent = tx.query(
        "update staff set password_until = $1 where id = $2 and must_change and (password_until is null or password_until > $1)",
    );
    Ok(spent.bind(now).bind(staff).execute().await? == 1)
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

/// An adult as those who manage accounts see them, with one role a line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Colleague {
    /// When the account was closed; open when nothing.
    pub closed_at: Option<DateTime<Utc>>,
    pub id: StaffId,
    pub username: String,
    pub full_name: String,
    pub must_change: bool,
    pub role: Role,
    pub unit: UnitId,
    pub unit_name: String,
}

/// An account as the terminal lists it, with one role a line.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Everyone {
    pub username: String,
    pub full_name: String,
    pub must_change: bool,
    pub closed_at: Option<DateTime<Utc>>,
    pub role: Option<Role>,
    pub unit_code: Option<String>,
}

/// Every account with the roles in force on a day.
pub async fn everyone(db: &Db, on: NaiveDate) -> Result<Vec<Everyone>> {
    db.query(
        "select s.username, s.full_name, s.must_change, s.closed_at, g.role, u.code as unit_code
         from staff s
         left join staff_grant g on g.staff = s.id and g.valid_from <= $1 and (g.valid_to is null or g.valid_to >= $1)
         left join unit u on u.id = g.unit
         order by s.username, g.role, u.code",
    )
    .bind(on)
    .all()
    .await
}

/// Whether there is an account at all.
pub async fn any(db: &Db) -> Result<bool> {
    let first: Option<(StaffId,)> = db.query("select id from staff limit 1").optional().await?;
    Ok(first.is_some())
}

/// How many accounts are open.
pub async fn count_open(db: &Db) -> Result<i64> {
    let counted = db.query("select count(*) from staff where closed_at is null");
    let (n,): (i64,) = counted.one().await?;
    Ok(n)
}

/// Who holds a role at a unit or, for a school, at anything inside it; closed accounts too.
pub async fn at_unit(
    db: &Db,
    permit: &Permit<ManageStaff>,
    on: NaiveDate,
) -> Result<Vec<Colleague>> {
    db.query(
        "select s.closed_at, s.id, s.username, s.full_name, s.must_change, g.role, u.id as unit, u.name as unit_name
         from staff_grant g join staff s on s.id = g.staff join unit u on u.id = g.unit
         where (u.id = $1 or u.school = $1)
           and g.valid_from <= $2 and (g.valid_to is null or g.valid_to >= $2)
         order by s.full_name, s.id, u.kind, u.sort_key",
    )
    .bind(permit.place.unit)
    .bind(on)
    .all()
    .await
}

/// Closes an account and ends its sessions; what it did stays in the log.
pub async fn close(
    tx: &mut Tx,
    _permit: &Permit<ManageStaff>,
    staff: StaffId,
    now: DateTime<Utc>,
) -> Result<u64> {
    let closed = tx
        .query("update staff set closed_at = $1 where id = $2 and closed_at is null")
        .bind(now)
        .bind(staff)
        .execute()
        .await?;
    tx.query("delete from session where staff = $1")
        .bind(staff)
        .execute()
        .await?;
    Ok(closed)
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

/// Opens a closed account again; the person comes in with the password they had.
pub async fn reopen(tx: &mut Tx, _permit: &Permit<ManageStaff>, staff: StaffId) -> Result<u64> {
    tx.query("update staff set closed_at = null where id = $1 and closed_at is not null")
        .bind(staff)
        .execute()
        .await
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
