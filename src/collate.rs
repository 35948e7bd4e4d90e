//! The order of school lists as a stored text: Tên, then Họ và đệm, by the Vietnamese rules of CLDR.
//!
//! The key is hexadecimal, so that both databases put it in the same order whatever their collation is.

use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
use lachan_core::{
    names::{self, given_name},
    words::tidy,
};
use std::{fmt::Write, sync::LazyLock};

static VIETNAMESE: LazyLock<CollatorBorrowed<'static>> = LazyLock::new(|| {
    let locale = icu_locale_core::locale!("vi").into();
    Collator::try_new(locale, CollatorOptions::default())
        .expect("the tailoring for vi is compiled in")
});

/// The sort key of a person's name.
pub fn name_key(name: &str) -> String {
    let name = tidy(name);
    // 00 is below every byte of a key: "An" comes before "Anh" whatever follows.
    format!(
        "{}00{}",
        key(given_name(&name)),
        key(names::family_and_middle(&name))
    )
}

/// The sort key of any other text. Runs of digits count as numbers, so that 10A comes after 9A.
pub fn text_key(text: &str) -> String {
    let mut padded = String::new();
    let mut digits = String::new();
    for c in tidy(text).chars().chain(['\u{0}']) {
        if c.is_ascii_digit() {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            write!(padded, "{digits:0>6}").expect("writing to a String cannot fail");
            digits.clear();
        }
        if c != '\u{0}' {
            padded.push(c);
        }
    }
    key(&padded)
}

fn key(text: &str) -> String {
    let mut bytes = Vec::new();
    let Ok(()) = VIETNAMESE.write_sort_key_to(text, &mut bytes);
    let mut hex = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        write!(hex, "{byte:02x}").expect("writing to a String cannot fail");
    }
    hex
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn given_names_stand_in_the_order_of_the_vietnamese_alphabet_and_tones() {
        let order = [
            "An", "Ánh", "Ân", "Ẩn", "Bình", "Dũng", "Duy", "Đức", "Ha", "Hà", "Hả", "Hã", "Há",
            "Hạ", "Yến",
        ];
        let mut shuffled: Vec<&str> = order.iter().rev().copied().collect();
        shuffled.sort_by_key(|name| name_key(name));
        assert_eq!(shuffled, order);
    }

    #[test]
    fn lists_go_by_ten_and_then_by_ho() {
        let mut names = ["Trần Thị Bình", "Nguyễn Văn An", "Nguyễn Thị An", "Lê An"];
        names.sort_by_key(|name| name_key(name));
        assert_eq!(
            names,
            ["Lê An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Thị Bình"]
        );
    }

    #[test]
    fn class_names_count() {
        let mut classes = ["10A2", "9A10", "9A2", "10A1"];
        classes.sort_by_key(|name| text_key(name));
        assert_eq!(classes, ["9A2", "9A10", "10A1", "10A2"]);
    }
}
