//! Adults with one role each.

use crate::bulk;
use anyhow::Result;
use chrono::NaiveDate;
use lachan::store::Tx;
use lachan_core::{
    actor::Role,
    ids::{GrantId, StaffId, UnitId},
};
use uuid::Uuid;

/// Somebody with a role at a unit.
pub struct Adult {
    id: StaffId,
    username: String,
    role: Role,
    unit: UnitId,
}

impl Adult {
    pub fn new(username: impl Into<String>, role: Role, unit: UnitId) -> Self {
        Self {
            id: StaffId(Uuid::now_v7()),
            username: username.into(),
            role,
            unit,
        }
    }
}

/// Writes them down with one password.
pub async fn write(tx: &mut Tx, hash: &str, since: NaiveDate, adults: &[Adult]) -> Result<()> {
    let columns = "staff (id, username, full_name, password_hash, must_change)";
    bulk::insert(tx, columns, 5, adults, |query, adult| {
        query
            .bind(adult.id)
            .bind(adult.username.clone())
            .bind(format!("Người dùng {}", adult.username))
            .bind(hash.to_owned())
            .bind(false)
    })
    .await?;
    let columns = "staff_grant (id, staff, role, unit, valid_from)";
    bulk::insert(tx, columns, 5, adults, |query, adult| {
        query
            .bind(GrantId(Uuid::now_v7()))
            .bind(adult.id)
            .bind(adult.role)
            .bind(adult.unit)
            .bind(since)
    })
    .await
}
