use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

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
    let limit = Limit::STAFF_AT_ADDRESS;
    let mut counter = Counter::new(start);
    let waits: Vec<Option<i64>> = (0..10)
        .map(|_| {
            counter = counter.missed(limit, start);
            counter.waits(limit, start)
        })
        .collect();
    assert_eq!(waits[..5], [None; 5]);
    assert_eq!(waits[5..], [5, 10, 20, 40, 60].map(Some));
    let later = start + limit.window;
    assert_eq!(
        counter.missed(limit, later),
        Counter::new(later).missed(limit, later)
    );
}

/// The server's clock was ahead for a while, by an hour or a year: nobody waits for it.
#[test]
fn no_wait_outlives_a_clock_that_jumps_back() {
    let limit = Limit::STAFF_AT_ADDRESS;
    let now = DateTime::UNIX_EPOCH + Duration::days(20_000);
    for ahead in [
        Duration::minutes(2),
        Duration::hours(24),
        Duration::days(366),
    ] {
        let mut counter = Counter::new(now + ahead);
        for _ in 0..9 {
            counter = counter.missed(limit, now + ahead);
        }
        assert_eq!(counter.waits(limit, now + ahead), Some(40));
        assert_eq!(counter.waits(limit, now), None, "{ahead}");
        // The misses still count, in a window that begins now and ends.
        let next = counter.missed(limit, now);
        assert_eq!(next.waits(limit, now), Some(60));
        assert_eq!(next.missed(limit, now + limit.window).misses, 1);
    }
}

