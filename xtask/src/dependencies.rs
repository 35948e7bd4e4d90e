//! What we build on: every licence is one we may pass on, nothing comes from outside the registry, and no crate we name ourselves is there
//! twice without a reason. Read from the lock file and the sources cargo has already; nothing is asked of the network.

use crate::tools::{cargo, read, say};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};
use std::collections::{BTreeMap, BTreeSet};

/// Licences that let a program be passed on in one piece, as long as they are named (docs/credits.md).
const ALLOWED: &[&str] = &[
    "0BSD",
    "Apache-2.0",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "BSL-1.0",
    "CC0-1.0",
    "ISC",
    "MIT",
    "MIT-0",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates of the build tool alone, under a licence that asks for the source of changed files: nothing of them is in the program.
const BUILD_ONLY: (&str, &[&str]) = (
    "MPL-2.0",
    &[
        "cssparser",
        "cssparser-color",
        "cssparser-macros",
        "dtoa-short",
        "lightningcss",
        "lightningcss-derive",
        "parcel_selectors",
    ],
);

/// What we do not build on, and why.
const BANNED: &[(&str, &str)] = &[
    (
        "openssl-sys",
        "the program links no TLS: a proxy stands in front",
    ),
    (
        "native-tls",
        "the program links no TLS: a proxy stands in front",
    ),
    ("ring", "the program links no TLS: a proxy stands in front"),
    ("reqwest", "the program asks nobody outside"),
];

/// Crates we name that others bring in a second version, and who.
const TWICE: &[(&str, &str)] = &[
    (
        "hmac",
        "sqlx-postgres is one step ahead of chacha20poly1305 and argon2",
    ),
    ("rand", "leptos has 0.9 as we do, sqlx-postgres 0.10"),
    ("sha2", "sqlx-core has 0.10 as we do, sqlx-postgres 0.11"),
    ("syn", "most of our macros have 2 as we do, some 3 already"),
    ("thiserror", "gloo-net, which leptos brings, has 1"),
];

/// Checks the lock file.
pub fn check() -> Result<()> {
    let mut seen = 0;
    for platform in ["x86_64-unknown-linux-gnu", "wasm32-unknown-unknown"] {
        let packages = packages(platform)?;
        seen += packages.len();
        let mut wrong = Vec::new();
        for package in &packages {
            wrong.extend(package.complaint());
        }
        wrong.extend(doubles(&packages));
        if !wrong.is_empty() {
            bail!("{}", wrong.join("\n"));
        }
    }
    if seen < 200 {
        bail!("only {seen} packages were looked at");
    }
    say(format!("{seen} packages of two platforms looked at"));
    Ok(())
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Package {
    name: String,
    version: String,
    licence: Option<String>,
    /// `None` for a package of ours.
    source: Option<String>,
    /// The crates it names, where it is ours.
    names: BTreeSet<String>,
}

/// The packages that are built for a platform.
fn packages(platform: &str) -> Result<Vec<Package>> {
    let asked = [
        "metadata",
        "--format-version",
        "1",
        "--locked",
        "--filter-platform",
    ];
    let answer = read(cargo().args(asked).arg(platform))?;
    let metadata: Value = serde_json::from_str(&answer).context("cargo answers in JSON")?;
    let nodes = metadata["resolve"]["nodes"]
        .as_array()
        .into_iter()
        .flatten();
    let built: BTreeSet<&str> = nodes.filter_map(|node| node["id"].as_str()).collect();
    let all = metadata["packages"].as_array().into_iter().flatten();
    let of_platform =
        all.filter(|package| package["id"].as_str().is_some_and(|id| built.contains(id)));
    Ok(of_platform.map(Package::of).collect())
}

impl Package {
    fn of(json: &Value) -> Self {
        let text = |name: &str| json[name].as_str().map(str::to_owned);
        let source = text("source");
        let names = match source {
            Some(_) => BTreeSet::new(),
            None => {
                let named = json["dependencies"].as_array().into_iter().flatten();
                let names = named.filter_map(|one| one["name"].as_str());
                names.map(str::to_owned).collect()
            }
        };
        Self {
            name: text("name").unwrap_or_default(),
            version: text("version").unwrap_or_default(),
            licence: text("license"),
            source,
            names,
        }
    }

    fn complaint(&self) -> Option<String> {
        let Self { name, version, .. } = self;
        if let Some((_, why)) = BANNED.iter().find(|(banned, _)| banned == name) {
            return Some(format!("{name} {version} is not wanted: {why}"));
        }
        let outside = |source: &String| !source.starts_with("registry+");
        if let Some(source) = self.source.as_ref().filter(|source| outside(source)) {
            return Some(format!(
                "{name} {version} comes from {source}, not from the registry"
            ));
        }
        let Some(licence) = &self.licence else {
            return Some(format!("{name} {version} names no licence"));
        };
        // Older packages write "MIT/Apache-2.0".
        let Ok(terms) = Expression::parse_mode(licence, ParseMode::LAX) else {
            return Some(format!(
                "{name} {version}: nobody can read the licence {licence}"
            ));
        };
        let (build_only, crates) = BUILD_ONLY;
        let allowed = |asked: &LicenseReq| {
            let id = asked.license.id().map_or("", |id| id.name);
            ALLOWED.contains(&id) || (id == build_only && crates.contains(&name.as_str()))
        };
        (!terms.evaluate(allowed)).then(|| format!("{name} {version} is under {licence}"))
    }
}

/// Crates that we name and that are there in two versions, without a reason in the table.
fn doubles(packages: &[Package]) -> Vec<String> {
    let named: BTreeSet<&String> = packages.iter().flat_map(|package| &package.names).collect();
    let mut versions: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for package in packages
        .iter()
        .filter(|package| named.contains(&package.name))
    {
        let of_name = versions.entry(&package.name).or_default();
        of_name.insert(&package.version);
    }
    let twice = versions.into_iter().filter(|(name, versions)| {
        versions.len() > 1 && TWICE.iter().all(|(known, _)| known != name)
    });
    twice
        .map(|(name, versions)| {
            let versions: Vec<&str> = versions.into_iter().collect();
            format!("{name} is there twice: {}", versions.join(", "))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, licence: &str) -> Package {
        Package {
            name: name.into(),
            version: "1.0.0".into(),
            licence: Some(licence.into()),
            source: Some("registry+https://example".into()),
            names: BTreeSet::new(),
        }
    }

    #[test]
    fn a_licence_one_may_not_pass_on_is_seen() {
        for licence in [
            "MIT OR Apache-2.0",
            "MIT/Apache-2.0",
            "Apache-2.0 OR GPL-2.0-only",
            "(MIT OR Apache-2.0) AND Unicode-3.0",
        ] {
            assert_eq!(package("a", licence).complaint(), None, "{licence}");
        }
        for licence in [
            "GPL-3.0-only",
            "MIT AND GPL-2.0-only",
            "AGPL-3.0-or-later",
            "MPL-2.0",
            "our own",
        ] {
            assert!(package("a", licence).complaint().is_some(), "{licence}");
        }
        assert_eq!(package("lightningcss", "MPL-2.0").complaint(), None);
        assert!(
            Package {
                licence: None,
                ..package("a", "")
            }
            .complaint()
            .is_some()
        );
    }

    #[test]
    fn what_is_banned_and_what_comes_from_elsewhere_is_seen() {
        assert!(package("openssl-sys", "MIT").complaint().is_some());
        let elsewhere = Some("git+https://example/a".to_owned());
        assert!(
            Package {
                source: elsewhere,
                ..package("a", "MIT")
            }
            .complaint()
            .is_some()
        );
    }

    #[test]
    fn a_second_version_of_what_we_name_is_seen() {
        let ours = Package {
            source: None,
            names: BTreeSet::from(["toml".to_owned()]),
            ..package("lachan", "MIT")
        };
        let second = Package {
            version: "2.0.0".into(),
            ..package("toml", "MIT")
        };
        let not_ours = [
            package("winnow", "MIT"),
            Package {
                version: "2.0.0".into(),
                ..package("winnow", "MIT")
            },
        ];
        let mut all = vec![ours, package("toml", "MIT")];
        all.extend(not_ours);
        assert!(doubles(&all).is_empty());
        all.push(second);
        assert_eq!(doubles(&all), ["toml is there twice: 1.0.0, 2.0.0"]);
    }
}
