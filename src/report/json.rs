//! The figures for programs. A hidden number is `null`, and `shown` says how it is written.

use crate::service::reports::Reading;
use lachan_app::{
    parts::table::{hidden, said},
    text::t,
};
use lachan_core::{
    period::Span,
    report::{
        Figures,
        forms::{Unknown, by_grade, values},
        table::{Cell, Head, Row, Table},
    },
};
use serde_json::{Map, Value as Json, json};

/// The whole report.
pub fn json(reading: &Reading) -> Json {
    let report = &reading.report;
    let of_unit =
        |figures: &Figures| json!({ "name": figures.name, "indicators": table(&values(figures)) });
    json!({
        "unit": { "code": reading.unit.code, "name": reading.unit.name, "kind": reading.unit.kind },
        "line": reading.line,
        "period": {
            "code": reading.period.to_string(), "name": reading.period.words(), "rule": reading.rule,
            "from": reading.span.from, "to": reading.span.to,
        },
        "small_numbers_hidden": reading.suppressed,
        "counted_at": reading.counted_at,
        "indicators": table(&values(&report.total)),
        "school_year_to_date": reading.school_year.as_ref().map(to_date),
        "year_to_date": to_date(&reading.year),
        "by_unit": report.below.iter().map(of_unit).collect::<Vec<_>>(),
        "by_grade": table(&by_grade(report, Unknown::Always)),
    })
}

fn to_date((span, figures): &(Span, Figures)) -> Json {
    json!({ "from": span.from, "to": span.to, "indicators": table(&values(figures)) })
}

/// An object for each row; the last one, without a name, is the total.
fn table(table: &Table) -> Vec<Json> {
    let heads = &table.heads;
    let rows = table.rows.iter().map(|row| object(heads, row));
    let total = table.total.as_ref().map(|row| {
        let mut row = row.clone();
        row.cells[0] = Cell::Nothing;
        object(heads, &row)
    });
    rows.chain(total).collect()
}

fn object(heads: &[Head], row: &Row) -> Json {
    let mut all = Map::new();
    for (head, cell) in heads.iter().zip(&row.cells) {
        if *cell == Cell::Absent {
            continue;
        }
        let within = match head.group {
            Some(group) => all
                .entry(field(group))
                .or_insert_with(|| Json::Object(Map::new()))
                .as_object_mut(),
            None => Some(&mut all),
        };
        if let Some(object) = within {
            object.insert(field(head.key), value(cell));
        }
    }
    Json::Object(all)
}

/// `column-took-part` is `took_part`: a key without its room.
fn field(key: &str) -> String {
    let name = key.split_once('-').map_or(key, |(_, name)| name);
    name.replace('-', "_")
}

fn value(cell: &Cell) -> Json {
    match cell {
        Cell::Count(n) | Cell::Grade(n) => json!(n),
        Cell::Tenths(n, _) => json!(*n as f64 / 10.0),
        Cell::Text(text) => json!(text),
        Cell::Word(key) => json!(t(key)),
        Cell::Said(key, cells) => json!(said(key, cells, plain)),
        Cell::Hidden(_) | Cell::Nothing | Cell::Absent => Json::Null,
    }
}

/// Inside a text: digits without separators.
fn plain(cell: &Cell) -> String {
    match cell {
        Cell::Hidden(why) => hidden(*why),
        other => match value(other) {
            Json::String(text) => text,
            number => number.to_string(),
        },
    }
}