#[test]
fn the_patience_of_a_door_grows_with_its_class() {
    let classes = [0, 1, 20, 21, 33, 40, 45, 60];
    assert_eq!(classes.map(patience), [4, 4, 5, 6, 9, 10, 12, 15]);
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
    assert_eq!(all.waits(Limit::CODES_IN_ALL, now), None);
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

/// 3 of 12 pictures in order, with repetition.
const SECRETS: u64 = 12 * 12 * 12;

/// A lesson at one door: what was missed at a tile by a browser and not made good there. Browsers below [`KNOWN`] are new each time,
/// those from it on are devices at which a child of the school has come in before.
struct Lesson {
    open_misses: BTreeMap<(usize, usize), i64>,
    secrets: Vec<u64>,
    patience: i64,
}

const KNOWN: usize = 1_000_000;

#[derive(Debug, PartialEq)]
enum Tried {
    In,
    Wrong,
    /// The tile waits for an adult.
    TileHeld,
    /// The whole door does, for this browser.
    DoorHeld,
}

impl Lesson {
    fn new(children: usize, dice: &mut Dice) -> Self {
        Self {
            open_misses: BTreeMap::new(),
            secrets: (0..children).map(|_| dice.below(SECRETS)).collect(),
            patience: patience(children as i64),
        }
    }

    /// What counts for a browser, as the store counts it.
    fn missed(&self, tile: usize, browser: usize) -> Missed {
        let counts = |by: usize| {
            if browser < KNOWN {
                by < KNOWN
            } else {
                by == browser
            }
        };
        let mine = self.open_misses.iter().filter(|((_, by), _)| counts(*by));
        let tiles: BTreeSet<usize> = mine.clone().map(|((of, _), _)| *of).collect();
        let here = mine.filter(|((of, _), _)| *of == tile);
        Missed {
            at_tile: here.map(|(_, misses)| misses).sum(),
            tiles: tiles.len() as i64,
        }
    }

    fn try_tile(&mut self, tile: usize, browser: usize, secret: u64) -> Tried {
        match self
            .missed(tile, browser)
            .hold(self.patience, browser >= KNOWN)
        {
            Some(Hold::Door) => return Tried::DoorHeld,
            Some(Hold::Tile) => return Tried::TileHeld,
            None => {}
        }
        if self.secrets[tile] == secret {
            self.open_misses.remove(&(tile, browser));
            return Tried::In;
        }
        *self.open_misses.entry((tile, browser)).or_default() += 1;
        Tried::Wrong
    }

    /// The adult's tap for one child.
    fn help(&mut self, tile: usize) {
        self.open_misses.retain(|(of, _), _| *of != tile);
    }
}

/// How many of so many doors somebody opens who guesses at every tile of a class until the door waits for its teacher.
fn doors_opened(doors: u32, children: usize, held: bool, dice: &mut Dice) -> u32 {
    let mut opened = 0;
    for _ in 0..doors {
        let mut lesson = Lesson::new(children, dice);
        if !held {
            lesson.patience = i64::MAX;
        }
        // A lesson of 45 minutes at five tries a second, from as many browsers as one likes.
        for n in 0..45 * 60 * 5 {
            // Three tries at a tile before the next: the most the door's counter allows.
            let tile = n / 3 % children;
            match lesson.try_tile(tile, n, dice.below(SECRETS)) {
                Tried::In => {
                    opened += 1;
                    break;
                }
                Tried::DoorHeld => break,
                // Without the door's counter a tile is tried again as if it only had a wait.
                Tried::TileHeld => lesson.help(tile),
                Tried::Wrong => {}
            }
        }
    }
    opened
}

/// The safety figure of the door: three guesses at each of `patience` tiles, and an adult is called. Without the door's counter the
/// same lesson opens nearly every door.
#[test]
fn the_door_counter_is_what_holds() {
    let mut dice = Dice(96);
    for (children, one_in) in [(16, 144), (20, 115), (33, 64), (40, 57), (45, 48)] {
        let guesses = TRIES_AT_A_TILE * patience(children as i64);
        assert_eq!(1728 / guesses, one_in, "{children} children");
        let opened = doors_opened(10_000, children, true, &mut dice);
        assert!(
            i64::from(opened) * one_in <= 10_000 * 13 / 10,
            "{children} children: {opened} of 10,000 doors"
        );
    }
    let opened = doors_opened(200, 40, false, &mut dice);
    assert!(opened > 150, "control: {opened} of 200 doors");
}

/// A script with the class's code tries every tile, as fast as it can, with a new browser for each try. A class whose devices are known
/// comes in as if it were not there: no child is held up for more than half a minute although one try in ten is a slip; and the script has
/// no more guesses than in an empty room.
#[test]
fn a_script_at_every_tile_keeps_no_child_out_of_a_class_that_was_here_before() {
    let mut dice = Dice(13);
    for _ in 0..200 {
        let mut lesson = Lesson::new(33, &mut dice);
        let mut guesses = 0;
        let mut late = 0;
        for child in 0..33 {
            let mut blocked = 0;
            loop {
                for _ in 0..200 {
                    let tile = dice.below(33) as usize;
                    let guess = lesson.secrets[tile] ^ 1;
                    let new_browser = dice.below(KNOWN as u64) as usize;
                    guesses += i64::from(lesson.try_tile(tile, new_browser, guess) == Tried::Wrong);
                }
                let slip = u64::from(dice.below(10) == 0);
                let secret = lesson.secrets[child] ^ slip;
                match lesson.try_tile(child, KNOWN + child, secret) {
                    Tried::In => break,
                    Tried::Wrong => {}
                    // Three slips of its own: its teacher's tap.
                    Tried::TileHeld | Tried::DoorHeld => {
                        blocked += 15;
                        lesson.open_misses.remove(&(child, KNOWN + child));
                    }
                }
            }
            late += i32::from(blocked > 30);
        }
        assert_eq!(late, 0);
        assert!(
            guesses <= TRIES_AT_A_TILE * lesson.patience,
            "{guesses} guesses"
        );
    }
}

/// The control: were the class's devices not known, the same script would keep the whole class out.
#[test]
fn without_known_devices_the_script_holds_the_class() {
    let mut dice = Dice(13);
    let mut lesson = Lesson::new(33, &mut dice);
    for n in 0..500 {
        let tile = n % 33;
        let guess = lesson.secrets[tile] ^ 1;
        lesson.try_tile(tile, n, guess);
    }
    let held = (0..33)
        .filter(|child| lesson.try_tile(*child, 900 + child, lesson.secrets[*child]) != Tried::In);
    assert_eq!(held.count(), 33);
}

/// A known device is no way around: it has twelve guesses at a door, and holds up nobody but itself.
#[test]
fn a_guesser_at_a_known_device_has_twelve_guesses() {
    let mut dice = Dice(7);
    let mut lesson = Lesson::new(40, &mut dice);
    let mut guesses = 0;
    for n in 0..10_000 {
        let tile = n % 40;
        let guess = lesson.secrets[tile] ^ 1;
        guesses += i64::from(lesson.try_tile(tile, KNOWN, guess) == Tried::Wrong);
    }
    assert!(guesses <= TILES_OF_A_DEVICE * TRIES_AT_A_TILE, "{guesses}");
    for child in 0..40 {
        let own = lesson.secrets[child];
        assert_eq!(lesson.try_tile(child, KNOWN + 1 + child, own), Tried::In);
    }
    assert_eq!(
        lesson.try_tile(0, 1, lesson.secrets[0]),
        Tried::In,
        "nor a new browser"
    );
}

/// Whoever only ever tries the own tile holds nobody else up, however often it is wrong.
#[test]
fn one_child_alone_at_its_own_tile_locks_no_class() {
    let mut lesson = Lesson::new(33, &mut Dice(1));
    let wrong = lesson.secrets[0] ^ 1;
    for n in 0..100 {
        lesson.try_tile(0, n, wrong);
    }
    assert_eq!(lesson.try_tile(0, 0, lesson.secrets[0]), Tried::TileHeld);
    assert_eq!(lesson.try_tile(1, 0, lesson.secrets[1]), Tried::In);
    lesson.help(0);
    assert_eq!(lesson.try_tile(0, 0, lesson.secrets[0]), Tried::In);
}

/// Guesses at a tile stay counted when its own child comes in elsewhere: a guesser cannot hide behind the honest.
#[test]
fn what_one_browser_missed_is_made_good_by_that_browser_alone() {
    let mut lesson = Lesson::new(16, &mut Dice(5));
    for tile in 0..4 {
        let wrong = lesson.secrets[tile] ^ 1;
        assert_eq!(lesson.try_tile(tile, 99, wrong), Tried::Wrong);
        if tile < 3 {
            let own = lesson.secrets[tile];
            assert_eq!(lesson.try_tile(tile, tile, own), Tried::In);
        }
    }
    assert_eq!(lesson.try_tile(7, 7, lesson.secrets[7]), Tried::DoorHeld);
}

/// A first lesson of seven-year-olds: children come in one by one within some minutes, one try in four is a slip, one child in ten does
/// not know its pictures until the teacher has come with the card, which takes a minute each. Fewer than one class in a hundred waits.
#[test]
fn a_first_lesson_of_honest_children_is_not_held_up() {
    let mut dice = Dice(2026);
    let mut held_classes = 0;
    for _ in 0..1_000 {
        let mut lesson = Lesson::new(33, &mut dice);
        // When each child tries next, in seconds; whether it knows its pictures, and whether its teacher has come.
        let mut waiting: Vec<(u64, usize, bool, bool)> = (0..33)
            .map(|child| (dice.below(180), child, dice.below(10) > 0, false))
            .collect();
        let mut teacher_free = 0;
        let mut held = false;
        while let Some(next) = (0..waiting.len()).min_by_key(|i| waiting[*i].0) {
            let (now, child, knows, helped) = waiting.swap_remove(next);
            if helped {
                lesson.help(child);
            }
            let right = knows && dice.below(4) > 0;
            let secret = lesson.secrets[child] ^ u64::from(!right);
            match lesson.try_tile(child, child, secret) {
                Tried::In => {}
                Tried::Wrong => waiting.push((now + 8, child, knows, false)),
                Tried::TileHeld => {
                    teacher_free = now.max(teacher_free) + 60;
                    waiting.push((teacher_free, child, true, true));
                }
                Tried::DoorHeld => {
                    held = true;
                    break;
                }
            }
        }
        held_classes += u32::from(held);
    }
    assert!(
        held_classes < 10,
        "{held_classes} of 1,000 classes waited for their teacher"
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
        match address.waits(Limit::CODES_OF_ADDRESS, now) {
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
        prop_assert_eq!(parse_pictures(&pictures_text([a, b, c])), vec![a, b, c]);
    }

    #[test]
    fn nobody_waits_longer_than_the_longest(misses in 1i64..10_000) {
        prop_assert!(Limit::STAFF_AT_ADDRESS.wait(misses) <= Duration::seconds(60));
    }
}
