//! Lists that were read, and what bringing them in changed.

use super::{
    Db, Result, Tx,
    db::Query,
    pupils::{WRITTEN, Written},
};
use chrono::{DateTime, NaiveDate, Utc};
use lachan_core::{
    class_name::ClassName,
    ids::{ImportId, PupilId, StaffId, UnitId},
    import::{Known, Reading},
    permission::{ImportClass, Permit},
    person::Details,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

/// An import as it stands.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct Import {
    pub id: ImportId,
    pub school: UnitId,
    pub class: Option<UnitId>,
    pub file_name: String,
    pub made_by: StaffId,
    pub made_at: DateTime<Utc>,
    pub preview: Json<Reading>,
    pub committed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
}

/// One line of a school's list of imports.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ImportLine {
    pub id: ImportId,
    pub file_name: String,
    pub who: String,
    pub made_at: DateTime<Utc>,
    pub committed_at: Option<DateTime<Utc>>,
    pub undone_at: Option<DateTime<Utc>>,
    pub changes: i64,
}

/// One thing an import did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Change {
    ClassMade {
        class: UnitId,
        youth: Option<UnitId>,
    },
    Added {
        pupil: PupilId,
        class: UnitId,
    },
    Changed {
        pupil: PupilId,
        was: Details,
        became: Details,
    },
    Moved {
        pupil: PupilId,
        from: Option<UnitId>,
        to: UnitId,
    },
    Left {
        pupil: PupilId,
        class: UnitId,
    },
}

impl Change {
    fn kind(&self) -> &'static str {
        match self {
            Self::ClassMade { .. } => "class_made",
            Self::Added { .. } => "added",
            Self::Changed { .. } => "changed",
            Self::Moved { .. } => "moved",
            Self::Left { .. } => "left",
        }
    }

    fn subject(&self) -> Uuid {
        match self {
            Self::ClassMade { class, .. } => class.0,
            Self::Added { pupil, .. }
            | Self::Changed { pupil, .. }
            | Self::Moved { pupil, .. }
            | Self::Left { pupil, .. } => pupil.0,
        }
    }
}

