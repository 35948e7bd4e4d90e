//! Sheets: what is kept, added up for every unit of a line and hidden where it points at somebody, once for all who ask.

use super::{Facts, as_of, kept::Root, spans, structure::Structure};
use crate::store::{
    Db, Result,
    rows::{AT_ONCE, rows},
};
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

/// Some spans of which as much has passed, the one that begins last first, with all units that are there in them.
pub struct Ground<'a> {
    db: &'a Db,
    spans: &'a [Span],
    today: NaiveDate,
    structure: Arc<Structure>,
}

impl<'a> Ground<'a> {
    pub async fn read(db: &'a Db, spans: &'a [Span], today: NaiveDate) -> Result<Self> {
        let passed: Vec<Span> = spans.iter().map(|span| as_of(*span, today)).collect();
        let first = passed.iter().map(|span| span.from).min().unwrap_or(today);
        let last = passed.iter().map(|span| span.to).max().unwrap_or(today);
        let structure = Arc::new(Structure::read(db, first, last).await?);
        Ok(Self {
            db,
            spans,
            today,
            structure,
        })
    }

    /// The trees of a line, one for each span; nothing is hidden yet.
    pub async fn grow(&self, line: Line) -> Result<Vec<Tree>> {
        let mut trees = Vec::new();
        for span in self.spans {
            let passed = as_of(*span, self.today);
            let facts = facts(self.db, *span, &self.structure, passed.to).await?;
            let structure = self.structure.clone();
            let tree = aside(move || Tree::grow(structure.places(line, passed), &facts));
            trees.push(tree.await?);
        }
        Ok(trees)
    }
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

/// Makes the sheets of some spans from what is kept: of all of which as much has passed, the one that begins last first. One line after the other:
/// a province's trees of both would need twice the memory.
pub async fn make(db: &Db, spans: &[Span], today: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    spans::settle(db).await?;
    let mut sheets = Vec::new();
    for span in spans {
        sheets.push((*span, Uuid::now_v7(), spans::changes(db, *span).await?));
    }
    let ground = Ground::read(db, spans, today).await?;
    for line in [Line::Education, Line::Youth] {
        let mut trees = ground.grow(line).await?;
        let hidden = aside(move || {
            hide(&mut trees);
            trees
        });
        for ((_, id, _), tree) in sheets.iter().zip(hidden.await?) {
            write(db, *id, &tree).await?;
        }
    }
    for (span, id, after) in sheets {
        publish(db, span, id, after, now).await?;
    }
    sweep(db).await
}

/// A province's worth of adding: other work goes on meanwhile.
async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| sqlx::Error::WorkerCrashed)
}

/// A transaction for some at a time: a longer one would keep a whole class's results waiting.
async fn write(db: &Db, id: Uuid, tree: &Tree) -> Result<()> {
    let sheets: Vec<_> = tree.sheets().collect();
    for some in sheets.chunks(AT_ONCE) {
        let mut tx = db.begin().await?;
        let mut insert = tx.query(format!(
            "insert into figure_sheet (sheets, unit, above, sheet) values {}",
            rows(some.len(), 4)
        ));
        for (unit, above, sheet) in some {
            insert = insert.bind(id).bind(*unit);
            insert = insert.bind(*above).bind(Json(sheet));
        }
        insert.execute().await?;
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
