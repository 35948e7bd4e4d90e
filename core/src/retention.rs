//! How long something is known by child (domain §3.3): until 30 September after its school year, and a single day of each child that stays until
//! the half-year and the year that run then are over.

use chrono::{Datelike, NaiveDate};

/// The day a school year is forgotten by child: 1 October after its end, and not before the next year has begun.
pub fn due_on(ends_on: NaiveDate, next_starts_on: NaiveDate) -> NaiveDate {
    let october = |year| NaiveDate::from_ymd_opt(year, 10, 1).unwrap_or(NaiveDate::MAX);
    let due = october(ends_on.year());
    let due = if due <= ends_on {
        october(ends_on.year() + 1)
    } else {
        due
    };
    due.max(next_starts_on)
}

/// The day on which what was carried over is gone as well: 1 February after, when the figures of the calendar year have been sent.
pub fn carried_until(forgotten_on: NaiveDate) -> NaiveDate {
    NaiveDate::from_ymd_opt(forgotten_on.year() + 1, 2, 1).unwrap_or(NaiveDate::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_year_is_forgotten_after_thirty_september() {
        let due = |ends, next| due_on(day(ends), day(next));
        assert_eq!(due("2027-05-31", "2027-09-06"), day("2027-10-01"));
        assert_eq!(due("2026-12-31", "2027-02-01"), day("2027-10-01"));
        assert_eq!(due("2027-05-31", "2027-11-02"), day("2027-11-02"));
        assert_eq!(carried_until(day("2027-10-01")), day("2028-02-01"));
        assert_eq!(carried_until(day("2027-12-31")), day("2028-02-01"));
    }
}
