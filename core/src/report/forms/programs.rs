//! One unit's indicators as programs read them.

use crate::report::{
    Figures, Indicator, Value,
    table::{Cell, Head, Key, Row, Scale, Table},
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
        let known = named(indicator, figures);
        let cell = |head| known.iter().find(|(name, _)| *name == head);
        Row::of(heads.map(|head| cell(head).map_or(Cell::Absent, |(_, cell)| cell.clone())))
    };
    Table {
        title: "report-indicators",
        heads: heads.map(Head::of).into(),
        rows: Indicator::ALL.map(row).into(),
        total: None,
    }
}

/// What there is of one indicator, by the head it stands under.
fn named(indicator: Indicator, figures: &Figures) -> Vec<(Key, Cell)> {
    let mut named = vec![
        ("value-code", Cell::Text(indicator.code.into())),
        ("value-unit", Cell::word(indicator.unit)),
    ];
    named.extend(match indicator.of(figures) {
        Value::Share {
            part,
            whole,
            percent,
        } => {
            let both = [("part", part.clone()), ("whole", whole.clone())];
            vec![
                ("value-numerator", part),
                ("value-denominator", whole),
                ("value-percent", percent),
                ("value-shown", Cell::said("value-of", both)),
            ]
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
            vec![
                ("value-children", children),
                ("value-first-mean", first),
                ("value-second-mean", second),
                ("value-points", points),
                ("value-percent", percent),
                ("value-shown", shown),
            ]
        }
        Value::Held {
            sessions,
            attendances,
        } => {
            let both = [("first", sessions.clone()), ("second", attendances.clone())];
            vec![
                ("value-sessions", sessions),
                ("value-attendances", attendances),
                ("value-shown", Cell::said("value-pair", both)),
            ]
        }
        Value::NotYet(word) => vec![("value-shown", word)],
    });
    named
}
