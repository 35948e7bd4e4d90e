//! The spans of days a report is made for (domain §1.3).
//!
//! Periodic reports of state bodies end on the 14th (Nghị định 09/2019/NĐ-CP, Điều 12): October's month runs from 15 September to
//! 14 October, and quarters, halves and years are whole numbers of such months. A year of schooling and its two terms have the dates
//! the Department set.

mod parse;
mod rule;

use chrono::{Days, Months, NaiveDate};
pub use parse::NotAPeriod;
pub use rule::Rule;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A period by its name; the days it covers follow from the [`Rule`] in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Period {
    Month {
        year: i32,
        month: u32,
    },
    Quarter {
        year: i32,
        quarter: u32,
    },
    Half {
        year: i32,
        half: u32,
    },
    Year {
        year: i32,
    },
    /// The school year that begins in this year.
    SchoolYear {
        first: i32,
    },
    /// Học kỳ I or II.
    Term {
        first: i32,
        term: u32,
    },
}

/// The first and the last day, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    pub from: NaiveDate,
    pub to: NaiveDate,
}

/// The dates of a school year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SchoolDates {
    pub starts_on: NaiveDate,
    /// First day of học kỳ II.
    pub term2_on: NaiveDate,
    pub ends_on: NaiveDate,
}

impl Span {
    /// Whether a day lies in it.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

impl SchoolDates {
    /// The year and its two terms.
    pub fn spans(self) -> [Span; 3] {
        let span = |from, to| Span { from, to };
        let before_term2 = self.term2_on.pred_opt().unwrap_or(self.term2_on);
        [
            span(self.starts_on, self.ends_on),
            span(self.starts_on, before_term2),
            span(self.term2_on, self.ends_on),
        ]
    }
}

impl Period {
    /// The month a day is reported in.
    pub fn month_of(day: NaiveDate, rule: Rule) -> Self {
        let (year, month) = rule.month_of(day);
        Self::Month { year, month }
    }

    /// The periods one chooses from on a day: the last twelve months, the quarters and halves they lie in, two years.
    pub fn around(day: NaiveDate, rule: Rule) -> Vec<Self> {
        let (year, month) = rule.month_of(day);
        let months = (0..12).map(|back| {
            let n = year * 12 + month.cast_signed() - 1 - back;
            Self::Month {
                year: n.div_euclid(12),
                month: n.rem_euclid(12).cast_unsigned() + 1,
            }
        });
        let quarters = (0..4).map(|back| {
            let n = year * 4 + ((month - 1) / 3).cast_signed() - back;
            Self::Quarter {
                year: n.div_euclid(4),
                quarter: n.rem_euclid(4).cast_unsigned() + 1,
            }
        });
        let halves = (0..2).map(|back| {
            let n = year * 2 + ((month - 1) / 6).cast_signed() - back;
            Self::Half {
                year: n.div_euclid(2),
                half: n.rem_euclid(2).cast_unsigned() + 1,
            }
        });
        let years = [Self::Year { year }, Self::Year { year: year - 1 }];
        months.chain(quarters).chain(halves).chain(years).collect()
    }

    /// The days of the period. School years and terms need the dates of their year; without them there is no answer.
    pub fn span(self, rule: Rule, dates: Option<SchoolDates>) -> Option<Span> {
        let months = |year: i32, first: u32, count: u32| {
            let from = rule.first_day(year, first)?;
            let to = from
                .checked_add_months(Months::new(count))?
                .checked_sub_days(Days::new(1))?;
            Some(Span { from, to })
        };
        match self {
            Self::Month { year, month } => months(year, month, 1),
            Self::Quarter { year, quarter } => months(year, quarter * 3 - 2, 3),
            Self::Half { year, half } => months(year, half * 6 - 5, 6),
            Self::Year { year } => months(year, 1, 12),
            Self::SchoolYear { .. } => dates.map(|dates| dates.spans()[0]),
            Self::Term { term: 1, .. } => dates.map(|dates| dates.spans()[1]),
            Self::Term { .. } => dates.map(|dates| dates.spans()[2]),
        }
    }

    /// The code of the school year whose dates the period needs.
    pub fn school_year(self) -> Option<String> {
        match self {
            Self::SchoolYear { first } | Self::Term { first, .. } => {
                Some(format!("NH{first}-{}", first + 1))
            }
            _ => None,
        }
    }

    /// What a code says in words; one that is no period stands as it is.
    pub fn named(code: &str) -> String {
        code.parse()
            .map_or_else(|_| code.to_owned(), |period: Self| period.words())
    }

    /// As people say it: Tháng 10/2026, Quý IV/2026, Năm học 2026–2027.
    pub fn words(self) -> String {
        const ROMAN: [&str; 5] = ["", "I", "II", "III", "IV"];
        match self {
            Self::Month { year, month } => format!("Tháng {month}/{year}"),
            Self::Quarter { year, quarter } => format!("Quý {}/{year}", ROMAN[quarter as usize]),
            Self::Half { year, half: 1 } => format!("6 tháng đầu năm {year}"),
            Self::Half { year, .. } => format!("6 tháng cuối năm {year}"),
            Self::Year { year } => format!("Năm {year}"),
            Self::SchoolYear { first } => format!("Năm học {first}–{}", first + 1),
            Self::Term { first, term } => {
                format!(
                    "Học kỳ {}, năm học {first}–{}",
                    ROMAN[term as usize],
                    first + 1
                )
            }
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::Month { year, month } => write!(f, "{year}-M{month:02}"),
            Self::Quarter { year, quarter } => write!(f, "{year}-Q{quarter}"),
            Self::Half { year, half } => write!(f, "{year}-H{half}"),
            Self::Year { year } => write!(f, "{year}-Y"),
            Self::SchoolYear { first } => write!(f, "NH{first}-{}", first + 1),
            Self::Term { first, term } => write!(f, "HK{term}-{first}-{}", first + 1),
        }
    }
}

#[cfg(test)]
mod tests;
