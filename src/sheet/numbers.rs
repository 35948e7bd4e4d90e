//! Numbers whose format gives them leading zeros or signs of their own: `0000000000` shows 42 as "0000000042".

use lachan_core::roster::DIGITS_KEPT;

/// The number as people see it, when its format does more than show its digits; `None` for a format of any other kind.
pub fn shown(value: f64, format: &str) -> Option<String> {
    if value.fract() != 0.0 || !(0.0..DIGITS_KEPT).contains(&value) {
        return None;
    }
    let signs = signs(format)?;
    let places = signs
        .iter()
        .filter(|sign| matches!(sign, Sign::Digit { .. }))
        .count();
    let certain = signs
        .iter()
        .filter(|sign| **sign == Sign::Digit { always: true })
        .count();
    let words = signs
        .iter()
        .any(|sign| matches!(sign, Sign::Word(c) if c.is_alphanumeric() || "/-.".contains(*c)));
    if places == 0 || (certain < 2 && !words) {
        return None;
    }
    let digits = format!("{value:.0}");
    let spare = digits.len().saturating_sub(places);
    let mut rest = digits.chars();
    let (mut text, mut place) = (String::new(), 0);
    for sign in signs {
        match sign {
            Sign::Word(c) => text.push(c),
            Sign::Digit { always } => {
                // The first place takes what is longer than the format, the last ones take a short number.
                if place == 0 {
                    text.extend(rest.by_ref().take(spare));
                }
                if places - place <= rest.as_str().len() {
                    text.extend(rest.next());
                } else if always {
                    text.push('0');
                }
                place += 1;
            }
        }
    }
    Some(text)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sign {
    /// A place for a digit; `always` shows 0 where the number has none.
    Digit {
        always: bool,
    },
    Word(char),
}

/// The first section of a format, sign by sign; `None` when it has anything but digits and words.
fn signs(format: &str) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    let mut letters = format.chars();
    while let Some(c) = letters.next() {
        match c {
            ';' => break,
            '0' => signs.push(Sign::Digit { always: true }),
            '#' => signs.push(Sign::Digit { always: false }),
            '"' => signs.extend(letters.by_ref().take_while(|c| *c != '"').map(Sign::Word)),
            '\\' | '!' => signs.push(Sign::Word(letters.next()?)),
            // Room as wide as the next sign, or filled with it.
            '_' | '*' => {
                letters.next()?;
            }
            '[' => {
                letters.by_ref().find(|c| *c == ']')?;
            }
            ' ' | '-' | '/' | '(' | ')' | '\'' | ':' => signs.push(Sign::Word(c)),
            _ => return None,
        }
    }
    Some(signs)
}

#[cfg(test)]
mod tests {
    use super::shown;

    #[test]
    fn a_number_is_read_as_its_format_shows_it() {
        for (value, format, text) in [
            (42.0, "0000000000", "0000000042"),
            (1_234_567_890.0, "0000000000", "1234567890"),
            (123_456.0, "00000", "123456"),
            (42.0, "00000;[Red]-00000", "00042"),
            (42.0, "\"HS\"0000", "HS0042"),
            (42.0, "\\H\\S0000_)", "HS0042"),
            (25_052_015.0, "00\\/00\\/0000", "25/05/2015"),
            (5_032_017.0, "00/00/0000", "05/03/2017"),
            (7.0, "##000", "007"),
            (4.0, "0\\A", "4A"),
        ] {
            assert_eq!(shown(value, format).as_deref(), Some(text), "{format}");
        }
        for (value, format) in [
            (42.0, "General"),
            (42.0, "0"),
            (42.0, "#,##0"),
            (42.0, "0.00"),
            (4.5, "0000"),
            (-4.0, "0000"),
            (1e15, "0000000000"),
            (42.0, "@"),
            (42.0, "dd/mm/yyyy"),
            (42.0, "0%"),
            (42.0, "\"chưa có\""),
            (42.0, "0E+00"),
        ] {
            assert_eq!(shown(value, format), None, "{format}");
        }
    }
}
