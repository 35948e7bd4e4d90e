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
    match day {
        Some(day) => {
            let days = [day.min(today), day.max(today)];
            marks::dated(&mut tx, days).await?;
            marks::structure(&mut tx, days[0]).await?;
        }
        None => marks::everything(&mut tx).await?,
    }
    settings::set(&mut tx, DAY, &today.to_string()).await?;
    tx.commit().await
}

/// A condition on a statement that writes what was counted: that it is still the day it was counted as of. The day is the parameter.
pub fn still(day: &str) -> String {
    format!("exists (select 1 from setting where key = '{DAY}' and value = {day})")
}
