//! The day that running spans are counted as of. When it comes, what begins or ends on it is marked.

use super::marks;
use crate::store::{Db, Result, settings};
use chrono::NaiveDate;

/// The setting that holds the day.
const DAY: &str = "figures_day";

/// Brings what is kept to today: usually nothing. A clock that was put back turns the days back.
pub async fn turn(db: &Db, today: NaiveDate) -> Result<()> {
    loop {
        let day = settings::get(db, DAY).await?;
        let day = day.and_then(|day| day.parse::<NaiveDate>().ok());
        // Around midnight, or where clocks differ, another may have turned it meanwhile: then the days between are others.
        if day == Some(today) || turn_from(db, day, today).await? {
            return Ok(());
        }
    }
}

/// Turns the day if it is still what it was; of several who find it over one does.
async fn turn_from(db: &Db, day: Option<NaiveDate>, today: NaiveDate) -> Result<bool> {
    let mut tx = db.begin().await?;
    let turned = match day {
        Some(day) => tx
            .query("update setting set value = $1 where key = $2 and value = $3")
            .bind(today.to_string())
            .bind(DAY.to_owned())
            .bind(day.to_string()),
        None => tx
            .query(
                "insert into setting (value, key) values ($1, $2)
                 on conflict (key) do update set value = excluded.value where setting.value <> excluded.value",
            )
            .bind(today.to_string())
            .bind(DAY.to_owned()),
    };
    if turned.execute().await? == 0 {
        tx.rollback().await?;
        return Ok(false);
    }
    match day {
        Some(day) => {
            let days = [day.min(today), day.max(today)];
            marks::dated(&mut tx, days).await?;
            marks::structure(&mut tx, days[0]).await?;
        }
        None => marks::everything(&mut tx).await?,
    }
    tx.commit().await?;
    Ok(true)
}

/// A condition on a statement that writes what was counted: that it is still the day it was counted as of. The day is the parameter.
pub fn still(day: &str) -> String {
    format!("exists (select 1 from setting where key = '{DAY}' and value = {day})")
}
