//! The small pictures of `core::art`: one drawing each, written once per page however often it is shown.

use super::{graphic::inner, scene::sheet::Sheet};
use lachan_core::art::Art;
use std::fmt::Write;
use twemoji_assets::svg::{SvgTwemojiAsset, codes::*};

/// A picture alone, with its words for those who do not see it.
pub fn picture(art: &Art) -> String {
    let body = drawing(art.name).map_or("", inner);
    let mut out = String::new();
    let _ = write!(
        out,
        r#"<svg class="art" viewBox="0 0 36 36" role="img" aria-label="{}">{body}</svg>"#,
        art.words
    );
    out
}

/// The same picture out of the page's sheet. `named` is false where the words stand beside it anyway.
pub fn from_sheet(sheet: &mut Sheet, art: &Art, named: bool) -> String {
    let id = drawing(art.name).map(|asset| sheet.graphic(asset));
    let label = if named {
        format!(r#"role="img" aria-label="{}""#, art.words)
    } else {
        r#"aria-hidden="true""#.to_owned()
    };
    format!(
        r##"<svg class="art" viewBox="0 0 36 36" {label}><use href="#{}"/></svg>"##,
        id.unwrap_or_default()
    )
}

// Each graphic is linked by its own constant: a look-up by name would link all ten megabytes of the set.
fn drawing(name: &str) -> Option<&'static SvgTwemojiAsset> {
    Some(match name {
        "ball" => &U_26BD,
        "apple" => &U_1F34E,
        "car" => &U_1F697,
        "fish" => &U_1F41F,
        "rocket" => &U_1F680,
        "sunflower" => &U_1F33B,
        "umbrella" => &U_2602,
        "guitar" => &U_1F3B8,
        "bear-toy" => &U_1F9F8,
        "star" => &U_2B50,
        "duck" => &U_1F986,
        "bee" => &U_1F41D,
        "fox" => &U_1F98A,
        "rabbit" => &U_1F430,
        "panda" => &U_1F43C,
        "turtle" => &U_1F422,
        "tiger" => &U_1F42F,
        "frog" => &U_1F438,
        "lion" => &U_1F981,
        "elephant" => &U_1F418,
        "zebra" => &U_1F993,
        "cat" => &U_1F431,
        "dog" => &U_1F436,
        "chick" => &U_1F424,
        "penguin" => &U_1F427,
        "koala" => &U_1F428,
        "monkey" => &U_1F435,
        "owl" => &U_1F989,
        "whale" => &U_1F433,
        "dolphin" => &U_1F42C,
        "octopus" => &U_1F419,
        "butterfly" => &U_1F98B,
        "ladybird" => &U_1F41E,
        "hedgehog" => &U_1F994,
        "giraffe" => &U_1F992,
        "buffalo" => &U_1F403,
        "deer" => &U_1F98C,
        "bear" => &U_1F43B,
        "kangaroo" => &U_1F998,
        "llama" => &U_1F999,
        "camel" => &U_1F42B,
        "horse" => &U_1F434,
        "sheep" => &U_1F411,
        "goat" => &U_1F410,
        "rooster" => &U_1F413,
        "swan" => &U_1F9A2,
        "flamingo" => &U_1F9A9,
        "peacock" => &U_1F99A,
        "parrot" => &U_1F99C,
        "eagle" => &U_1F985,
        "dove" => &U_1F54A,
        "crab" => &U_1F980,
        "shrimp" => &U_1F990,
        "squid" => &U_1F991,
        "lobster" => &U_1F99E,
        "puffer" => &U_1F421,
        "reef-fish" => &U_1F420,
        "shark" => &U_1F988,
        "seal" => &U_1F9AD,
        "otter" => &U_1F9A6,
        "snail" => &U_1F40C,
        "ant" => &U_1F41C,
        "cricket" => &U_1F997,
        "dragon" => &U_1F409,
        "leopard" => &U_1F406,
        "wolf" => &U_1F43A,
        "raccoon" => &U_1F99D,
        "rhino" => &U_1F98F,
        "dinosaur" => &U_1F995,
        "lizard" => &U_1F98E,
        "beaver" => &U_1F9AB,
        "unicorn" => &U_1F984,
        "squirrel" => &U_1F43F,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use lachan_core::art::{ANIMALS, GUIDE, SECRET};

    #[test]
    fn every_name_has_its_own_drawing() {
        let all: Vec<_> = SECRET.iter().chain(&ANIMALS).chain([&GUIDE]).collect();
        let mut drawings: Vec<_> = all
            .iter()
            .map(|art| inner(drawing(art.name).unwrap_or_else(|| panic!("{}", art.name))))
            .collect();
        drawings.sort_unstable();
        drawings.dedup();
        assert_eq!(drawings.len(), all.len());
        assert!(picture(&SECRET[1]).contains("aria-label=\"quả táo\""));
    }

    #[test]
    fn a_page_writes_each_drawing_once() {
        let mut sheet = Sheet::default();
        for _ in 0..40 {
            from_sheet(&mut sheet, &ANIMALS[0], false);
        }
        assert_eq!(sheet.defs().matches("<g id=").count(), 1);
    }
}
