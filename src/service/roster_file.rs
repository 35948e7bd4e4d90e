//! A list file on its way in and its wrong rows on their way back.

use crate::sheet;
use anyhow::Context;
use chrono::NaiveDate;
use lachan_app::text::t;
use lachan_core::{
    import::{Reading, Refused},
    roster,
};
use rust_xlsxwriter::{Format, Workbook};

/// Reads a file to children and wrong rows, or says in one sentence why the whole file was refused.
pub fn reading(bytes: &[u8], today: NaiveDate) -> Result<Reading, String> {
    let grids = sheet::read(bytes).map_err(|refusal| t(refusal.word()))?;
    roster::read(&grids, today).ok_or_else(|| t("sheet-no-head"))
}

/// The wrong rows as a workbook: where each stood, why it was not taken, and its cells. Everything is text, so nothing is a formula.
pub fn wrong_rows(refused: &[Refused]) -> anyhow::Result<Vec<u8>> {
    let mut book = Workbook::new();
    let head = Format::new().set_bold();
    let sheet = book.add_worksheet();
    sheet
        .set_name(t("wrong-rows-sheet"))?
        .set_freeze_panes(1, 0)?;
    for (column, key) in (0u16..).zip([
        "wrong-rows-sheet-name",
        "import-row",
        "import-reason",
        "wrong-rows-cells",
    ]) {
        sheet.write_string_with_format(0, column, t(key), &head)?;
    }
    for (row, wrong) in (1u32..).zip(refused) {
        sheet.write_string(row, 0, &wrong.sheet)?;
        sheet.write_number(row, 1, wrong.row)?;
        sheet.write_string(row, 2, &wrong.reason)?;
        for (column, cell) in (3u16..).zip(&wrong.cells) {
            sheet.write_string(row, column, cell)?;
        }
    }
    sheet.set_column_width(2, 60)?;
    book.save_to_buffer().context("cannot write the wrong rows")
}
