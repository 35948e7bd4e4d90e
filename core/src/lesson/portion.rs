//! A text cut into portions at the ends of sentences: what is read at once from the back of a room.

use super::sentence::words;

/// The most tiếng that stand below a picture on a wall of 1024×768 in letters of 28 px.
pub const ON_THE_WALL: usize = 48;

/// The text in portions of at most `most` tiếng, as even as its sentences allow. Paragraphs keep their breaks; a sentence that
/// is longer stands alone.
pub fn portions(text: &str, most: usize) -> Vec<String> {
    let all = words(text);
    let wanted = all.div_ceil(most.max(1)).max(1);
    let even = all.div_ceil(wanted);
    let mut portions: Vec<String> = Vec::new();
    let mut n = 0;
    for line in text.lines() {
        let mut gap = "\n";
        for sentence in sentences(line) {
            let more = words(sentence);
            let full = n >= even || (n > 0 && n + more > most);
            match portions.last_mut().filter(|_| !full) {
                Some(portion) => {
                    portion.push_str(gap);
                    portion.push_str(sentence);
                    n += more;
                }
                None => {
                    portions.push(sentence.to_owned());
                    n = more;
                }
            }
            gap = " ";
        }
    }
    portions
}

// ends at a full stop with its closing marks; a colon or comma goes on
fn sentences(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut start = 0;
    let mut chars = line.char_indices().peekable();
    while let Some((_, c)) = chars.next() {
        if !matches!(c, '.' | '!' | '?' | '…') {
            continue;
        }
        while chars
            .next_if(|(_, c)| matches!(c, '"' | '”' | '\'' | '’' | ')' | '.' | '!' | '?' | '…'))
            .is_some()
        {}
        if let Some((at, next)) = chars.peek()
            && next.is_whitespace()
            && starts_anew(&line[*at..])
        {
            found.push(line[start..*at].trim());
            start = *at;
        }
    }
    found.push(line[start..].trim());
    found.retain(|sentence| !sentence.is_empty());
    found
}

// “…!” An khoái chí: a new sentence; “… ạ!” mẹ nói: the same one goes on
fn starts_anew(rest: &str) -> bool {
    rest.chars()
        .find(|c| c.is_alphanumeric())
        .is_some_and(|c| !c.is_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_portion_ends_with_its_sentence() {
        let text = "\"Con giữ nhé?\" mẹ hỏi. Khôi gật đầu. Hết.\nĐoạn sau.";
        assert_eq!(portions(text, 99), [text]);
        assert_eq!(
            portions(text, 5),
            [
                "\"Con giữ nhé?\" mẹ hỏi.",
                "Khôi gật đầu. Hết.",
                "Đoạn sau."
            ]
        );
    }

    proptest! {
        #[test]
        fn no_word_is_lost(text in "([A-ZĐa-zđ]{1,4}[ .!?…\",\n]{1,2}){0,40}", most in 1usize..30) {
            let whole: Vec<&str> = text.split_whitespace().collect();
            let portions = portions(&text, most).join(" ");
            prop_assert_eq!(portions.split_whitespace().collect::<Vec<_>>(), whole);
        }
    }
}
