//! Every text the code asks for is in the locale files.

use lachan_app::text::has;
use std::{fs, path::Path};

/// The literals that follow `before` in a source file and look like a key: small words joined by hyphens.
fn literals<'a>(source: &'a str, before: &str) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in source.match_indices(before) {
        let text = &source[at + before.len()..];
        let text = text.split('"').next().unwrap_or_default();
        let plain = text
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
        // `text("…")` also ends with `t("…")`, and asks for something else.
        let own = !source[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        if text.contains('-') && plain && own {
            found.push(text);
        }
    }
    found
}

fn sources(folder: &Path, each: &mut impl FnMut(&Path, &str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, each);
        } else if path.extension().is_some_and(|end| end == "rs") {
            each(&path, &fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn no_text_is_missing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let mut asked = 0;
    let mut missing = Vec::new();
    for (folder, before) in [
        ("app/src", &["t(\"", "tr(\"", "say(\""][..]),
        ("src", &["t(\"", "tr(\""]),
        // Rules answer with a key: `=> "status-learning"`, `Err("date-shape")`, `ok_or("field-required")`.
        (
            "core/src",
            &[
                "=> \"",
                "Err(\"",
                "ok_or(\"",
                "Sentence::of(\"",
                "sheet(\"",
                "head(\"",
            ],
        ),
        // Tables carry the keys of their heads and words.
        (
            "core/src/report",
            &[
                "\n    \"",
                "\n        \"",
                "(\"",
                "title: \"",
                "unit: \"",
                "word(\"",
                "said(\"",
            ],
        ),
    ] {
        sources(&root.join(folder), &mut |path, source| {
            for key in before.iter().flat_map(|before| literals(source, before)) {
                asked += 1;
                if !has(key) {
                    missing.push(format!("{}: {key}", path.display()));
                }
            }
        });
    }
    assert!(
        asked > 300,
        "only {asked} keys were found: the search has gone blind"
    );
    assert!(missing.is_empty(), "{missing:#?}");
}
