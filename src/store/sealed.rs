//! Sealed pictures and PINs of all children at once: to see whose key they were sealed with, and to seal new ones when it is lost.

use super::{Db, Result, Tx};
use lachan_core::{ids::PupilId, person::SecretKind};

/// Some child's sealed secret.
pub async fn any(db: &Db) -> Result<Option<(PupilId, String)>> {
    db.query("select id, secret from pupil limit 1")
        .optional()
        .await
}

/// The next children in the order of their ids, with what kind of secret each has.
pub async fn after(
    tx: &mut Tx,
    last: Option<PupilId>,
    most: i64,
) -> Result<Vec<(PupilId, SecretKind)>> {
    tx.query("select id, secret_kind from pupil where $1 is null or id > $1 order by id limit $2")
        .bind(last)
        .bind(most)
        .all()
        .await
}

/// Puts another secret in the place of one. The card printed before opens nothing any more.
pub async fn replace(tx: &mut Tx, pupil: PupilId, secret: String) -> Result<u64> {
    tx.query("update pupil set secret = $1, secret_version = secret_version + 1 where id = $2")
        .bind(secret)
        .bind(pupil)
        .execute()
        .await
}
