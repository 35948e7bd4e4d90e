//! What each indicator counts, for whoever reads its numbers.

use crate::report::{
    Indicator,
    table::{Cell, Head, Row, Table},
};

/// Every indicator with its numerator and denominator in words.
pub fn definitions() -> Table {
    let row = |indicator: Indicator| {
        let whole = indicator.whole_key().map_or(Cell::Nothing, Cell::word);
        Row::of([
            Cell::Text(indicator.code.into()),
            Cell::word(indicator.key()),
            Cell::word(indicator.unit),
            Cell::word(indicator.part_key()),
            whole,
        ])
    };
    Table {
        title: "report-definitions",
        heads: vec![
            Head::code("report-code"),
            Head::name("report-indicator", 58),
            Head::words("report-unit"),
            Head::words("report-counted"),
            Head::words("report-of-what"),
        ],
        rows: Indicator::ALL.map(row).into(),
        total: None,
    }
}
