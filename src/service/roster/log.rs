//! What an import did, in order: undoing reads it backwards.

use crate::{
    error::Result,
    store::{Tx, imports, imports::Change},
};
use lachan_core::ids::ImportId;

/// What an import did so far, numbered in order.
pub struct Log {
    pub import: ImportId,
    pub seq: i64,
}

impl Log {
    /// Notes one change.
    pub async fn note(&mut self, tx: &mut Tx, change: Change) -> Result<()> {
        self.seq += 1;
        Ok(imports::note(tx, self.import, self.seq, &change).await?)
    }
}
