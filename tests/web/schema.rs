//! Both engines have the same schema, and a database of any earlier release comes up to it with everything in it.

use crate::support::{
    World,
    client::Client,
    schema::{Column, described, tables},
};
use chrono::{DateTime, NaiveDate, Utc};
use lachan::store::Db;
use lachan_core::{actor::Role, ids::UnitId};
use serde_json::{Map, Value};
use sqlx::types::Json;
use std::{collections::BTreeMap, fs, path::Path};
use uuid::Uuid;

#[tokio::test]
async fn both_engines_have_the_same_tables() {
    let world = World::new().await;
    let text = described(world.db()).await;
    assert!(text.matches("references").count() > 40, "{text}");
    // One picture for both: whichever engine the suite runs on must draw it.
    insta::assert_snapshot!(text);
}

/// The first release with every part of the house.
const WHOLE: i64 = 7;

/// What each release could write down for the first time, as it wrote it: tables with their rows.
fn kept(release: i64) -> Option<Map<String, Value>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/releases");
    let text = fs::read_to_string(folder.join(format!("{release:04}.json"))).ok()?;
    Some(serde_json::from_str(&text).unwrap())
}

/// The number of this release's last migration.
fn newest() -> i64 {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    let files = fs::read_dir(folder).unwrap();
    let numbers = files.filter_map(|file| {
        let name = file.unwrap().file_name().into_string().unwrap();
        name.split('_').next()?.parse().ok()
    });
    numbers.max().unwrap()
}

async fn write(db: &Db, all: &Map<String, Value>) {
    let known = tables(db).await;
    // In the order in which rows refer to each other.
    let order = [
        "school_year",
        "unit",
        "pupil",
        "staff",
        "door",
        "activity",
        "import",
    ];
    let place = |name: &String| {
        order
            .iter()
            .position(|first| first == name)
            .unwrap_or(order.len())
    };
    let mut names: Vec<&String> = all.keys().collect();
    names.sort_by_key(|name| place(name));
    let mut tx = db.begin().await.unwrap();
    for table in names {
        for row in all[table].as_array().unwrap() {
            let row = row.as_object().unwrap();
            let columns: Vec<&str> = row.keys().map(String::as_str).collect();
            let holes: Vec<String> = (1..=columns.len()).map(|n| format!("${n}")).collect();
            let sql = format!(
                "insert into {table} ({}) values ({})",
                columns.join(", "),
                holes.join(", ")
            );
            let mut query = tx.query(sql);
            for (name, value) in row {
                let column = known[table].iter().find(|column| column.name == *name);
                query = bound(
                    query,
                    column.unwrap_or_else(|| panic!("{table}.{name}")),
                    value,
                );
            }
            query
                .execute()
                .await
                .unwrap_or_else(|error| panic!("{table} {row:?}: {error}"));
        }
    }
    tx.commit().await.unwrap();
}

fn bound<'a>(
    query: lachan::store::db::Query<'a>,
    column: &Column,
    value: &Value,
) -> lachan::store::db::Query<'a> {
    let text = || value.as_str().map(str::to_owned);
    match column.kind.as_str() {
        "uuid" => query.bind(text().map(|text| text.parse::<Uuid>().unwrap())),
        "date" => query.bind(text().map(|text| text.parse::<NaiveDate>().unwrap())),
        "timestamptz" => query.bind(text().map(|text| text.parse::<DateTime<Utc>>().unwrap())),
        "bigint" => query.bind(value.as_i64()),
        "boolean" => query.bind(value.as_bool()),
        "jsonb" => query.bind((!value.is_null()).then(|| Json(value.clone()))),
        "text" => query.bind(text()),
        other => panic!("{}: {other}", column.name),
    }
}

async fn counted(db: &Db) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for table in tables(db).await.into_keys() {
        let (n,): (i64,) = db
            .query(format!("select count(*) from {table}"))
            .one()
            .await
            .unwrap();
        counts.insert(table, n);
    }
    counts
}

