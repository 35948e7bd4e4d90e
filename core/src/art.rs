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

/// The animals of the name tiles, more than a class has children: each of a class has its own. None that children call each other names
/// by. Append only.
pub const ANIMALS: [Art; 60] = [
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
    art("deer", "nai"),
    art("bear", "gấu"),
    art("kangaroo", "chuột túi"),
    art("llama", "lạc đà không bướu"),
    art("camel", "lạc đà"),
    art("horse", "ngựa"),
    art("sheep", "cừu"),
    art("goat", "dê"),
    art("rooster", "gà trống"),
    art("swan", "thiên nga"),
    art("flamingo", "hồng hạc"),
    art("peacock", "công"),
    art("parrot", "vẹt"),
    art("eagle", "đại bàng"),
    art("dove", "bồ câu"),
    art("crab", "cua"),
    art("shrimp", "tôm"),
    art("squid", "mực"),
    art("lobster", "tôm hùm"),
    art("puffer", "cá nóc"),
    art("reef-fish", "cá cảnh"),
    art("shark", "cá mập"),
    art("seal", "hải cẩu"),
    art("otter", "rái cá"),
    art("snail", "ốc sên"),
    art("ant", "kiến"),
    art("cricket", "dế mèn"),
    art("dragon", "rồng"),
    art("leopard", "báo"),
    art("wolf", "sói"),
    art("raccoon", "gấu mèo"),
    art("rhino", "tê giác"),
    art("dinosaur", "khủng long"),
    art("lizard", "thằn lằn"),
    art("beaver", "hải li"),
    art("unicorn", "kì lân"),
];

/// An animal for one more child of a class in which these are taken: the first that is free, else the one fewest have.
pub fn free_animal<'a>(taken: impl Iterator<Item = &'a str> + Clone) -> &'static str {
    let times = |art: &&Art| taken.clone().filter(|name| *name == art.name).count();
    ANIMALS
        .iter()
        .min_by_key(times)
        .map_or(GUIDE.name, |art| art.name)
}

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
    fn a_class_of_sixty_has_sixty_animals() {
        let mut taken: Vec<&str> = vec!["rabbit"];
        for _ in 1..60 {
            taken.push(free_animal(taken.iter().copied()));
        }
        assert_eq!(taken[1], "fox");
        assert_eq!(taken.iter().collect::<BTreeSet<_>>().len(), 60);
        assert_eq!(free_animal(taken.iter().copied()), "fox");
    }

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
