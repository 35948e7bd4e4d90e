//! The day that running spans are counted as of. When it comes, what begins or ends on it is marked.

use super::marks;
use crate::store::{Db, Result, settings};
use chrono::NaiveDate;

/// The setting that holds the day.
const DAY: &str = "figures_day";

/// Brings what is kept to today: usually nothing. A clock that was put back turns the days back.
pub async fn turn(db: &Db, today: NaiveDate) -> Result<()> {
    let day = settings::get(db, DAY).await?;
    let day = day.and_then(|day| day.parse::<NaiveDate>().ok());
    if day == Some(today) {
        return Ok(());
    }
    let mut tx = db.begin().await?;
    // Of several who find the day over one turns it.
    let turned = tx
        .query(
            "insert into setting (key, value) values ($1, $2)
             on conflict (key) do update set value = excluded.value where setting.value <> excluded.value",
        )
        .bind(DAY.to_owned())
        .bind(today.to_string())
        .execute()
        .await?;
    if turned == 0 {
        return tx.rollback().await;
    }
    match day {
        Some(day) => {
            let days = [day.min(today), day.max(today)];
            marks::dated(&mut tx, days).await?;
            marks::structure(&mut tx, days[0]).await?;
        }
        None => marks::everything(&mut tx).await?,
    }
    tx.commit().await
}

/// A condition on a statement that writes what was counted: that it is still the day it was counted as of. The day is the parameter.
pub fn still(day: &str) -> String {
    format!("exists (select 1 from setting where key = '{DAY}' and value = {day})")
}
