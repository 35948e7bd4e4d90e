//! How long the sentences are that a child has to read: counted in tiếng, the written syllables.
//!
//! 1. A sentence ends at `.` `!` `?` `;` `:` `…` when a space, a closing mark or the end of the line follows
//!    (so `vn-cop.vn` and `1-1-1` stay whole), and at every line end.
//! 2. A condition at the beginning, “Nếu …,” or “Khi …,” up to its first comma, is read with a pause of its own
//!    and counts as a sentence.
//! 3. A tiếng is what stands between spaces and holds a letter or a digit: a lone dash is none.

/// The number of tiếng in the longest sentence of a text, with that sentence.
pub fn longest(text: &str) -> (usize, &str) {
    sentences(text)
        .into_iter()
        .map(|sentence| (words(sentence), sentence))
        .max_by_key(|(n, _)| *n)
        .unwrap_or((0, ""))
}

/// The sentences of a text.
pub fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    for line in text.lines() {
        let mut rest = line;
        while let Some(end) = end_of_first(rest) {
            found.push(&rest[..end]);
            rest = &rest[end..];
        }
        found.push(rest);
    }
    found
        .into_iter()
        .map(str::trim)
        .filter(|sentence| words(sentence) > 0)
        .flat_map(without_condition)
        .collect()
}

/// The number of tiếng in a text.
pub fn words(text: &str) -> usize {
    text.split_whitespace()
        .filter(|word| word.chars().any(char::is_alphanumeric))
        .count()
}

fn end_of_first(text: &str) -> Option<usize> {
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | ';' | ':' | '…') {
            continue;
        }
        match chars.peek() {
            None => return None,
            Some((_, next)) if next.is_whitespace() || is_closing(*next) => {
                return Some(at + c.len_utf8());
            }
            Some(_) => {}
        }
    }
    None
}

fn is_closing(c: char) -> bool {
    matches!(c, '"' | '\'' | '”' | '’' | ')' | '»')
}

fn without_condition(sentence: &str) -> Vec<&str> {
    let bare = sentence.trim_start_matches(['"', '\'', '“', '‘', '(']);
    match sentence.split_once(", ") {
        Some((condition, rest)) if bare.starts_with("Nếu ") || bare.starts_with("Khi ") => {
            vec![condition, rest]
        }
        _ => vec![sentence],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn sentences_end_where_one_breathes() {
        assert_eq!(
            sentences("Cô khen \"Con dũng cảm lắm!\" rồi ôm. Bi về: vui; ngủ ngon… \nHết"),
            [
                "Cô khen \"Con dũng cảm lắm!",
                "\" rồi ôm.",
                "Bi về:",
                "vui;",
                "ngủ ngon…",
                "Hết"
            ]
        );
        assert_eq!(sentences("Báo vn-cop.vn ngay"), ["Báo vn-cop.vn ngay"]);
        assert_eq!(
            sentences("Nếu có ai hỏi, em kể ngay, nhé."),
            ["Nếu có ai hỏi", "em kể ngay, nhé."]
        );
    }

    #[test]
    fn a_dash_is_not_a_word() {
        assert_eq!(words("Không – Bỏ đi – Kể lại"), 5);
        assert_eq!(words("anh/chị 111 1-1-1"), 3);
    }

    #[test]
    fn the_longest_is_found() {
        assert_eq!(longest("Một hai. Một hai ba! Một"), (3, "Một hai ba!"));
        assert_eq!(longest(""), (0, ""));
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "[a-zđ .!?;:…\",–\n]{0,60}") {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphanumeric()).count();
            prop_assert_eq!(sentences(&text).into_iter().map(letters).sum::<usize>(), letters(&text));
        }
    }
}
