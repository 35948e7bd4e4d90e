//! Adults with an account, and what they may be where.

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::{Grant, Role},
    ids::{GrantId, StaffId, UnitId},
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
