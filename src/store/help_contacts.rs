//! The people of a school whom children can turn to, shown on the help page beside 111.

use super::{Db, Result, Tx};
use chrono::NaiveDate;
use lachan_core::{
    ids::UnitId,
    permission::{EditContacts, Permit},
};
use uuid::Uuid;

/// Somebody who helps, as the school names them.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Contact {
    pub name: String,
    pub title: String,
    pub room: String,
    pub phone: String,
}

/// The contacts of a school on a day, in the school's own order.
pub async fn of_school(db: &Db, school: UnitId, on: NaiveDate) -> Result<Vec<Contact>> {
    db.query(
        "select name, title, room, phone from help_contact
         where unit = $1 and valid_from <= $2 and (valid_to is null or valid_to >= $2) order by position, id",
    )
    .bind(school)
    .bind(on)
    .all()
    .await
}

/// Puts a new list in the place of the old one from today on. What was shown on earlier days stays on record; a list made and
/// replaced on the same day was never the list of a day, and goes.
pub async fn replace(
    tx: &mut Tx,
    permit: &Permit<EditContacts>,
    contacts: &[Contact],
    today: NaiveDate,
) -> Result<()> {
    let school = permit.place.unit;
    tx.query("delete from help_contact where unit = $1 and valid_to is null and valid_from = $2")
        .bind(school)
        .bind(today)
        .execute()
        .await?;
    tx.query("update help_contact set valid_to = $1 where unit = $2 and valid_to is null")
        .bind(today.pred_opt().unwrap_or(today))
        .bind(school)
        .execute()
        .await?;
    for (position, contact) in (0i64..).zip(contacts) {
        tx.query(
            "insert into help_contact (id, unit, name, title, room, phone, position, valid_from)
             values ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(Uuid::now_v7())
        .bind(school)
        .bind(contact.name.clone())
        .bind(contact.title.clone())
        .bind(contact.room.clone())
        .bind(contact.phone.clone())
        .bind(position)
        .bind(today)
        .execute()
        .await?;
    }
    Ok(())
}
