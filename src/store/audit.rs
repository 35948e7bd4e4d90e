//! Who did what where: written in the same transaction as the thing itself, never changed.

use super::{Db, Result, Tx};
use chrono::{DateTime, Utc};
use lachan_core::{
    actor::Actor,
    ids::{AuditId, StaffId, UnitId},
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
pub struct AuditLine {
    pub id: AuditId,
    pub at: DateTime<Utc>,
    pub username: Option<String>,
    pub who: Option<String>,
    pub action: String,
    pub unit: Option<String>,
    pub detail: String,
}

/// A part of the log: from an instant on, up to a line that is not part of it, by one person or by anybody.
#[derive(Clone, Debug)]
pub struct AuditPart {
    pub from: DateTime<Utc>,
    /// Several lines share an instant; the id of the last one read tells which of them are still to come.
    pub before: (DateTime<Utc>, AuditId),
    pub staff: Option<StaffId>,
    /// One action alone.
    pub action: Option<String>,
}

/// A part of the log of the whole installation, the latest first. For whoever may read it at its root.
pub async fn part(
    db: &Db,
    _permit: &Permit<SeeAudit>,
    part: AuditPart,
    limit: i64,
) -> Result<Vec<AuditLine>> {
    let (before, before_id) = part.before;
    db.query(
        "select a.id, a.at, s.username, s.full_name as who, a.action, u.name as unit, a.detail
         from audit_event a left join staff s on s.id = a.staff left join unit u on u.id = a.unit
         where a.at >= $1 and a.at <= $2 and (a.at < $2 or a.id < $3) and ($4 is null or a.staff = $4)
           and ($6 is null or a.action = $6)
         order by a.at desc, a.id desc limit $5",
    )
    .bind(part.from)
    .bind(before)
    .bind(before_id)
    .bind(part.staff)
    .bind(limit)
    .bind(part.action)
    .all()
    .await
}

/// When the first line was written: how old the house is.
pub async fn first(db: &Db) -> Result<Option<DateTime<Utc>>> {
    let row = db.query("select at from audit_event order by at limit 1");
    let row: Option<(DateTime<Utc>,)> = row.optional().await?;
    Ok(row.map(|(at,)| at))
}

/// When the newest line was written.
pub async fn newest(db: &Db) -> Result<Option<DateTime<Utc>>> {
    let row = db.query("select at from audit_event order by at desc limit 1");
    let row: Option<(DateTime<Utc>,)> = row.optional().await?;
    Ok(row.map(|(at,)| at))
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
