//! One unit's indicators, in one span and to date.

use super::definitions::{CODE, NAME, names};
use crate::report::{
    Figures, Indicator, Value,
    table::{Cell, Head, Key, Row, Table},
};

/// The period and the two years to date.
type Spans<'a> = [Option<&'a Figures>; 3];

/// The four numbers one looks for first: the number, what it is, and what it comes from.
pub fn headline(figures: &Figures) -> Table {
    let tiles = [
        Indicator::CHILDREN,
        Indicator::SETS,
        Indicator::CLASSES,
        Indicator::MEETINGS,
    ];
    let tile = |indicator: Indicator| {
        let value = indicator.of(figures);
        let unit = Cell::word(indicator.unit);
        let big = value.result().clone();
        let small = match value {
            Value::Share { part, whole, .. } => Cell::said(
                "report-of",
                [("part", part), ("whole", whole), ("unit", unit)],
            ),
            Value::Compared { children, .. } => Cell::said("report-children", [("n", children)]),
            other @ (Value::Held { .. } | Value::NotYet(_)) => other.said(),
        };
        Row::of([big, Cell::word(indicator.key()), small])
    };
    Table {
        rows: tiles.map(tile).into(),
        ..Table::default()
    }
}

/// Every indicator that is counted, each span in one sentence.
pub fn in_words(spans: Spans) -> Table {
    let heads = [
        "report-in-period",
        "report-in-school-year",
        "report-in-year",
    ]
    .map(Head::of);
    let row = |indicator: Indicator| {
        let values =
            spans.map(|span| span.map_or(Cell::Absent, |figures| indicator.of(figures).said()));
        Row::of(names(indicator).into_iter().chain(values))
    };
    Table {
        title: "report-indicators",
        heads: [CODE, NAME].into_iter().chain(heads).collect(),
        rows: Indicator::ALL
            .into_iter()
            .filter(|indicator| indicator.is_counted())
            .map(row)
            .collect(),
        total: None,
    }
}

/// The indicators that compare nothing, number by number: numerator, denominator and share; of meetings how many and the attendances.
pub fn counted(spans: Spans) -> Table {
    let heads = [
        "report-part",
        "report-whole",
        "report-percent",
        "report-year-part",
        "report-year-whole",
        "report-year-percent",
        "report-y-part",
        "report-y-whole",
        "report-y-percent",
    ];
    number_by_number(&heads, false, spans, |value| match value {
        Value::Share {
            part,
            whole,
            percent,
        } => vec![part, whole, percent],
        Value::Held {
            sessions,
            attendances,
        } => vec![sessions, attendances, Cell::Absent],
        Value::NotYet(word) => vec![word, Cell::Absent, Cell::Absent],
        Value::Compared { .. } => vec![],
    })
}

/// The indicators that compare two tests: how many children, both averages, and what lies between them.
pub fn compared(spans: Spans) -> Table {
    let heads = [
        "report-tested",
        "report-first",
        "report-second",
        "report-change",
        "report-year-tested",
        "report-year-first",
        "report-year-second",
        "report-year-change",
        "report-y-tested",
        "report-y-first",
        "report-y-second",
        "report-y-change",
    ];
    number_by_number(&heads, true, spans, |value| match value {
        Value::Compared {
            children,
            first,
            second,
            change,
            ..
        } => vec![children, first, second, change],
        Value::Share { .. } | Value::Held { .. } | Value::NotYet(_) => vec![],
    })
}

fn number_by_number(
    heads: &[Key],
    compares: bool,
    spans: Spans,
    numbers: fn(Value) -> Vec<Cell>,
) -> Table {
    let each = heads.len() / spans.len();
    let row = |indicator: Indicator| {
        let unit = Cell::word(indicator.unit);
        let values = spans.into_iter().flat_map(|span| match span {
            Some(figures) => numbers(indicator.of(figures)),
            None => vec![Cell::Absent; each],
        });
        Row::of(names(indicator).into_iter().chain([unit]).chain(values))
    };
    let values = heads.iter().map(|key| Head::of(key));
    let about = [CODE, NAME, Head::word("report-unit")];
    Table {
        title: "report-sheet-indicators",
        heads: about.into_iter().chain(values).collect(),
        rows: Indicator::ALL
            .into_iter()
            .filter(|indicator| indicator.compares() == compares)
            .map(row)
            .collect(),
        total: None,
    }
}
