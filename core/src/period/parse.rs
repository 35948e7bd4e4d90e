//! A period out of its code.

use super::Period;
use std::str::FromStr;

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

pub(super) fn year(text: &str) -> Result<i32, NotAPeriod> {
    let digits = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|year| digits && (2000..2200).contains(year))
        .ok_or(NotAPeriod)
}
