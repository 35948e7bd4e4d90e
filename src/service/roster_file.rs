//! A list file on its way in and its wrong rows on their way back.

use crate::sheet;
use anyhow::Context;
use chrono::NaiveDate;
use lachan_app::text::{number, say, t, tr};
use lachan_core::{
    class_name::ClassName,
    import::{Reading, Refused},
    roster::{self, Headings, NoList},
};
use rust_xlsxwriter::{Format, Workbook};

/// Reads a file to children and wrong rows, or says in one sentence why the whole file was refused.
pub fn reading(bytes: &[u8], headings: &Headings, today: NaiveDate) -> Result<Reading, String> {
    let grids = sheet::read(bytes).map_err(|refusal| t(refusal.word()))?;
    roster::read(&grids, headings, today).map_err(no_list)
}

/// What becomes of rows the file hides, in one sentence; `None` when it hides none.
pub fn about_hidden(reading: &Reading) -> Option<String> {
    let out = reading.wishes.without_hidden;
    said(
        reading.hidden(),
        if out {
            "import-hidden-out"
        } else {
            "import-hidden-in"
        },
    )
}

/// How names in capitals or small letters alone are shown, in one sentence; `None` when there are none.
pub fn about_names(reading: &Reading) -> Option<String> {
    let typed = reading.wishes.as_typed;
    said(
        reading.rewritten(),
        if typed {
            "import-names-typed"
        } else {
            "import-names-rewritten"
        },
    )
}

fn said(n: usize, key: &str) -> Option<String> {
    let shown = number(i64::try_from(n).unwrap_or(i64::MAX));
    (n > 0).then(|| tr(key, &[("n", &shown)]))
}

fn no_list(why: NoList) -> String {
    match why {
        NoList::NoHead => t("sheet-no-head"),
        NoList::Hidden { sheet } => tr("sheet-hidden", &[("sheet", &sheet)]),
        NoList::OldLetters { sheet, head } if !head.is_empty() => {
            let key = if sheet.is_empty() {
                "sheet-old-column"
            } else {
                "sheet-old-column-of"
            };
            tr(key, &[("sheet", &sheet), ("head", &head)])
        }
        NoList::OldLetters { .. } => t("sheet-old-letters"),
    }
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
        for (row, wrong) in (1u32..).zip(reading.wrong().filter(here)) {
            let class = head.class.as_ref().map(ClassName::as_str);
            let cells = wrong.cells.iter().map(String::as_str).chain(class);
            for (column, cell) in (0u16..).zip(cells) {
                sheet.write_string(row, column, cell)?;
            }
            sheet.write_string(row, reason, say(&wrong.reason))?;
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
