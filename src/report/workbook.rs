//! The figures as a workbook: real numbers, Vietnamese heads, one sheet per table. Names are written as text, so nothing is a formula.

use crate::service::reporting::Reading;
use anyhow::Context;
use chrono::{DateTime, Utc};
use lachan_app::text::{t, tr};
use lachan_core::{
    day,
    report::{Cell, Column, GradeRow, Indicator, Means, Row, Split, Value},
};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};

type Done = Result<(), XlsxError>;

/// The report as the bytes of an `.xlsx` file, made at this moment.
pub fn workbook(reading: &Reading, now: DateTime<Utc>) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let style = Style::new(now);
    let made = indicators(book.add_worksheet(), reading, &style)
        .and_then(|()| match reading.report.parts.is_empty() {
            true => Ok(()),
            false => parts(book.add_worksheet(), reading, &style),
        })
        .and_then(|()| grades(book.add_worksheet(), reading, &style));
    made.context("cannot lay out the workbook")?;
    book.save_to_buffer().context("cannot write the workbook")
}

struct Style {
    now: DateTime<Utc>,
    title: Format,
    head: Format,
    total: Format,
    number: Format,
    share: Format,
    points: Format,
}

impl Style {
    fn new(now: DateTime<Utc>) -> Self {
        Self {
            now,
            title: Format::new().set_bold().set_font_size(13),
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_border_bottom(FormatBorder::Thin),
            total: Format::new().set_bold(),
            number: Format::new().set_num_format("#,##0"),
            share: Format::new().set_num_format("0.0%"),
            points: Format::new().set_num_format("+0.0;-0.0;0.0"),
        }
    }
}

/// The lines above every table; answers the row of its head.
fn top(
    sheet: &mut Worksheet,
    reading: &Reading,
    style: &Style,
    table: &str,
) -> Result<u32, XlsxError> {
    sheet.set_name(t(table))?;
    sheet.write_string_with_format(0, 0, &reading.unit.name, &style.title)?;
    sheet.write_string(1, 0, period(reading))?;
    sheet.write_string(2, 0, made(reading, style.now))?;
    if reading.veiled {
        sheet.write_string(3, 0, t("report-veiled"))?;
    }
    sheet.set_freeze_panes(HEAD + 1, 2)?;
    // Each printed page begins with the heads.
    sheet.set_repeat_rows(HEAD, HEAD)?;
    sheet
        .set_landscape()
        .set_paper_size(9)
        .set_print_fit_to_pages(1, 0);
    Ok(HEAD)
}

/// The row of every table's head, from 0.
const HEAD: u32 = 5;

/// Which line, when it was made, and whether the period still runs.
fn made(reading: &Reading, now: DateTime<Utc>) -> String {
    let at = format!("{} {}", day::hour(now), day::written(day::of(now)));
    let line = t(reading.line.word());
    let made = tr("report-made", &[("line", &line), ("at", &at)]);
    if reading.span.to >= day::of(now) {
        return format!("{made} {}", t("report-not-over"));
    }
    made
}

fn period(reading: &Reading) -> String {
    tr(
        "report-span",
        &[
            ("period", &reading.period.words()),
            ("from", &day::written(reading.span.from)),
            ("to", &day::written(reading.span.to)),
        ],
    )
}

fn heads(sheet: &mut Worksheet, row: u32, keys: &[&str], style: &Style) -> Done {
    for (column, key) in (0u16..).zip(keys) {
        sheet.write_string_with_format(row, column, t(key), &style.head)?;
    }
    Ok(())
}

