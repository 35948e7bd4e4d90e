//! The order in which options are shown: the same on server and island for the same seed.

use super::ItemId;

/// A seed from any text, such as the id of an attempt.
pub fn seed(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// An order of `n` options, different from item to item under one seed.
pub fn order(n: usize, item: &ItemId, seed: u64) -> Vec<u8> {
    mixed(n, seed ^ self::seed(item.as_str()))
}

/// An order of `n` things.
pub fn mixed(n: usize, seed: u64) -> Vec<u8> {
    let mut state = seed;
    let mut order: Vec<u8> = (0..=u8::MAX).take(n).collect();
    for last in (1..order.len()).rev() {
        let pick = next(&mut state) % (last as u64 + 1);
        order.swap(last, pick as usize);
    }
    order
}

// SplitMix64: good enough to shuffle three options, and the same everywhere
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut z = *state;
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_seed_gives_one_order_for_ever() {
        // a change here would reorder an attempt that is under way
        let item: ItemId = "B4.Q1".parse().unwrap();
        let orders: Vec<_> = (0..4).map(|seed| order(3, &item, seed)).collect();
        insta::assert_compact_debug_snapshot!(orders);
    }

    #[test]
    fn the_right_option_is_found_at_every_place_about_equally_often() {
        let item: ItemId = "B4.Q1".parse().unwrap();
        let mut places = [0; 3];
        for n in 0..3000 {
            let order = order(3, &item, seed(&format!("attempt {n}")));
            places[order.iter().position(|choice| *choice == 0).unwrap()] += 1;
        }
        assert!(places.iter().all(|n| (900..1100).contains(n)), "{places:?}");
    }

    proptest! {
        #[test]
        fn every_option_is_shown_once(n in 0usize..9, seed: u64, number in 1u16..20) {
            let item: ItemId = format!("C1.Q{number}").parse().unwrap();
            let mut shown = order(n, &item, seed);
            shown.sort_unstable();
            prop_assert_eq!(shown, (0..n as u8).collect::<Vec<_>>());
        }
    }
}
