//! Who did what where: written in the same transaction as the thing itself, never changed.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::{
    actor::Actor,
    ids::{AuditId, UnitId},
    permission::{Permit, SeeAudit},
};

/// One line of the log, as shown.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Entry {
    pub at: DateTime<Utc>,
    pub who: Option<String>,
    pub action: String,
    pub detail: String,
}

/// Notes an action. The detail never holds a child's name or a secret.
pub async fn note(
    tx: &mut Tx,
    actor: &Actor,
    now: DateTime<Utc>,
    action: &str,
    unit: Option<UnitId>,
    detail: &str,
) -> Result<()> {
    tx.query("insert into audit_event (id, at, staff, action, unit, detail) values ($1, $2, $3, $4, $5, $6)")
        .bind(AuditId(uuid::Uuid::now_v7()))
        .bind(now)
        .bind(actor.staff())
        .bind(action.to_owned())
        .bind(unit)
        .bind(detail.to_owned())
        .execute()
        .await?;
    Ok(())
}

/// One line of the whole log.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Line {
    pub at: DateTime<Utc>,
    pub who: Option<String>,
    pub action: String,
    pub unit: Option<String>,
    pub detail: String,
}

/// The log of the whole installation before an instant, the latest first. For whoever may read it at its root.
pub async fn before(
    db: &Db,
    _permit: &Permit<SeeAudit>,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<Line>> {
    db.query(
        "select a.at, s.full_name as who, a.action, u.name as unit, a.detail
         from audit_event a left join staff s on s.id = a.staff left join unit u on u.id = a.unit
         where a.at < $1 order by a.at desc, a.id desc limit $2",
    )
    .bind(before)
    .bind(limit)
    .all()
    .await
}

/// The latest entries of a unit.
pub async fn latest(db: &Db, unit: UnitId, limit: i64) -> Result<Vec<Entry>> {
    db.query(
        "select a.at, s.full_name as who, a.action, a.detail from audit_event a left join staff s on s.id = a.staff
         where a.unit = $1 order by a.at desc, a.id desc limit $2",
    )
    .bind(unit)
    .bind(limit)
    .all()
    .await
}
