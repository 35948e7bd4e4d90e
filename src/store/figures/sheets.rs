//! Sheets: what is kept, added up for every unit of a line and hidden where it points at somebody, once for all who ask.

use super::{Facts, as_of, kept::Root, spans, structure::Structure};
use crate::store::{Db, Result};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    ids::UnitId,
    period::Span,
    permission::{Permit, SeeReport},
    report::{ClassFacts, HeldFacts, Learnt, Sheet, Tree, hide},
    units::Line,
};
use sqlx::types::Json;
use std::{collections::HashMap, sync::Arc};
use uuid::{NoContext, Timestamp, Uuid};

/// How many sheets one transaction writes or takes away: a longer one would keep a whole class's results waiting.
const AT_ONCE: usize = 100;
/// For how many seconds sheets are young.
const YOUNG: u64 = 120;

/// The schools and units above of which something is marked, or missing in one of the spans.
pub async fn due(db: &Db, spans: &[Span], today: NaiveDate) -> Result<Vec<UnitId>> {
    let marked = "select distinct coalesce(u.school, u.id) as id from figure_mark m join unit u on u.id = m.unit";
    let mut due: Vec<(UnitId,)> = db.query(marked).all().await?;
    for span in spans {
        let missing = db
            .query(
                "select u.id from unit u where u.school is null and u.kind <> 'class'
                   and not exists (select 1 from held_figure h where h.starts_on = $1 and h.ends_on = $2 and h.unit = u.id)
                 union
                 select c.school from unit c
                 where c.school is not null and c.kind = 'class' and c.opened_on <= $3 and (c.closed_on is null or c.closed_on >= $3)
                   and not exists (select 1 from class_figure f where f.starts_on = $1 and f.ends_on = $2 and f.class = c.id)",
            )
            .bind(span.from)
            .bind(span.to)
            .bind(as_of(*span, today).to);
        due.extend(missing.all::<(UnitId,)>().await?);
    }
    let mut due: Vec<UnitId> = due.into_iter().map(|(unit,)| unit).collect();
    due.sort_unstable();
    due.dedup();
    Ok(due)
}

/// Counts what is due of one school or unit above, on the day that was turned to. Whether all of it is kept now.
pub async fn freshen(db: &Db, unit: UnitId, spans: &[Span], today: NaiveDate) -> Result<bool> {
    let root = Root {
        id: unit,
        only: None,
        today,
    };
    root.freshen(db, spans).await
}

/// The trees of both lines for some spans of which as much has passed, the one that begins last first; nothing is hidden yet.
pub async fn grow(db: &Db, spans: &[Span], today: NaiveDate) -> Result<[Vec<Tree>; 2]> {
    let passed = spans.iter().map(|span| as_of(*span, today));
    let passed: Vec<Span> = passed.collect();
    let first = passed.iter().map(|span| span.from).min().unwrap_or(today);
    let last = passed.iter().map(|span| span.to).max().unwrap_or(today);
    let structure = Arc::new(Structure::read(db, first, last).await?);
    let mut trees = [Vec::new(), Vec::new()];
    for (span, passed) in spans.iter().zip(passed) {
        let facts = facts(db, *span, &structure, passed.to).await?;
        let structure = structure.clone();
        let grown = aside(move || {
            [Line::Education, Line::Youth]
                .map(|line| Tree::grow(structure.places(line, passed), &facts))
        });
        for (line, tree) in trees.iter_mut().zip(grown.await?) {
            line.push(tree);
        }
    }
    Ok(trees)
}

/// Everything that is kept of a span.
async fn facts(db: &Db, span: Span, structure: &Structure, last: NaiveDate) -> Result<Facts> {
    let learnt =
        db.query("select class, learnt from class_figure where starts_on = $1 and ends_on = $2");
    let learnt: Vec<(UnitId, Json<Learnt>)> = learnt.bind(span.from).bind(span.to).all().await?;
    let mut learnt: HashMap<UnitId, Learnt> = learnt
        .into_iter()
        .map(|(class, Json(l))| (class, l))
        .collect();
    let classes = structure.classes(last).map(|class| ClassFacts {
        class: class.id,
        school: class.school,
        grade: class.grade,
        learnt: learnt.remove(&class.id).unwrap_or_default(),
    });
    let mut facts = Facts {
        classes: classes.collect(),
        ..Facts::default()
    };
    let held = db.query("select held from held_figure where starts_on = $1 and ends_on = $2");
    let held: Vec<(Json<HeldFacts>,)> = held.bind(span.from).bind(span.to).all().await?;
    for (Json(held),) in held {
        facts.held.extend(held);
    }
    facts.sort();
    Ok(facts)
}

