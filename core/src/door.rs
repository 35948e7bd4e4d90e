//! The class door: its code, how often one may be wrong, and what a child's secret looks like as text.

use chrono::{DateTime, Duration, Utc};

/// Letters and digits that nobody mistakes for one another.
pub const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// How long a code is: 31^8 is 8.5 × 10^11, so that guessing finds no open door (trust finding 4).
pub const CODE_LENGTH: usize = 8;
/// How long a door stands open, and between what a teacher may choose.
pub const MINUTES: i64 = 45;
pub const SHORTEST: i64 = 15;
pub const LONGEST: i64 = 90;
/// After so many wrong secrets at one door an adult has to tap (trust finding 3: 3 of 12 pictures are 1,728 combinations).
pub const MISSES_AT_A_DOOR: i64 = 12;

/// A code from random bytes. Bytes that would favour some letters are passed over; `None` when too few are left.
pub fn code(random: &[u8]) -> Option<String> {
    let fair = random
        .iter()
        .filter(|byte| usize::from(**byte) < 256 / 31 * 31);
    let code: String = fair
        .take(CODE_LENGTH)
        .map(|byte| char::from(ALPHABET[usize::from(*byte) % 31]))
        .collect();
    (code.len() == CODE_LENGTH).then_some(code)
}

/// A code as a person typed it: small letters, spaces and hyphens do not matter.
pub fn parse_code(text: &str) -> Option<String> {
    let code: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .flat_map(char::to_uppercase)
        .collect();
    let known = code.len() == CODE_LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte));
    known.then_some(code)
}

/// A code as it is shown: two groups of four.
pub fn shown_code(code: &str) -> String {
    match code.split_at_checked(4) {
        Some((first, second)) => format!("{first} {second}"),
        None => code.to_owned(),
    }
}

/// The text of three pictures, in order.
pub fn pictures_text(pictures: [u8; 3]) -> String {
    pictures.map(|picture| picture.to_string()).join("-")
}

/// Reads the picks of a form: up to three pictures of twelve.
pub fn parse_picks(text: &str) -> Vec<u8> {
    text.split('-')
        .filter_map(|pick| pick.parse().ok())
        .filter(|pick| *pick < 12)
        .take(3)
        .collect()
}

/// What may be tried how often before one has to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    /// Misses that cost nothing.
    pub free: i64,
    /// The first wait; each further miss doubles it.
    pub first: Duration,
    pub longest: Duration,
    /// After so long without a miss all is forgotten.
    pub forget: Duration,
}

impl Limit {
    /// One tile: an honest child with a slip or two never waits, and nobody waits longer than 30 s.
    pub const TILE: Self = Self::new(3, 4, 30, 10 * 60);
    /// Door codes from one address: a whole class behind one router mistypes now and then.
    pub const CODES_OF_ADDRESS: Self = Self::new(30, 10, 120, 10 * 60);
    /// Door codes in total, over all addresses.
    pub const CODES_IN_ALL: Self = Self::new(600, 2, 20, 10 * 60);
    /// One user name from one address.
    pub const STAFF_AT_ADDRESS: Self = Self::new(5, 5, 5 * 60, 30 * 60);
    /// Any user names from one address.
    pub const STAFF_OF_ADDRESS: Self = Self::new(40, 10, 5 * 60, 30 * 60);
    /// Cards that are not ours, from one address.
    pub const CARDS_OF_ADDRESS: Self = Self::new(20, 10, 120, 10 * 60);

    const fn new(free: i64, first: i64, longest: i64, forget: i64) -> Self {
        Self {
            free,
            first: Duration::seconds(first),
            longest: Duration::seconds(longest),
            forget: Duration::seconds(forget),
        }
    }

    /// Until when to wait after this many misses.
    pub fn wait_until(self, misses: i64, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let over = u32::try_from(misses - self.free)
            .ok()
            .filter(|over| *over > 0)?;
        let doubled = self
            .first
            .num_seconds()
            .saturating_mul(1 << (over - 1).min(20));
        Some(now + Duration::seconds(doubled.min(self.longest.num_seconds())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_code_is_read_however_it_is_typed() {
        assert_eq!(parse_code(" k7m4-2xqa ").as_deref(), Some("K7M42XQA"));
        assert_eq!(shown_code("K7M42XQA"), "K7M4 2XQA");
        assert_eq!(parse_code("K7M4 2XQ0"), None);
        assert_eq!(parse_code("K7M4"), None);
    }

    #[test]
    fn an_honest_child_never_waits_long() {
        let now = DateTime::UNIX_EPOCH;
        assert_eq!(Limit::TILE.wait_until(3, now), None);
        assert_eq!(
            Limit::TILE.wait_until(4, now),
            Some(now + Duration::seconds(4))
        );
        assert_eq!(
            Limit::TILE.wait_until(40, now),
            Some(now + Duration::seconds(30))
        );
    }

    /// Someone who tries all tiles of a class until the door waits for the teacher opens one in a lesson with less than one in a
    /// hundred; without the door's counter (five tries on each of forty tiles) it would be one in nine.
    #[test]
    fn the_door_counter_is_what_holds() {
        let opens_one = |tries: i32| 1.0 - (1.0 - 1.0 / 1728.0f64).powi(tries);
        assert!(opens_one(i32::try_from(MISSES_AT_A_DOOR).unwrap()) < 0.01);
        assert!(opens_one(5 * 40) > 0.1);
    }

    proptest! {
        #[test]
        fn every_code_comes_back(bytes in proptest::collection::vec(any::<u8>(), 64)) {
            if let Some(code) = code(&bytes) {
                prop_assert_eq!(parse_code(&shown_code(&code)), Some(code));
            }
        }

        #[test]
        fn picks_come_back(a in 0u8..12, b in 0u8..12, c in 0u8..12) {
            prop_assert_eq!(parse_picks(&pictures_text([a, b, c])), vec![a, b, c]);
        }
    }
}
