//! The code a school knows a child by.

use crate::{full_name::is_hidden, sentence::Sentence, words::tidy};
use serde::{Deserialize, Serialize};
use std::fmt;

const LONGEST: usize = 40;

/// A code as its school writes it; two children of a school never share one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "sqlx", derive(sqlx::Type), sqlx(transparent))]
#[serde(transparent)]
pub struct PupilCode(String);

impl PupilCode {
    /// Reads a code; none where nothing is written.
    ///
    /// # Errors
    /// When it cannot be one, or is a long number a spreadsheet has cut: "1,23457E+11".
    pub fn parse(text: &str) -> Result<Option<Self>, Sentence> {
        let code = tidy(text);
        if is_scientific(&code) {
            return Err(Self::cut());
        }
        if code.chars().count() > LONGEST || code.chars().any(|c| c.is_control() || is_hidden(c)) {
            return Err(Sentence::of("code-unreadable"));
        }
        if code.starts_with(['=', '+', '@']) {
            return Err(Sentence::of("code-formula"));
        }
        Ok((!code.is_empty()).then_some(Self(code)))
    }

    /// What is said of a number that has lost its last digits.
    pub fn cut() -> Sentence {
        Sentence::of("code-digits-lost")
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PupilCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// "1,23457E+11": a long number as a spreadsheet shows it, saved as text.
fn is_scientific(code: &str) -> bool {
    let Some((digits, power)) = code.split_once(['E', 'e']) else {
        return false;
    };
    let power = power.strip_prefix('+');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    power.is_some_and(is_number) && digits.splitn(2, ['.', ',']).all(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_kept_as_written_and_refused_when_it_cannot_be_one() {
        let read = |text: &str| PupilCode::parse(text).map(|code| code.map(|code| code.0));
        assert_eq!(
            read(" 0012345678901234567 "),
            Ok(Some("0012345678901234567".into()))
        );
        assert_eq!(read("HSE+12"), Ok(Some("HSE+12".into())));
        assert_eq!(read(""), Ok(None));
        for (text, key) in [
            ("1,23457E+11", "code-digits-lost"),
            ("1.2E+15", "code-digits-lost"),
            ("=A1", "code-formula"),
            ("A\u{202E}1", "code-unreadable"),
        ] {
            assert_eq!(read(text).unwrap_err().key(), key, "{text}");
        }
    }
}
