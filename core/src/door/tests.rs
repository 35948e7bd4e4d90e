use super::*;
use chrono::DateTime;
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
