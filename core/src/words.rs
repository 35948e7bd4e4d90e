//! Parsed text: values that cannot hold what a field may not hold.

use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;

/// A refusal of something a person typed: a key of the locale file.
pub type Word = &'static str;

/// Text without what nobody sees and no name needs: control characters but tabs and line ends, zero-width signs but the joiner of
/// emoji, and the marks that turn the direction of writing, with which one text can be made to look like another.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| match c {
        '\t' | '\n' | '\r' => false,
        '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{feff}' => true,
        '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{fff9}'..='\u{fffb}' => true,
        _ => c.is_control(),
    };
    text.chars().filter(|c| !hidden(*c)).collect()
}

/// Text as typed, NFC, single spaces, trimmed. Ð and ð of Iceland and Ɖ of Africa, which look like Đ and come from old keyboards, are Đ and đ.
pub fn tidy(text: &str) -> String {
    let letter = |c: char| match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    };
    text.nfc()
        .map(letter)
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// A short name or title: 1 to 120 characters on one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Title(String);

impl Title {
    /// Reads a title; refuses an empty or an over-long one.
    pub fn parse(text: &str) -> Result<Self, Word> {
        let text = tidy(text);
        match text.chars().count() {
            0 => Err("field-required"),
            1..=120 => Ok(Self(text)),
            _ => Err("field-too-long"),
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A staff user name: 3 to 40 of a–z, 0–9, dot, hyphen, underscore.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct Username(String);

impl Username {
    /// Reads a user name, lower-cased.
    pub fn parse(text: &str) -> Result<Self, Word> {
        let text = text.trim().to_lowercase();
        let fits = (3..=40).contains(&text.len())
            && text
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b".-_".contains(&b));
        if fits {
            Ok(Self(text))
        } else {
            Err("username-shape")
        }
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_tidied_and_bounded() {
        assert_eq!(
            Title::parse("  Sinh hoạt \n chi đội ").unwrap().as_str(),
            "Sinh hoạt chi đội"
        );
        assert_eq!(Title::parse("Ðội Ðức ði").unwrap().as_str(), "Đội Đức đi");
        assert_eq!(Title::parse("   "), Err("field-required"));
        assert_eq!(Title::parse(&"a".repeat(121)), Err("field-too-long"));
    }

    #[test]
    fn what_nobody_sees_is_taken_out() {
        assert_eq!(
            visible("Lan\u{0}\u{202e}gnải \u{2066}x\u{2069}"),
            "Langnải x"
        );
        assert_eq!(
            visible("\u{feff}H’\u{200b}Hen\u{7f} Niê\n\tđây"),
            "H’Hen Niê\n\tđây"
        );
        assert_eq!(visible("👩\u{200d}🏫 ổn"), "👩\u{200d}🏫 ổn");
    }

    #[test]
    fn user_names_are_plain() {
        assert_eq!(
            Username::parse(" Lan.Nguyen ").unwrap().as_str(),
            "lan.nguyen"
        );
        assert!(Username::parse("cô lan").is_err());
        assert!(Username::parse("ab").is_err());
    }
}
