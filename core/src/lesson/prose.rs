//! The text of a scene as a picture book sets it: paragraphs, what somebody says, and the sentence of a rule.
//!
//! 1. What stands between quotation marks (`"…"`) is said aloud.
//! 2. It is said by whoever of the picture is named first in the few words after it ("…" Khôi kể), or last in those before it
//!    (Cô giáo nói: "…"; "…," Minh nói, "…"). Where nobody of the picture is named, nobody is shown.
//! 3. A rule's sentence stands out wherever it is written word for word, said or told.

use std::ops::Range;

/// A run of text that is set alike.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub said: bool,
    /// Who says it, as a place among the speakers: only where a saying begins.
    pub by: Option<usize>,
    pub rule: bool,
}

/// How many words after a saying its speaker may be named in.
const NEAR: usize = 4;

/// The paragraphs of a text. `speakers` are the names of the people in the picture, `rules` sentences that stand out.
pub fn paragraphs(text: &str, speakers: &[&str], rules: &[String]) -> Vec<Vec<Span>> {
    text.lines()
        .map(|line| spans(line, speakers, rules))
        .collect()
}

fn spans(line: &str, speakers: &[&str], rules: &[String]) -> Vec<Span> {
    let said = sayings(line);
    let rules = rules.iter().filter_map(|rule| {
        let at = line.find(rule.as_str())?;
        Some(at..at + rule.len())
    });
    let rules: Vec<Range<usize>> = rules.collect();
    let mut cuts: Vec<usize> = said
        .iter()
        .chain(&rules)
        .flat_map(|range| [range.start, range.end])
        .chain([0, line.len()])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let within =
        |ranges: &[Range<usize>], at: usize| ranges.iter().any(|range| range.contains(&at));
    cuts.windows(2)
        .map(|cut| Span {
            text: line[cut[0]..cut[1]].to_owned(),
            said: within(&said, cut[0]),
            by: said
                .iter()
                .position(|range| range.start == cut[0])
                .and_then(|n| speaker(line, &said, n, speakers)),
            rule: within(&rules, cut[0]),
        })
        .collect()
}

fn sayings(line: &str) -> Vec<Range<usize>> {
    let marks: Vec<usize> = line.match_indices('"').map(|(at, _)| at).collect();
    marks
        .chunks_exact(2)
        .map(|pair| pair[0]..pair[1] + 1)
        .collect()
}

fn speaker(line: &str, said: &[Range<usize>], n: usize, speakers: &[&str]) -> Option<usize> {
    let before_start = n.checked_sub(1).map_or(0, |n| said[n].end);
    let after_end = said.get(n + 1).map_or(line.len(), |next| next.start);
    let before = &line[before_start..said[n].start];
    let after = &line[said[n].end..after_end];
    // “…: "…"” is said by whoever was spoken of; else by whoever is named right after
    let named_before = || {
        let sentence = before
            .rsplit(['.', '!', '?', '…'])
            .next()
            .unwrap_or_default();
        last_named(sentence, speakers)
    };
    let near: Vec<&str> = after.split_whitespace().take(NEAR).collect();
    let named_after = || first_named(&near.join(" "), speakers);
    let (before_it, after_it) = (before.trim_end(), after.trim());
    // “…," Minh nói, "…": the same person goes on; “…" Hà đọc: "…”: that is about the next saying
    let goes_on = n > 0 && before_it.ends_with(',');
    let introduces = after_it.ends_with(':') && !after_it.contains(['.', '!', '?', '…']);
    if before_it.ends_with(':') || goes_on {
        named_before()
    } else if after_it.starts_with(char::is_alphabetic) && !introduces {
        named_after()
    } else {
        None
    }
}

fn places<'a>(text: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    text.match_indices(name)
        .map(|(at, _)| at)
        .filter(move |at| {
            let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !letter(text[..*at].chars().next_back())
                && !letter(text[at + name.len()..].chars().next())
        })
}

fn first_named(text: &str, speakers: &[&str]) -> Option<usize> {
    named(text, speakers)
        .min_by_key(|(at, length, _)| (*at, usize::MAX - length))
        .map(|(.., who)| who)
}

fn last_named(text: &str, speakers: &[&str]) -> Option<usize> {
    named(text, speakers)
        .max_by_key(|(at, length, _)| (*at, *length))
        .map(|(.., who)| who)
}

// place, length of the name, and who: “cô” inside “cô giáo” is the longer one
fn named<'a>(
    text: &'a str,
    speakers: &'a [&'a str],
) -> impl Iterator<Item = (usize, usize, usize)> + 'a {
    let lower = text.to_lowercase();
    speakers.iter().enumerate().flat_map(move |(who, name)| {
        let name = name.to_lowercase();
        places(&lower, &name)
            .map(|at| (at, name.len(), who))
            .collect::<Vec<_>>()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(text: &str, speakers: &[&str]) -> Vec<(String, Option<usize>)> {
        let rules = ["Cơ thể em là của em.".to_owned()];
        paragraphs(text, speakers, &rules)
            .into_iter()
            .flatten()
            .filter(|span| span.said)
            .map(|span| (span.text, span.by))
            .collect()
    }

    #[test]
    fn who_speaks_is_whoever_is_named_beside_it() {
        let speakers = ["Khôi", "cô", "cô giáo"];
        let said = told(
            "\"Bác dặn tớ,\" Khôi thì thầm. Cô giáo hỏi: \"Em có sao không?\" Im lặng. \"Ừ.\"",
            &speakers,
        );
        assert_eq!(
            said,
            [
                ("\"Bác dặn tớ,\"".into(), Some(0)),
                ("\"Em có sao không?\"".into(), Some(2)),
                ("\"Ừ.\"".into(), None),
            ]
        );
        assert_eq!(told("\"Không!\" Bông nói.", &speakers)[0].1, None);
        let said = told(
            "\"Kể đâu cần,\" Minh nói, \"mà cậu đừng đi.\" Hà đọc: \"Bí mật.\"",
            &["Minh", "Hà"],
        );
        assert_eq!(
            said.iter().map(|(_, by)| *by).collect::<Vec<_>>(),
            [Some(0), Some(0), Some(1)]
        );
        let said = told("\"Tớ sợ.\" Hà đọc: \"Bí mật.\"", &["Minh", "Hà"]);
        assert_eq!(said[0].1, None);
    }

    #[test]
    fn a_rule_stands_out_in_a_saying_too() {
        let spans = spans(
            "Mẹ: \"Cơ thể em là của em. Nhé.\"",
            &[],
            &["Cơ thể em là của em.".into()],
        );
        let set: Vec<_> = spans.iter().map(|span| (span.said, span.rule)).collect();
        assert_eq!(
            set,
            [(false, false), (true, false), (true, true), (true, false)]
        );
    }

    proptest! {
        #[test]
        fn nothing_is_lost(text in "[a-zđĐA-Z .!:\"\n]{0,60}") {
            let whole: Vec<String> = paragraphs(&text, &["an", "mẹ"], &["ab".into()])
                .into_iter()
                .map(|spans| spans.into_iter().map(|span| span.text).collect())
                .collect();
            prop_assert_eq!(whole, text.lines().map(str::to_owned).collect::<Vec<_>>());
        }
    }
}
