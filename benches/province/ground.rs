//! What every part of the making stands on.

use crate::shape::Shape;
use anyhow::Result;
use chrono::NaiveDate;
use lachan::{
    auth::keys::Keys,
    collate,
    store::{
        Tx,
        units::{self, NewUnit, SchoolYear},
    },
};
use lachan_core::{
    ids::UnitId,
    units::{Relation, UnitKind},
};
use uuid::Uuid;

/// What every school needs to know.
pub struct Ground<'a> {
    pub shape: &'a Shape,
    pub keys: &'a Keys,
    /// Of everybody's password.
    pub password_hash: String,
    pub years: Vec<SchoolYear>,
}

/// A unit of no school.
pub fn unit(code: String, kind: UnitKind, name: String, since: NaiveDate) -> NewUnit {
    NewUnit {
        id: UnitId(Uuid::now_v7()),
        code,
        kind,
        short_name: name.clone(),
        sort_key: collate::text_key(&name),
        name,
        levels: String::new(),
        grade: None,
        school: None,
        school_year: None,
        opened_on: since,
    }
}

/// Writes a unit down under another one.
pub async fn put(tx: &mut Tx, unit: &NewUnit, above: UnitId, relation: Relation) -> Result<UnitId> {
    units::create(tx, unit).await?;
    units::join(tx, unit.id, above, relation, unit.opened_on).await?;
    Ok(unit.id)
}
