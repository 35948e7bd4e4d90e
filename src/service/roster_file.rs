//! A list file on its way in and its wrong rows on their way back.

use crate::sheet;
use anyhow::Context;
use chrono::NaiveDate;
use lachan_app::text::t;
use lachan_core::{
    import::{Reading, Refused},
    roster::{self, Headings},
};
use rust_xlsxwriter::{Format, Workbook};

/// Reads a file to children and wrong rows, or says in one sentence why the whole file was refused.
pub fn reading(bytes: &[u8], headings: &Headings, today: NaiveDate) -> Result<Reading, String> {
    let grids = sheet::read(bytes).map_err(|refusal| t(refusal.word()))?;
    roster::read(&grids, headings, today).ok_or_else(|| t("sheet-no-head"))
}

/// The wrong rows as a workbook: sheet by sheet under their own headings, with the reason in a last column that is never read, so that
/// the file comes back as soon as it is corrected. Everything is text, so nothing is a formula.
pub fn wrong_rows(reading: &Reading) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let bold = Format::new().set_bold();
    for (n, head) in (1..).zip(&reading.heads) {
        let sheet = book.add_worksheet();
        sheet
            .set_name(sheet_name(&head.sheet, n))?
            .set_freeze_panes(1, 0)?;
        let class = head.class.as_ref().map(|_| t("import-class"));
        let names = head.names.iter().chain(&class);
        let reason = u16::try_from(names.clone().count())?;
        for (column, name) in (0u16..).zip(names) {
            sheet.write_string_with_format(0, column, name, &bold)?;
        }
        sheet.write_string_with_format(0, reason, t("wrong-rows-reason"), &bold)?;
        sheet.set_column_width(reason, 60)?;
        let here = |wrong: &&Refused| wrong.sheet == head.sheet;
        for (row, wrong) in (1u32..).zip(reading.refused.iter().filter(here)) {
            for (column, cell) in (0u16..).zip(wrong.cells.iter().chain(&head.class)) {
                sheet.write_string(row, column, cell)?;
            }
            sheet.write_string(row, reason, &wrong.reason)?;
        }
    }
    book.save_to_buffer().context("cannot write the wrong rows")
}

/// A name a workbook takes: not empty, at most 31 letters, none of the letters it keeps for itself.
fn sheet_name(name: &str, n: usize) -> String {
    let plain: String = name
        .chars()
        .filter(|c| !"[]:*?/\\'".contains(*c))
        .take(31)
        .collect();
    match plain.trim() {
        "" => format!("{} {n}", t("wrong-rows-sheet")),
        plain => plain.to_owned(),
    }
}
