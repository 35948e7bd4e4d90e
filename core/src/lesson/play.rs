//! A small thing to do in a scene: nothing of it is scored, sent or stored.

use super::shuffle;

/// What a child is invited to, and the game itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Play {
    pub invite: String,
    pub game: Game,
}

/// The kinds of games.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Game {
    /// Choose one; every choice has its own answer, and each of them goes on.
    Pick(Vec<Card>),
    /// Turn over one card after another.
    Open(Vec<Card>),
    /// Put each card where it belongs.
    Sort {
        bins: Vec<String>,
        cards: Vec<Sorted>,
    },
    /// Say which step comes when. The cards stand in their right order.
    Order(Vec<Card>),
    /// Choose people to trust, group by group. It stays on the device.
    Trust(Vec<Group>),
}

/// A card with what is said when it is taken.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub text: String,
    pub said: String,
}

/// A card that belongs into one of the bins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sorted {
    pub card: Card,
    /// The number of its bin, from 0.
    pub bin: u8,
}

/// A place, and who can be found there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    pub name: String,
    pub people: Vec<String>,
}

impl Game {
    /// Whether two games are played in the same way.
    pub fn is_like(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

impl Play {
    /// An order in which `n` cards are laid out: always the same for one play, and not the right one.
    pub fn laid_out(&self, n: usize) -> Vec<u8> {
        let right: Vec<u8> = (0..=u8::MAX).take(n).collect();
        (0u64..)
            .map(|try_again| shuffle::mixed(n, shuffle::seed(&self.invite).wrapping_add(try_again)))
            .find(|order| n < 2 || *order != right)
            .unwrap_or(right.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_never_laid_out_in_their_right_order() {
        for invite in ["Bước nào trước?", "Xếp đúng thứ tự", "a", "b", "c"] {
            let play = Play {
                invite: invite.into(),
                game: Game::Order(Vec::new()),
            };
            for n in 2..6 {
                let order = play.laid_out(n);
                let mut sorted = order.clone();
                sorted.sort_unstable();
                assert_eq!(sorted, (0..n as u8).collect::<Vec<_>>());
                assert_ne!(order, sorted, "{invite} {n}");
                assert_eq!(order, play.laid_out(n));
            }
        }
    }
}
