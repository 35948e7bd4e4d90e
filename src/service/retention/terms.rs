//! Which school years are forgotten by child, and when.

use crate::{
    error::Result,
    store::{
        Db, settings,
        units::{self, SchoolYear},
    },
};
use chrono::NaiveDate;
use lachan_core::retention::{LastMonth, due_on};

/// The setting that holds the month to whose end a school year is kept by child.
pub const LAST_MONTH: &str = "retention_last_month";

/// A school year and when it is forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    pub year: SchoolYear,
    /// Its last day: the day before the next year begins.
    pub until: NaiveDate,
    pub due_on: NaiveDate,
}

/// The month to whose end a school year is kept by child.
pub async fn last_month(db: &Db) -> Result<LastMonth> {
    let set = settings::get(db, LAST_MONTH).await?;
    Ok(set
        .as_deref()
        .and_then(LastMonth::named)
        .unwrap_or_default())
}

/// The latest school year that is due on a day, if years are kept until then.
pub async fn due(db: &Db, last: LastMonth, today: NaiveDate) -> Result<Option<Term>> {
    let terms = terms(db, last).await?;
    Ok(terms.into_iter().rfind(|term| term.due_on <= today))
}

/// The school years that another has followed, the earliest first, if they are kept until then.
pub async fn terms(db: &Db, last: LastMonth) -> Result<Vec<Term>> {
    let mut years = units::school_years(db).await?;
    years.reverse();
    let pairs = years.windows(2).filter_map(|pair| {
        let [year, next] = pair else { return None };
        Some(Term {
            until: next.starts_on.pred_opt()?,
            due_on: due_on(year.ends_on, next.starts_on, last),
            year: year.clone(),
        })
    });
    Ok(pairs.collect())
}
