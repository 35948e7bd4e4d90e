//! Every string a person sees, looked up in the locale files. A second language is a second set of files.

use fluent_bundle::{FluentArgs, FluentResource, concurrent::FluentBundle};
use lachan_core::{lesson::Address, round::divided, sentence::Sentence};
use std::sync::LazyLock;

/// One file per room, so that a person who translates finds a sentence where it is seen.
const FILES: &[&str] = &[
    include_str!("../../content/locale/vi/common.ftl"),
    include_str!("../../content/locale/vi/class.ftl"),
    include_str!("../../content/locale/vi/lesson.ftl"),
    include_str!("../../content/locale/vi/record.ftl"),
    include_str!("../../content/locale/vi/roster.ftl"),
    include_str!("../../content/locale/vi/signin.ftl"),
    include_str!("../../content/locale/vi/units.ftl"),
    include_str!("../../content/locale/vi/activity.ftl"),
    include_str!("../../content/locale/vi/help.ftl"),
    include_str!("../../content/locale/vi/learn.ftl"),
    include_str!("../../content/locale/vi/report.ftl"),
    include_str!("../../content/locale/vi/indicators.ftl"),
    include_str!("../../content/locale/vi/trial.ftl"),
    include_str!("../../content/locale/vi/library.ftl"),
    include_str!("../../content/locale/vi/admin.ftl"),
];

static BUNDLE: LazyLock<FluentBundle<FluentResource>> = LazyLock::new(|| {
    let mut bundle = FluentBundle::new_concurrent(vec!["vi".parse().expect("a language tag")]);
    bundle.set_use_isolating(false);
    for file in FILES {
        let resource = FluentResource::try_new((*file).to_owned())
            .map_err(|(_, errors)| errors)
            .expect("locale files are parsed by a test");
        bundle
            .add_resource(resource)
            .expect("keys are unique across locale files; a test adds them all");
    }
    bundle
});

/// The text of a key. A key that is missing shows itself, so that it is noticed.
pub fn t(key: &str) -> String {
    tr(key, &[])
}

/// The text of a key with its values filled in.
pub fn tr(key: &str, values: &[(&str, &str)]) -> String {
    let Some(pattern) = BUNDLE.get_message(key).and_then(|m| m.value()) else {
        return key.to_owned();
    };
    let mut args = FluentArgs::new();
    for (name, value) in values {
        args.set(*name, *value);
    }
    BUNDLE
        .format_pattern(pattern, Some(&args), &mut Vec::new())
        .into_owned()
}

/// A sentence in words.
pub fn say(sentence: &Sentence) -> String {
    tr(sentence.key(), &sentence.values())
}

/// The text of a key that speaks to somebody: `$you` inside a sentence, `$You` at its beginning.
pub fn to(key: &str, you: Address) -> String {
    let first = format!("{}-first", you.key());
    tr(key, &[("you", &t(you.key())), ("You", &t(&first))])
}

/// Whether a key exists.
pub fn has(key: &str) -> bool {
    BUNDLE.has_message(key)
}

/// A whole number as it is written here: 1.234.
pub fn number(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut out = String::new();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    if n < 0 { format!("-{out}") } else { out }
}

/// A share in percent with one decimal: 85,6 %. Nothing of nothing is "–".
pub fn percent(part: i64, whole: i64) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    format!("{} %", tenths(divided(part * 1000, whole)))
}

/// A number of tenths with its one decimal: -8,5.
pub fn tenths(n: i64) -> String {
    let sign = if n < 0 { "-" } else { "" };
    format!("{sign}{},{}", n.abs() / 10, n.abs() % 10)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lachan_core::lesson::{Band, Opening, RuleId};

    #[test]
    fn numbers_are_written_as_here() {
        assert_eq!(number(0), "0");
        assert_eq!(number(1234), "1.234");
        assert_eq!(number(-1234567), "-1.234.567");
        assert_eq!(percent(30, 40), "75,0 %");
        assert_eq!(percent(6, 7), "85,7 %");
        assert_eq!(percent(1, 0), "–");
        assert_eq!(tenths(-85), "-8,5");
        assert_eq!(tenths(-5), "-0,5");
    }

    #[test]
    fn rules_and_openings_speak_to_every_band_in_its_own_words() {
        for band in Band::ALL {
            for rule in RuleId::ALL {
                for key in [rule.name_key(band), rule.says_key(band)] {
                    assert!(has(key), "{key}");
                    let text = to(key, band.address_in_rules());
                    assert!(!text.contains(['{', '$']), "{text}");
                    assert!(band != Band::D || !text.contains("em "), "{text}");
                }
            }
        }
        assert_eq!(
            to(Opening::WellDone.key(), Band::D.address()),
            "Bạn làm tốt lắm!"
        );
        assert_eq!(
            to(RuleId::R6.name_key(Band::A), Address::Em),
            "Không phải lỗi của em"
        );
    }

    #[test]
    fn every_locale_file_parses_and_keys_are_unique() {
        assert_eq!(t("app-name"), "Lá Chắn");
    }
}
