//! The figures as a workbook: real numbers, Vietnamese heads, one sheet per table. Names are written as text, so nothing is a formula.

use crate::service::reports::Reading;
use anyhow::Context;
use chrono::{DateTime, Utc};
use lachan_app::{
    parts::table::written,
    text::{t, tr},
};
use lachan_core::{
    day,
    report::{
        forms::{Unknown, by_grade, by_unit, compared, counted},
        table::{Cell, Head, Holds, Row, Scale, Table},
    },
};
use rust_xlsxwriter::{Format, FormatBorder, Workbook, Worksheet, XlsxError};

type Done<T = ()> = Result<T, XlsxError>;

/// The report as the bytes of an `.xlsx` file, made at this moment.
pub fn workbook(reading: &Reading, now: DateTime<Utc>) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    lay_out(&mut book, reading, now).context("cannot lay out the workbook")?;
    book.save_to_buffer().context("cannot write the workbook")
}

fn lay_out(book: &mut Workbook, reading: &Reading, now: DateTime<Utc>) -> Done {
    let report = &reading.report;
    let spans = [
        Some(&report.total),
        reading.school_year.as_ref().map(|(_, figures)| figures),
        Some(&reading.year.1),
    ];
    let mut sheet = Sheet::begin(book, "report-sheet-indicators", reading, now)?;
    sheet.note(&super::to_date(reading))?;
    // Two averages are no numerator and denominator: they have columns of their own.
    sheet.table(&counted(spans))?;
    sheet.table(&compared(spans))?;
    if !report.below.is_empty() {
        Sheet::begin(book, "report-sheet-units", reading, now)?.table(&by_unit(report))?;
    }
    let grades = by_grade(report, Unknown::Always);
    Sheet::begin(book, "report-sheet-grades", reading, now)?.table(&grades)
}

/// The row of the first table's heads, from 0.
const HEAD: u32 = 5;

/// A sheet under whose last row the next table goes.
struct Sheet<'a> {
    sheet: &'a mut Worksheet,
    next: u32,
    style: Style,
}

struct Style {
    head: Format,
    total: Format,
    number: Format,
    share: Format,
    points: Format,
}

impl Style {
    fn new() -> Self {
        Self {
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

impl<'a> Sheet<'a> {
    /// A sheet with the lines above every table: whose figures, of which days, when they were made.
    fn begin(
        book: &'a mut Workbook,
        name: &str,
        reading: &Reading,
        now: DateTime<Utc>,
    ) -> Done<Self> {
        let title = Format::new().set_bold().set_font_size(13);
        let sheet = book.add_worksheet();
        sheet.set_name(t(name))?;
        sheet.write_string_with_format(0, 0, &reading.unit.name, &title)?;
        sheet.write_string(1, 0, period(reading))?;
        let made = made(reading, now);
        let counted = reading.counted_at.map(super::counted_at);
        let all: Vec<String> = [made].into_iter().chain(counted).collect();
        sheet.write_string(2, 0, all.join(" "))?;
        if reading.suppressed {
            sheet.write_string(3, 0, t("report-suppressed"))?;
        }
        sheet.set_freeze_panes(HEAD + 1, 2)?;
        // Each printed page begins with the heads.
        sheet.set_repeat_rows(HEAD, HEAD)?;
        sheet
            .set_landscape()
            .set_paper_size(9)
            .set_print_fit_to_pages(1, 0);
        Ok(Self {
            sheet,
            next: HEAD,
            style: Style::new(),
        })
    }

    /// A line right above the first table.
    fn note(&mut self, text: &str) -> Done {
        self.sheet.write_string(HEAD - 1, 0, text).map(|_| ())
    }

    /// Writes a table, and leaves a row free below it.
    fn table(&mut self, table: &Table) -> Done {
        for (column, head) in (0u16..).zip(&table.heads) {
            self.head(column, head)?;
        }
        for row in &table.rows {
            self.row(row, false)?;
        }
        if let Some(total) = &table.total {
            self.row(total, true)?;
        }
        self.next += 2;
        Ok(())
    }

    fn head(&mut self, column: u16, head: &Head) -> Done {
        let text = match head.group {
            Some(group) => format!("{} – {}", t(group), t(head.key)),
            None => t(head.key),
        };
        self.sheet
            .write_string_with_format(self.next, column, text, &self.style.head)?;
        match head.holds {
            Holds::Name(letters) if letters > 0 => {
                self.sheet.set_column_width(column, letters)?;
            }
            Holds::Word | Holds::Words => {
                self.sheet.set_column_width(column, 20)?;
            }
            Holds::Name(_) | Holds::Code | Holds::Value => {}
        }
        Ok(())
    }

    fn row(&mut self, row: &Row, total: bool) -> Done {
        self.next += 1;
        for (column, cell) in (0u16..).zip(&row.cells) {
            self.cell(column, cell, total)?;
        }
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell, total: bool) -> Done {
        let (row, style) = (self.next, &self.style);
        let (number, format) = match cell {
            Cell::Count(n) => (*n as f64, &style.number),
            Cell::Tenths(n, Scale::Points) => (*n as f64 / 10.0, &style.points),
            Cell::Tenths(n, Scale::Percent | Scale::Bare) => {
                (*n as f64 / 10.0 / 100.0, &style.share)
            }
            Cell::Nothing | Cell::Absent => return Ok(()),
            words => {
                let text = written(words);
                match total {
                    true => self
                        .sheet
                        .write_string_with_format(row, column, text, &style.total)?,
                    false => self.sheet.write_string(row, column, text)?,
                };
                return Ok(());
            }
        };
        self.sheet
            .write_number_with_format(row, column, number, format)?;
        Ok(())
    }
}

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
