//! One unit's indicators as programs read them.

use crate::report::{
    Figures, Indicator, Value,
    table::{
        Cell::{self, Absent},
        Head, Row, Scale, Table,
    },
};

/// Every indicator for programs: the names of the columns are what a program asks for, and `shown` is how a person reads it.
pub fn values(figures: &Figures) -> Table {
    let heads = [
        "value-code",
        "value-unit",
        "value-numerator",
        "value-denominator",
        "value-children",
        "value-first-mean",
        "value-second-mean",
        "value-points",
        "value-sessions",
        "value-attendances",
        "value-percent",
        "value-shown",
    ];
    let row = |indicator: Indicator| {
        let names = [
            Cell::Text(indicator.code.into()),
            Cell::word(indicator.unit),
        ];
        let numbers = match indicator.of(figures) {
            Value::Share {
                part,
                whole,
                percent,
            } => {
                let shown = Cell::said(
                    "value-of",
                    [("part", part.clone()), ("whole", whole.clone())],
                );
                let tests = [Absent, Absent, Absent, Absent];
                Row::of(
                    [part, whole]
                        .into_iter()
                        .chain(tests)
                        .chain([Absent, Absent, percent, shown]),
                )
            }
            Value::Compared {
                children,
                first,
                second,
                points,
                change,
            } => {
                let percent = match change {
                    Cell::Tenths(_, Scale::Percent) => change,
                    _ => Cell::Nothing,
                };
                let shown = Cell::said("value-n", [("n", children.clone())]);
                Row::of([
                    Absent, Absent, children, first, second, points, Absent, Absent, percent, shown,
                ])
            }
            Value::Held {
                sessions,
                attendances,
            } => {
                let shown = Cell::said(
                    "value-pair",
                    [("first", sessions.clone()), ("second", attendances.clone())],
                );
                let none = [Absent, Absent, Absent, Absent, Absent, Absent];
                Row::of(
                    none.into_iter()
                        .chain([sessions, attendances, Absent, shown]),
                )
            }
        };
        Row::of(names.into_iter().chain(numbers.cells))
    };
    Table {
        title: "report-indicators",
        heads: heads.map(Head::of).into(),
        rows: Indicator::ALL.map(row).into(),
        total: None,
    }
}
