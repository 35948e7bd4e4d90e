//! Whom a module was written for, and how it speaks to them (domain §5, §4.4).

use crate::words::Word;
use serde::{Deserialize, Serialize};
use std::fmt;

/// The age band of a module, in the order of the curriculum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(
    feature = "sqlx",
    derive(sqlx::Type),
    sqlx(type_name = "text", rename_all = "UPPERCASE")
)]
pub enum Band {
    /// Lớp 1–3
    A,
    /// Lớp 4–5
    B,
    /// Lớp 6–9
    C,
    /// Lớp 10–12
    D,
    /// Adults at work: managers, teachers, staff, Youth Union and Pioneer leaders.
    T,
    /// Parents.
    P,
}

/// How a reader is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Address {
    /// em
    Em,
    /// bạn
    Ban,
    /// thầy cô
    ThayCo,
    /// cha mẹ
    ChaMe,
}

impl Band {
    /// Every band.
    pub const ALL: [Self; 6] = [Self::A, Self::B, Self::C, Self::D, Self::T, Self::P];

    /// The band of a grade, 1 to 12.
    pub fn for_grade(grade: i64) -> Option<Self> {
        match grade {
            1..=3 => Some(Self::A),
            4..=5 => Some(Self::B),
            6..=9 => Some(Self::C),
            10..=12 => Some(Self::D),
            _ => None,
        }
    }

    /// The bands a teacher may choose for a class of this grade: its own, then the one below; never one above.
    pub fn allowed_for_grade(grade: i64) -> &'static [Self] {
        match Self::for_grade(grade) {
            Some(Self::A) => &[Self::A],
            Some(Self::B) => &[Self::B, Self::A],
            Some(Self::C) => &[Self::C, Self::B],
            Some(Self::D) => &[Self::D, Self::C],
            _ => &[],
        }
    }

    /// Whether children read it.
    pub fn is_for_pupils(self) -> bool {
        !matches!(self, Self::T | Self::P)
    }

    /// The most tiếng a sentence may have.
    pub fn words_per_sentence(self) -> Option<usize> {
        match self {
            Self::A => Some(20),
            Self::B => Some(26),
            _ => None,
        }
    }

    /// How the band's readers are addressed.
    pub fn address(self) -> Address {
        match self {
            Self::A | Self::B | Self::C => Address::Em,
            Self::D => Address::Ban,
            Self::T => Address::ThayCo,
            Self::P => Address::ChaMe,
        }
    }

    /// How the nine rules speak to the band's readers: they are about the child, whoever reads them.
    pub fn address_in_rules(self) -> Address {
        match self {
            Self::D => Address::Ban,
            _ => Address::Em,
        }
    }

    /// The band of a letter.
    pub fn from_letter(letter: char) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.letter() == letter)
    }

    /// The letter of the band.
    pub fn letter(self) -> char {
        match self {
            Self::A => 'A',
            Self::B => 'B',
            Self::C => 'C',
            Self::D => 'D',
            Self::T => 'T',
            Self::P => 'P',
        }
    }
}

impl fmt::Display for Band {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.letter())
    }
}

impl Address {
    /// The key of the word in the locale file; with `-first` it begins a sentence.
    pub fn key(self) -> Word {
        match self {
            Self::Em => "address-em",
            Self::Ban => "address-ban",
            Self::ThayCo => "address-thay-co",
            Self::ChaMe => "address-cha-me",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn grades_fall_into_bands() {
        let bands: String = (1..=12)
            .map(|grade| Band::for_grade(grade).unwrap().letter())
            .collect();
        assert_eq!(bands, "AAABBCCCCDDD");
    }

    #[test]
    fn the_oldest_are_bạn_and_adults_are_adults() {
        assert_eq!(Band::C.address(), Address::Em);
        assert_eq!(Band::D.address(), Address::Ban);
        assert_eq!(Band::T.address(), Address::ThayCo);
    }

    proptest! {
        #[test]
        fn no_class_is_given_a_band_above_its_own_or_one_for_adults(grade in -2i64..16) {
            let allowed = Band::allowed_for_grade(grade);
            prop_assert_eq!(allowed.first().copied(), Band::for_grade(grade));
            for band in allowed {
                prop_assert!(*band <= allowed[0] && band.is_for_pupils());
            }
            prop_assert!(allowed.len() <= 2);
        }
    }
}
