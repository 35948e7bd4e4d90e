//! The figures for programs. A hidden number is `null`, and `shown` says how it is written.

use crate::service::reporting::Reading;
use lachan_core::{
    period::Span,
    report::{Cell, GradeRow, Indicator, Row, Split, Value},
};
use serde_json::{Value as Json, json};

/// The whole report.
pub fn json(reading: &Reading) -> Json {
    let report = &reading.report;
    json!({
        "unit": { "code": reading.unit.code, "name": reading.unit.name, "kind": reading.unit.kind },
        "line": reading.line,
        "period": {
            "code": reading.period.to_string(), "name": reading.period.words(), "rule": reading.rule,
            "from": reading.span.from, "to": reading.span.to,
        },
        "small_numbers_hidden": reading.veiled,
        "indicators": indicators(&report.total),
        "school_year_to_date": reading.school_year.as_ref().map(|(span, row)| to_date(*span, row)),
        "year_to_date": to_date(reading.year.0, &reading.year.1),
        "by_unit": report.parts.iter().map(|row| json!({ "name": row.name, "indicators": indicators(row) })).collect::<Vec<_>>(),
        "by_grade": report.grades.iter().chain([&report.all_grades]).map(grade).collect::<Vec<_>>(),
    })
}

fn to_date(span: Span, row: &Row) -> Json {
    json!({ "from": span.from, "to": span.to, "indicators": indicators(row) })
}

fn indicators(row: &Row) -> Vec<Json> {
    Indicator::ALL
        .into_iter()
        .map(|indicator| {
            let value = row.value(indicator);
            match value {
                Value::Share { part, whole } => json!({
                    "code": indicator.code(), "unit": indicator.unit(), "numerator": part.seen(), "denominator": whole.seen(),
                    "percent": value.percent(), "shown": format!("{part}/{whole}"),
                }),
                Value::Gain(means) | Value::Kept(means) => json!({
                    "code": indicator.code(), "unit": indicator.unit(), "children": means.children.seen(),
                    "first_mean": means.first(), "second_mean": means.second(), "points": means.gain(), "percent": value.percent(),
                    "shown": means.children.to_string(),
                }),
                Value::Held { sessions, attendances } => json!({
                    "code": indicator.code(), "unit": indicator.unit(), "sessions": sessions, "attendances": attendances.seen(),
                    "shown": format!("{sessions}; {attendances}"),
                }),
            }
        })
        .collect()
}

fn grade(row: &GradeRow) -> Json {
    json!({
        "grade": row.grade, "enrolled": split(row.enrolled), "took_part": split(row.took_part),
        "finished_set": split(row.finished_set),
    })
}

fn split(split: Split) -> Json {
    let shown = |cell: Cell| cell.seen();
    json!({
        "male": shown(split.male), "female": shown(split.female), "unknown": shown(split.unknown), "total": shown(split.total),
    })
}
