//! What an import did, so that it can be taken back.

use crate::store::{Db, Result, Tx};
use lachan_core::{
    ids::{ImportId, PupilId, UnitId},
    person::Details,
};
use serde::{Deserialize, Serialize};
use sqlx::types::Json;
use uuid::Uuid;

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
