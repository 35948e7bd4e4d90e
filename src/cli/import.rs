//! `lachan import FILE --preview`: what the program reads in a list, without a database.

use super::out::{complain, say};
use crate::{clock::Clock, content, service::roster_file, sheet};
use anyhow::Context;
use lachan_app::text::{say as in_words, t};
use lachan_core::{
    import::{ListedChild, Reading},
    pupil_code::PupilCode,
};
use serde_json::{Value, json};
use std::{fs::File, io::Read, path::PathBuf, process::ExitCode};

/// `lachan import FILE --preview --format json`
#[derive(clap::Args)]
pub struct Import {
    /// Tệp danh sách: .xlsx, .xls hoặc .csv
    file: PathBuf,
    /// Chỉ xem máy đọc được gì; không cần cơ sở dữ liệu và không ghi gì
    #[arg(long, required = true)]
    preview: bool,
    /// Cách in kết quả
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Format {
    Text,
    Json,
}

impl Import {
    /// Exit code 0 when the file could be read, 2 when it is refused whole.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let mut bytes = Vec::new();
        let file = File::open(&self.file)
            .with_context(|| format!("cannot open {}", self.file.display()))?;
        // One byte more than the limit is enough to know that it is too big.
        file.take(sheet::MAX_BYTES as u64 + 1)
            .read_to_end(&mut bytes)?;
        let content = content::load(None).map_err(anyhow::Error::new)?;
        match (
            roster_file::reading(&bytes, &content.headings, Clock::System.today()),
            self.format,
        ) {
            (Ok(reading), Format::Json) => say(as_json(&reading))?,
            (Ok(reading), Format::Text) => print_text(&reading)?,
            (Err(refusal), format) => {
                complain(&refusal);
                if let Format::Json = format {
                    say(json!({ "refused": refusal }))?;
                }
                return Ok(ExitCode::from(2));
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn as_json(reading: &Reading) -> Value {
    let accepted: Vec<Value> = reading.listed.iter().map(row).collect();
    let errors: Vec<Value> = reading
        .refused
        .iter()
        .map(|r| json!({ "sheet": r.sheet, "row": r.row, "name": r.name, "reason": in_words(&r.reason) }))
        .collect();
    json!({
        "accepted": accepted,
        "errors": errors,
        "warnings": warnings(reading).collect::<Vec<_>>(),
        "dropped_columns": reading.dropped_columns,
        "asked": reading.asked,
    })
}

/// What the page says above its tables.
fn warnings(reading: &Reading) -> impl Iterator<Item = String> {
    let of_rows = roster_file::about_hidden(reading).into_iter();
    let of_names = roster_file::about_names(reading).into_iter();
    reading
        .warnings
        .iter()
        .map(in_words)
        .chain(of_rows)
        .chain(of_names)
}

fn row(row: &ListedChild) -> Value {
    let child = &row.details;
    let birth = child.birth.map(|birth| birth.to_string());
    json!({
        "sheet": row.sheet, "row": row.row, "code": child.code, "full_name": child.full_name,
        "birth_date": birth, "gender": child.gender.word(), "class": row.class, "hidden": row.hidden,
    })
}

fn print_text(reading: &Reading) -> anyhow::Result<()> {
    for line in &reading.listed {
        say(format!(
            "{}\t{}\t{}\t{}",
            line.row,
            line.class,
            line.details.full_name,
            line.details.code.as_ref().map_or("–", PupilCode::as_str)
        ))?;
    }
    for wrong in &reading.refused {
        say(format!(
            "! {} {}: {}",
            wrong.sheet,
            wrong.row,
            in_words(&wrong.reason)
        ))?;
    }
    for warning in warnings(reading) {
        say(format!("~ {warning}"))?;
    }
    say(format!(
        "{}: {}; {}: {}",
        t("import-new"),
        reading.listed.len(),
        t("import-wrong"),
        reading.refused.len()
    ))
}
