//! Small pictures a child recognises: those of the sign-in secret and the animals of the name tiles.

/// A picture with the name of its drawing and the Vietnamese words read aloud for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Art {
    pub name: &'static str,
    pub words: &'static str,
}

const fn art(name: &'static str, words: &'static str) -> Art {
    Art { name, words }
}

/// The twelve pictures of the sign-in secret. Their order is part of stored secrets: append only.
pub const SECRET: [Art; 12] = [
    art("ball", "quả bóng"),
    art("apple", "quả táo"),
    art("car", "ô tô"),
    art("fish", "con cá"),
    art("rocket", "tên lửa"),
    art("sunflower", "hoa hướng dương"),
    art("umbrella", "cái ô"),
    art("guitar", "đàn ghi ta"),
    art("bear-toy", "gấu bông"),
    art("star", "ngôi sao"),
    art("duck", "con vịt"),
    art("bee", "con ong"),
];

/// The animals of the name tiles. A class's tiles take them in order, so that neighbours differ: append only.
pub const ANIMALS: [Art; 24] = [
    art("fox", "cáo"),
    art("rabbit", "thỏ"),
    art("panda", "gấu trúc"),
    art("turtle", "rùa"),
    art("tiger", "hổ"),
    art("frog", "ếch"),
    art("lion", "sư tử"),
    art("elephant", "voi"),
    art("zebra", "ngựa vằn"),
    art("cat", "mèo"),
    art("dog", "chó"),
    art("chick", "gà con"),
    art("penguin", "chim cánh cụt"),
    art("koala", "gấu túi"),
    art("monkey", "khỉ"),
    art("owl", "cú mèo"),
    art("whale", "cá voi"),
    art("dolphin", "cá heo"),
    art("octopus", "bạch tuộc"),
    art("butterfly", "bướm"),
    art("ladybird", "bọ rùa"),
    art("hedgehog", "nhím"),
    art("giraffe", "hươu cao cổ"),
    art("buffalo", "trâu"),
];

/// The squirrel that guides the youngest.
pub const GUIDE: Art = art("squirrel", "Sóc Nâu");

/// The picture of this name.
pub fn named(name: &str) -> Option<Art> {
    SECRET
        .iter()
        .chain(&ANIMALS)
        .chain([&GUIDE])
        .find(|art| art.name == name)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn names_and_words_are_unique() {
        let all: Vec<_> = SECRET.iter().chain(&ANIMALS).chain([&GUIDE]).collect();
        assert_eq!(
            all.iter().map(|a| a.name).collect::<BTreeSet<_>>().len(),
            all.len()
        );
        assert_eq!(
            all.iter().map(|a| a.words).collect::<BTreeSet<_>>().len(),
            all.len()
        );
        assert_eq!(named("fox").unwrap().words, "cáo");
    }
}
