//! Vietnamese names: Họ – đệm – Tên; the given name is the last word (domain §8.2).

use crate::words::tidy;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// A name folded for searching and comparing: lower case, no marks, đ is d, y is i, every apostrophe is the one on keyboards, single spaces.
pub fn search_key(name: &str) -> String {
    let folded = |c: char| match c {
        'đ' => 'd',
        'y' => 'i',
        '’' | '‘' | 'ʼ' | '`' | '´' => '\'',
        other => other,
    };
    let bare: String = tidy(name)
        .to_lowercase()
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .map(folded)
        .collect();
    // A mark that stood alone leaves a space behind.
    tidy(&bare)
}

/// Whether a folded name answers a search: every word of the query begins a word of the name, in any order.
pub fn matches(search_key_of_name: &str, query: &str) -> bool {
    let query = search_key(query);
    query.split(' ').all(|part| {
        search_key_of_name
            .split(' ')
            .any(|word| word.starts_with(part))
    })
}

/// The name a child is called by: the last word of the full name.
pub fn given_name(full_name: &str) -> &str {
    full_name
        .split_whitespace()
        .next_back()
        .unwrap_or(full_name)
}

/// What comes before the given name.
pub fn family_and_middle(name: &str) -> &str {
    let name = name.trim();
    name.strip_suffix(given_name(name))
        .unwrap_or_default()
        .trim_end()
}

/// What stands on a tile: given name and the initial of the family name, "An N.". A name of one word stands alone.
pub fn tile(name: &str) -> String {
    let initial = family_and_middle(name).chars().next();
    match initial {
        Some(letter) => format!("{} {}.", given_name(name), letter.to_uppercase()),
        None => given_name(name).to_owned(),
    }
}

/// A tile with the middle name's initial too, where two tiles of a class would read the same: "An V. N.".
pub fn longer_tile(name: &str) -> String {
    let before: Vec<&str> = family_and_middle(name).split_whitespace().collect();
    let initial = |word: &str| {
        word.chars()
            .next()
            .map(|c| format!(" {}.", c.to_uppercase()))
            .unwrap_or_default()
    };
    match before[..] {
        [family, .., middle] => {
            format!("{}{}{}", given_name(name), initial(middle), initial(family))
        }
        _ => tile(name),
    }
}

/// A name typed in capitals alone or in small letters alone, as people write it: "NGUYỄN VĂN AN" is Nguyễn Văn An, "h'hen niê" is
/// H'Hen Niê. A name that has both, or one letter to a word ("Y"), says itself how it is written and stays.
pub fn as_written(name: &str) -> String {
    let small = name.chars().any(char::is_lowercase);
    let capital = name.chars().any(char::is_uppercase);
    if small && capital {
        return name.to_owned();
    }
    let mut written = String::with_capacity(name.len());
    // Every word begins anew after a space, an apostrophe, a hyphen, a full stop or a bracket.
    let mut begins = true;
    for c in name.chars() {
        if !c.is_alphabetic() {
            // A mark that stands alone belongs to the letter before it.
            begins |= !is_combining_mark(c);
            written.push(c);
        } else if begins {
            written.extend(c.to_uppercase());
            begins = false;
        } else {
            written.extend(c.to_lowercase());
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_in_capitals_or_small_letters_are_shown_as_people_write_them() {
        for (typed, written) in [
            ("NGUYỄN VĂN AN", "Nguyễn Văn An"),
            ("nguyễn thị ánh đào", "Nguyễn Thị Ánh Đào"),
            ("H'HEN NIÊ", "H'Hen Niê"),
            ("k’brếu", "K’Brếu"),
            ("Y MOAN ÊNUÔL", "Y Moan Ênuôl"),
            ("VÀNG A DÍNH", "Vàng A Dính"),
            ("lê nguyễn bích-ngọc", "Lê Nguyễn Bích-Ngọc"),
            ("TRẦN AN (B)", "Trần An (B)"),
            ("Y", "Y"),
            ("Lò Thị H'Mai", "Lò Thị H'Mai"),
            ("Ksor H' bia", "Ksor H' bia"),
            ("Nguyễn Văn AN", "Nguyễn Văn AN"),
        ] {
            assert_eq!(as_written(typed), written);
        }
    }

    #[test]
    fn a_search_finds_names_without_marks_in_any_order() {
        assert!(matches(&search_key("H’Hen Niê"), "h'hen"));
        let key = search_key("Đặng Thuý An");
        assert_eq!(key, "dang thui an");
        for query in ["dang an", "an đặng", "thuy", "Thúy", "ĐẶNG"] {
            assert!(matches(&key, query), "{query}");
        }
        assert!(!matches(&key, "binh"));
    }

    #[test]
    fn composed_and_decomposed_spellings_are_one_name() {
        let name = "Nguyễn Thị Hường";
        assert_eq!(
            search_key(name),
            search_key(&name.nfd().collect::<String>())
        );
    }

    #[test]
    fn a_child_is_called_by_the_last_word() {
        assert_eq!(given_name("Nguyễn Thị Minh Anh"), "Anh");
        assert_eq!(given_name("Y"), "Y");
    }

    #[test]
    fn tiles_carry_no_full_name() {
        assert_eq!(tile("Nguyễn Văn An"), "An N.");
        assert_eq!(tile("đinh Y Moan"), "Moan Đ.");
        assert_eq!(tile("Y"), "Y");
        assert_eq!(longer_tile("Nguyễn Văn An"), "An V. N.");
    }

    #[test]
    fn a_mark_that_stands_alone_leaves_nothing_behind() {
        assert_eq!(search_key("An \u{301} Bình \u{10f46}"), "an binh");
    }

    proptest! {
        #[test]
        fn writing_a_name_keeps_who_is_meant(name in "[A-ZĐÊẮƯa-zđêắư' -]{1,30}") {
            let written = as_written(&name);
            prop_assert_eq!(search_key(&written), search_key(&name));
            prop_assert_eq!(as_written(&written), written);
        }

        #[test]
        fn folding_twice_is_folding_once(name in "\\PC{0,40}") {
            let once = search_key(&name);
            prop_assert_eq!(search_key(&once), once);
        }
    }
}