/// A database as a release left it, after it had been through all before.
async fn as_left_by(url: &str, release: i64) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    for version in 1..=release {
        let rows = kept(version);
        if rows.is_none() && version < release {
            continue;
        }
        let db = Db::open_as_of(url, version).await.unwrap();
        if let Some(rows) = rows {
            write(&db, &rows).await;
        }
        if version == release {
            counts = counted(&db).await;
        }
        db.close().await;
    }
    counts
}

#[tokio::test]
async fn every_earlier_release_comes_up_to_this_one() {
    let fresh = World::new().await;
    let schema = described(fresh.db()).await;
    let mut rows = 0;
    for release in WHOLE..=newest() {
        let (_folder, _, config) = World::empty().await;
        let before = as_left_by(&config.database_url, release).await;
        let db = Db::open(&config.database_url).await.unwrap();
        let after = counted(&db).await;
        for (table, n) in &before {
            assert_eq!(after.get(table), Some(n), "{table} after release {release}");
            rows += n;
        }
        assert_eq!(described(&db).await, schema, "release {release}");
        db.close().await;
    }
    assert!(rows > 300, "only {rows} rows were carried");
}

fn id(n: u64) -> Uuid {
    format!("00000000-0000-7000-8000-{n:012}").parse().unwrap()
}

async fn looks(teacher: &Client, address: &str, words: &[&str]) {
    let page = teacher.get(address).await.is(200);
    words.iter().fold(page, |page, word| page.says(word));
}

#[tokio::test]
async fn a_house_that_has_come_all_the_way_is_lived_in() {
    let newest = newest();
    let (folder, postgres, config) = World::empty().await;
    as_left_by(&config.database_url, newest).await;
    let world = World::over(folder, postgres, config).await;
    let (school, class) = (UnitId(id(12)), UnitId(id(14)));
    let teacher = world.staff("co.mai", Role::Teacher, class).await;
    looks(
        &teacher,
        &format!("/lop/{class}/hoc-sinh"),
        &["H’Hen Niê", "Nguyễn Văn An"],
    )
    .await;
    let head = world.staff("thay.ha", Role::SchoolHead, school).await;
    looks(
        &head,
        &format!("/bao-cao/{school}?ky=2026-M10"),
        &["1 trên 3 học sinh", "1 buổi; 1 lượt người"],
    )
    .await;
    looks(
        &head,
        &format!("/hoat-dong/{}", id(100)),
        &["Sinh hoạt chi đội"],
    )
    .await;
    // What was finished in March belongs to the year of March.
    let sql = "select y.code, p.module from progress p join school_year y on y.id = p.school_year where p.completed_at is not null order by y.code";
    let years: Vec<(String, String)> = world.db().query(sql).all().await.unwrap();
    let years: Vec<(&str, &str)> = years
        .iter()
        .map(|(year, module)| (year.as_str(), module.as_str()))
        .collect();
    assert_eq!(years, [("NH2025-2026", "B4"), ("NH2026-2027", "B5")]);
    let keys: Vec<(String,)> = world
        .db()
        .query("select search_key from pupil order by search_key")
        .all()
        .await
        .unwrap();
    let keys: Vec<&str> = keys.iter().map(|(key,)| key.as_str()).collect();
    assert_eq!(keys, ["do binh", "h'hen nie", "nguien van an"]);
    // A list that was read before the upgrade waits as it was, and one that was brought in is taken back.
    world
        .sql("update import set made_by = (select id from staff where username = 'thay.ha')")
        .await;
    let waiting = format!("/nhap-danh-sach/{}", id(110));
    looks(
        &head,
        &waiting,
        &["Lê Chi", "Thiếu lớp.", "Cột “Ghi chú” không được lưu."],
    )
    .await;
    let brought_in = format!("/nhap-danh-sach/{}/hoan-tac", id(111));
    head.post(&brought_in, &[]).await.is(303);
    let page = teacher.get(&format!("/lop/{class}/hoc-sinh")).await.is(200);
    page.says("Nguyễn An").hides("Bình");
}
