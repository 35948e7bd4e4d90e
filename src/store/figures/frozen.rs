//! Spans of which a school knows nothing by child any more: what its classes learnt in them stays as it is kept.

use crate::store::{Db, Result};
use chrono::NaiveDate;
use lachan_core::{ids::UnitId, period::Span};

/// How far a school has forgotten its children.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Frozen {
    /// The last day of which nothing is known by child.
    pub until: NaiveDate,
    /// The day on which that was forgotten: what ended before was counted.
    pub as_of: NaiveDate,
}

impl Frozen {
    /// What a school has forgotten; a unit above the schools knows no child.
    pub async fn of(db: &Db, school: UnitId) -> Result<Option<Self>> {
        db.query("select until, as_of from retained where school = $1")
            .bind(school)
            .optional()
            .await
    }

    /// Whether a span was counted before its children were forgotten, and cannot be counted again.
    pub fn holds(self, span: Span) -> bool {
        span.from <= self.until && span.to < self.as_of
    }
}

/// Whether nobody can say any more what was learnt in a span: schools have forgotten their children, and it was not among the spans kept then.
pub async fn is_forgotten(db: &Db, span: Span) -> Result<bool> {
    let (n,): (i64,) = db
        .query(
            "select count(*) from (select 1 as one from retained where until >= $1 and as_of > $2
               and not exists (select 1 from figure_span where starts_on = $1 and ends_on = $2) limit 1) gone",
        )
        .bind(span.from)
        .bind(span.to)
        .one()
        .await?;
    Ok(n > 0)
}
