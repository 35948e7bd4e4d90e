//! Khối by khối, boys and girls.

use crate::report::{
    GradeFigures, Report,
    table::{Cell, Head, Key, Row, Table},
};

/// When the children whose gender is not known have a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unknown {
    Always,
    /// Where there are some: otherwise the column is only noise.
    WhereAny,
}

const GROUPS: [Key; 3] = ["column-enrolled", "column-took-part", "column-finished-set"];
const SIDES: [Key; 4] = [
    "gender-male",
    "gender-female",
    "gender-unknown",
    "gender-total",
];

/// Enrolled, took part and finished the set.
pub fn by_grade(report: &Report, unknown: Unknown) -> Table {
    let all = report.all_grades;
    let any = || {
        let splits = all.splits().into_iter();
        splits
            .into_iter()
            .any(|split| split.unknown.seen() != Some(0))
    };
    let with_unknown = unknown == Unknown::Always || any();
    let stands = |side: &Key| with_unknown || *side != "gender-unknown";
    let heads = GROUPS.into_iter().flat_map(|group| {
        let sides = SIDES.into_iter().filter(stands);
        sides.map(move |side| Head::within(group, side))
    });
    let row = |name: Cell, figures: &GradeFigures| {
        let splits = figures.splits().into_iter();
        let counts = splits.flat_map(|split| {
            let sides = SIDES.into_iter().zip(split.counts());
            sides.filter(|(side, _)| stands(side))
        });
        Row::of(
            [name]
                .into_iter()
                .chain(counts.map(|(_, count)| count.cell())),
        )
    };
    Table {
        title: "report-by-grade",
        heads: [Head::name("report-grade", 0)]
            .into_iter()
            .chain(heads)
            .collect(),
        rows: report
            .grades
            .iter()
            .map(|figures| {
                row(
                    figures
                        .grade
                        .map_or(Cell::word("report-total"), Cell::Grade),
                    figures,
                )
            })
            .collect(),
        total: Some(row(Cell::word("report-total"), &all)),
    }
}