/// Makes the sheets of some spans from what is kept: of all of which as much has passed, the one that begins last first.
pub async fn make(db: &Db, spans: &[Span], today: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    spans::settle(db).await?;
    let mut after = Vec::new();
    for span in spans {
        after.push(spans::changes(db, *span).await?);
    }
    let lines = grow(db, spans, today).await?;
    let hidden = aside(move || {
        lines.map(|mut trees| {
            hide(&mut trees);
            trees
        })
    });
    let [education, youth] = hidden.await?;
    for (n, span) in spans.iter().enumerate() {
        let id = Uuid::now_v7();
        write(db, id, [&education[n], &youth[n]]).await?;
        publish(db, *span, id, after[n], now).await?;
    }
    sweep(db).await
}

/// A province's worth of adding: other work goes on meanwhile.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| sqlx::Error::WorkerCrashed)
}

async fn write(db: &Db, id: Uuid, trees: [&Tree; 2]) -> Result<()> {
    let sheets: Vec<_> = trees.into_iter().flat_map(Tree::sheets).collect();
    for some in sheets.chunks(AT_ONCE) {
        let mut tx = db.begin().await?;
        for (unit, above, sheet) in some {
            tx.query(
                "insert into figure_sheet (sheets, unit, above, sheet) values ($1, $2, $3, $4)",
            )
            .bind(id)
            .bind(*unit)
            .bind(*above)
            .bind(Json(sheet))
            .execute()
            .await?;
        }
        tx.commit().await?;
    }
    Ok(())
}

async fn publish(db: &Db, span: Span, sheets: Uuid, after: i64, now: DateTime<Utc>) -> Result<()> {
    let mut tx = db.begin().await?;
    tx.query(
        "update figure_span set sheets = $1, sheets_after = $2, sheets_at = $3
         where starts_on = $4 and ends_on = $5 and (sheets is null or sheets < $1)",
    )
    .bind(sheets)
    .bind(after)
    .bind(now)
    .bind(span.from)
    .bind(span.to)
    .execute()
    .await?;
    tx.commit().await
}

/// Takes sheets away that others have followed, and those whose making was cut short. Young ones are left: somebody may be reading them, or
/// writing them.
async fn sweep(db: &Db) -> Result<()> {
    let (seconds, _) = Timestamp::now(NoContext).to_unix();
    let young = Uuid::new_v7(Timestamp::from_unix(NoContext, seconds - YOUNG, 0));
    let old: Vec<(Uuid,)> = db
        .query(
            "select distinct s.sheets from figure_sheet s
             where s.sheets < $1 and not exists (select 1 from figure_span f where f.sheets = s.sheets)",
        )
        .bind(young)
        .all()
        .await?;
    for (sheets,) in old {
        loop {
            let mut tx = db.begin().await?;
            let gone = tx
                .query(
                    "delete from figure_sheet where sheets = $1
                       and unit in (select unit from figure_sheet where sheets = $1 limit $2)",
                )
                .bind(sheets)
                .bind(AT_ONCE as i64)
                .execute()
                .await?;
            tx.commit().await?;
            if gone < AT_ONCE as u64 {
                break;
            }
        }
    }
    Ok(())
}

/// The permitted unit's sheet.
pub async fn sheet(db: &Db, permit: &Permit<SeeReport>, sheets: Uuid) -> Result<Option<Sheet>> {
    let row = db.query("select sheet from figure_sheet where sheets = $1 and unit = $2");
    let row: Option<(Json<Sheet>,)> = row.bind(sheets).bind(permit.place.unit).optional().await?;
    Ok(row.map(|(Json(sheet),)| sheet))
}

/// The units directly below the permitted one, in their order, each with its name and sheet.
pub async fn below(
    db: &Db,
    permit: &Permit<SeeReport>,
    sheets: Uuid,
) -> Result<Vec<(UnitId, String, Sheet)>> {
    let rows: Vec<(UnitId, String, Json<Sheet>)> = db
        .query(
            "select u.id, u.name, s.sheet from figure_sheet s join unit u on u.id = s.unit
             where s.sheets = $1 and s.above = $2 order by u.kind, u.grade, u.sort_key, u.code",
        )
        .bind(sheets)
        .bind(permit.place.unit)
        .all()
        .await?;
    let rows = rows
        .into_iter()
        .map(|(id, name, Json(sheet))| (id, name, sheet));
    Ok(rows.collect())
}
