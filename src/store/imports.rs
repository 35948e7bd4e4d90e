//! Lists that were read, and what bringing them in changed.

mod changes;
mod known;
mod taken_back;

use super::{Db, Result, Tx};
pub use changes::{Change, changes, note};
use chrono::{DateTime, Utc};
pub use known::{known, known_in};
use lachan_core::{
    ids::{ImportId, StaffId, UnitId},
    import::Reading,
};
use sqlx::types::Json;
pub use taken_back::{reopen, take_back, unenrol, unmake_class};

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
