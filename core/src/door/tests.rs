use super::*;
use proptest::prelude::*;

#[test]
fn a_code_is_read_however_it_is_typed() {
    assert_eq!(parse_code(" k7m4-2xqa ").as_deref(), Some("K7M42XQA"));
    assert_eq!(parse_code("K7M4 – 2XQA").as_deref(), Some("K7M42XQA"));
    assert_eq!(shown_code("K7M42XQA"), "K7M4 2XQA");
    assert_eq!(parse_code("K7M4 2XQ0"), None);
    assert_eq!(parse_code("K7M4"), None);
    assert_eq!(parse_code(""), None);
}

#[test]
fn waits_grow_to_their_longest_and_are_forgotten_with_the_window() {
    let start = DateTime::UNIX_EPOCH;
    let mut tile = Counter::new(start);
    let waits: Vec<Option<i64>> = (0..8)
        .map(|_| {
            tile = tile.missed(Limit::TILE, start);
            tile.waits(start)
        })
        .collect();
    assert_eq!(
        waits,
        [
            None,
            None,
            None,
            Some(4),
            Some(8),
            Some(16),
            Some(30),
            Some(30)
        ]
    );
    let later = start + Limit::TILE.window;
    assert_eq!(
        tile.missed(Limit::TILE, later),
        Counter::new(later).missed(Limit::TILE, later)
    );
}

#[test]
fn misses_that_are_only_counted_make_nobody_wait() {
    let now = DateTime::UNIX_EPOCH;
    let mut all = Counter::new(now);
    for _ in 0..Limit::CODES_IN_ALL.free {
        all = all.missed(Limit::CODES_IN_ALL, now);
    }
    assert!(!all.is_over(Limit::CODES_IN_ALL, now));
    all = all.missed(Limit::CODES_IN_ALL, now);
    assert!(all.is_over(Limit::CODES_IN_ALL, now));
    assert_eq!(all.waits(now), None);
    assert!(!all.is_over(Limit::CODES_IN_ALL, now + Limit::CODES_IN_ALL.window));
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (z ^ (z >> 31)) % n
    }
}

/// A lesson at one door as the rules see it.
struct Door {
    now: DateTime<Utc>,
    misses: i64,
    tiles: Vec<Counter>,
    secrets: Vec<u64>,
}

/// 3 of 12 pictures in order, with repetition.
const SECRETS: u64 = 12 * 12 * 12;

impl Door {
    fn new(dice: &mut Dice) -> Self {
        let now = DateTime::UNIX_EPOCH;
        Self {
            now,
            misses: 0,
            tiles: vec![Counter::new(now); 40],
            secrets: (0..40).map(|_| dice.below(SECRETS)).collect(),
        }
    }

    /// Whether the secret opens; `None` when the tile or the door does not let anybody try.
    fn try_tile(&mut self, tile: usize, secret: u64, door_limit: i64) -> Option<bool> {
        if self.misses >= door_limit || self.tiles[tile].waits(self.now).is_some() {
            return None;
        }
        if self.secrets[tile] == secret {
            return Some(true);
        }
        self.misses += 1;
        self.tiles[tile] = self.tiles[tile].missed(Limit::TILE, self.now);
        Some(false)
    }
}

/// How many of the doors somebody opens who tries all tiles in turn for a lesson of 45 minutes, as fast as the rules allow.
fn doors_opened(doors: u32, door_limit: i64, dice: &mut Dice) -> (u32, u32) {
    let (mut opened, mut tries) = (0, 0);
    for _ in 0..doors {
        let mut door = Door::new(dice);
        let end = door.now + Duration::minutes(MINUTES);
        let mut tile = 0;
        while door.now < end && door.misses < door_limit {
            let guess = dice.below(SECRETS);
            let tried = door.try_tile(tile, guess, door_limit);
            tries += u32::from(tried.is_some());
            if tried == Some(true) {
                opened += 1;
                break;
            }
            tile = (tile + 1) % 40;
            door.now += Duration::milliseconds(200);
        }
    }
    (opened, tries)
}

