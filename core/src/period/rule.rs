//! By which days a month of reporting goes.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};

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
    pub(super) fn first_day(self, year: i32, month: u32) -> Option<NaiveDate> {
        let first = NaiveDate::from_ymd_opt(year, month, 1)?;
        match self {
            Self::Calendar => Some(first),
            Self::Nd09 => first
                .checked_sub_months(Months::new(1))?
                .checked_add_days(Days::new(14)),
        }
    }

    /// The month a day is reported in: year and month.
    pub(super) fn month_of(self, day: NaiveDate) -> (i32, u32) {
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
