//! One small style sheet out of `style/`, readable by the browsers of old school computers.

use crate::tools::{root, shown};
use anyhow::{Context, Result, anyhow, bail};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    dependencies::{Dependency, DependencyOptions},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
    targets::{Browsers, Targets},
};
use std::path::Path;

/// Bundles and minifies `entry`; `address_of` tells where the browser finds a file that a `url()` names.
pub fn bundle(entry: &Path, address_of: impl Fn(&Path) -> Option<String>) -> Result<String> {
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default())
        .bundle(entry)
        .map_err(|error| anyhow!("{error}"))?;
    let targets = oldest_browsers();
    sheet
        .minify(MinifyOptions {
            targets,
            ..Default::default()
        })
        .map_err(|error| anyhow!("{error}"))?;
    let printed = sheet
        .to_css(PrinterOptions {
            minify: true,
            targets,
            analyze_dependencies: Some(DependencyOptions {
                remove_imports: false,
            }),
            ..Default::default()
        })
        .map_err(|error| anyhow!("{error}"))?;

    let mut css = printed.code;
    for dependency in printed.dependencies.unwrap_or_default() {
        let Dependency::Url(reference) = dependency else {
            continue;
        };
        let source = Path::new(&reference.loc.file_path);
        let address = address(source, &reference.url, &address_of)?;
        css = css.replace(&reference.placeholder, &address);
    }
    readable_by_old_browsers(&css)?;
    Ok(css)
}

/// Chromium 109 is the last one for Windows 7; Safari 15.4 stands on phones handed down in a family.
fn oldest_browsers() -> Targets {
    Targets::from(Browsers {
        chrome: Some(109 << 16),
        edge: Some(109 << 16),
        firefox: Some(110 << 16),
        safari: Some((15 << 16) | (4 << 8)),
        ios_saf: Some((15 << 16) | (4 << 8)),
        ..Default::default()
    })
}

fn address(
    source: &Path,
    url: &str,
    address_of: impl Fn(&Path) -> Option<String>,
) -> Result<String> {
    if url.starts_with("data:") || url.starts_with('#') {
        return Ok(url.to_owned());
    }
    if url.contains("//") {
        bail!(
            "{}: url({url}) would ask a third party; keep the file in public/",
            shown(source)
        );
    }
    let (path, fragment) = url.split_at(url.find(['#', '?']).unwrap_or(url.len()));
    let file = source.parent().unwrap_or(root()).join(path);
    let address = file
        .canonicalize()
        .ok()
        .and_then(|file| address_of(&file))
        .with_context(|| format!("{}: url({url}) names no file in public/", shown(source)))?;
    Ok(address + fragment)
}

/// What lightningcss could not lower would silently lose its colour on a school's Windows 7.
fn readable_by_old_browsers(css: &str) -> Result<()> {
    let plain = without_supports(css);
    for function in ["light-dark(", "oklch(", "oklab(", "color-mix("] {
        if let Some(at) = plain.find(function) {
            let excerpt: String = plain[at..].chars().take(60).collect();
            bail!(
                "style: Chromium 109 cannot read `{excerpt}…`; write a plain colour token instead"
            );
        }
    }
    Ok(())
}

/// The sheet without its `@supports` blocks, which an old browser skips.
fn without_supports(css: &str) -> String {
    let mut plain = String::new();
    let mut rest = css;
    while let Some(start) = rest.find("@supports") {
        plain.push_str(&rest[..start]);
        rest = &rest[start..];
        let mut depth = 0;
        let end = rest.find(|letter| {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            letter == '}' && depth == 0
        });
        rest = end.map_or("", |end| &rest[end + 1..]);
    }
    plain + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn bundled(css: &str) -> Result<String> {
        let folder = tempfile::tempdir()?;
        fs::write(folder.path().join("tokens.css"), css)?;
        fs::write(folder.path().join("x.woff2"), "font")?;
        let entry = folder.path().join("app.css");
        fs::write(&entry, "@import \"tokens.css\";")?;
        bundle(&entry, |file| {
            let name = file.file_name()?.to_str()?;
            Some(format!("/a/0123/{name}"))
        })
    }

    #[test]
    fn a_colour_for_light_and_dark_reaches_chromium_109() {
        let css = bundled(":root{color-scheme:light dark;--ink:light-dark(oklch(25% .03 165),oklch(94% .01 120))}").unwrap();
        contains(&css, "--ink:var(--lightningcss-light,#");
        contains(&css, "@media (prefers-color-scheme:dark)");
    }

    #[test]
    fn a_font_is_asked_for_under_its_hashed_address() {
        let css = bundled("@font-face{font-family:B;src:url(x.woff2)}").unwrap();
        contains(&css, "url(\"/a/0123/x.woff2\")");
    }

    #[test]
    fn a_missing_file_and_a_third_party_are_refused() {
        assert!(
            bundled("a{background:url(y.svg)}")
                .unwrap_err()
                .to_string()
                .contains("names no file")
        );
        let error = bundled("a{background:url(https://cdn.example/y.svg)}").unwrap_err();
        assert!(error.to_string().contains("third party"));
    }

    #[test]
    fn a_colour_nobody_could_lower_is_refused() {
        let error =
            bundled("a{color:color-mix(in oklch, var(--ink) 20%, transparent)}").unwrap_err();
        assert!(error.to_string().contains("Chromium 109"), "{error}");
    }

    #[track_caller]
    fn contains(css: &str, part: &str) {
        assert!(css.contains(part), "{css}");
    }
}
