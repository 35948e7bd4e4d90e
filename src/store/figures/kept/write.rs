//! What was counted is written down, unless somebody else did so meanwhile.

use crate::store::{
    Db, Result, Tx,
    figures::{spans, turn},
    rows::{self, rows},
};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    period::Span,
    report::{HeldFacts, Learnt},
};
use sqlx::types::Json;
use std::collections::BTreeMap;
use uuid::Uuid;

/// A change since something was counted.
#[derive(sqlx::FromRow)]
pub struct Mark {
    pub mark: Uuid,
    pub unit: UnitId,
    pub since: NaiveDate,
}

/// What was counted of one span.
pub struct Counted {
    pub span: Span,
    pub learnt: BTreeMap<UnitId, Learnt>,
    pub held: Option<HeldFacts>,
}

/// Keeps what was counted of a school or a unit above and takes the marks away that it answers; nothing when somebody else did so since the
/// version that was read before, or the day is over.
pub async fn write(
    db: &Db,
    unit: UnitId,
    today: NaiveDate,
    version: i64,
    marks: &[Mark],
    counted: Vec<Counted>,
) -> Result<bool> {
    let mut tx = db.begin().await?;
    tx.query(
        "insert into figure_version (unit, version) values ($1, 0) on conflict (unit) do nothing",
    )
    .bind(unit)
    .execute()
    .await?;
    let mine = tx
        .query(format!(
            "update figure_version set version = version + 1 where unit = $1 and version = $2 and {}",
            turn::still("$3")
        ))
        .bind(unit)
        .bind(version)
        .bind(today.to_string())
        .execute()
        .await?;
    if mine == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    for mark in marks {
        tx.query("delete from figure_mark where mark = $1 and unit = $2")
            .bind(mark.mark)
            .bind(mark.unit)
            .execute()
            .await?;
        tx.query("delete from figure_mark_pupil where mark = $1 and class = $2")
            .bind(mark.mark)
            .bind(mark.unit)
            .execute()
            .await?;
    }
    for Counted { span, learnt, held } in counted {
        let learnt: Vec<_> = learnt.into_iter().collect();
        for some in learnt.chunks(rows::AT_ONCE) {
            let mut insert = tx.query(format!(
                "insert into class_figure (starts_on, ends_on, class, learnt) values {}
                 on conflict (starts_on, ends_on, class) do update set learnt = excluded.learnt",
                rows(some.len(), 4)
            ));
            for (class, learnt) in some {
                insert = insert.bind(span.from).bind(span.to);
                insert = insert.bind(*class).bind(Json(learnt));
            }
            insert.execute().await?;
        }
        if let Some(held) = held {
            tx.query(
                "insert into held_figure (starts_on, ends_on, unit, held) values ($1, $2, $3, $4)
                 on conflict (starts_on, ends_on, unit) do update set held = excluded.held",
            )
            .bind(span.from)
            .bind(span.to)
            .bind(unit)
            .bind(Json(held))
            .execute()
            .await?;
        }
        // Last, and one after the other in their order: others wait here for the end of this transaction.
        spans::changed(&mut tx, span).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Keeps whoever counts a class's school from writing until this transaction is over, and lets them begin again then: a class is about to go, and
/// its rows with it.
pub async fn hold(tx: &mut Tx, class: UnitId) -> Result<()> {
    tx.query(
        "insert into figure_version (unit, version) select coalesce(u.school, u.id), 1 from unit u where u.id = $1
         on conflict (unit) do update set version = figure_version.version + 1",
    )
    .bind(class)
    .execute()
    .await
    .map(drop)
}
