//! What the indicators are, without any unit's numbers.

use crate::report::{
    Figures, Indicator,
    table::{Cell, Head, Row, Table},
};

pub(super) const CODE: Head = Head::code("report-code");
pub(super) const NAME: Head = Head::name("report-indicator", 58);

/// What stands under these two heads.
pub(super) fn names(indicator: Indicator) -> [Cell; 2] {
    [
        Cell::Text(indicator.code.into()),
        Cell::word(indicator.key()),
    ]
}

/// Every indicator with its numerator and denominator in words.
pub fn definitions() -> Table {
    let row = |indicator: Indicator| {
        let whole = indicator.whole_key().map_or(Cell::Nothing, Cell::word);
        let unit = Cell::word(indicator.unit);
        let said = [unit, Cell::word(indicator.part_key()), whole];
        Row::of(names(indicator).into_iter().chain(said))
    };
    let said = ["report-unit", "report-counted", "report-of-what"].map(Head::words);
    Table {
        title: "report-definitions",
        heads: [CODE, NAME].into_iter().chain(said).collect(),
        rows: Indicator::ALL.map(row).into(),
        total: None,
    }
}

/// The indicators of which nothing is known yet, with the word for that: none of them is 0.
pub fn not_yet() -> Table {
    let row = |indicator: Indicator| {
        let word = indicator.of(&Figures::default()).said();
        Row::of(names(indicator).into_iter().chain([word]))
    };
    Table {
        title: "report-not-yet",
        heads: vec![CODE, NAME, Head::word("report-data")],
        rows: Indicator::ALL
            .into_iter()
            .filter(|indicator| !indicator.is_counted())
            .map(row)
            .collect(),
        total: None,
    }
}
