//! Whom one can call or write to, as shown on the help page (domain §3.6).

use crate::lesson::Band;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A place that helps: a number to call, a site, or both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HelpChannel {
    pub id: String,
    pub label: String,
    /// When to turn to it.
    pub text: String,
    /// As it is printed, perhaps with spaces.
    pub number: Option<String>,
    /// Without the scheme, as it is printed.
    pub site: Option<String>,
    /// Whom it is shown to.
    pub bands: Vec<Band>,
    /// Its first and its last day.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// All channels, the first to turn to first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Directory(Vec<HelpChannel>);

impl HelpChannel {
    /// The digits to dial.
    pub fn dial(&self) -> Option<String> {
        let number = self.number.as_ref()?;
        Some(number.chars().filter(char::is_ascii_digit).collect())
    }

    /// Whether it is in service on a day.
    pub fn is_open_on(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Directory {
    /// A directory in the order given.
    pub fn new(channels: Vec<HelpChannel>) -> Self {
        Self(channels)
    }

    /// Every channel, in service or not.
    pub fn all(&self) -> &[HelpChannel] {
        &self.0
    }

    /// What readers of a band see on a day.
    pub fn for_band(&self, band: Band, day: NaiveDate) -> impl Iterator<Item = &HelpChannel> {
        self.0
            .iter()
            .filter(move |channel| channel.bands.contains(&band) && channel.is_open_on(day))
    }

    /// What somebody sees whose band is not known: the channels every child may see.
    pub fn for_everyone(&self, day: NaiveDate) -> impl Iterator<Item = &HelpChannel> {
        self.0.iter().filter(move |channel| {
            let pupils = Band::ALL.into_iter().filter(|band| band.is_for_pupils());
            channel.is_open_on(day) && pupils.into_iter().all(|band| channel.bands.contains(&band))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn channel(id: &str, number: &str, bands: &[Band]) -> HelpChannel {
        HelpChannel {
            id: id.into(),
            label: id.into(),
            text: String::new(),
            number: Some(number.into()),
            site: None,
            bands: bands.to_vec(),
            from: None,
            to: None,
        }
    }

    fn directory() -> Directory {
        let mut child = channel("111", "111", &Band::ALL);
        child.from = NaiveDate::from_ymd_opt(2017, 12, 6);
        let home = channel("home", "1900 96 96 80", &[Band::D, Band::T]);
        Directory::new(vec![child, home])
    }

    #[test]
    fn the_young_see_what_is_for_them() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 5).unwrap();
        let of = |band| {
            directory()
                .for_band(band, day)
                .map(|c| c.id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(of(Band::A), ["111"]);
        assert_eq!(of(Band::D), ["111", "home"]);
        assert_eq!(directory().for_everyone(day).count(), 1);
    }

    #[test]
    fn a_number_is_shown_from_its_first_to_its_last_day() {
        let directory = directory();
        let eve = NaiveDate::from_ymd_opt(2017, 12, 5).unwrap();
        assert_eq!(directory.for_band(Band::A, eve).count(), 0);
        assert_eq!(
            directory.for_band(Band::A, eve.succ_opt().unwrap()).count(),
            1
        );
    }
}
