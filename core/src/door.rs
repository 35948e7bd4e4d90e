//! The class door: its code, how often one may be wrong, and what a child's secret looks like as text.

mod limit;

use chrono::Duration;
pub use limit::{Counter, Limit};

/// Letters and digits that nobody mistakes for one another.
pub const ALPHABET: &[u8; 31] = b"ABCDEFGHJKMNPQRSTUVWXYZ23456789";
/// How long a code is: 31^8 is 8.5 × 10^11, so that guessing finds no open door (trust finding 4).
pub const CODE_LENGTH: usize = 8;
/// How long a door stands open, and between what a teacher may choose.
pub const MINUTES: i64 = 45;
pub const SHORTEST: i64 = 15;
pub const LONGEST: i64 = 90;
/// What ends later than this from now was begun while the clock was ahead, and is over: no door and no session is meant to last so long.
pub const TOO_FAR: Duration = Duration::hours(24);
/// After so many wrong secrets of one browser its child is helped by an adult's tap; nobody else notices.
pub const TRIES_AT_A_TILE: i64 = 3;

/// What a class's size makes of the door's limits: a quarter of its children, at least four.
///
/// Three of twelve pictures are 1,728 combinations, so that a limit for each tile alone does not hold (trust finding 3). A wrong secret
/// is made good when the same browser comes in at that tile, as an honest child's slip is; what is left are guesses. Browsers that are new
/// here have [`OF_STRANGERS`] times as many together before an adult is called: 12 for 16 children or fewer (one door in 144 opened), 27
/// for 33 (one in 64), 36 for 45 (one in 48). With less, honest first lessons of seven-year-olds would be held up (the tests beside this
/// file play all of it).
pub fn patience(children: i64) -> i64 {
    (children.max(0) + 3).div_euclid(4).max(4)
}

/// Open misses of all new browsers at a door, for each of its [`patience`].
pub const OF_STRANGERS: i64 = 3;
/// The same at an address from which no child of the class has come in yet: whoever guesses from elsewhere never uses up what the class has.
pub const OF_ELSEWHERE: i64 = 2;

/// So many open misses of new browsers at one tile, and its child is helped by a tap: guesses at one child.
pub const STRANGERS_AT_A_TILE: i64 = 6;

/// At how many tiles of a door one known device may have open misses before it waits for an adult: a shared computer sees several
/// children in a lesson, and whoever guesses from it has `TRIES_AT_A_TILE` tries at each, 12 in all: one door in 144.
pub const TILES_OF_A_DEVICE: i64 = 4;

/// What was missed at a door and not made good, as far as it counts for one browser.
///
/// A device at which a child of the school has come in before is known and has a count of its own: nobody else can hold it up. A browser
/// that is new here has one too, a small one, and shares two more with all that are new: one by address and one for the door, because
/// whoever guesses can make a new browser for each try.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "sqlx", derive(sqlx::FromRow))]
pub struct Missed {
    /// Wrong secrets of this browser at the tile that was asked for.
    pub at_tile: i64,
    /// Tiles of the door with any of this browser.
    pub tiles: i64,
    /// All of this browser.
    pub mine: i64,
    /// Of all new browsers at that tile.
    pub strangers_at_tile: i64,
    /// Of all new browsers at this address.
    pub strangers_here: i64,
    /// Whether somebody came in from this address.
    pub came_in_here: bool,
    /// Of all new browsers.
    pub strangers: i64,
}

/// Why nobody may try from a browser just now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The child waits for an adult's tap.
    Tile,
    /// Every child at a browser that counts the same does.
    Door,
}

impl Missed {
    /// Whether a browser has to wait, at a door of a class with this [`patience`].
    pub fn hold(self, patience: i64, known: bool) -> Option<Hold> {
        let (door, tile) = match known {
            true => (
                self.tiles >= TILES_OF_A_DEVICE,
                self.at_tile >= TRIES_AT_A_TILE,
            ),
            false => (
                strangers_wait(
                    patience,
                    self.strangers,
                    self.strangers_here,
                    self.came_in_here,
                ),
                self.mine >= tries_of_a_stranger(patience, self.strangers)
                    || self.strangers_at_tile >= STRANGERS_AT_A_TILE,
            ),
        };
        match (door, tile) {
            (true, _) => Some(Hold::Door),
            (_, true) => Some(Hold::Tile),
            _ => None,
        }
    }
}

/// How many open misses a new browser may have, with so many of all of them: when half of what they have is used up, somebody guesses, and
/// what is left is for those who have not missed yet.
pub fn tries_of_a_stranger(patience: i64, strangers: i64) -> i64 {
    match 2 * strangers < OF_STRANGERS * patience {
        true => TRIES_AT_A_TILE,
        false => 1,
    }
}

/// Whether those wait who are new at a door, with so many open misses of all of them and so many at one address. For a browser it is its own
/// address and whether somebody came in from there; for the adult of the door the address with most, which is nobody's of the class once
/// somebody came in from anywhere.
pub fn strangers_wait(patience: i64, all: i64, at_address: i64, came_in: bool) -> bool {
    all >= OF_STRANGERS * patience || (!came_in && at_address >= OF_ELSEWHERE * patience)
}

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

/// What a person typed of a code: small letters, spaces, dots and hyphens do not matter.
pub fn code_letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '‐' | '–' | '.'))
        .flat_map(char::to_uppercase)
        .collect()
}

/// A code as a person typed it.
pub fn parse_code(text: &str) -> Option<String> {
    let code = code_letters(text);
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

/// The pictures of such a text.
pub fn parse_pictures(text: &str) -> Vec<u8> {
    text.split('-').filter_map(parse_picture).take(3).collect()
}

/// One of the twelve pictures, as a form names it.
pub fn parse_picture(text: &str) -> Option<u8> {
    text.parse().ok().filter(|picture| *picture < 12)
}

#[cfg(test)]
mod played;
#[cfg(test)]
mod tests;
