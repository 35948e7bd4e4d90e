//! The walls of the house, read from its sources: who may import whom, that nobody imports in a circle, where SQL stands,
//! and how long a file gets.

mod graph;
mod sources;

use graph::{circles, edges};
use sources::{Source, all};
use std::collections::BTreeMap;

/// Files with a subject of their own that are a table rather than a text: longer ones read no worse.
const TABLES: &[&str] = &[
    "app/src/parts/scene/clothes.rs",
    "app/src/parts/scene/objects.rs",
    "core/src/picture/vocabulary.rs",
];

/// A layer: its files begin with the first; none of their paths begin with one of the others, except those of the last.
struct Wall {
    layer: &'static str,
    never: &'static [&'static str],
    but: &'static [&'static str],
}

const fn wall(layer: &'static str, never: &'static [&'static str]) -> Wall {
    Wall {
        layer,
        never,
        but: &[],
    }
}

const WALLS: &[Wall] = &[
    wall(
        "core/src",
        &[
            "tokio",
            "axum",
            "leptos",
            "lachan_app",
            "lachan",
            "std::fs",
            "std::net",
            "std::env",
            "std::time::SystemTime",
            "chrono::Local",
            "Utc::now",
        ],
    ),
    Wall {
        layer: "core/src",
        never: &["sqlx"],
        // Derives alone, behind the feature.
        but: &["sqlx", "sqlx::Type", "sqlx::FromRow"],
    },
    wall("app/src", &["sqlx", "axum", "tokio", "lachan", "std::fs"]),
    wall("app/src/parts", &["lachan_app::pages"]),
    wall("app/src/islands", &["lachan_app::pages"]),
    wall("app/src/api.rs", &["lachan_app::pages"]),
    wall("app/src/pages", &["expect_context", "use_context"]),
    wall(
        "src/store",
        &[
            "axum",
            "leptos",
            "lachan_app",
            "lachan::service",
            "lachan::web",
            "lachan::job",
            "lachan::auth",
        ],
    ),
    wall(
        "src/service",
        &[
            "axum",
            "leptos",
            "sqlx::query",
            "lachan::web",
            "lachan::job",
        ],
    ),
    wall("src/web", &["sqlx"]),
    wall("src/job", &["sqlx", "lachan::web", "axum"]),
    wall("src/auth", &["lachan::web", "lachan::service"]),
    wall(
        "src/sheet",
        &["lachan::store", "lachan::web", "lachan::service", "axum"],
    ),
    wall("src/server.rs", &["lachan::web", "lachan::routes"]),
    wall("src/province.rs", &["lachan::web", "lachan::server"]),
];

fn begins(path: &str, with: &str) -> bool {
    path.strip_prefix(with)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
}

fn breaches(sources: &[Source]) -> Vec<String> {
    let mut found = Vec::new();
    for wall in WALLS {
        for source in sources.iter().filter(|s| s.file.starts_with(wall.layer)) {
            for import in &source.imports {
                let path = import.join("::");
                let forbidden = wall.never.iter().any(|never| begins(&path, never));
                if forbidden && !wall.but.contains(&path.as_str()) {
                    found.push(format!("{} uses {path}", source.file));
                }
            }
        }
    }
    found
}

#[test]
fn every_layer_keeps_to_its_side_of_the_wall() {
    let sources = all();
    assert!(
        sources.len() > 300,
        "only {} files were read",
        sources.len()
    );
    let imports: usize = sources.iter().map(|source| source.imports.len()).sum();
    assert!(imports > 5_000, "only {imports} imports were found");
    let found = breaches(&sources);
    assert!(found.is_empty(), "{found:#?}");
    for wall in WALLS {
        let stands = sources.iter().any(|s| s.file.starts_with(wall.layer));
        assert!(stands, "{} is no layer any more", wall.layer);
    }
}

#[test]
fn a_breach_is_seen() {
    let text = "use crate::{store::units, web::frame};\nfn f() { crate::web::frame::staff(); super::super::web::x(); }";
    let source = Source::read("src/service/new.rs", text);
    let found = breaches(&[source]);
    assert_eq!(found.len(), 3, "{found:?}");
    let text = "#[cfg(test)]\nmod tests { use crate::web::frame; }\nuse crate::store::units;";
    assert!(breaches(&[Source::read("src/service/new.rs", text)]).is_empty());
}

#[test]
fn no_files_import_each_other() {
    let circles = circles(&edges(&all()));
    assert!(circles.is_empty(), "{circles:#?}");
}

#[test]
fn a_circle_is_seen() {
    let read = |file, text| Source::read(file, text);
    let round = [
        read("src/web/one.rs", "use super::two::Two; pub struct One;"),
        read(
            "src/web/two.rs",
            "pub struct Two; fn f() { crate::web::three::go() }",
        ),
        read(
            "src/web/three.rs",
            "use crate::web::one::{self, One}; pub fn go() {}",
        ),
        read("src/web/mod.rs", "pub mod one; pub mod two; pub mod three;"),
    ];
    let found = circles(&edges(&round));
    assert_eq!(
        found,
        [["lachan::web::one", "lachan::web::three", "lachan::web::two"]]
    );
    // A room and what stands in it.
    let room = read("src/web/mod.rs", "mod one; use one::One; pub struct Room;");
    let inside = read("src/web/one.rs", "use super::Room; pub struct One;");
    assert!(circles(&edges(&[room, inside])).is_empty());
    // Two files of a room over the room's own.
    let round = [
        read("src/web/mod.rs", "mod one; mod two; pub use one::One;"),
        read("src/web/one.rs", "use super::two::Two; pub struct One;"),
        read("src/web/two.rs", "use super::one::One; pub struct Two;"),
    ];
    assert_eq!(
        circles(&edges(&round)),
        [["lachan::web::one", "lachan::web::two"]]
    );
    // The room, a file of it, and somebody outside.
    let round = [
        read("src/web/mod.rs", "mod one; use one::One; pub struct Room;"),
        read("src/web/one.rs", "use crate::render; pub struct One;"),
        read("src/render.rs", "use crate::web::Room;"),
    ];
    assert_eq!(circles(&edges(&round)).len(), 1);
}

/// Nine of ten files stay within 220 lines and none grows beyond 400: tests, at the end of a file or in one of their own, and tables aside.
#[test]
fn files_have_one_subject() {
    let mut lengths: BTreeMap<String, usize> = BTreeMap::new();
    for source in all() {
        lengths.insert(source.file, source.lines);
    }
    lengths.retain(|file, _| !TABLES.contains(&file.as_str()));
    let longest: Vec<_> = lengths.iter().filter(|(_, lines)| **lines > 400).collect();
    assert!(longest.is_empty(), "over 400 lines: {longest:#?}");
    let long: Vec<_> = lengths.iter().filter(|(_, lines)| **lines > 220).collect();
    assert!(
        long.len() * 10 <= lengths.len(),
        "{} of {} files are over 220 lines: {long:#?}",
        long.len(),
        lengths.len()
    );
}

/// SQL stands in the store alone.
#[test]
fn statements_stand_in_the_store() {
    let mut in_store = 0;
    for source in all() {
        let found: Vec<&String> = source
            .texts
            .iter()
            .filter(|text| is_statement(text))
            .collect();
        if source.file.starts_with("src/store/") {
            in_store += found.len();
        } else {
            assert!(found.is_empty(), "{}: {found:?}", source.file);
        }
    }
    assert!(in_store > 150, "only {in_store} statements were found");
}

fn is_statement(text: &str) -> bool {
    let text = text.trim_start();
    ["select ", "insert into ", "update ", "delete from "]
        .iter()
        .any(|begin| text.starts_with(begin))
        && [" from ", " set ", " values", "where "]
            .iter()
            .any(|word| text.contains(word))
}
