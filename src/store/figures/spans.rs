//! The spans that are kept, how often something was written down for each, and how far its sheets have come.

use crate::store::{Db, Result, Tx, db::Query};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{ids::UnitId, period::Span};
use uuid::Uuid;

/// The newest sheets of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Standing {
    pub sheets: Uuid,
    /// When they were begun.
    pub sheets_at: DateTime<Utc>,
    sheets_after: i64,
    changes: i64,
    /// Whether something that was marked is not counted yet.
    marked: bool,
}

impl Standing {
    /// Whether nothing has changed since the sheets were begun.
    pub fn is_fresh(&self) -> bool {
        self.sheets_after == self.changes && !self.marked
    }
}

/// Notes that something was written down for a span, which is kept from now on.
pub async fn changed(tx: &mut Tx, span: Span) -> Result<()> {
    tx.query(
        "insert into figure_span (starts_on, ends_on, changes) values ($1, $2, 1)
         on conflict (starts_on, ends_on) do update set changes = figure_span.changes + 1",
    )
    .bind(span.from)
    .bind(span.to)
    .execute()
    .await
    .map(drop)
}

/// How often something was written down for a span.
pub async fn changes(db: &Db, span: Span) -> Result<i64> {
    let row = db.query("select changes from figure_span where starts_on = $1 and ends_on = $2");
    let row: Option<(i64,)> = row.bind(span.from).bind(span.to).optional().await?;
    Ok(row.map_or(0, |(changes,)| changes))
}

/// How far the sheets of a span have come; `None` while there are none.
pub async fn standing(db: &Db, span: Span) -> Result<Option<Standing>> {
    db.query(
        "select sheets, sheets_at, sheets_after, changes, exists (select 1 from figure_mark m where m.since <= $2) as marked
         from figure_span where starts_on = $1 and ends_on = $2 and sheets is not null",
    )
    .bind(span.from)
    .bind(span.to)
    .optional()
    .await
}

/// The kept spans of which as much has passed: of a span that is over those that ended on the same day, of one that is still running all that
/// are. The one that begins last is the first.
pub async fn alike(db: &Db, span: Span, today: NaiveDate) -> Result<Vec<Span>> {
    let same = match span.to >= today {
        true => "ends_on >= $1",
        false => "ends_on = $1",
    };
    let asked = db.query(format!(
        "select starts_on, ends_on from figure_span where {same} and starts_on <= $1 order by starts_on desc, ends_on"
    ));
    listed(asked.bind(span.to.min(today))).await
}

/// Every kept span.
pub async fn all(db: &Db) -> Result<Vec<Span>> {
    let all = "select starts_on, ends_on from figure_span order by ends_on desc, starts_on";
    listed(db.query(all)).await
}

async fn listed(asked: Query<'_>) -> Result<Vec<Span>> {
    let rows: Vec<(NaiveDate, NaiveDate)> = asked.all().await?;
    let spans = rows.into_iter().map(|(from, to)| Span { from, to });
    Ok(spans.collect())
}

/// What waits to be counted and to be made into sheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub changes: i64,
    /// Classes, schools and units above that they concern.
    pub units: i64,
    /// The time of the oldest change.
    pub oldest: Option<DateTime<Utc>>,
    /// Spans of which something newer is kept than their sheets show.
    pub spans: i64,
}

/// What waits.
pub async fn waiting(db: &Db) -> Result<Waiting> {
    let marks = db.query("select count(*), count(distinct unit) from figure_mark");
    let (changes, units): (i64, i64) = marks.one().await?;
    let oldest = db.query("select mark from figure_mark order by mark limit 1");
    let oldest: Option<(Uuid,)> = oldest.optional().await?;
    let at = oldest.and_then(|(mark,)| mark.get_timestamp());
    let at = at.and_then(|at| DateTime::from_timestamp(at.to_unix().0.cast_signed(), 0));
    let behind =
        "select count(*) from figure_span where sheets is not null and sheets_after <> changes";
    let (spans,): (i64,) = db.query(behind).one().await?;
    Ok(Waiting {
        changes,
        units,
        oldest: at,
        spans,
    })
}

/// Answers the marks on how units stand to each other: the sheets of every span that ends on their day or later have to be made anew.
pub async fn settle(db: &Db) -> Result<()> {
    let marks: Vec<(Uuid, NaiveDate)> = db
        .query("select mark, since from figure_mark where unit = $1")
        .bind(STRUCTURE)
        .all()
        .await?;
    let Some(since) = marks.iter().map(|(_, since)| *since).min() else {
        return Ok(());
    };
    let mut spans = all(db).await?;
    spans.retain(|span| span.to >= since);
    spans.sort_by_key(|span| (span.from, span.to));
    let mut tx = db.begin().await?;
    for (mark, _) in marks {
        tx.query("delete from figure_mark where mark = $1 and unit = $2")
            .bind(mark)
            .bind(STRUCTURE)
            .execute()
            .await?;
    }
    for span in spans {
        changed(&mut tx, span).await?;
    }
    tx.commit().await
}

/// What is marked when a change is not of one unit but of how units stand to each other.
pub const STRUCTURE: UnitId = UnitId(Uuid::nil());
