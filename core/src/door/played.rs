//! Lessons played at a door: whoever guesses has few guesses, and a class comes in beside them.

use super::*;
use std::collections::{BTreeMap, BTreeSet};

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

/// Who tries: a browser that is new, or a device at which a child of the school has come in before, and where it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Browser {
    id: usize,
    known: bool,
    address: usize,
}

/// The address of the whole school, as a server elsewhere sees it.
const SCHOOL: usize = 0;

fn new(id: usize, address: usize) -> Browser {
    Browser {
        id,
        known: false,
        address,
    }
}

fn known(id: usize) -> Browser {
    Browser {
        id,
        known: true,
        address: SCHOOL,
    }
}

/// A lesson at one door: what was missed at a tile by a browser and not made good there.
struct Lesson {
    open_misses: BTreeMap<(usize, Browser), i64>,
    /// Addresses from which somebody came in.
    came_in: BTreeSet<usize>,
    secrets: Vec<u64>,
    patience: i64,
}

#[derive(Debug, PartialEq)]
enum Tried {
    In,
    Wrong,
    /// The child waits for an adult.
    TileHeld,
    /// The whole door does, for this browser.
    DoorHeld,
}

impl Lesson {
    fn new(children: usize, dice: &mut Dice) -> Self {
        Self {
            open_misses: BTreeMap::new(),
            came_in: BTreeSet::new(),
            secrets: (0..children).map(|_| dice.below(SECRETS)).collect(),
            patience: patience(children as i64),
        }
    }

    /// What counts for a browser, as the store counts it.
    fn missed(&self, tile: usize, browser: Browser) -> Missed {
        let sum = |counts: &dyn Fn(usize, Browser) -> bool| -> i64 {
            let open = self.open_misses.iter();
            open.filter(|((of, by), _)| counts(*of, *by))
                .map(|(_, misses)| misses)
                .sum()
        };
        Missed {
            at_tile: sum(&|of, by| of == tile && by == browser),
            tiles: self
                .open_misses
                .keys()
                .filter(|(_, by)| *by == browser)
                .count() as i64,
            mine: sum(&|_, by| by == browser),
            strangers_at_tile: sum(&|of, by| of == tile && !by.known),
            strangers_here: sum(&|_, by| !by.known && by.address == browser.address),
            came_in_here: self.came_in.contains(&browser.address),
            strangers: sum(&|_, by| !by.known),
        }
    }