fn indicators(sheet: &mut Worksheet, reading: &Reading, style: &Style) -> Done {
    let head = top(sheet, reading, style, "report-sheet-indicators")?;
    sheet.write_string(4, 0, super::to_date(reading))?;
    heads(
        sheet,
        head,
        &[
            "report-code",
            "report-indicator",
            "report-unit",
            "report-part",
            "report-whole",
            "report-percent",
            "report-year-part",
            "report-year-whole",
            "report-year-percent",
            "report-y-part",
            "report-y-whole",
            "report-y-percent",
        ],
        style,
    )?;
    sheet.set_column_width(1, 58)?.set_column_width(2, 20)?;
    let compared = |indicator: &Indicator| matches!(indicator, Indicator::Gain | Indicator::Recall);
    let (tests, counts): (Vec<_>, Vec<_>) = Indicator::ALL.into_iter().partition(compared);
    let mut row = head;
    for indicator in counts {
        row += 1;
        name(sheet, row, indicator)?;
        for (column, figures) in (3u16..).step_by(3).zip(spans(reading)) {
            if let Some(figures) = figures {
                value(sheet, row, column, figures.value(indicator), style)?;
            }
        }
    }
    // Two averages are no numerator and denominator: they have columns of their own.
    row += 2;
    let keys = [
        "report-code",
        "report-indicator",
        "report-unit",
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
    heads(sheet, row, &keys, style)?;
    for indicator in tests {
        row += 1;
        name(sheet, row, indicator)?;
        for (column, figures) in (3u16..).step_by(4).zip(spans(reading)) {
            if let Some(figures) = figures {
                means(sheet, row, column, figures.value(indicator), style)?;
            }
        }
    }
    Ok(())
}

fn name(sheet: &mut Worksheet, row: u32, indicator: Indicator) -> Done {
    sheet.write_string(row, 0, indicator.code())?;
    sheet.write_string(row, 1, t(&format!("indicator-{}", indicator.code())))?;
    sheet.write_string(row, 2, indicator.unit())?;
    Ok(())
}

/// The period, the school year to date, the year to date.
fn spans(reading: &Reading) -> [Option<&Row>; 3] {
    [
        Some(&reading.report.total),
        reading.school_year.as_ref().map(|(_, row)| row),
        Some(&reading.year.1),
    ]
}

/// How many children took both tests, the two averages, and what lies between them.
fn means(sheet: &mut Worksheet, row: u32, column: u16, value: Value, style: &Style) -> Done {
    let (Value::Gain(of) | Value::Kept(of)) = value else {
        return Ok(());
    };
    cell(sheet, row, column, of.children, style)?;
    for (place, mean) in (column + 1..).zip([of.first(), of.second()]) {
        if let Some(mean) = mean {
            sheet.write_number_with_format(row, place, mean / 100.0, &style.share)?;
        }
    }
    match value {
        Value::Gain(_) => points(sheet, row, column + 3, of, style),
        _ => share(sheet, row, column + 3, value, style),
    }
}

/// Numerator, denominator and share; of meetings their number and the attendances.
fn value(sheet: &mut Worksheet, row: u32, column: u16, value: Value, style: &Style) -> Done {
    match value {
        Value::Share { part, whole } => {
            cell(sheet, row, column, part, style)?;
            cell(sheet, row, column + 1, whole, style)?;
            if let Some(percent) = value.percent() {
                sheet.write_number_with_format(row, column + 2, percent / 100.0, &style.share)?;
            }
        }
        Value::Gain(_) | Value::Kept(_) => {}
        Value::Held {
            sessions,
            attendances,
        } => {
            cell(sheet, row, column, Cell::open(sessions), style)?;
            cell(sheet, row, column + 1, attendances, style)?;
        }
    }
    Ok(())
}

fn points(sheet: &mut Worksheet, row: u32, column: u16, means: Means, style: &Style) -> Done {
    if let Some(points) = means.gain() {
        sheet.write_number_with_format(row, column, points, &style.points)?;
    }
    Ok(())
}

fn cell(sheet: &mut Worksheet, row: u32, column: u16, cell: Cell, style: &Style) -> Done {
    match cell.seen() {
        Some(n) => sheet.write_number_with_format(row, column, n as f64, &style.number)?,
        None => sheet.write_string(row, column, cell.to_string())?,
    };
    Ok(())
}

fn parts(sheet: &mut Worksheet, reading: &Reading, style: &Style) -> Done {
    let head = top(sheet, reading, style, "report-sheet-parts")?;
    let keys = [
        "report-name",
        "column-enrolled",
        "column-took-part",
        "column-share",
        "column-given",
        "column-finished-set",
        "column-share",
        "column-classes",
        "column-of-classes",
        "column-meetings",
        "column-at-meetings",
        "column-branches",
        "column-of-branches",
        "column-talks",
        "column-at-talks",
        "column-trainings",
        "column-at-trainings",
        "column-took-both",
        "column-gain",
        "column-took-again",
        "column-kept",
        "column-asked-111",
        "column-knew-111",
        "column-share",
    ];
    heads(sheet, head, &keys, style)?;
    sheet.set_column_width(0, 40)?;
    let mut n = head;
    for figures in &reading.report.parts {
        n += 1;
        sheet.write_string(n, 0, &figures.name)?;
        part(sheet, n, figures, style)?;
    }
    sheet.write_string_with_format(n + 1, 0, t("report-total"), &style.total)?;
    part(sheet, n + 1, &reading.report.total, style)
}

fn part(sheet: &mut Worksheet, n: u32, row: &Row, style: &Style) -> Done {
    cell(sheet, n, 1, row[Column::Enrolled], style)?;
    cell(sheet, n, 2, row[Column::TookPart], style)?;
    share(sheet, n, 3, row.value(Indicator::Children), style)?;
    cell(sheet, n, 4, row[Column::Given], style)?;
    cell(sheet, n, 5, row[Column::FinishedSet], style)?;
    share(sheet, n, 6, row.value(Indicator::Sets), style)?;
    let open = [row.classes.0, row.classes.1, row.sessions[0]];
    for (column, number) in (7u16..).zip(open) {
        cell(sheet, n, column, Cell::open(number), style)?;
    }
    cell(sheet, n, 10, row[Column::AtMeetings], style)?;
    cell(sheet, n, 11, Cell::open(row.branches.0), style)?;
    cell(sheet, n, 12, Cell::open(row.branches.1), style)?;
    cell(sheet, n, 13, Cell::open(row.sessions[1]), style)?;
    cell(sheet, n, 14, row[Column::AtTalks], style)?;
    cell(sheet, n, 15, Cell::open(row.sessions[2]), style)?;
    cell(sheet, n, 16, row[Column::AtTrainings], style)?;
    cell(sheet, n, 17, row[Column::TookBoth], style)?;
    if let Value::Gain(means) = row.value(Indicator::Gain) {
        points(sheet, n, 18, means, style)?;
    }
    cell(sheet, n, 19, row[Column::TookAgain], style)?;
    share(sheet, n, 20, row.value(Indicator::Recall), style)?;
    cell(sheet, n, 21, row[Column::Asked111], style)?;
    cell(sheet, n, 22, row[Column::Knew111], style)?;
    share(sheet, n, 23, row.value(Indicator::Number111), style)
}

fn share(sheet: &mut Worksheet, row: u32, column: u16, value: Value, style: &Style) -> Done {
    if let Some(percent) = value.percent() {
        sheet.write_number_with_format(row, column, percent / 100.0, &style.share)?;
    }
    Ok(())
}

fn grades(sheet: &mut Worksheet, reading: &Reading, style: &Style) -> Done {
    let head = top(sheet, reading, style, "report-sheet-grades")?;
    let tables = ["column-enrolled", "column-took-part", "column-finished-set"];
    let sides = [
        "gender-male",
        "gender-female",
        "gender-unknown",
        "gender-total",
    ];
    sheet.write_string_with_format(head, 0, t("report-grade"), &style.head)?;
    for (n, table) in (0u16..).zip(tables) {
        for (side, word) in (0u16..).zip(sides) {
            let text = format!("{} – {}", t(table), t(word));
            sheet.write_string_with_format(head, 1 + n * 4 + side, text, &style.head)?;
        }
    }
    let rows = reading
        .report
        .grades
        .iter()
        .chain([&reading.report.all_grades]);
    for (n, row) in (head + 1..).zip(rows) {
        sheet.write_string(n, 0, grade_name(row))?;
        for (split, counts) in (0u16..).zip([row.enrolled, row.took_part, row.finished_set]) {
            let Split {
                male,
                female,
                unknown,
                total,
            } = counts;
            for (side, count) in (0u16..).zip([male, female, unknown, total]) {
                cell(sheet, n, 1 + split * 4 + side, count, style)?;
            }
        }
    }
    Ok(())
}

fn grade_name(row: &GradeRow) -> String {
    match row.grade {
        Some(grade) => tr("report-grade-n", &[("n", &grade.to_string())]),
        None => t("report-total"),
    }
}