/// 12 guesses in 1,728 are one door in 144 at the very most, and the teacher is told each time. Without the door's counter the same
/// lesson opens nearly every door: the tiles' own waits alone do not hold.
#[test]
fn the_door_counter_is_what_holds() {
    let mut dice = Dice(96);
    let (opened, tries) = doors_opened(8_500, MISSES_AT_A_DOOR, &mut dice);
    assert!(tries >= 100_000, "{tries}");
    assert!(opened * 144 <= 8_500 * 13 / 10, "{opened} of 8,500 doors");

    let (opened, _) = doors_opened(200, i64::MAX, &mut dice);
    assert!(opened > 150, "control: {opened} of 200 doors");
}

/// Forty children come in within three minutes; one try in ten is a slip, put right after five seconds. No child waits 30 s, and fewer
/// than one class in a hundred needs its teacher's tap.
#[test]
fn a_class_of_honest_children_is_never_held_up_for_long() {
    let mut dice = Dice(2026);
    let mut stopped_classes = 0;
    for _ in 0..1_000 {
        let mut door = Door::new(&mut dice);
        for child in 0..40 {
            let mut waited = Duration::zero();
            loop {
                let slip = dice.below(10) == 0;
                let secret = door.secrets[child] ^ u64::from(slip);
                match door.try_tile(child, secret, MISSES_AT_A_DOOR) {
                    Some(true) => break,
                    Some(false) => door.now += Duration::seconds(5),
                    None if door.misses >= MISSES_AT_A_DOOR => {
                        stopped_classes += 1;
                        door.misses = 0;
                    }
                    None => {
                        waited += Duration::seconds(1);
                        door.now += Duration::seconds(1);
                    }
                }
            }
            assert!(waited <= Duration::seconds(30), "{waited}");
            door.now += Duration::seconds(4);
        }
    }
    assert!(
        stopped_classes <= 10,
        "{stopped_classes} of 1,000 classes waited for their teacher"
    );
}

/// One address guesses codes for a whole day, with 20,000 doors open.
#[test]
fn guessing_codes_finds_no_door_in_a_day() {
    let mut address = Counter::new(DateTime::UNIX_EPOCH);
    let mut now = DateTime::UNIX_EPOCH;
    let end = now + Duration::days(1);
    let mut guesses = 0u32;
    while now < end {
        match address.waits(now) {
            Some(seconds) => now += Duration::seconds(seconds),
            None => {
                guesses += 1;
                address = address.missed(Limit::CODES_OF_ADDRESS, now);
                now += Duration::milliseconds(10);
            }
        }
    }
    let found = f64::from(guesses) * 20_000.0 / 31f64.powi(8);
    assert!(guesses < 60_000, "{guesses}");
    assert!(found * 50.0 < 1.0, "fifty addresses find {}", found * 50.0);
}

proptest! {
    #[test]
    fn every_code_comes_back(bytes in proptest::collection::vec(any::<u8>(), 64)) {
        if let Some(code) = code(&bytes) {
            prop_assert_eq!(parse_code(&shown_code(&code)), Some(code.clone()));
            prop_assert_eq!(parse_code(&shown_code(&code).to_lowercase().replace(' ', "-")), Some(code));
        }
    }

    #[test]
    fn whatever_is_typed_is_a_code_or_nothing(text in "\\PC{0,20}") {
        if let Some(code) = parse_code(&text) {
            prop_assert!(code.len() == CODE_LENGTH && code.bytes().all(|byte| ALPHABET.contains(&byte)));
        }
    }

    #[test]
    fn picks_come_back(a in 0u8..12, b in 0u8..12, c in 0u8..12) {
        prop_assert_eq!(parse_picks(&pictures_text([a, b, c])), vec![a, b, c]);
    }

    #[test]
    fn nobody_waits_longer_than_the_longest(misses in 1i64..10_000) {
        prop_assert!(Limit::TILE.wait(misses) <= Duration::seconds(30));
        prop_assert!(Limit::STAFF_AT_ADDRESS.wait(misses) <= Duration::seconds(60));
    }
}
