//! What keeps a lesson a lesson: how much a band is told, and how long that takes.
//!
//! 1. A module has at least so many scenes, and none of them is longer than its band reads in one go: a storyboard is
//!    refused from below, a lecture from above.
//! 2. The minutes come from the text: tiếng at the band's pace, and a moment for each picture, card and question. Of a game
//!    or question a child reads everything that is asked and one reply.
//!
//!    The paces are careful ones, so that a slow reader is not late. Below them stands what the curriculum asks of reading
//!    *aloud* (Thông tư 32/2018/TT-BGDĐT, Ngữ văn: 70–80 tiếng a minute in grade 3, 90–100 in grade 5, silent reading
//!    faster); above them ordinary spoken Vietnamese of about 310 (5.2 syllables a second: Pellegrino, Coupé and Marsico,
//!    *Language* 87, 2011). No study of silent reading by Vietnamese pupils was found: inside that span the values are a
//!    choice of this project, to be measured with a stopwatch in real classes before anybody plans a timetable by them.
//!    The range for adults is a choice too: a module fits into one part of a staff meeting.
//! 3. A module that takes longer or shorter than its band (domain §4.4, point 6) is refused.

use super::{AnswerKey, Band, Card, Game, Item, Play, Scene, sentence::words};
use std::ops::RangeInclusive;

/// What a module of one band may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    pub fewest_scenes: usize,
    /// The most tiếng in the text of one scene.
    pub words_per_scene: usize,
    /// The shortest and the longest module.
    pub minutes: RangeInclusive<u8>,
    /// Tiếng a minute: heard in band A, where a lesson is read aloud; read in silence by all others.
    pub pace: usize,
}

/// Games that differ in kind: a lesson with one is not yet something to do.
pub const FEWEST_GAMES: usize = 2;

const SECONDS_FOR_A_PICTURE: usize = 3;
const SECONDS_FOR_A_CARD: usize = 1;
const SECONDS_FOR_A_QUESTION: usize = 5;

impl Band {
    /// The limits of the band's modules.
    pub fn limits(self) -> Limits {
        let (fewest_scenes, words_per_scene, minutes, pace) = match self {
            Self::A => (8, 45, 5..=7, 135),
            Self::B => (8, 70, 8..=10, 125),
            Self::C => (9, 90, 10..=12, 135),
            Self::D => (9, 110, 12..=15, 140),
            Self::T | Self::P => (10, 130, 15..=20, 150),
        };
        Limits {
            fewest_scenes,
            words_per_scene,
            minutes,
            pace,
        }
    }
}

/// The whole minutes a module takes.
pub fn minutes<'a>(
    band: Band,
    scenes: impl Iterator<Item = &'a Scene>,
    quiz: impl Iterator<Item = (&'a Item, &'a AnswerKey)>,
) -> u8 {
    let mut tieng = 0;
    let mut seconds = 0;
    for scene in scenes {
        seconds += SECONDS_FOR_A_PICTURE;
        tieng += words(&scene.text);
        if let Some(play) = &scene.play {
            let (read, cards) = played(play);
            tieng += read;
            seconds += cards * SECONDS_FOR_A_CARD;
        }
    }
    for (item, key) in quiz {
        tieng += words(&item.stem) + item.options.iter().map(|text| words(text)).sum::<usize>();
        tieng += mean(key.feedback.iter().map(|text| words(text)));
        seconds += SECONDS_FOR_A_QUESTION;
    }
    seconds += tieng * 60 / band.limits().pace;
    u8::try_from((seconds + 30) / 60).unwrap_or(u8::MAX)
}

// the tiếng one child reads of a game, and the cards it touches
fn played(play: &Play) -> (usize, usize) {
    let whole = |card: &Card| words(&card.text) + words(&card.said);
    let (read, cards) = match &play.game {
        Game::Pick(cards) => {
            let asked = cards.iter().map(|card| words(&card.text)).sum::<usize>();
            let said = mean(cards.iter().map(|card| words(&card.said)));
            (asked + said, cards.len())
        }
        Game::Open(cards) | Game::Order(cards) => {
            (cards.iter().map(whole).sum::<usize>(), cards.len())
        }
        Game::Sort { bins, cards } => {
            let bins = bins.iter().map(|bin| words(bin)).sum::<usize>();
            let read = cards
                .iter()
                .map(|sorted| whole(&sorted.card))
                .sum::<usize>();
            (bins + read, cards.len())
        }
        Game::Trust(groups) => {
            let people = groups.iter().flat_map(|group| &group.people);
            (people.clone().map(|name| words(name)).sum(), people.count())
        }
    };
    (words(&play.invite) + read, cards)
}

fn mean(numbers: impl ExactSizeIterator<Item = usize>) -> usize {
    let n = numbers.len().max(1);
    numbers.sum::<usize>() / n
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Picture;

    fn scene(text: &str, play: Option<Play>) -> Scene {
        Scene {
            n: 1,
            text: text.into(),
            picture: Picture::default(),
            play,
        }
    }

    #[test]
    fn a_minute_is_as_many_words_as_the_band_reads() {
        let text = vec!["tiếng"; 1200].join(" ");
        let takes = |band| {
            minutes(
                band,
                std::iter::once(&scene(&text, None)),
                std::iter::empty(),
            )
        };
        assert_eq!((takes(Band::B), takes(Band::C)), (10, 9));
        assert_eq!(minutes(Band::B, std::iter::empty(), std::iter::empty()), 0);
    }

    #[test]
    fn of_a_choice_one_reply_is_read_and_of_cards_to_turn_all() {
        let card = |said: usize| Card {
            text: "một hai".into(),
            said: vec!["x"; said].join(" "),
        };
        let cards = vec![card(2), card(4)];
        let play = |game| Play {
            invite: "Nào".into(),
            game,
        };
        assert_eq!(played(&play(Game::Pick(cards.clone()))), (1 + 4 + 3, 2));
        assert_eq!(played(&play(Game::Open(cards))), (1 + 4 + 6, 2));
    }

    #[test]
    fn older_bands_are_told_more() {
        let of = |band: Band| band.limits();
        for pair in [Band::A, Band::B, Band::C, Band::D].windows(2) {
            assert!(of(pair[0]).words_per_scene < of(pair[1]).words_per_scene);
            assert!(of(pair[0]).minutes.end() < of(pair[1]).minutes.end());
        }
    }
}
