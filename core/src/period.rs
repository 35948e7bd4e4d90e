//! The spans of days a report is made for (domain §1.3).
//!
//! Periodic reports of state bodies end on the 14th (Nghị định 09/2019/NĐ-CP, Điều 12): October's month runs from 15 September to
//! 14 October, and quarters, halves and years are whole numbers of such months. A year of schooling and its two terms have the dates
//! the Department set.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

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

/// When a month ends, for reports.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// On the 14th: NĐ 09/2019/NĐ-CP, Điều 12.
    #[default]
    Nd09,
    /// On its last day.
    Calendar,
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

impl Rule {
    /// The rule of a setting's word.
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "nd09" => Some(Self::Nd09),
            "calendar" => Some(Self::Calendar),
            _ => None,
        }
    }

    /// The word of a setting.
    pub fn name(self) -> &'static str {
        match self {
            Self::Nd09 => "nd09",
            Self::Calendar => "calendar",
        }
    }

    /// The month number `month` of a year counted from its January, which may lie outside 1–12.
    fn first_day(self, year: i32, month: u32) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        match self {
            Self::Calendar => Some(first),
            Self::Nd09 => first
                .checked_sub_months(Months::new(1))?
                .checked_add_days(Days::new(14)),
        }
    }

    /// The month a day is reported in: year and month.
    fn month_of(self, day: NaiveDate) -> (i32, u32) {
        let shifted = match self {
            Self::Nd09 if day.day() >= 15 => {
                let first = day.with_day(1).unwrap_or(day);
                first.checked_add_months(Months::new(1)).unwrap_or(day)
            }
            _ => day,
        };
        (shifted.year(), shifted.month())
    }
}

impl Span {
    /// Whether a day lies in it.
    pub fn covers(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
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
            Self::SchoolYear { .. } => dates.map(|d| Span {
                from: d.starts_on,
                to: d.ends_on,
            }),
            Self::Term { term: 1, .. } => dates.map(|d| Span {
                from: d.starts_on,
                to: d.term2_on.pred_opt().unwrap_or(d.term2_on),
            }),
            Self::Term { .. } => dates.map(|d| Span {
                from: d.term2_on,
                to: d.ends_on,
            }),
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

/// A text that names no period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPeriod;

impl FromStr for Period {
    type Err = NotAPeriod;

    fn from_str(text: &str) -> Result<Self, NotAPeriod> {
        let text = text.trim();
        let school = |rest: &str| {
            let (first, last) = rest.split_once('-').ok_or(NotAPeriod)?;
            let first = year(first)?;
            (year(last)? == first + 1)
                .then_some(first)
                .ok_or(NotAPeriod)
        };
        if let Some(rest) = text.strip_prefix("NH") {
            return Ok(Self::SchoolYear {
                first: school(rest)?,
            });
        }
        for term in [1, 2] {
            if let Some(rest) = text.strip_prefix(&format!("HK{term}-")) {
                return Ok(Self::Term {
                    first: school(rest)?,
                    term,
                });
            }
        }
        let (first, rest) = text.split_once('-').ok_or(NotAPeriod)?;
        let year = year(first)?;
        if rest == "Y" {
            return Ok(Self::Year { year });
        }
        let number = |prefix: char, most: u32| {
            rest.strip_prefix(prefix)
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
                .and_then(|digits| digits.parse().ok())
                .filter(|n| (1..=most).contains(n))
        };
        if let Some(month) = number('M', 12) {
            Ok(Self::Month { year, month })
        } else if let Some(quarter) = number('Q', 4) {
            Ok(Self::Quarter { year, quarter })
        } else if let Some(half) = number('H', 2) {
            Ok(Self::Half { year, half })
        } else {
            Err(NotAPeriod)
        }
    }
}

fn year(text: &str) -> Result<i32, NotAPeriod> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|year| digits && (2000..2200).contains(year))
        .ok_or(NotAPeriod)
}

#[cfg(test)]
mod tests;
