//! The units directly below, one row each.

use crate::report::{
    Figures, Formula, Indicator, Measure, Report, Theme,
    table::{Cell, Head, Key, Row, Table},
};

/// A column of figures.
#[derive(Clone, Copy)]
enum Of {
    Count(Measure),
    /// The one number an indicator comes to.
    Result(Indicator),
    /// So many of so many.
    Share(Measure, Measure),
    /// How many were held and attended, in one sentence.
    Held(Theme),
}

const IN_SHORT: [(Key, Of); 11] = [
    ("column-enrolled", Of::Count(Measure::Enrolled)),
    ("column-took-part", Of::Count(Measure::TookPart)),
    ("column-share", Of::Result(Indicator::CHILDREN)),
    ("column-finished-set", Of::Result(Indicator::SETS)),
    ("column-gain", Of::Result(Indicator::GAIN)),
    (
        "column-classes",
        Of::Share(Measure::ClassesReached, Measure::Classes),
    ),
    ("column-meetings", Of::Count(Measure::Meetings)),
    ("column-at-meetings", Of::Count(Measure::AtMeetings)),
    (
        "column-branches",
        Of::Share(Measure::BranchesMet, Measure::Branches),
    ),
    ("column-talks", Of::Held(Theme::Talk)),
    ("column-trainings", Of::Held(Theme::Training)),
];

const NUMBER_BY_NUMBER: [(Key, Of); 23] = [
    ("column-enrolled", Of::Count(Measure::Enrolled)),
    ("column-took-part", Of::Count(Measure::TookPart)),
    ("column-share", Of::Result(Indicator::CHILDREN)),
    ("column-given", Of::Count(Measure::Given)),
    ("column-finished-set", Of::Count(Measure::FinishedSet)),
    ("column-share", Of::Result(Indicator::SETS)),
    ("column-classes", Of::Count(Measure::ClassesReached)),
    ("column-of-classes", Of::Count(Measure::Classes)),
    ("column-meetings", Of::Count(Measure::Meetings)),
    ("column-at-meetings", Of::Count(Measure::AtMeetings)),
    ("column-branches", Of::Count(Measure::BranchesMet)),
    ("column-of-branches", Of::Count(Measure::Branches)),
    ("column-talks", Of::Count(Measure::Talks)),
    ("column-at-talks", Of::Count(Measure::AtTalks)),
    ("column-trainings", Of::Count(Measure::Trainings)),
    ("column-at-trainings", Of::Count(Measure::AtTrainings)),
    ("column-took-both", Of::Count(Measure::PrePost)),
    ("column-gain", Of::Result(Indicator::GAIN)),
    ("column-took-again", Of::Count(Measure::PostRecall)),
    ("column-kept", Of::Result(Indicator::RECALL)),
    ("column-asked-111", Of::Count(Measure::Asked111)),
    ("column-knew-111", Of::Count(Measure::Knew111)),
    ("column-share", Of::Result(Indicator::NUMBER_111)),
];

/// What one compares units by.
pub fn by_unit_in_short(report: &Report) -> Table {
    let table = table("report-by-unit", &IN_SHORT, report);
    let rows = table.rows.into_iter().zip(&report.below);
    let rows = rows.map(|(row, figures)| Row {
        unit: figures.unit,
        ..row
    });
    Table {
        rows: rows.collect(),
        ..table
    }
}

/// Every number of the units.
pub fn by_unit(report: &Report) -> Table {
    table("report-sheet-units", &NUMBER_BY_NUMBER, report)
}

/// The share of the children who took part, unit by unit.
pub fn shares(report: &Report) -> Table {
    let units = report.below.iter().filter(|figures| figures.unit.is_some());
    Table {
        title: "report-chart",
        rows: units
            .map(|figures| row(Cell::Text(figures.name.clone()), figures, &[IN_SHORT[2]]))
            .collect(),
        ..Table::default()
    }
}

fn table(title: Key, columns: &[(Key, Of)], report: &Report) -> Table {
    let heads = columns.iter().map(|(key, _)| Head::of(key));
    let of = |figures: &Figures| row(Cell::Text(figures.name.clone()), figures, columns);
    Table {
        title,
        heads: [Head::name("report-name", 40)]
            .into_iter()
            .chain(heads)
            .collect(),
        rows: report.below.iter().map(of).collect(),
        total: Some(row(Cell::word("report-total"), &report.total, columns)),
    }
}

fn row(name: Cell, figures: &Figures, columns: &[(Key, Of)]) -> Row {
    let values = columns.iter().map(|(_, of)| of.cell(figures));
    Row::of([name].into_iter().chain(values))
}

impl Of {
    fn cell(self, figures: &Figures) -> Cell {
        match self {
            Self::Count(measure) => figures[measure].cell(),
            Self::Result(indicator) => indicator.of(figures).result().clone(),
            Self::Share(part, whole) => Cell::said(
                "value-of",
                [
                    ("part", figures[part].cell()),
                    ("whole", figures[whole].cell()),
                ],
            ),
            Self::Held(theme) => match Formula::Held(theme).of(figures) {
                none if *none.result() == Cell::Count(0) => Cell::Count(0),
                held => held.said(),
            },
        }
    }
}
