//! How long something is known by child (domain §3.3): until a day after its school year, and a single day of each child that stays until
//! the half-year and the year that run then are over.

use chrono::{Datelike, Days, NaiveDate};

/// The month to whose end what is known by child of a school year is kept after it (domain §3.3: 30 September, unless a province decides
/// otherwise). All are over when the figures of the calendar year are sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LastMonth {
    August = 8,
    #[default]
    September = 9,
    October = 10,
    November = 11,
}

impl LastMonth {
    pub const ALL: [Self; 4] = [Self::August, Self::September, Self::October, Self::November];

    /// Its number, as it is stored.
    pub fn name(self) -> String {
        (self as u32).to_string()
    }

    /// The month with a number; `None` when it cannot be chosen.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|month| month.name() == name)
    }

    /// Its last day, as it is written.
    pub fn last_day(self) -> String {
        // Of any year: none of them is a February.
        let last = self.day_after(2000) - Days::new(1);
        last.format("%-d/%-m").to_string()
    }

    fn day_after(self, year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, self as u32 + 1, 1).unwrap_or(NaiveDate::MAX)
    }
}

/// The day a school year is forgotten by child: the one after its last month, and not before the next year has begun.
pub fn due_on(ends_on: NaiveDate, next_starts_on: NaiveDate, last: LastMonth) -> NaiveDate {
    let due = last.day_after(ends_on.year());
    let due = if due <= ends_on {
        last.day_after(ends_on.year() + 1)
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
        let due = |ends, next| due_on(day(ends), day(next), LastMonth::default());
        assert_eq!(due("2027-05-31", "2027-09-06"), day("2027-10-01"));
        assert_eq!(due("2026-12-31", "2027-02-01"), day("2027-10-01"));
        assert_eq!(due("2027-05-31", "2027-11-02"), day("2027-11-02"));
        let by = |last| due_on(day("2027-05-31"), day("2027-09-06"), last);
        assert_eq!(by(LastMonth::August), day("2027-09-06"));
        assert_eq!(by(LastMonth::November), day("2027-12-01"));
        for last in LastMonth::ALL {
            assert_eq!(LastMonth::named(&last.name()), Some(last));
            // What is carried over to the end of a year is carried to the end of that one.
            assert_eq!(carried_until(by(last)), day("2028-02-01"));
        }
        assert_eq!(LastMonth::named("12"), None);
        assert_eq!(
            LastMonth::ALL.map(LastMonth::last_day),
            ["31/8", "30/9", "31/10", "30/11"]
        );
        assert_eq!(carried_until(day("2027-10-01")), day("2028-02-01"));
        assert_eq!(carried_until(day("2027-12-31")), day("2028-02-01"));
    }
}