/// Keeps a list that was read, for its preview.
pub async fn keep(tx: &mut Tx, import: &Import, file_hash: &str) -> Result<()> {
    tx.query(
        "insert into import (id, school, class, file_name, file_hash, made_by, made_at, preview)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(import.id)
    .bind(import.school)
    .bind(import.class)
    .bind(import.file_name.clone())
    .bind(file_hash.to_owned())
    .bind(import.made_by)
    .bind(import.made_at)
    .bind(import.preview.clone())
    .execute()
    .await?;
    Ok(())
}

/// An import by its id.
pub async fn find(db: &Db, id: ImportId) -> Result<Option<Import>> {
    db.query(
        "select id, school, class, file_name, made_by, made_at, preview, committed_at, undone_at from import where id = $1",
    )
    .bind(id)
    .optional()
    .await
}

/// The latest imports of a school that were brought in; of one person alone where `by` names one.
pub async fn of_school(db: &Db, school: UnitId, by: Option<StaffId>) -> Result<Vec<ImportLine>> {
    db.query(
        "select i.id, i.file_name, s.full_name as who, i.made_at, i.committed_at, i.undone_at,
                (select count(*) from import_change c where c.import = i.id) as changes
         from import i join staff s on s.id = i.made_by
         where i.school = $1 and i.committed_at is not null and ($2 is null or i.made_by = $2)
         order by i.made_at desc limit 20",
    )
    .bind(school)
    .bind(by)
    .all()
    .await
}

/// Keeps what a person has said about a list that was read, until it is brought in.
pub async fn keep_reading(
    tx: &mut Tx,
    id: ImportId,
    made_by: StaffId,
    reading: Json<Reading>,
) -> Result<u64> {
    tx.query(
        "update import set preview = $1 where id = $2 and made_by = $3 and committed_at is null",
    )
    .bind(reading)
    .bind(id)
    .bind(made_by)
    .execute()
    .await
}

/// Marks an import as brought in and forgets its rows. Answers 0 when somebody else was quicker.
pub async fn mark_committed(tx: &mut Tx, id: ImportId, now: DateTime<Utc>) -> Result<u64> {
    tx.query(
        "update import set committed_at = $1, preview = $2 where id = $3 and committed_at is null",
    )
    .bind(now)
    .bind(Json(Reading::default()))
    .bind(id)
    .execute()
    .await
}

/// Marks an import as undone. Answers 0 when it already was.
pub async fn mark_undone(
    tx: &mut Tx,
    id: ImportId,
    by: Option<StaffId>,
    now: DateTime<Utc>,
) -> Result<u64> {
    tx.query(
        "update import set undone_at = $1, undone_by = $2 where id = $3 and committed_at is not null and undone_at is null",
    )
    .bind(now)
    .bind(by)
    .bind(id)
    .execute()
    .await
}

/// Forgets previews from before an instant that nobody brought in, at most so many: they hold children's names.
pub async fn sweep(tx: &mut Tx, before: DateTime<Utc>, most: i64) -> Result<u64> {
    tx.query("delete from import where id in (select id from import where committed_at is null and made_at < $1 limit $2)")
        .bind(before)
        .bind(most)
        .execute()
        .await
}

/// Notes what an import did.
pub async fn note(tx: &mut Tx, import: ImportId, seq: i64, change: &Change) -> Result<()> {
    tx.query("insert into import_change (import, seq, kind, subject, became) values ($1, $2, $3, $4, $5)")
        .bind(import)
        .bind(seq)
        .bind(change.kind().to_owned())
        .bind(change.subject())
        .bind(Json(change.clone()))
        .execute()
        .await?;
    Ok(())
}

/// What an import did, latest first: the order of undoing.
pub async fn changes(db: &Db, import: ImportId) -> Result<Vec<Change>> {
    let rows: Vec<(Json<Change>,)> = db
        .query("select became from import_change where import = $1 order by seq desc")
        .bind(import)
        .all()
        .await?;
    Ok(rows.into_iter().map(|(change,)| change.0).collect())
}

#[derive(sqlx::FromRow)]
struct KnownRow {
    id: PupilId,
    #[sqlx(flatten)]
    written: Written,
    class: Option<UnitId>,
    class_name: Option<String>,
}

/// $1 school, $2 a day.
fn all_known() -> String {
    format!(
        "select p.id, {WRITTEN}, c.id as class, c.name as class_name
         from pupil p
         left join enrolment e on e.pupil = p.id and e.valid_from <= $2 and (e.valid_to is null or e.valid_to >= $2)
         left join unit c on c.id = e.class
         where p.school = $1 order by p.sort_key, p.id"
    )
}

/// Every child the school has written down, with the class it is in on a day.
pub async fn known(db: &Db, school: UnitId, on: NaiveDate) -> Result<Vec<Known>> {
    children(db.query(all_known()).bind(school).bind(on)).await
}

/// The same as this transaction sees them.
pub async fn known_in(tx: &mut Tx, school: UnitId, on: NaiveDate) -> Result<Vec<Known>> {
    children(tx.query(all_known()).bind(school).bind(on)).await
}

async fn children(query: Query<'_>) -> Result<Vec<Known>> {
    let rows: Vec<KnownRow> = query.all().await?;
    let known = rows.into_iter().map(|row| Known {
        id: row.id,
        details: row.written.into(),
        class: row.class.zip(row.class_name.map(ClassName::stored)),
    });
    Ok(known.collect())
}

/// Takes back a child that an import added, unless it has learnt or attended since. Answers whether it is gone.
pub async fn take_back(tx: &mut Tx, permit: &Permit<ImportClass>, pupil: PupilId) -> Result<bool> {
    let (used,): (i64,) = tx
        .query(
            "select (select count(*) from progress where pupil = $1) + (select count(*) from attendance where pupil = $1)
                  + (select count(*) from trial_result where pupil = $1)",
        )
        .bind(pupil)
        .one()
        .await?;
    if used > 0 {
        return Ok(false);
    }
    for trace in [
        "delete from session where pupil = $1",
        "delete from door_try where pupil = $1",
    ] {
        tx.query(trace).bind(pupil).execute().await?;
    }
    tx.query("delete from enrolment where pupil = $1 and class = $2")
        .bind(pupil)
        .bind(permit.place.unit)
        .execute()
        .await?;
    tx.query("delete from pupil where id = $1 and not exists (select 1 from enrolment e where e.pupil = pupil.id)")
        .bind(pupil)
        .execute()
        .await?;
    Ok(true)
}

/// Opens the enrolment again that an import ended.
pub async fn reopen(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    pupil: PupilId,
    last: NaiveDate,
) -> Result<u64> {
    tx.query(
        "update enrolment set valid_to = null where pupil = $1 and class = $2 and valid_to = $3",
    )
    .bind(pupil)
    .bind(permit.place.unit)
    .bind(last)
    .execute()
    .await
}

/// Takes an enrolment away that an import began and that is being undone.
pub async fn unenrol(tx: &mut Tx, permit: &Permit<ImportClass>, pupil: PupilId) -> Result<u64> {
    tx.query("delete from enrolment where pupil = $1 and class = $2 and valid_to is null")
        .bind(pupil)
        .bind(permit.place.unit)
        .execute()
        .await
}

/// Takes a class away that an import made, with its chi đội, when nothing has happened in it.
pub async fn unmake_class(
    tx: &mut Tx,
    permit: &Permit<ImportClass>,
    youth: Option<UnitId>,
) -> Result<bool> {
    let class = permit.place.unit;
    let (used,): (i64,) = tx
        .query(
            "select (select count(*) from enrolment where class = $1) + (select count(*) from assignment where class = $1)
                  + (select count(*) from door where class = $1) + (select count(*) from staff_grant where unit = $1)
                  + (select count(*) from activity_target where unit = $1 or unit = $2)
                  + (select count(*) from audit_event where unit = $1 or unit = $2)",
        )
        .bind(class)
        .bind(youth)
        .one()
        .await?;
    if used > 0 {
        return Ok(false);
    }
    tx.query("delete from unit_link where class = $1")
        .bind(class)
        .execute()
        .await?;
    for unit in [Some(class), youth].into_iter().flatten() {
        tx.query("delete from unit_edge where child = $1")
            .bind(unit)
            .execute()
            .await?;
        tx.query("delete from unit where id = $1")
            .bind(unit)
            .execute()
            .await?;
    }
    Ok(true)
}
