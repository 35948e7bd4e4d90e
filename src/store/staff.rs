//! Adults with an account, and what they may be where.

mod roles;

use super::{Db, Result, Tx};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    actor::Role,
    ids::{StaffId, UnitId},
    permission::{ManageStaff, Permit},
    words::Username,
};
pub use roles::{end_grant, grant, grants, hold_role, is_held, once_held};

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
         from unit u cross join staff_grant g cross join staff s
         where (u.id = $1 or u.school = $1) and g.unit = u.id and s.id = g.staff
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

/// Opens a closed account again; the person comes in with the password they had.
pub async fn reopen(tx: &mut Tx, _permit: &Permit<ManageStaff>, staff: StaffId) -> Result<u64> {
    tx.query("update staff set closed_at = null where id = $1 and closed_at is not null")
        .bind(staff)
        .execute()
        .await
}