    fn try_tile(&mut self, tile: usize, browser: Browser, secret: u64) -> Tried {
        let missed = self.missed(tile, browser);
        match missed.hold(self.patience, browser.known) {
            Some(Hold::Door) => return Tried::DoorHeld,
            Some(Hold::Tile) => return Tried::TileHeld,
            None => {}
        }
        if self.secrets[tile] == secret {
            self.open_misses.remove(&(tile, browser));
            self.came_in.insert(browser.address);
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

/// How many of so many doors somebody opens who guesses at every tile of a class until the door waits for its teacher: from a new browser
/// for each try, at so many addresses.
fn doors_opened(doors: u32, children: usize, held: bool, addresses: usize, dice: &mut Dice) -> u32 {
    let mut opened = 0;
    for _ in 0..doors {
        let mut lesson = Lesson::new(children, dice);
        if !held {
            lesson.patience = i64::MAX / 9;
        }
        // A lesson of 45 minutes at five tries a second.
        for n in 0..45 * 60 * 5 {
            let tile = n % children;
            match lesson.try_tile(tile, new(n, n % addresses), dice.below(SECRETS)) {
                Tried::In => {
                    opened += 1;
                    break;
                }
                Tried::DoorHeld if n % addresses == addresses - 1 => break,
                // Without the door's counter a tile is tried again as if it only had a wait.
                Tried::TileHeld => lesson.help(tile),
                Tried::DoorHeld | Tried::Wrong => {}
            }
        }
    }
    opened
}

/// The safety figure of the door: three guesses for each of `patience`, and an adult is called; a third less from one address. Without
/// the door's counter the same lesson opens nearly every door.
#[test]
fn the_door_counter_is_what_holds() {
    let mut dice = Dice(96);
    for (children, one_in, from_one) in [
        (16, 144, 216),
        (20, 115, 172),
        (33, 64, 96),
        (40, 57, 86),
        (45, 48, 72),
    ] {
        let patience = patience(children as i64);
        assert_eq!(1728 / (OF_STRANGERS * patience), one_in, "{children}");
        assert_eq!(1728 / (OF_ELSEWHERE * patience), from_one, "{children}");
        for (addresses, one_in) in [(3, one_in), (1, from_one)] {
            let opened = doors_opened(3_000, children, true, addresses, &mut dice);
            assert!(
                i64::from(opened) * one_in <= 3_000 * 13 / 10,
                "{children} children, {addresses} addresses: {opened} of 3,000 doors"
            );
        }
    }
    let opened = doors_opened(20, 40, false, 1, &mut dice);
    assert!(opened > 15, "control: {opened} of 20 doors");
}

/// Who tries every tile of a class while it comes in, and at which computers the class sits.
struct Siege {
    script: fn(&mut Dice) -> Browser,
    class: fn(usize) -> Browser,
}

/// How many children of how many classes of 33 come in more than half a minute late, and the most guesses the script had at one door.
/// One try in ten is a slip; a child who waits for its teacher's tap waits for a quarter of a minute.
fn late(siege: &Siege, classes: usize, dice: &mut Dice) -> (usize, i64) {
    let (mut late, mut most) = (0, 0);
    for _ in 0..classes {
        let mut lesson = Lesson::new(33, dice);
        let mut guesses = 0;
        for child in 0..33 {
            let me = (siege.class)(child);
            let mut blocked = 0;
            while blocked <= 30 {
                for _ in 0..60 {
                    let tile = dice.below(33) as usize;
                    let guess = lesson.secrets[tile] ^ 1;
                    let by = (siege.script)(dice);
                    guesses += i64::from(lesson.try_tile(tile, by, guess) == Tried::Wrong);
                }
                let slip = u64::from(dice.below(10) == 0);
                let secret = lesson.secrets[child] ^ slip;
                match lesson.try_tile(child, me, secret) {
                    Tried::In => break,
                    Tried::Wrong => {}
                    Tried::TileHeld => {
                        blocked += 15;
                        lesson.help(child);
                    }
                    Tried::DoorHeld => {
                        blocked += 15;
                        lesson.open_misses.clear();
                        lesson.came_in.clear();
                    }
                }
            }
            late += usize::from(blocked > 30);
        }
        most = most.max(guesses);
    }
    (late, most)
}

/// A script with the class's code tries every tile, as fast as it can, with a new browser for each try and from anywhere. A class whose
/// devices are known comes in as if it were not there; and the script has no more guesses than in an empty room.
#[test]
fn a_script_at_every_tile_keeps_no_child_out_of_a_class_that_was_here_before() {
    let mut dice = Dice(13);
    let siege = Siege {
        script: |dice| new(dice.below(1_000_000) as usize, dice.below(50) as usize),
        class: known,
    };
    let (late, guesses) = late(&siege, 50, &mut dice);
    assert_eq!(late, 0);
    // Three slips of one child in a class are a tap of its teacher, which forgets the script's guesses at that tile too.
    let taps = 5 * STRANGERS_AT_A_TILE;
    assert!(guesses <= OF_STRANGERS * patience(33) + taps, "{guesses}");
}

/// A first lesson, at computers nobody has learnt at: a script over four connections beside the class, each keeping what it is given, and
/// one elsewhere with a new browser for each try.
#[test]
fn a_first_lesson_comes_in_beside_a_script() {
    let mut dice = Dice(14);
    let beside = Siege {
        script: |dice| new(100 + dice.below(4) as usize, SCHOOL),
        class: |child| new(child, SCHOOL),
    };
    let elsewhere = Siege {
        script: |dice| new(100 + dice.below(1_000_000) as usize, 1),
        class: |child| new(child, SCHOOL),
    };
    let own_addresses = Siege {
        class: |child| new(child, 100 + child),
        ..elsewhere
    };
    for (n, siege) in [beside, elsewhere, own_addresses].iter().enumerate() {
        let (late, guesses) = late(siege, 50, &mut dice);
        assert!(late * 200 <= 50 * 33, "{n}: {late} of {} children", 50 * 33);
        assert!(guesses <= 2 * OF_STRANGERS * patience(33), "{n}: {guesses}");
    }
}

/// The control, and the limit of it: a script beside a class that has never been here, with a new browser for each try, looks like the
/// class itself, and the class waits for its teacher.
#[test]
fn a_script_that_looks_like_a_new_class_holds_it() {
    let mut dice = Dice(13);
    let siege = Siege {
        script: |dice| new(100 + dice.below(1_000_000) as usize, SCHOOL),
        class: |child| new(child, SCHOOL),
    };
    let (late, _) = late(&siege, 1, &mut dice);
    assert_eq!(late, 33);
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
        guesses += i64::from(lesson.try_tile(tile, known(99), guess) == Tried::Wrong);
    }
    assert!(guesses <= TILES_OF_A_DEVICE * TRIES_AT_A_TILE, "{guesses}");
    for child in 0..40 {
        let own = lesson.secrets[child];
        assert_eq!(lesson.try_tile(child, known(child), own), Tried::In);
    }
    assert_eq!(
        lesson.try_tile(0, new(1, SCHOOL), lesson.secrets[0]),
        Tried::In,
        "nor a new browser"
    );
}

/// Whoever only ever tries the own tile holds nobody else up, however often it is wrong.
#[test]
fn one_child_alone_at_its_own_tile_locks_no_class() {
    let mut lesson = Lesson::new(33, &mut Dice(1));
    let wrong = lesson.secrets[0] ^ 1;
    let me = |n| new(n, SCHOOL);
    for n in 0..100 {
        lesson.try_tile(0, me(n), wrong);
    }
    assert_eq!(
        lesson.try_tile(0, me(200), lesson.secrets[0]),
        Tried::TileHeld
    );
    assert_eq!(lesson.try_tile(1, me(201), lesson.secrets[1]), Tried::In);
    lesson.help(0);
    assert_eq!(lesson.try_tile(0, me(200), lesson.secrets[0]), Tried::In);
}

/// Guesses at a tile stay counted when its own child comes in elsewhere: a guesser cannot hide behind the honest.
#[test]
fn what_one_browser_missed_is_made_good_by_that_browser_alone() {
    let mut lesson = Lesson::new(16, &mut Dice(5));
    let guesser = new(99, SCHOOL);
    for tile in 0..3 {
        let wrong = lesson.secrets[tile] ^ 1;
        assert_eq!(lesson.try_tile(tile, guesser, wrong), Tried::Wrong);
        let own = lesson.secrets[tile];
        assert_eq!(lesson.try_tile(tile, new(tile, SCHOOL), own), Tried::In);
    }
    let own = lesson.secrets[7];
    assert_eq!(lesson.try_tile(7, guesser, own), Tried::TileHeld);
    assert_eq!(lesson.try_tile(7, new(7, SCHOOL), own), Tried::In);
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
            match lesson.try_tile(child, new(child, SCHOOL), secret) {
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
