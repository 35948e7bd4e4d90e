//! A report on its way out: as JSON for programs, as a workbook for people.

mod json;
mod workbook;

pub use json::json;
pub use workbook::workbook;

use crate::service::reports::Reading;
use chrono::{DateTime, Utc};
use lachan_app::text::tr;
use lachan_core::{day, period::Span};

/// That something has changed since, and when the figures were those of the database.
pub fn counted_at(at: DateTime<Utc>) -> String {
    let day = day::written(day::of(at));
    tr(
        "report-counted-at",
        &[("at", &format!("{} {day}", day::hour(at)))],
    )
}

/// From when to when the columns to date count, in one sentence.
pub fn to_date(reading: &Reading) -> String {
    let say = |key: &str, span: &Span| {
        let days = [
            ("from", day::written(span.from)),
            ("to", day::written(span.to)),
        ];
        tr(
            key,
            &days.each_ref().map(|(name, day)| (*name, day.as_str())),
        )
    };
    let school_year = reading.school_year.as_ref();
    let school_year = school_year.map(|(span, _)| say("report-to-date-school-year", span));
    let year = say("report-to-date-year", &reading.year.0);
    school_year
        .into_iter()
        .chain([year])
        .collect::<Vec<_>>()
        .join(" ")
}
